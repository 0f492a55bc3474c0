"use client";
import { ChevronRight, Menu as MenuIcon, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { useCommandKey } from "#client/platform.ts";
import { Kbd } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { NoticeBell } from "../waivers/notice-bell.tsx";
import { crumbsOf } from "./crumbs.ts";
import { Freshness } from "./freshness.tsx";
import { useScope } from "./scope.ts";

function Breadcrumb() {
  const pathname = usePathname();
  const { cluster, scanId } = useScope();
  const crumbs = crumbsOf(pathname, cluster, scanId);
  return (
    <nav aria-label="Where you are" className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-2 text-ink-3">
        {crumbs.map((crumb, index) => {
          const lastOne = index === crumbs.length - 1;
          return (
            <li
              key={crumb.name}
              className={lastOne ? "flex min-w-0 items-center" : "flex min-w-0 items-center gap-2 narrow:hidden"}
            >
              {lastOne || crumb.href === undefined ? (
                <span aria-current={lastOne ? "page" : undefined} className="truncate font-label text-ink">
                  {crumb.name}
                </span>
              ) : (
                <Link href={crumb.href} className="truncate hover:text-ink">
                  {crumb.name}
                </Link>
              )}
              {lastOne ? null : <ChevronRight aria-hidden className="size-3 flex-none text-tick" />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Where am I, what does this rest on, and the way to everything else. */
export function TopBar({ onMenu, onPalette }: { onMenu: () => void; onPalette: () => void }) {
  return (
    <header className="sticky top-0 z-30 flex h-12 min-w-0 items-center gap-2 border-line border-b bg-panel px-8 pr-6 narrow:px-4 print:hidden">
      <IconButton label="Open navigation" className="-ml-2 wide:hidden" onClick={onMenu}>
        <MenuIcon aria-hidden />
      </IconButton>
      <Breadcrumb />
      <NoticeBell />
      <Freshness />
      <Button tone="quiet" aria-keyshortcuts="Meta+K Control+K" onClick={onPalette}>
        <Search aria-hidden />
        <span className="sr-only">Open the command palette</span>
        <span className="flex gap-1 narrow:hidden">
          <Kbd>{useCommandKey()}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </Button>
    </header>
  );
}
