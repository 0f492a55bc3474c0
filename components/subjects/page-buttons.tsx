import { ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton } from "../ui/button.tsx";

interface PageButtonsProps {
  readonly label: string;
  /** Counts from one. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Which part of a list is shown, and the parts beside it. Nothing where all of it is. */
export function PageButtons({ label, page, size, total, onPage }: PageButtonsProps) {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  const first = (page - 1) * size + 1;
  return (
    <nav aria-label={label} className="flex items-center gap-2">
      <IconButton label="The page before" size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <span aria-live="polite">
        {first.toLocaleString("en")} to {Math.min(total, page * size).toLocaleString("en")} of {total.toLocaleString("en")}
      </span>
      <IconButton label="The next page" size="small" disabled={page >= last} onClick={() => onPage(page + 1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </nav>
  );
}
