interface SparklineProps {
  /** Oldest first. One value is drawn as a level line. */
  values: readonly number[];
  width?: number;
  height?: number;
  /** What it shows, with its first and last value. */
  label: string;
  className?: string;
}

/** A small line of how a number went, its last value marked. The scale starts at the least value. */
export function Sparkline({ values, width = 48, height = 16, label, className }: SparklineProps) {
  if (values.length === 0) return null;
  const shown = values.length === 1 ? [...values, ...values] : values;
  const least = Math.min(...shown);
  const span = Math.max(...shown) - least || 1;
  const flat = Math.max(...shown) === least;
  const points = shown.map((value, index) => ({
    x: 1 + (index * (width - 4)) / (shown.length - 1),
    y: flat ? height / 2 : height - 2.5 - ((value - least) / span) * (height - 5),
  }));
  const end = points.at(-1);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className={className}>
      <polyline
        points={points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ")}
        fill="none"
        stroke="var(--data-2)"
        strokeWidth="1.25"
      />
      {end === undefined ? null : <circle cx={end.x} cy={end.y} r="2" fill="var(--ink)" />}
    </svg>
  );
}
