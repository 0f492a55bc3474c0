"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { cn } from "./cn.ts";

/** @returns how the last copy went, and what copies; `failed` where the browser refuses the clipboard. */
function useCopy(): { state: "idle" | "copied" | "failed"; copy: (text: string) => Promise<void>; reset: () => void } {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  return {
    state,
    reset: () => setState("idle"),
    copy: (text) =>
      navigator.clipboard.writeText(text).then(
        () => setState("copied"),
        () => setState("failed"),
      ),
  };
}

const words = { idle: "Copy", copied: "Copied", failed: "Copying is not allowed here" } as const;

/** Copies a text; says that it did, to the eye and to readers. */
export function CopyButton({
  text,
  label,
  icon = false,
  className,
}: {
  text: string;
  label?: string;
  icon?: boolean;
  className?: string;
}) {
  const { state, copy, reset } = useCopy();
  const Icon = state === "copied" ? Check : Copy;
  const shown = state === "idle" ? (label ?? words.idle) : words[state];
  const handlers = { onClick: () => void copy(text), onBlur: reset, onPointerLeave: reset };
  return (
    <>
      {icon ? (
        <IconButton label={shown} size="small" className={cn(className)} {...handlers}>
          <Icon aria-hidden />
        </IconButton>
      ) : (
        <Button size="small" tone="quiet" className={cn(className)} {...handlers}>
          <Icon aria-hidden />
          {shown}
        </Button>
      )}
      <span role="status" className="sr-only">
        {state === "idle" ? "" : words[state]}
      </span>
    </>
  );
}

/** Where it cannot scroll, on paper, nothing of it is cut. */
const scrolling =
  "max-h-80 min-w-0 flex-1 overflow-auto py-2 pl-3 print:max-h-none print:whitespace-pre-wrap print:[overflow-wrap:anywhere]";
const wrapped = "whitespace-pre-wrap [overflow-wrap:anywhere]";

interface CodeBlockProps {
  text: string;
  label: string;
  /** Breaks long lines, as commands want it; else the block scrolls. */
  wrap?: boolean;
  className?: string;
}

/** A block of code with its copy button. */
export function CodeBlock({ text, label, wrap = false, className }: CodeBlockProps) {
  return (
    <div className={cn("code flex min-w-0 items-start !p-0", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className={cn(scrolling, wrap && wrapped)}>
        {text}
      </section>
      <CopyButton text={text} className="m-1 flex-none print:hidden" />
    </div>
  );
}
