"use client";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

const tabs = [
  { path: "/access", name: "Ask" },
  { path: "/access/matrix", name: "Matrix" },
  { path: "/access/subjects", name: "Subjects" },
  { path: "/access/namespaces", name: "Namespaces" },
  { path: "/access/risks", name: "Risks" },
  { path: "/access/paths", name: "Paths" },
  { path: "/access/changes", name: "Changes" },
  { path: "/access/simulate", name: "Simulate" },
  { path: "/access/reviews", name: "Reviews" },
  { path: "/access/assertions", name: "Assertions" },
  { path: "/access/authentication", name: "Authentication" },
] as const;

/** The ways to read who can do what; the chosen cluster or scan stays. */
export function AccessTabs() {
  const pathname = usePathname();
  const params = useSearchParams();
  const kept = new URLSearchParams();
  for (const name of ["cluster", "scan"]) {
    const value = params.get(name);
    if (value !== null) kept.set(name, value);
  }
  const query = kept.size === 0 ? "" : `?${kept}`;
  return (
    <nav aria-label="Access" className="flex h-10 flex-none gap-5 overflow-x-auto border-line border-b bg-panel px-8 narrow:px-4">
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          href={`${tab.path}${query}`}
          aria-current={isOpen(tab.path, pathname) ? "page" : undefined}
          ref={isOpen(tab.path, pathname) ? bringIntoView : undefined}
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

/** A tab's own pages, such as one review, belong to it. */
function isOpen(path: string, pathname: string): boolean {
  return pathname === path || (path !== "/access" && pathname.startsWith(`${path}/`));
}
