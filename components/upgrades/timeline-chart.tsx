"use client";
import { useId } from "react";
import type { UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { chartLeft, chartWidth, type TimeScale, timeScale } from "./timeline-scale.ts";
import type { Span } from "./upgrade-url.ts";
import { day, inDays, supporterName } from "./upgrade-words.ts";

type Plan = UpgradePlanView;
type Row = Plan["support"][number];

const rowHeight = 36;
const top = 30;

interface ChartProps {
  readonly plan: Plan;
  readonly span: Span;
  readonly shift: number;
  /** The rows that are drawn, newest first. */
  readonly rows: readonly Row[];
}

/** Minors on a time axis, with their support, where the cluster stands, and by when to move. */
export function TimelineChart({ plan, span, shift, rows }: ChartProps) {
  const id = useId();
  const scale = timeScale(plan.today, span, shift);
  const height = top + rows.length * rowHeight + 26;
  const yOf = (minor: string) => {
    const index = rows.findIndex((row) => row.minor === minor);
    return index < 0 ? undefined : top + index * rowHeight + 16;
  };
  return (
    <section
      aria-label="Timeline, scrolls sideways"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by the keyboard
      tabIndex={0}
      className="overflow-x-auto px-4 py-3 print:overflow-visible"
    >
      <svg
        viewBox={`0 0 ${chartWidth} ${height}`}
        role="img"
        aria-labelledby={`${id}-t ${id}-d`}
        className="h-auto w-full min-w-[760px] text-12"
      >
        <title id={`${id}-t`}>Support of Kubernetes' minors, and where {plan.cluster.name} stands</title>
        <desc id={`${id}-d`}>{wordsOf(plan)}</desc>
        <defs>
          <pattern id={`${id}-h`} width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3" stroke="var(--hatch)" strokeWidth="1" />
          </pattern>
        </defs>
        <Axis scale={scale} bottom={height - 26} />
        {rows.map((row, index) => (
          <SupportBars
            key={row.minor}
            row={row}
            y={top + index * rowHeight + 16}
            scale={scale}
            hatch={`url(#${id}-h)`}
            plan={plan}
          />
        ))}
        <Today plan={plan} scale={scale} bottom={height - 26} />
        <WayAhead plan={plan} scale={scale} yOf={yOf} />
        <Standing plan={plan} scale={scale} yOf={yOf} />
      </svg>
    </section>
  );
}

function wordsOf({ current, kubelets, proxies, support }: Plan): string {
  const standing = [
    ...kubelets.map(({ minor, count }) => `${count} kubelets of ${minor ?? "a version that they do not say"}`),
    ...proxies.map(({ minor, count }) => `${count} kube-proxy of ${minor ?? "a version that they do not say"}`),
  ];
  const dates = support.flatMap(({ minor, moveBy }) => (moveBy === undefined ? [] : [`${minor} by ${day(moveBy)}`]));
  return `The control plane is on ${current ?? "an unknown minor"}. ${standing.join(", ")}. To move to: ${dates.join(", ")}.`;
}

function Axis({ scale, bottom }: { scale: TimeScale; bottom: number }) {
  return (
    <g>
      {scale.ticks.map(({ x, label }) => (
        <g key={x}>
          {label === undefined ? null : <path d={`M${x} 24V${bottom}`} stroke="var(--line)" />}
          <path d={`M${x} ${label === undefined ? 22 : 20}V26`} stroke="var(--tick)" />
          {label === undefined ? null : (
            <text x={x + 4} y="16" fill="var(--ink-3)">
              {label}
            </text>
          )}
        </g>
      ))}
      <path d={`M${chartLeft} 26H${chartWidth}`} stroke="var(--line-strong)" />
    </g>
  );
}

interface BarsProps {
  readonly row: Row;
  readonly y: number;
  readonly scale: TimeScale;
  readonly hatch: string;
  readonly plan: Plan;
}

function SupportBars({ row, y, scale, hatch, plan }: BarsProps) {
  const { provider, upstream, minor } = row;
  const main = provider ?? upstream;
  const known = main.ends.length > 0 && main.released !== undefined;
  return (
    <g>
      <path d={`M0 ${y + 20}H${chartWidth}`} stroke="var(--line)" />
      <text x="0" y={y + 6} className="font-mono" fill="var(--ink)">
        {minor}
      </text>
      {known ? (
        <Phases phases={main} y={y} scale={scale} />
      ) : (
        <NotKnown row={row} y={y} scale={scale} hatch={hatch} plan={plan} />
      )}
      {provider === undefined ? null : <UpstreamLine phases={upstream} y={y + 14} scale={scale} />}
    </g>
  );
}

type Phases = Row["upstream"];

/** Standard support filled, what comes after it as an outline. */
function Phases({ phases, y, scale }: { phases: Phases; y: number; scale: TimeScale }) {
  const start = scale.x(phases.released ?? "1970-01-01");
  const ends = Object.fromEntries(phases.ends.map(({ end, date }) => [end, date]));
  const standard = phases.by === "upstream" ? (phases.maintenanceFrom ?? ends.standard) : ends.standard;
  const last = ends.extended ?? ends.standard;
  const [middle, end] = [scale.x(standard ?? last ?? ""), scale.x(last ?? standard ?? "")];
  return (
    <g>
      {middle > start ? <rect x={start} y={y - 2} width={middle - start} height="8" fill="var(--data-3)" /> : null}
      {end > middle ? <rect x={middle} y={y - 1.5} width={end - middle} height="7" fill="none" stroke="var(--data-2)" /> : null}
    </g>
  );
}

function NotKnown({ row, y, scale, hatch, plan }: BarsProps) {
  const start = scale.x(row.upstream.released ?? plan.today);
  const who = supporterName((row.provider ?? row.upstream).by);
  const words = `${who} dates for ${row.minor}: not in the calendar of ${day(plan.calendar.managedAsOf)}`;
  const width = chartWidth - start - 1;
  const label = Math.max(Math.min(start + 12, chartWidth - 330), chartLeft + 4);
  return (
    <g>
      {width > 0 ? (
        <rect x={start + 0.5} y={y - 3.5} width={width} height="11" fill={hatch} stroke="var(--unseen)" strokeDasharray="3 2" />
      ) : null}
      <rect x={label - 6} y={y - 6} width="324" height="16" fill="var(--panel)" />
      <text x={label} y={y + 6} fill="var(--ink)">
        {words}
      </text>
    </g>
  );
}

function UpstreamLine({ phases, y, scale }: { phases: Phases; y: number; scale: TimeScale }) {
  const [end] = phases.ends;
  if (phases.released === undefined || end === undefined) return null;
  const [from, to] = [scale.x(phases.released), scale.x(end.date)];
  if (to <= from) return null;
  return (
    <g>
      <path d={`M${from} ${y + 0.5}H${to}`} stroke="var(--data-2)" strokeDasharray={end.estimate ? "4 2" : undefined} />
      {scale.shows(end.date) ? <circle cx={to} cy={y + 0.5} r="2" fill="var(--data-2)" /> : null}
    </g>
  );
}

function Today({ plan, scale, bottom }: { plan: Plan; scale: TimeScale; bottom: number }) {
  if (!scale.shows(plan.today)) return null;
  const x = scale.x(plan.today);
  const label = day(plan.today).replace(/ \d{4}$/, "");
  return (
    <g>
      <path d={`M${x} 26V${bottom}`} stroke="var(--ink)" />
      <rect x={x - 46} y={bottom + 2} width="92" height="18" rx="2" fill="var(--ink)" />
      <text x={x} y={bottom + 15} textAnchor="middle" fill="var(--panel)" fontWeight="500">
        today {label}
      </text>
    </g>
  );
}

interface PlacedProps {
  readonly plan: Plan;
  readonly scale: TimeScale;
  readonly yOf: (minor: string) => number | undefined;
}

/** From where the cluster stands to each coming minor, at the latest date to move. */
function WayAhead({ plan, scale, yOf }: PlacedProps) {
  const start = plan.current === undefined ? undefined : yOf(plan.current);
  if (start === undefined || !scale.shows(plan.today)) return null;
  let d = `M${scale.x(plan.today)} ${start + 2}`;
  const marks = plan.support.flatMap(({ minor, moveBy }) => {
    const y = yOf(minor);
    if (moveBy === undefined || y === undefined) return [];
    const at = latest(moveBy, plan.today);
    if (!scale.shows(at)) return [];
    d += `H${scale.x(at)}V${y + 2}`;
    return [{ minor, moveBy, x: scale.x(at), y: y + 20, step: plan.steps.find((step) => step.minor === minor) }];
  });
  return (
    <g>
      <path d={d} fill="none" stroke="var(--accent)" strokeWidth="2" strokeDasharray="2 4" strokeLinecap="square" />
      {marks.map(({ minor, moveBy, x, y, step }) => (
        <g key={minor}>
          <Mark step={step} x={x} y={y} first={minor === plan.steps[0]?.minor} />
          <DateLabel x={x} y={y} moveBy={moveBy} today={plan.today} />
        </g>
      ))}
    </g>
  );
}

/** Days as ISO dates. */
function latest(one: string, other: string): string {
  return one > other ? one : other;
}

function Mark({ step, x, y, first }: { step: Plan["steps"][number] | undefined; x: number; y: number; first: boolean }) {
  if (step === undefined) return null;
  const count = step.counts.freshBlocker;
  if (count > 0)
    return (
      <g>
        <path
          d={`M${x - 5.5} ${y - 11}h11l5.5 5.5v11l-5.5 5.5h-11l-5.5-5.5v-11z`}
          fill="var(--critical)"
          stroke="var(--panel)"
          strokeWidth="2"
        />
        <text x={x} y={y + 4} textAnchor="middle" fill="var(--panel)" fontWeight="600">
          {first ? count : `+${count}`}
        </text>
      </g>
    );
  if (step.verdict === "unknown" || step.verdict === "blocked")
    return <circle cx={x} cy={y} r="6" fill="var(--panel)" stroke="var(--unseen)" strokeWidth="1.5" strokeDasharray="3 2" />;
  return (
    <circle
      cx={x}
      cy={y}
      r="5"
      fill="var(--panel)"
      stroke={step.verdict === "ready" ? "var(--pass)" : "var(--medium)"}
      strokeWidth="2"
    />
  );
}

function DateLabel({ x, y, moveBy, today }: { x: number; y: number; moveBy: string; today: string }) {
  const days = Math.round((Date.parse(moveBy) - Date.parse(today)) / 86_400_000);
  const words =
    days < 0
      ? `since ${day(moveBy)}`
      : days < 90
        ? `by ${day(moveBy)} · ${inDays(days).replace("in ", "")}`
        : `by ${day(moveBy)}`;
  const width = words.length * 6.3 + 8;
  const before = x + 15 + width > chartWidth;
  const at = before ? x - 15 - width : x + 15;
  return (
    <g>
      <rect x={at} y={y - 9} width={width} height="13" fill="var(--panel)" />
      <text x={at + 4} y={y} fill={days < 90 ? "var(--critical)" : "var(--ink)"}>
        {words}
      </text>
    </g>
  );
}

function nodes(count: number): string {
  return count === 1 ? "1 node" : `${count.toLocaleString("en")} nodes`;
}

/** The minors beside the control plane's that a part of the cluster runs. */
function othersOf({ current, servers, kubelets, proxies }: Plan): readonly string[] {
  const minors = [...servers, ...kubelets, ...proxies].flatMap(({ minor }) => (minor === undefined ? [] : [minor]));
  return [...new Set(minors)].filter((minor) => minor !== current);
}

function partsOn({ servers, kubelets, proxies }: Plan, minor: string): readonly string[] {
  const words = (shares: Plan["kubelets"], say: (count: number) => string) =>
    shares.filter((share) => share.minor === minor).map(({ count }) => say(count));
  return [
    ...words(servers, (count) => (count === 1 ? "1 API server" : `${count} API servers`)),
    ...words(kubelets, (count) => `${nodes(count)}, kubelet ${minor}`),
    ...words(proxies, (count) => `${count.toLocaleString("en")} kube-proxy ${minor}`),
  ];
}

/** The control plane and the versions of its parts, on today's line. */
function Standing({ plan, scale, yOf }: PlacedProps) {
  if (!scale.shows(plan.today)) return null;
  const x = scale.x(plan.today);
  const side = x > 320 ? ({ at: x - 14, anchor: "end" } as const) : ({ at: x + 14, anchor: "start" } as const);
  const own = plan.kubelets.find(({ minor }) => minor === plan.current);
  const y = plan.current === undefined ? undefined : yOf(plan.current);
  return (
    <g>
      {othersOf(plan).map((minor) => {
        const place = yOf(minor);
        if (place === undefined) return null;
        const words = partsOn(plan, minor).join(", ");
        return (
          <g key={minor}>
            <circle cx={x} cy={place + 2} r="5" fill="var(--panel)" stroke="var(--ink)" strokeWidth="2" />
            <Label x={side.at} y={place - 7} anchor={side.anchor} fill="var(--ink)" text={words} />
          </g>
        );
      })}
      {y === undefined ? null : (
        <g>
          <circle cx={x} cy={y + 2} r="7" fill="var(--accent)" stroke="var(--panel)" strokeWidth="2" />
          <Label
            x={side.at}
            y={y - 7}
            anchor={side.anchor}
            fill="var(--accent-text)"
            text={own === undefined ? "control plane" : `control plane, ${nodes(own.count)}`}
          />
        </g>
      )}
    </g>
  );
}

interface LabelProps {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly fill: string;
  readonly text: string;
}

function Label({ x, y, anchor, fill, text }: LabelProps) {
  return (
    <text x={x} y={y} textAnchor={anchor} fill={fill} fontWeight="500" stroke="var(--panel)" strokeWidth="4" paintOrder="stroke">
      {text}
    </text>
  );
}
