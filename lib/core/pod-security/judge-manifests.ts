/** Judges the pods and templates of manifests, one document after the other; what could not be judged is named. */
import { lifecycleOf, splitApiVersion } from "../upgrade/lifecycle.ts";
import type { NotAssessed } from "../upgrade/manifests/judge.ts";
import { type ReadHead, readHeads } from "../upgrade/manifests/read-heads.ts";
import type { JudgedPod } from "./controls/control.ts";
import { isJudgedAnnotation } from "./controls/index.ts";
import { evaluatePod, newestPolicy, type Violation } from "./evaluate.ts";
import type { LevelVersion } from "./level.ts";
import { podOfManifest } from "./manifest.ts";

type ReadObject = Extract<ReadHead, { readonly kind: "head" }>;

/** What a level says of a pod, or of the pods that a controller makes. */
export interface ManifestVerdict {
  readonly kind: string;
  /** Null where the manifest leaves it to who applies it. */
  readonly namespace: string | null;
  readonly name: string | null;
  readonly allowed: boolean;
  /** In the API server's order. */
  readonly violations: readonly Violation[];
}

export type JudgedManifest =
  /** The line of `apiVersion`, counted from 1 in the text. */
  | { readonly kind: "verdict"; readonly verdict: ManifestVerdict; readonly line: number }
  | { readonly kind: "notAssessed"; readonly notAssessed: NotAssessed }
  /** A kind of Kubernetes' own that makes no pods. */
  | { readonly kind: "podless" }
  /** Not Kubernetes' own: it may make pods, which are not known. */
  | { readonly kind: "foreign"; readonly of: string };

/** @returns what is to be said of each document of a text, in turn. */
export function* judgePods(text: string, policy: LevelVersion): Generator<JudgedManifest, void> {
  for (const read of readHeads(text)) {
    if (read.kind === "unread") yield { kind: "notAssessed", notAssessed: read.unread };
    else yield judgeObject(read, policy);
  }
}

function judgeObject({ head, object }: ReadObject, policy: LevelVersion): JudgedManifest {
  const { apiVersion, kind, namespace = null, name = null, line } = head;
  const found = podOfManifest(apiVersion, kind, object);
  if (found.kind === "none") {
    const { group, version } = splitApiVersion(apiVersion);
    return lifecycleOf(group, version, kind) ? { kind: "podless" } : { kind: "foreign", of: `${kind} of ${apiVersion}` };
  }
  if (found.kind === "unreadable")
    return { kind: "notAssessed", notAssessed: { line, reason: "broken", message: `${kind} ${name ?? ""}: ${found.problem}.` } };
  if (isTemplate(found.pod)) return { kind: "notAssessed", notAssessed: { line, reason: "template", message: rendered } };
  const violations = evaluatePod(found.pod, policy);
  return { kind: "verdict", line, verdict: { kind, namespace, name, allowed: violations.length === 0, violations } };
}

const rendered =
  "Settings that Pod Security looks at are templates, which are not rendered here: pipe in what helm template prints.";

/** Whether marks of a template stand where Pod Security looks: in arguments and the like they may be what is meant. */
function isTemplate({ annotations = {}, spec }: JudgedPod): boolean {
  const looked = [
    Object.entries(annotations).filter(([key]) => isJudgedAnnotation(key)),
    [spec.os, spec.securityContext, spec.volumes?.map(({ name, type }) => [name, type])],
    spec.containers.map(({ name, securityContext, probeHosts }) => [name, securityContext, probeHosts]),
  ];
  return JSON.stringify(looked).includes("{{");
}

/** @returns what is not assessed of every manifest, because the policy is newer than any that is known. */
export function unknownPolicy({ version }: LevelVersion): readonly NotAssessed[] {
  if (version === "latest" || version <= newestPolicy) return [];
  const message = `What the policy of v1.${version} adds to that of v1.${newestPolicy} is not known: manifests are judged by v1.${newestPolicy}.`;
  return [{ reason: "outsideCatalogue", message }];
}
