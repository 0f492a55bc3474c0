import { counted } from "../access/subject-words.ts";
import { Button } from "../ui/button.tsx";

interface PagerProps {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** What is paged, such as `subject`. */
  readonly noun: string;
  readonly onPage: (page: number) => void;
}

/** From page to page of a list that the server cuts; nothing where one page is all. */
export function Pager({ page, size, total, noun, onPage }: PagerProps) {
  const pages = Math.ceil(total / size);
  if (pages <= 1) return null;
  return (
    <nav aria-label={`Pages of ${noun}s`} className="flex flex-wrap items-center gap-3 px-4 py-2 text-12 text-ink-3">
      <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        Previous page
      </Button>
      <span>
        Page {page} of {pages}, {counted(total, noun)}
      </span>
      <Button size="small" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        Next page
      </Button>
    </nav>
  );
}
