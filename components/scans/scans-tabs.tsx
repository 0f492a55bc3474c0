import { cn } from "../ui/cn.ts";
import { Link } from "../ui/link.tsx";

interface ScansTabsProps {
  now: "history" | "schedules";
  /** The chosen cluster stays chosen. */
  cluster: string | undefined;
}

/** The two pages of scans: what was looked at, and what will be. */
export function ScansTabs({ now, cluster }: ScansTabsProps) {
  const query = cluster === undefined ? "" : `?cluster=${cluster}`;
  const pages = [
    { key: "history", name: "History", href: `/scans${query}` },
    { key: "schedules", name: "Schedules", href: `/scans/schedules${query}` },
  ] as const;
  return (
    <nav aria-label="Scans" className="mb-4 flex h-10 gap-5 border-line border-b">
      {pages.map(({ key, name, href }) => (
        <Link
          key={key}
          href={href}
          aria-current={key === now ? "page" : undefined}
          className={cn(
            "inline-flex items-center",
            key === now ? "font-label text-ink shadow-[inset_0_-2px_0_var(--accent)]" : "text-ink-2 hover:text-ink",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
