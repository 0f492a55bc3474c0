"use client";
import { cn } from "./cn.ts";
import { CopyButton } from "./copy.tsx";
import { visibleText } from "./visible-text.ts";

interface ObjectNameProps {
  namespace?: string | undefined;
  name: string;
  /** Shows all of it on as many lines as it needs; else the end is cut, and the whole is the tooltip and can be copied. */
  wrap?: boolean;
  /** A copy button beside it. */
  copy?: boolean;
  className?: string;
}

/** A name of Kubernetes: mono, its namespace first and quieter, isolated from the direction of the text around it. */
export function ObjectName({ namespace, name, wrap = false, copy = false, className }: ObjectNameProps) {
  const whole = namespace === undefined ? name : `${namespace}/${name}`;
  const shown = visibleText(whole);
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-1", className)}>
      <code
        title={wrap ? undefined : shown}
        className={cn("min-w-0 text-ink [unicode-bidi:isolate]", wrap ? "[overflow-wrap:anywhere]" : "truncate")}
      >
        {namespace === undefined ? null : <span className="text-ink-3">{namespace}/</span>}
        {visibleText(name)}
      </code>
      {copy ? <CopyButton text={whole} label={`Copy ${shown}`} icon /> : null}
    </span>
  );
}
