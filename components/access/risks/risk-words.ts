import type { RiskGroupView, Risks } from "#contracts/access/risks.ts";
import { counted, countOf, type SubjectKind } from "../subject-words.ts";

const kinds = ["User", "Group", "ServiceAccount"] as const satisfies readonly SubjectKind[];

/** @returns how many subjects a group's findings name, of all kinds. */
export function subjectCount({ subjects }: Pick<RiskGroupView, "subjects">): number {
  return kinds.reduce((sum, kind) => sum + subjects[kind], 0);
}

/** @returns the answer of the page: who may do the worst of what was found, by critical and high findings alone. */
export function risksTitle({ groups, rows, findings }: Risks): string {
  const worst = groups.find(({ serious }) => serious > 0);
  if (worst !== undefined)
    return `${counted(worst.serious, "subject")} may ${worst.allows.slice(0, 1).toLowerCase()}${worst.allows.slice(1)}`;
  const unseen = rows.some(({ verdict, checks }) => verdict === "notAssessed" && checks.length > 0);
  const found = findings > 0 ? "Nobody was found with a critical or a high right" : "Nothing was found that leads further";
  return unseen ? `${found}, and not everything was seen` : found;
}

/** @returns `3 users, 1 group · in 4 namespaces, 2 in the whole cluster`. */
export function groupFacts(group: RiskGroupView): readonly string[] {
  const who = kinds.filter((kind) => group.subjects[kind] > 0).map((kind) => countOf(kind, group.subjects[kind]));
  const where = [
    ...(group.namespaces > 0 ? [`in ${counted(group.namespaces, "namespace")}`] : []),
    ...(group.clusterWide > 0 ? [`${group.clusterWide.toLocaleString("en")} in the whole cluster`] : []),
  ];
  const nodes = group.onNode > 0 ? [`${group.onNode.toLocaleString("en")} where nothing keeps pods from their node`] : [];
  const serious = group.serious > 0 ? [`${group.serious.toLocaleString("en")} of them by critical or high findings`] : [];
  return [[...who, ...serious].join(", "), where.join(", "), ...nodes].filter((part) => part !== "");
}

/** @returns where the open findings of these checks are listed. */
export function findingsOfChecks(scanId: string, checks: readonly string[]): string {
  return `/findings?scan=${scanId}&check=${checks.map(encodeURIComponent).join(",")}`;
}

/** @returns the rows of the catalogue by verdict, as one sentence. */
export function rowsSentence(rows: Risks["rows"]): string {
  const count = (verdict: Risks["rows"][number]["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
  const parts = [
    `${count("fail")} found`,
    `${count("pass")} not found`,
    ...(count("notApplicable") > 0 ? [`${count("notApplicable")} not applicable`] : []),
    `${count("notAssessed")} not assessed`,
  ];
  return `Of ${rows.length} known ways: ${parts.join(", ")}.`;
}

type PodSecurity = NonNullable<Risks["podSecurity"]>;

const defaults: Readonly<Record<PodSecurity["defaults"], string>> = {
  kubernetes:
    "The API server has no configuration of its own: a namespace without a label enforces nothing, and nobody is exempt.",
  configured:
    "The API server has a configuration of its own, which no API shows: it may enforce a level where no label is, and exempt others.",
  off: "The API server has Pod Security switched off: the labels mean nothing.",
  unseen: "How the API server was started was not seen: it may enforce a level where no label is, and exempt others.",
};

/** @returns what counts where no label is. */
export function defaultsSentence(podSecurity: PodSecurity): string {
  return defaults[podSecurity.defaults];
}
