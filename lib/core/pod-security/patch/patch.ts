/** What to change so that a level lets a pod in: the least of it, field by field, and as one patch. */
import type { JudgedPod } from "../controls/control.ts";
import type { ControlId } from "../controls/index.ts";
import { evaluatePod, newestPolicy } from "../evaluate.ts";
import type { LevelVersion } from "../level.ts";
import { type Change, fieldOf, type PodPatch, patchOf } from "./change.ts";
import { fixes } from "./fixes.ts";

export interface FieldChange {
  /** `spec.containers[web].securityContext.privileged`: below the pod, or the template of one. */
  readonly field: string;
  /** Null takes the field away. */
  readonly value: unknown;
  readonly decide?: string;
}

export interface Remedy {
  readonly changes: readonly FieldChange[];
  /** For a pod's manifest or a template; undefined where nothing is to be changed. */
  readonly patch: PodPatch | undefined;
  /** What the patch leaves to be done by a person, a sentence each. */
  readonly byHand: readonly { readonly check: ControlId; readonly what: string }[];
}

const hosts = "Take host away from the probes and lifecycle hooks that name one.";
const ephemeral = "An ephemeral container violates it, too, and ends with its pod.";

/**
 * @param pod with its defaults set.
 * @returns the changes that make a level let the pod in, when it is made again: without ephemeral containers.
 */
export function remedyFor(pod: JudgedPod, policy: LevelVersion): Remedy {
  const minor = policy.version === "latest" ? newestPolicy : policy.version;
  const again = withoutEphemeral(pod);
  const violations = evaluatePod(again, policy).map(({ check }) => ({ check, fixed: fixes[check](again, minor) }));
  const changes: readonly Change[] = violations.flatMap(({ fixed }) => fixed ?? []);
  return {
    changes: changes.filter(({ path }) => path[0] !== "$retainKeys").map(fieldChangeOf),
    patch: patchOf(changes),
    byHand: [
      ...violations.flatMap(({ check, fixed }) => (fixed === undefined ? [{ check, what: hosts }] : [])),
      ...violationsOfEphemeral(pod, policy).map((check) => ({ check, what: ephemeral })),
    ],
  };
}

function fieldChangeOf(change: Change): FieldChange {
  const { value, decide } = change;
  return { field: fieldOf(change), value, ...(decide !== undefined && { decide }) };
}

function withoutEphemeral(pod: JudgedPod): JudgedPod {
  const containers = pod.spec.containers.filter(({ type }) => type !== "ephemeral");
  return containers.length === pod.spec.containers.length ? pod : { ...pod, spec: { ...pod.spec, containers } };
}

/** What is said of the pod only because of its ephemeral containers. */
function violationsOfEphemeral(pod: JudgedPod, policy: LevelVersion): readonly ControlId[] {
  const again = withoutEphemeral(pod);
  if (again === pod) return [];
  const details = new Map(evaluatePod(again, policy).map(({ check, detail }) => [check, detail]));
  return evaluatePod(pod, policy).flatMap(({ check, detail }) => (details.get(check) === detail ? [] : [check]));
}
