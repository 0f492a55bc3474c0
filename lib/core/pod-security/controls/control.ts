/** What a control of the Pod Security Standards is, and how its revisions succeed one another. */
import type { PodSpecItem, TemplateMeta } from "../../inventory/items.ts";

/** A pod, or the template of one, with all that Pod Security looks at. */
export interface JudgedPod {
  readonly annotations?: TemplateMeta["annotations"];
  readonly spec: PodSpecItem;
}

/** Why a pod is refused, letter for letter as the API server says it. */
export interface Forbidden {
  readonly reason: string;
  readonly detail: string;
}

/** @returns why the pod is refused, or undefined where the control lets it in. */
export type Judge = (pod: JudgedPod) => Forbidden | undefined;

export interface Revision {
  /** The first minor of the policy that it holds for; the next revision ends it. */
  readonly since: number;
  readonly judge: Judge;
}

export interface Control<Id extends string = string> {
  /** As upstream names it. */
  readonly id: Id;
  readonly level: "baseline" | "restricted";
  /** The oldest first. */
  readonly revisions: readonly Revision[];
  /** The control of baseline whose place it takes in restricted, from its first revision on. */
  readonly overrides?: string;
}

/** @returns the revision of a control at a minor; undefined where the control is younger. */
export function revisionAt({ revisions }: Control, minor: number): Revision | undefined {
  return revisions.findLast(({ since }) => since <= minor);
}
