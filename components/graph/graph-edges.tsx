import type { Drawing } from "#contracts/graph.ts";
import { cn } from "../ui/cn.ts";

type Edge = Drawing["edges"][number];

const radius = 5;

/** @returns the way of a line with its corners rounded. */
function pathOf(points: Edge["points"]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x - 5} ${point.y}`;
      const [from, to] = [towards(point, before), towards(point, after)];
      return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
    })
    .join("");
}

function towards(corner: Edge["points"][number], other: Edge["points"][number]): Edge["points"][number] {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = length === 0 ? 0 : Math.min(radius, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
}

const strokes: Readonly<Record<Edge["state"], string>> = { plain: "var(--tick)", cut: "var(--accent)", unseen: "var(--hatch)" };

interface GraphEdgesProps {
  readonly drawing: Pick<Drawing, "width" | "height" | "edges">;
  /** Lines that stand out; undefined where all are alike. */
  readonly lit: ((edge: Edge) => boolean) | undefined;
}

/** The lines of a graph, behind its nodes. What they say is also there as text, so that they are hidden from readers. */
export function GraphEdges({ drawing, lit }: GraphEdgesProps) {
  const { width, height, edges } = drawing;
  return (
    <svg aria-hidden width={width} height={height} className="pointer-events-none absolute top-0 left-0">
      {edges.map((edge) => {
        const end = edge.points.at(-1);
        const on = lit?.(edge) ?? false;
        const stroke = on ? "var(--accent)" : strokes[edge.state];
        return (
          <g key={`${edge.from} ${edge.to} ${edge.label ?? ""}`} className={cn(lit !== undefined && !on && "opacity-30")}>
            <path
              d={pathOf(edge.points)}
              fill="none"
              stroke={stroke}
              strokeWidth={on || edge.state === "cut" ? 2 : 1.25}
              strokeDasharray={edge.state === "unseen" ? "4 3" : undefined}
            />
            {end === undefined ? null : <path d={`M${end.x} ${end.y}l-7 -3.5v7z`} fill={stroke} />}
            {edge.label === undefined || edge.labelAt === undefined ? null : <EdgeLabel text={edge.label} at={edge.labelAt} />}
          </g>
        );
      })}
    </svg>
  );
}

function EdgeLabel({ text, at }: { text: string; at: Edge["points"][number] }) {
  return (
    <text
      x={at.x}
      y={at.y}
      textAnchor="middle"
      dominantBaseline="middle"
      className="fill-ink-2 text-12"
      stroke="var(--panel)"
      strokeWidth="4"
      paintOrder="stroke"
    >
      {text}
    </text>
  );
}
