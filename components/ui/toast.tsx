"use client";
import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { useSyncExternalStore } from "react";
import { IconButton } from "./button.tsx";
import { VerdictGlyph } from "./glyphs.tsx";

interface Notice {
  id: number;
  title: string;
  detail?: string | undefined;
  failed: boolean;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** Says in the corner that something was done, or that it was not. What matters afterwards stands on the page as well. */
export function notify(title: string, options: { detail?: string; failed?: boolean } = {}): void {
  last += 1;
  publish([...notices, { id: last, title, detail: options.detail, failed: options.failed ?? false }].slice(-3));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const none: readonly Notice[] = [];

/** The corner where notices appear; rendered once. */
export function Notices() {
  const shown = useSyncExternalStore(
    subscribe,
    () => notices,
    () => none,
  );
  return (
    <Toast.Provider duration={6000} label="Notice">
      {shown.map((notice) => (
        <Toast.Root
          key={notice.id}
          type={notice.failed ? "foreground" : "background"}
          onOpenChange={(open) => !open && publish(notices.filter((other) => other.id !== notice.id))}
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
