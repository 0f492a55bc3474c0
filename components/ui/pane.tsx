"use client";
import { ArrowLeft, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { Button, IconButton } from "./button.tsx";
import { cn } from "./cn.ts";
import { useNarrow } from "./use-narrow.ts";

interface PaneProps {
  /** Names the region. */
  label: string;
  onClose: () => void;
  /** Where `onClose` leads on a narrow screen, such as `All findings`. */
  backLabel: string;
  /** The line above the title. */
  eyebrow: ReactNode;
  title: ReactNode;
  /** Under the title: what can be done. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/**
 * Stands beside a list or a grid and never over it. On a narrow screen the list gives way to it; then it takes the focus,
 * as a page of its own would.
 */
export function Pane({ label, onClose, backLabel, eyebrow, title, actions, children, className }: PaneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const Heading = useNarrow() ? "h1" : "h2";
  useEffect(() => {
    if (window.matchMedia("(width < 56.25rem)").matches) heading.current?.focus();
  }, []);
  return (
    <aside
      aria-label={label}
      className={cn(
        "flex min-h-0 min-w-0 flex-col overflow-y-auto border-line border-l bg-panel narrow:border-l-0 narrow:overflow-visible",
        className,
      )}
    >
      <header className="border-line border-b p-4">
        <Button tone="quiet" size="small" onClick={onClose} className="-ml-2 mb-2 wide:hidden">
          <ArrowLeft aria-hidden />
          {backLabel}
        </Button>
        <div className="flex min-h-6 items-center gap-2 text-12 text-ink-3">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">{eyebrow}</div>
          <IconButton label="Close" size="small" onClick={onClose} className="self-start narrow:hidden">
            <X aria-hidden />
          </IconButton>
        </div>
        <Heading
          ref={heading}
          tabIndex={-1}
          className="mt-1 text-16 tracking-[-.01em] outline-none focus-visible:shadow-none [overflow-wrap:anywhere] [&_code]:font-semibold [&_code]:text-[15px] [&_code]:tracking-[-.02em]"
        >
          {title}
        </Heading>
        {actions === undefined ? null : <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </aside>
  );
}

/** The heading of a part: one level under the pane's own. */
export function PaneHeading({ className, ...rest }: ComponentProps<"h3">) {
  const Heading = useNarrow() ? "h2" : "h3";
  return <Heading className={cn("font-normal text-12", className)} {...rest} />;
}

interface SectionProps {
  title: ReactNode;
  /** What it rests on, at the right of the title. */
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A part of a pane: a quiet heading, and at its right what it rests on. */
export function PaneSection({ title, aside, id, children }: SectionProps) {
  return (
    <section id={id} className="scroll-mt-4 border-line border-b px-4 py-3 last:border-b-0">
      <PaneHeading className="mb-2 flex gap-3 text-ink-3">
        {title}
        {aside === undefined ? null : <span className="ml-auto text-right">{aside}</span>}
      </PaneHeading>
      {children}
    </section>
  );
}
