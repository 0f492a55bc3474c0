import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { percent } from "./percent.ts";

export { percent };

/** A hatched field with a dashed outline: "we did not see". Give it a name unless the words stand beside it. */
export function Hatch({ label, className, ...rest }: ComponentProps<"span"> & { label?: string }) {
  return (
    <span
      className={cn("hatch inline-block outline outline-1 outline-unseen -outline-offset-1 outline-dashed", className)}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      {...rest}
    />
  );
}

interface CoverageBarProps {
  /** 0 to 1; absent means that nothing was assessed, and the whole bar is hatched. */
  share: number | undefined;
  /** Width in pixels. */
  width?: number;
  /** Shows the figure beside the bar. */
  figure?: boolean;
  className?: string;
}

/** How much was assessed: solid for what was, hatched for what we did not see. */
export function CoverageBar({ share, width = 48, figure = true, className }: CoverageBarProps) {
  const solid = share === undefined ? 0 : Math.round(width * share * 2) / 2;
  const words = share === undefined ? "nothing assessed" : `${percent(share)} assessed`;
  return (
    <span className={cn("inline-flex items-center gap-2 align-middle", className)}>
      <svg width={width} height="8" viewBox={`0 0 ${width} 8`} role="img" aria-label={words} className="flex-none">
        <HatchPattern id={`hatch-${width}`} />
        <rect width={width} height="8" rx="1" fill="var(--hatch-bg)" />
        <rect width={width} height="8" rx="1" fill={`url(#hatch-${width})`} />
        <rect x=".5" y=".5" width={width - 1} height="7" rx="1" fill="none" stroke="var(--hatch)" />
        {solid > 0 ? <rect width={solid} height="8" rx="1" fill="var(--data-1)" /> : null}
      </svg>
      {figure ? (
        <span aria-hidden className={cn("min-w-10 text-right", share === undefined && "text-ink-3")}>
          {share === undefined ? "not seen" : percent(share)}
        </span>
      ) : null}
    </span>
  );
}

function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M.5 0v4" stroke="var(--hatch)" strokeWidth="1" />
      </pattern>
    </defs>
  );
}
