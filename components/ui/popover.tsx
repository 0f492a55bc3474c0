"use client";
import { Popover as RadixPopover, Tooltip as RadixTooltip } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

interface TooltipProps {
  content: ReactNode;
  /** Something that takes the focus. */
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
}

/** Shown on hover and on focus; it repeats or completes, and never holds the only copy of something. */
export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  return (
    <RadixTooltip.Provider delayDuration={300}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-[min(360px,calc(100vw-16px))] animate-appear rounded-control bg-ink px-2 py-1 text-12 text-panel [overflow-wrap:anywhere]"
          >
            {content}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}

export const Popover: typeof RadixPopover.Root = RadixPopover.Root;
export const PopoverTrigger: typeof RadixPopover.Trigger = RadixPopover.Trigger;

/** A small field that stands beside what opened it. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof RadixPopover.Content>) {
  return (
    <RadixPopover.Portal>
      <RadixPopover.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "z-50 max-w-[calc(100vw-16px)] animate-appear rounded-panel border border-line-strong bg-panel outline-none",
          className,
        )}
        {...rest}
      />
    </RadixPopover.Portal>
  );
}
