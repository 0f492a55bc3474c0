import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";

/** From page to page by plain links: the report works where no script runs. */
export function ReportPager({ page, pages, total }: { page: number; pages: number; total: number }): ReactNode {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages of the report" className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
      {page > 1 ? (
        <Button asChild size="large">
          <a href={`?page=${page - 1}`} rel="prev">
            Previous page
          </a>
        </Button>
      ) : null}
      <span className="text-ink-2">
        Page {page} of {pages}, {total.toLocaleString("en-GB")} entries
      </span>
      {page < pages ? (
        <Button asChild size="large">
          <a href={`?page=${page + 1}`} rel="next">
            Next page
          </a>
        </Button>
      ) : null}
    </nav>
  );
}
