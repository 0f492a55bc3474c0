"use client";
import { Dialog } from "radix-ui";
import { Side } from "./side.tsx";

/** The side of the console on a narrow window; a chosen place closes it. */
export function Drawer({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-[rgb(9_10_12/.5)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-[min(272px,85vw)] animate-appear border-line-strong border-r bg-panel outline-none"
          onClick={(event) => event.target instanceof Element && event.target.closest("a") !== null && onClose()}
        >
          <Dialog.Title className="sr-only">Navigation</Dialog.Title>
          <Side />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
