"use client";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Pencil, Plus, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { api } from "#client/api.ts";
import type { SavedView } from "#contracts/finding-life.ts";
import type { OpenMenuProps } from "../ui/lazy-menu.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { AskedOfViews } from "./saved-views.tsx";
import { addressOfView } from "./view-address.ts";

interface MenuProps extends OpenMenuProps {
  page: SavedView["page"];
  onAsk: (asked: AskedOfViews) => void;
}

/** One's own views and those that somebody shares; the address of what opens is all there is to it. */
export function SavedViewsMenu({ trigger, page, onAsk }: MenuProps) {
  const router = useRouter();
  const query = useQuery(api.savedViews.list.queryOptions({ input: {}, staleTime: 60_000 }));
  const views = query.data?.items.filter((view) => view.page === page) ?? [];
  const mine = views.filter((view) => view.mayChange);
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="end" className="max-h-[60vh] w-64 overflow-y-auto">
        {views.length === 0 ? (
          <p className="px-2 py-1.5 text-12 text-ink-3">{query.isPending ? "Looking…" : "No view of this page is saved yet."}</p>
        ) : null}
        {views.map((view) => (
          <MenuItem key={view.id} onSelect={() => router.push(addressOfView(view))}>
            {view.shared ? <Users aria-hidden /> : <Bookmark aria-hidden />}
            <span className="min-w-0 flex-1 truncate">{visibleText(view.name)}</span>
            {view.yours ? null : <span className="truncate text-12 text-ink-3">{visibleText(view.owner)}</span>}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => onAsk("save")}>
          <Plus aria-hidden />
          Save this view
        </MenuItem>
        {mine.map((view) => (
          <MenuItem key={`change ${view.id}`} onSelect={() => onAsk(view)}>
            <Pencil aria-hidden />
            <span className="min-w-0 flex-1 truncate">Change {visibleText(view.name)}</span>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
