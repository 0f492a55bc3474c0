import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { IconButton } from "./button.tsx";
import { cn } from "./cn.ts";

const veil = "fixed inset-0 z-40 bg-[rgb(9_10_12/.5)] animate-appear";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** Width in pixels at most. */
  width?: 480 | 640 | 800;
}

const widths = { 480: "max-w-[480px]", 640: "max-w-[640px]", 800: "max-w-[800px]" } as const;

/** The first field takes the focus, else the layer itself: never the button that closes it. */
function focusFirst(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector<HTMLElement>("input, textarea, select, [role=checkbox]");
  (field ?? event.currentTarget).focus();
}

/** @returns what has the focus, or what opened the menu that it is in: the menu itself goes. */
function opener(): HTMLElement | null {
  const focused = document.activeElement;
  const trigger = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (trigger) return document.getElementById(trigger);
  return focused instanceof HTMLElement ? focused : null;
}

/** A layer takes the focus, and gives it back to where it was: Radix does so only for a trigger of its own. */
function useFocus() {
  const from = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      from.current = opener();
      focusFirst(event);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (from.current?.isConnected) from.current.focus();
    },
  };
}

function Head({ title, description }: Pick<DialogProps, "title" | "description">) {
  return (
    <header className="flex items-start gap-3 border-line border-b px-5 py-4">
      <div className="min-w-0 flex-1">
        <RadixDialog.Title className="text-16 [overflow-wrap:anywhere]">{title}</RadixDialog.Title>
        {description === undefined ? null : (
          <RadixDialog.Description className="mt-1 text-ink-2">{description}</RadixDialog.Description>
        )}
      </div>
      <RadixDialog.Close asChild>
        <IconButton label="Close" className="-mt-1 -mr-2">
          <X aria-hidden />
        </IconButton>
      </RadixDialog.Close>
    </header>
  );
}

/** A modal question: restates what will happen; `esc` and the close button leave everything as it was. */
export function Dialog({ open, onOpenChange, title, description, children, footer, width = 480 }: DialogProps) {
  const focus = useFocus();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={veil} />
        <RadixDialog.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          {...focus}
          className={cn(
            "-translate-x-1/2 fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-32px)] animate-appear flex-col rounded-panel border border-line-strong bg-panel outline-none focus-visible:shadow-none",
            widths[width],
          )}
        >
          <Head title={title} description={description} />
          <div className="min-h-0 overflow-auto px-5 py-4">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** A modal that comes from the side, for what is read beside the page. */
export function Sheet({
  open,
  onOpenChange,
  title,
  description,
  children,
  side = "right",
}: Omit<DialogProps, "footer" | "width"> & { side?: "left" | "right" }) {
  const focus = useFocus();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={veil} />
        <RadixDialog.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          {...focus}
          className={cn(
            "fixed inset-y-0 z-50 flex w-[min(480px,calc(100vw-32px))] flex-col bg-panel outline-none focus-visible:shadow-none",
            side === "right"
              ? "right-0 animate-slide-in border-line-strong border-l"
              : "left-0 animate-appear border-line-strong border-r",
          )}
        >
          <Head title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-auto">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
