import type { Gap } from "../inventory/gap.ts";

export type NonEmpty<T> = readonly [T, ...T[]];

export const severities = ["critical", "high", "medium", "low", "information"] as const;
export type Severity = (typeof severities)[number];

/** What a finding is about. `path` is the field inside the object, such as `rules[0].verbs`. */
export interface ObjectRef {
  readonly resource: string; // `plural[.group]`
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid?: string;
}

export type Datum = string | number | boolean | readonly string[];

export interface Finding {
  /** Stable across scans of the same cluster while the same thing is wrong at the same place. */
  readonly fingerprint: string;
  readonly checkId: string;
  readonly severity: Severity;
  /** Key of the check's `messages`. */
  readonly message: string;
  readonly data: Readonly<Record<string, Datum>>;
  readonly at: ObjectRef & { readonly path?: string };
  /** Rendered once from the check's template; plain text, hostile wherever it is shown. */
  readonly title: string;
}

export type Verdict =
  /** `basis` is what it rests on, as a sentence, where the check says so: for both of these. */
  | { readonly kind: "pass"; readonly basis?: string }
  /** Provable from part of the data: the gaps say what else might be found. */
  | { readonly kind: "fail"; readonly findings: NonEmpty<Finding>; readonly gaps: readonly Gap[]; readonly basis?: string }
  /** Proven irrelevant. */
  | { readonly kind: "notApplicable"; readonly reason: string }
  /** We could not look. */
  | { readonly kind: "notAssessed"; readonly gaps: NonEmpty<Gap> };

export type VerdictKind = Verdict["kind"];

export interface CheckResult {
  readonly checkId: string;
  readonly verdict: Verdict;
}
