import { percent } from "../ui/percent.ts";

interface ShareBarProps {
  readonly all: number;
  readonly verified: number;
  /** Of which nobody could look at the image. */
  readonly unknown: number;
  /** Width in pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** How much of what runs is verified: solid; what is known not to be: pale; what was not looked at: hatched. */
export function ShareBar({ all, verified, unknown, width = 96, height = 8 }: ShareBarProps) {
  const solid = all === 0 ? 0 : (width * verified) / all;
  const hatched = all === 0 ? width : (width * unknown) / all;
  const words = all === 0 ? "nothing known" : `${percent(verified / all)} verified, ${percent(unknown / all)} not looked at`;
  const id = `share-${width}-${height}`;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words} className="flex-none">
      <defs>
        <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M.5 0v4" stroke="var(--hatch)" strokeWidth="1" />
        </pattern>
      </defs>
      <rect width={width} height={height} rx="1" fill="var(--data-3)" />
      {hatched > 0 ? (
        <>
          <rect x={width - hatched} width={hatched} height={height} fill="var(--hatch-bg)" />
          <rect x={width - hatched} width={hatched} height={height} fill={`url(#${id})`} />
          <rect
            x={width - hatched + 0.5}
            y=".5"
            width={Math.max(0, hatched - 1)}
            height={height - 1}
            fill="none"
            stroke="var(--hatch)"
            strokeDasharray="2 2"
          />
        </>
      ) : null}
      {solid > 0 ? <rect width={solid} height={height} rx="1" fill="var(--data-1)" /> : null}
    </svg>
  );
}
