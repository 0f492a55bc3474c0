/** What a verdict about APIs rests on: each source that tells who uses a version, strongest first, and how well it was read. */
import type { AssessedCheck } from "../../checks/assess.ts";
import type { Gap } from "../../inventory/gap.ts";
import { formatGap } from "../../inventory/gap-words.ts";

export interface EvidenceOfUse {
  readonly checkId: string;
  /** What is read, as it stands in a sentence. */
  readonly name: string;
  /** What it proves, or why it was not read, or why that makes no difference. */
  readonly says: string;
  readonly state: "read" | "partly" | "unread" | "unneeded";
}

interface Source {
  readonly name: string;
  readonly proves: string;
  /** Objects tell by themselves; the others stand beside the verdict where nothing goes that everybody had. */
  readonly beside: boolean;
}

const sources: ReadonlyMap<string, Source> = new Map([
  [
    "upgrade/api-requests",
    { name: "the audit log", proves: "It names each client that asks, who it is and when.", beside: true },
  ],
  [
    "upgrade/api-request-counts",
    { name: "OpenShift's counts of requests", proves: "They name each client that asked in the last day.", beside: true },
  ],
  [
    "upgrade/api-metric",
    { name: "the API server's metric", proves: "It proves use since the server started, and names no client.", beside: true },
  ],
  ["upgrade/helm-releases", { name: "Helm releases", proves: "They name what the next helm upgrade builds on.", beside: true }],
  [
    "upgrade/api-writers",
    {
      name: "what objects tell of their writers",
      proves: "It names who wrote them last, in which version and when.",
      beside: false,
    },
  ],
  [
    "upgrade/gitops-inventories",
    { name: "the inventories of GitOps tools", proves: "They name what Argo CD and Flux apply.", beside: true },
  ],
]);

/** @returns how each source was read, strongest first; what was not checked at all is not in it. */
export function evidenceOfUse(results: readonly AssessedCheck[]): readonly EvidenceOfUse[] {
  return [...sources].flatMap(([checkId, { name, proves }]): EvidenceOfUse[] => {
    const verdict = results.find((one) => one.checkId === checkId)?.verdict;
    if (verdict === undefined) return [];
    if (verdict.kind === "notApplicable") return [{ checkId, name, state: "unneeded", says: verdict.reason }];
    const gaps = verdict.kind === "pass" ? [] : verdict.gaps;
    const why = `Not seen: ${gaps.slice(0, mostGaps).map(reasonOf).join("; ")}.`;
    if (verdict.kind === "notAssessed") return [{ checkId, name, state: "unread", says: why }];
    if (gaps.length > 0) return [{ checkId, name, state: "partly", says: `${proves} ${why}` }];
    return [{ checkId, name, state: "read", says: proves }];
  });
}

const mostGaps = 2;

/** What no API shows says in its detail what would show it. */
function reasonOf(gap: Gap): string {
  return gap.reason === "outside" && gap.detail !== undefined ? gap.detail : formatGap(gap);
}

/** @returns whether a check tells of use from outside of the objects: it stands beside a verdict that does not need it. */
export function standsBeside(checkId: string): boolean {
  return sources.get(checkId)?.beside === true;
}

/** @returns what was not read in whole of those sources, as it stands in a sentence. */
export function unreadSources(unseen: readonly { readonly checkId: string }[]): readonly string[] {
  const names = [...sources].filter(([checkId, { beside }]) => beside && unseen.some((one) => one.checkId === checkId));
  return names.map(([, { name }]) => name);
}
