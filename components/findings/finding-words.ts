import type { Finding, FindingFacets, FindingPage } from "#contracts/findings.ts";

type Severity = Finding["severity"];

export const pillarLabels: Readonly<Record<Finding["pillar"], string>> = {
  access: "Access",
  platform: "Posture",
  "supply-chain": "Supply chain",
  upgrade: "Upgrades",
};
export const responsibleLabels: Readonly<Record<Finding["responsible"], string>> = {
  platform: "Platform team",
  application: "Application team",
  provider: "Provider",
};
export const stateLabels: Readonly<Record<Finding["state"], string>> = {
  firstLook: "First look",
  new: "New",
  reopened: "Reopened",
  unchanged: "Unchanged",
  notComparable: "Not comparable",
};

const order: readonly Severity[] = ["critical", "high", "medium", "low", "information"];

/** @returns the severities that occur, worst first: `9 critical, 19 high`. */
function severityWords(counts: FindingPage["counts"]): string {
  return order
    .flatMap((severity) => (counts[severity] === 0 ? [] : [`${counts[severity].toLocaleString("en")} ${severity}`]))
    .join(", ");
}

type TitlePage = Pick<FindingPage, "total" | "counts" | "restsOn" | "waived">;

/**
 * @param filtered whether a filter narrows the list
 * @returns the answer of the page. It is never a bare "all fine": nothing found is said of what was looked at.
 */
export function listTitle(page: TitlePage, filtered: boolean, show: "open" | "waived" | "all" = "open"): string {
  const { total, waived } = page;
  const beside = show === "open" && waived > 0 ? ` ${waived.toLocaleString("en")} ${waived === 1 ? "is" : "are"} waived.` : "";
  if (page.restsOn.length === 0) return "No scan has results yet.";
  if (total === 0 && show === "waived") return "No finding is waived.";
  if (total === 0 && beside !== "") return `No finding is open.${beside}`;
  if (total === 0) return filtered ? "No finding matches these filters." : "Nothing was found in what was looked at.";
  const noun = total === 1 ? "finding" : "findings";
  const which = show === "waived" ? "waived " : filtered ? "matching " : "";
  return `${total.toLocaleString("en")} ${which}${noun}: ${severityWords(page.counts)}.${beside}`;
}

/** @returns whether all there is is of first looks: then there is no scan before to tell them apart by. */
export function isFirstLook(states: FindingFacets["state"] | undefined): boolean {
  return states?.every(({ value, count }) => value === "firstLook" || count === 0) ?? false;
}

/** @returns how much of the checks was assessed where nothing was found: `At least 96 % of the checks that apply were assessed in full, in each of 3 scans`. */
export function assessedWords(page: Pick<FindingPage, "restsOn" | "notAssessed">, percent: (share: number) => string): string {
  const scans = page.restsOn.length === 1 ? "1 scan" : `${page.restsOn.length} scans`;
  const shares = page.restsOn.flatMap((scan) => (scan.share === undefined ? [] : [scan.share]));
  const blind = page.restsOn.length - shares.length;
  const lowest = Math.min(...shares);
  const seen =
    shares.length === 0
      ? `Nothing could be assessed in ${scans}.`
      : `${shares.length > 1 ? `At least ${percent(lowest)}` : percent(lowest)} of the checks that apply were assessed in full${shares.length > 1 ? `, in each of ${scans}` : `, in ${scans}`}.`;
  const dark = blind > 0 && shares.length > 0 ? ` ${blind === 1 ? "1 scan saw" : `${blind} scans saw`} nothing.` : "";
  const count = page.notAssessed.length;
  const open = count === 0 ? "" : ` ${count === 1 ? "1 check" : `${count} checks`} could not be assessed and may hide findings.`;
  return `${seen}${dark}${open}`;
}

/** @returns `3 access, 2 posture`: which pillars the checks that were not assessed belong to, most first. */
export function unseenByPillar(items: readonly { pillar: Finding["pillar"] }[]): string {
  const counts = new Map<string, number>();
  for (const { pillar } of items) counts.set(pillarLabels[pillar], (counts.get(pillarLabels[pillar]) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([label, count]) => `${count} ${label.toLowerCase()}`)
    .join(", ");
}

/** @returns how long a finding is open: `62 d`, `new`, `reopened` */
export function ageWords(finding: Pick<Finding, "state" | "firstSeenAt">, now: number): string {
  if (finding.state === "new") return "new";
  if (finding.state === "reopened") return "reopened";
  const days = Math.floor((now - Date.parse(finding.firstSeenAt)) / 86_400_000);
  if (days < 1) return "today";
  return days < 730 ? `${days} d` : `${Math.floor(days / 365)} y`;
}

const lists: readonly { prefix: string; label: string }[] = [
  { prefix: "cis:", label: "CIS Kubernetes Benchmark" },
  { prefix: "nsa:", label: "NSA and CISA hardening guide" },
  { prefix: "pss:", label: "Pod Security Standards," },
  { prefix: "checklist:", label: "Kubernetes security checklist:" },
  { prefix: "owasp:", label: "OWASP Kubernetes Top Ten" },
];

/** @returns the id of a list's entry in words: `cis:5.1.3` is `CIS Kubernetes Benchmark 5.1.3`. An unknown list stays as it is. */
export function answerWords(id: string): string {
  const list = lists.find((candidate) => id.startsWith(candidate.prefix));
  if (list === undefined) return id;
  const rest = id.slice(list.prefix.length);
  return `${list.label} ${list.prefix === "checklist:" ? rest.replaceAll("-", " ") : rest}`;
}
