import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const look = cva(
  "inline-flex flex-none items-center justify-center gap-1.5 rounded-control border font-label whitespace-nowrap transition-colors duration-[140ms] disabled:opacity-50 aria-disabled:opacity-50 [&_.lucide]:size-4 [&_.lucide]:flex-none [&_.lucide]:stroke-[1.5]",
  {
    variants: {
      tone: {
        plain: "border-line-strong bg-panel text-ink enabled:hover:bg-sunk [&_.lucide]:text-ink-3",
        primary: "border-accent bg-accent text-accent-ink enabled:hover:brightness-110",
        quiet: "border-transparent text-ink-2 font-normal enabled:hover:bg-raise [&_.lucide]:text-ink-3",
        danger: "border-critical bg-panel text-critical enabled:hover:bg-critical-soft",
      },
      size: {
        small: "h-6 px-2 text-12",
        normal: "h-7 px-2.5",
        large: "h-8 px-3",
      },
    },
    defaultVariants: { tone: "plain", size: "normal" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof look> {
  /** Renders the only child, such as a link, with the looks of a button. */
  asChild?: boolean;
  /** Something is on its way: the button stays in place and cannot be pressed again. */
  busy?: boolean;
}

/** Says what it does with a verb. */
export function Button({ tone, size, asChild = false, busy = false, className, disabled, type, ...rest }: ButtonProps) {
  const classes = cn(look({ tone, size }), asChild && hoverOfLink[tone ?? "plain"], className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return (
    <button type={type ?? "button"} className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest} />
  );
}

const hoverOfLink = {
  plain: "hover:bg-sunk",
  primary: "hover:brightness-110",
  quiet: "hover:bg-raise",
  danger: "hover:bg-critical-soft",
} as const;

interface IconButtonProps extends ComponentProps<"button"> {
  /** The accessible name; also shown as the tooltip. */
  label: string;
  size?: "small" | "normal";
}

/** A button with an icon alone; 24 px at least. */
export function IconButton({ label, size = "normal", className, type, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      title={label}
      className={cn(
        "inline-grid flex-none place-items-center rounded-control text-ink-3 transition-colors duration-[140ms] enabled:hover:bg-raise enabled:hover:text-ink disabled:opacity-50 [&_.lucide]:size-4 [&_.lucide]:stroke-[1.5]",
        size === "small" ? "size-6" : "size-8",
        className,
      )}
      {...rest}
    />
  );
}
