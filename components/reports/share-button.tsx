"use client";
import { Send } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMay } from "#client/session.ts";
import type { View } from "#contracts/views.ts";
import { Button } from "../ui/button.tsx";

const ShareDialog = dynamic(() => import("./share-dialog.tsx").then((m) => m.ShareDialog), { ssr: false });

interface ShareButtonProps {
  /** What is on the page, with its filters. */
  readonly view: View;
  /** What the report is called until its maker calls it otherwise. */
  readonly title: string;
  readonly size?: "small" | "normal" | "large";
}

/** Opens the question that makes a link; not there for who may make none. The question comes with its first use. */
export function ShareButton({ view, title, size = "normal" }: ShareButtonProps) {
  const may = useMay("report:share");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button size={size} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <Send aria-hidden />
        Share
      </Button>
      {open ? <ShareDialog view={view} title={title} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
