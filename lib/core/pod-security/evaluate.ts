/**
 * Judges pods by the Pod Security Standards as the API server's admission does: which controls refuse a pod at a level and
 * version, in its words and its order. What of a namespace is exempt is not known here.
 */
import { type Control, type Forbidden, type Judge, type JudgedPod, revisionAt } from "./controls/control.ts";
import { type ControlId, controls } from "./controls/index.ts";
import { type Level, type LevelVersion, levels } from "./level.ts";

export interface Violation extends Forbidden {
  readonly check: ControlId;
}

/** The newest minor whose controls are known: later policies are judged by it. */
export const newestPolicy = 37;

interface Step {
  readonly check: ControlId;
  readonly judge: Judge;
}

const plans = Array.from({ length: newestPolicy + 1 }, (_, minor) => ({
  privileged: [],
  baseline: planOf("baseline", minor),
  restricted: planOf("restricted", minor),
}));

function planOf(level: "baseline" | "restricted", minor: number): readonly Step[] {
  const held = controls.filter((control) => control.level === "baseline" || level === "restricted");
  const overridden = new Set(held.flatMap((control) => (revisionAt(control, minor) && overrideOf(control)) ?? []));
  return held.flatMap((control) => {
    const revision = overridden.has(control.id) ? undefined : revisionAt(control, minor);
    return revision === undefined ? [] : [{ check: control.id, judge: revision.judge }];
  });
}

function stepsOf(level: Level, minor: number): readonly Step[] {
  return plans[Math.min(minor, newestPolicy)]?.[level] ?? [];
}

function overrideOf({ overrides }: Control): string | undefined {
  return overrides;
}

/** @returns what the level refuses of a pod, in the API server's order; nothing where it lets the pod in. */
export function evaluatePod(pod: JudgedPod, { level, version }: LevelVersion): readonly Violation[] {
  return stepsOf(level, version === "latest" ? newestPolicy : version).flatMap(({ check, judge }) => {
    const forbidden = judge(pod);
    return forbidden === undefined ? [] : [{ check, ...forbidden }];
  });
}

/** @returns why a control refuses the pod by its newest revision, whatever overrides it; undefined where it lets the pod in. */
export function refusalBy(id: ControlId, pod: JudgedPod): Forbidden | undefined {
  const control: Control | undefined = controls.find((one) => one.id === id);
  return control?.revisions.at(-1)?.judge(pod);
}

/** @returns the controls of a level that judge otherwise at one minor than at another, or are at one of them only. */
export function controlsBetween(level: Level, from: number, to: number): readonly ControlId[] {
  const at = (minor: number) => new Map(stepsOf(level, minor).map(({ check, judge }) => [check, judge]));
  const [before, after] = [at(from), at(to)];
  const ids = controls.map(({ id }) => id);
  return ids.filter((id) => before.get(id) !== after.get(id));
}

/** @returns the strictest level that lets the pod in. */
export function levelOf(pod: JudgedPod, version: LevelVersion["version"]): Level {
  return levels.findLast((level) => evaluatePod(pod, { level, version }).length === 0) ?? "privileged";
}

/** @returns `violates PodSecurity "baseline:v1.34": privileged (container "c" must not …), …`: the API server's refusal. */
export function refusalOf(violations: readonly Violation[], { level, version }: LevelVersion): string {
  const policy = `${level}:${version === "latest" ? version : `v1.${version}`}`;
  return `violates PodSecurity "${policy}": ${violations.map(({ reason, detail }) => `${reason} (${detail})`).join(", ")}`;
}
