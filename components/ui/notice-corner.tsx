"use client";
import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { IconButton } from "./button.tsx";
import { VerdictGlyph } from "./glyphs.tsx";
import { dismiss, useNotices } from "./notice-store.ts";

/** The corner where notices stand for six seconds, longer while the pointer or the focus is on them. */
export function NoticeCorner() {
  return (
    <Toast.Provider duration={6000} label="Notice">
      {useNotices().map((notice) => (
        <Toast.Root
          key={notice.id}
          type={notice.failed ? "foreground" : "background"}
          onOpenChange={(open) => !open && dismiss(notice.id)}
          className="flex w-full animate-appear items-start gap-2 rounded-panel border border-line-strong bg-panel py-2 pr-2 pl-3"
        >
          <VerdictGlyph verdict={notice.failed ? "fail" : "pass"} className="mt-2" />
          <div className="min-w-0 flex-1 py-0.5">
            <Toast.Title className="font-label [overflow-wrap:anywhere]">{notice.title}</Toast.Title>
            {notice.detail === undefined ? null : (
              <Toast.Description className="text-12 text-ink-2">{notice.detail}</Toast.Description>
            )}
          </div>
          <Toast.Close asChild>
            <IconButton label="Dismiss" size="small">
              <X aria-hidden />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed right-4 bottom-4 z-50 grid w-[min(360px,calc(100vw-32px))] gap-2 outline-none" />
    </Toast.Provider>
  );
}
