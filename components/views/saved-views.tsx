"use client";
import { useQuery } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { SavedView } from "#contracts/finding-life.ts";
import { Button } from "../ui/button.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";

const ViewDialog = dynamic(() => import("./view-dialog.tsx").then((m) => m.ViewDialog), { ssr: false });

export type AskedOfViews = "save" | SavedView;

/** The saved views of a page: opens one, saves what is shown, changes what is one's own. */
export function SavedViews({ page, size }: { page: SavedView["page"]; size?: "large" }) {
  const [asked, setAsked] = useState<AskedOfViews | undefined>(undefined);
  const open = useSearchParams().get("view");
  const views = useQuery({ ...api.savedViews.list.queryOptions({ input: {}, staleTime: 60_000 }), enabled: open !== null }).data
    ?.items;
  const current = views?.find((view) => view.id === open);
  return (
    <>
      <LazyMenu
        load={() => import("./saved-views-menu.tsx").then((m) => m.SavedViewsMenu)}
        menuProps={{ page, onAsk: setAsked }}
        trigger={
          <Button size={size} className="max-w-48">
            <Bookmark aria-hidden />
            <span className="truncate">{current?.name ?? "Views"}</span>
          </Button>
        }
      />
      {asked === undefined ? null : (
        <ViewDialog page={page} {...(asked === "save" ? {} : { view: asked })} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}
