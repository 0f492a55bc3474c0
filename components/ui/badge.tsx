import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const looks = {
  plain: "border-line-strong text-ink-2",
  accent: "border-accent-line bg-accent-soft text-accent-text",
  critical: "border-critical text-critical",
  /** Dashed: it was not looked at. */
  unseen: "border-dashed border-unseen text-unseen",
} as const;

/** A word in a frame. */
export function Badge({ look = "plain", className, ...rest }: ComponentProps<"span"> & { look?: keyof typeof looks }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 flex-none items-center gap-1 whitespace-nowrap rounded-tag border px-1.5 text-12 leading-none",
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}

/** A key of the keyboard. */
export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-block min-w-[18px] rounded-tag border border-line-strong bg-panel px-1 text-center font-sans text-12 text-ink-3",
        className,
      )}
      {...rest}
    />
  );
}
