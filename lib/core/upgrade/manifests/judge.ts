/** Judges manifests for a target minor: which of them it will refuse, which a later one will, and what could not be judged. */
import { type ApiVerdict, isKnownTarget, judgeApi } from "../judge-api.ts";
import { type ApiLifecycle, apiVersionOf, catalogueReach, lifecycleOf, splitApiVersion } from "../lifecycle.ts";
import { formatMinor, type Minor } from "../minor.ts";
import type { UnreadReason } from "./parsed-yaml.ts";
import { type ReadHead, readHeads } from "./read-heads.ts";

type ReadObject = Extract<ReadHead, { readonly kind: "head" }>;

/** A document that something is to be said of. Minors as text; null where there is none. */
export interface ManifestFinding {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly file?: string;
  /** The line of `apiVersion`; of an item of a list, the list's. */
  readonly line: number;
  readonly deprecated: string | null;
  readonly removed: string | null;
  /** The `apiVersion` to write instead; with the kind where that is another one. */
  readonly replacement: string | null;
  readonly verdict: ApiVerdict;
  readonly evidence: string;
}

/** What was not judged, and why. */
export interface NotAssessed {
  readonly file?: string;
  readonly line?: number;
  readonly reason: UnreadReason | "unreadable" | "outsideCatalogue";
  readonly message: string;
}

export type JudgedDocument =
  /** `source` is the object alone, as YAML or JSON. */
  | { readonly kind: "finding"; readonly finding: ManifestFinding; readonly source: () => string }
  | { readonly kind: "notAssessed"; readonly notAssessed: NotAssessed }
  /** A kind of Kubernetes that the target serves. */
  | { readonly kind: "fine" }
  /** Not Kubernetes' own: the catalogue says nothing of it. */
  | { readonly kind: "foreign"; readonly of: string };

export interface Aim {
  readonly target: Minor;
  /** The minor that runs today. */
  readonly from?: Minor;
}

/** @returns what is to be said of each document of a text, in turn. */
export function* judgeManifests(text: string, aim: Aim, file?: string): Generator<JudgedDocument, void> {
  const place = file === undefined ? {} : { file };
  for (const read of readHeads(text)) {
    if (read.kind === "unread") {
      const { reason, line, message } = read.unread;
      yield { kind: "notAssessed", notAssessed: { ...place, line, reason, message } };
    } else yield judgeHead(read, aim, place);
  }
}

function judgeHead({ head, source }: ReadObject, { target, from }: Aim, place: { readonly file?: string }): JudgedDocument {
  const { group, version } = splitApiVersion(head.apiVersion);
  const entry = lifecycleOf(group, version, head.kind);
  if (entry === undefined) return { kind: "foreign", of: `${head.kind} of ${head.apiVersion}` };
  const judged = judgeApi(entry, target, from);
  if (judged === undefined) return { kind: "fine" };
  const { verdict, replacement, evidence } = judged;
  const minor = (value: Minor | undefined) => (value === undefined ? null : formatMinor(value));
  const { apiVersion, kind, namespace = null, name = null, line } = head;
  return {
    kind: "finding",
    source,
    finding: {
      ...{ apiVersion, kind, namespace, name, ...place, line },
      deprecated: minor(entry.deprecated),
      removed: minor(entry.removed),
      replacement: replacement === undefined ? null : nameOf(replacement, kind),
      verdict,
      evidence,
    },
  };
}

function nameOf(replacement: ApiLifecycle, kind: string): string {
  return replacement.kind === kind ? apiVersionOf(replacement) : `${apiVersionOf(replacement)} ${replacement.kind}`;
}

/** @returns what is not assessed of every document, because the catalogue does not reach the target. */
export function unknownTarget(target: Minor): readonly NotAssessed[] {
  if (isKnownTarget(target)) return [];
  const { oldest, newest, made } = catalogueReach;
  const reach = `The catalogue of ${made} reaches from ${formatMinor(oldest)} to ${formatMinor(newest)}`;
  return [{ reason: "outsideCatalogue", message: `${reach}: what ${formatMinor(target)} serves is not known.` }];
}
