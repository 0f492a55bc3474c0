/**
 * What an object tells of the versions it was written in: managedFields and the last-applied annotation. The `apiVersion` that
 * an object is read in tells nothing, because the API server converts.
 */
import { compareText } from "../../inventory/gap.ts";
import type { ItemMeta } from "../../inventory/items.ts";
import { type ApiLifecycle, lifecycleOf, splitApiVersion } from "../lifecycle.ts";

/** Where the evidence comes from. A lower rank is stronger. */
export const evidenceSources = {
  /** Server-side apply: an applier has one entry, so that its version is that of the last time. */
  apply: { rank: 4, confidence: "high" },
  /** Any other write: a writer has an entry for each version, and an old one stays until its fields are taken over. */
  update: { rank: 5, confidence: "medium" },
  /** The annotation of client-side apply, which nobody clears when another tool takes over. */
  lastApplied: { rank: 6, confidence: "low" },
} as const;

export type EvidenceSource = keyof typeof evidenceSources;

/** An object was written in a version of a built-in API. */
export interface ApiUse {
  readonly api: ApiLifecycle;
  readonly source: EvidenceSource;
  /** Who has to change, as it calls itself: hostile wherever it is shown, and possibly empty. */
  readonly writer: string;
  /** RFC 3339; absent where the object does not say. */
  readonly lastSeen?: string;
  /** Something newer shows that the writer has changed since. */
  readonly stale: boolean;
}

type Manager = NonNullable<ItemMeta["managers"]>[number];

/** What `kubectl apply` calls itself when it writes the annotation. */
const clientSideApply = "kubectl-client-side-apply";

/** Those that bring whole manifests: a newer version of theirs takes the place of what the annotation says. */
const appliers = new Set([
  clientSideApply,
  "kubectl",
  "argocd-application-controller",
  "argocd-controller",
  "fluxcd",
  "helm",
  "helm-controller",
  "kustomize-controller",
  "pulumi-kubernetes",
  "terraform",
  "Terraform",
]);

/** @returns the versions of the catalogue that the object of a kind was written in, the strongest evidence first. */
export function usesOf(kind: string, meta: Pick<ItemMeta, "managers" | "lastAppliedApiVersion">): readonly ApiUse[] {
  const managers = meta.managers ?? [];
  const uses = managers.flatMap((entry) => useOf(kind, entry, managers) ?? []);
  const annotated = annotatedUse(kind, meta, uses);
  return [...uses, ...(annotated ? [annotated] : [])].sort(byStrength);
}

function byStrength(one: ApiUse, other: ApiUse): number {
  return evidenceSources[one.source].rank - evidenceSources[other.source].rank || compareText(one.writer, other.writer);
}

function useOf(kind: string, entry: Manager, managers: readonly Manager[]): ApiUse | undefined {
  const api = apiOf(kind, entry.apiVersion);
  if (api === undefined) return undefined;
  const applied = entry.operation === "Apply";
  const { manager: writer, time } = entry;
  const stale = !applied && managers.some((other) => other.manager === writer && tookOver(kind, other, { api, time }));
  return { api, source: applied ? "apply" : "update", writer, ...(time !== undefined && { lastSeen: time }), stale };
}

function apiOf(kind: string, apiVersion: string): ApiLifecycle | undefined {
  const { group, version } = splitApiVersion(apiVersion);
  return lifecycleOf(group, version, kind);
}

/** Without both times, or within one second, nobody knows which of the two came last: then the old one counts. */
function tookOver(
  kind: string,
  other: Manager,
  { api, time }: Pick<ApiUse, "api"> & { readonly time?: string | undefined },
): boolean {
  const [then, since] = [Date.parse(time ?? ""), Date.parse(other.time ?? "")];
  return since > then && livesLonger(apiOf(kind, other.apiVersion), api);
}

/** A version that the catalogue does not have says nothing. */
function livesLonger(one: ApiLifecycle | undefined, other: ApiLifecycle): boolean {
  const never = Number.POSITIVE_INFINITY;
  return one !== undefined && (one.removed ?? never) > (other.removed ?? never);
}

/** The annotation says nothing new where managedFields name the same version. */
function annotatedUse(
  kind: string,
  { managers = [], lastAppliedApiVersion }: Pick<ItemMeta, "managers" | "lastAppliedApiVersion">,
  uses: readonly ApiUse[],
): ApiUse | undefined {
  const api = lastAppliedApiVersion === undefined ? undefined : apiOf(kind, lastAppliedApiVersion);
  if (api === undefined || uses.some((use) => use.api === api && !use.stale)) return undefined;
  const stale = managers.some(({ manager, apiVersion }) => appliers.has(manager) && livesLonger(apiOf(kind, apiVersion), api));
  return { api, source: "lastApplied", writer: clientSideApply, stale };
}
