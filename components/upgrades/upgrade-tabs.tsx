"use client";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

const tabs = [
  { path: "/upgrades", name: "Timeline" },
  { path: "/upgrades/run-book", name: "Run book" },
  { path: "/upgrades/fleet", name: "All clusters" },
] as const;

/** The ways to read what the next minors bring; the chosen cluster, scan and target stay. */
export function UpgradeTabs() {
  const pathname = usePathname();
  const params = useSearchParams();
  const kept = new URLSearchParams();
  for (const name of ["cluster", "scan", "target"]) {
    const value = params.get(name);
    if (value !== null) kept.set(name, value);
  }
  const query = kept.size === 0 ? "" : `?${kept}`;
  return (
    <nav
      aria-label="Upgrades"
      className="flex h-10 flex-none gap-5 overflow-x-auto border-line border-b bg-panel px-8 narrow:px-4 print:hidden"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          href={`${tab.path}${query}`}
          aria-current={pathname === tab.path ? "page" : undefined}
          className="whitespace-nowrap text-ink-2 leading-[39px] hover:text-ink current:font-label current:text-ink current:shadow-[inset_0_-2px_0_var(--accent)]"
        >
          {tab.name}
        </Link>
      ))}
    </nav>
  );
}
