"use client";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

interface SectionTabsProps {
  /** Of the section: its first tab has the section's own address. */
  readonly name: string;
  readonly tabs: readonly {
    readonly path: string;
    readonly name: string;
    /** Addresses that belong to it besides those below its own. */
    readonly also?: readonly string[];
  }[];
  /** What of the address stays from one tab to the next. */
  readonly kept: readonly string[];
}

/** The pages of a section, side by side under its heading. They are not printed. */
export function SectionTabs({ name, tabs, kept }: SectionTabsProps) {
  const pathname = usePathname();
  const params = useSearchParams();
  const query = new URLSearchParams();
  for (const one of kept) {
    const value = params.get(one);
    if (value !== null) query.set(one, value);
  }
  const isOpen = ({ path, also = [] }: SectionTabsProps["tabs"][number]) =>
    pathname === path || [...(path === tabs[0]?.path ? [] : [path]), ...also].some((one) => `${pathname}/`.startsWith(`${one}/`));
  return (
    <nav
      aria-label={name}
      className="flex h-10 flex-none gap-5 overflow-x-auto border-line border-b bg-panel px-8 narrow:px-4 print:hidden"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          href={`${tab.path}${query.size === 0 ? "" : `?${query}`}`}
          aria-current={isOpen(tab) ? "page" : undefined}
          ref={isOpen(tab) ? bringIntoView : undefined}
          className="whitespace-nowrap text-ink-2 leading-[39px] hover:text-ink current:font-label current:text-ink current:shadow-[inset_0_-2px_0_var(--accent)]"
        >
          {tab.name}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone the tabs are wider than the page. */
function bringIntoView(tab: HTMLAnchorElement | null) {
  tab?.scrollIntoView({ block: "nearest", inline: "center" });
}
