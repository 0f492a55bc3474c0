import type { Finding } from "#contracts/findings.ts";
import type { Sort } from "./finding-url.ts";

/** One line of the list: a heading where the group changes, or a finding. */
export type Entry =
  | { readonly kind: "group"; readonly key: string; readonly group: Group }
  | { readonly kind: "finding"; readonly key: string; readonly finding: Finding; readonly place: number };
export type Group =
  | { readonly by: "check"; readonly id: string; readonly title: string }
  | {
      readonly by: "object";
      readonly cluster: string;
      readonly what: string;
      readonly namespace?: string | undefined;
      readonly name: string;
    };

function groupOf(finding: Finding, sort: Sort): Group | undefined {
  if (sort === "check") return { by: "check", id: finding.checkId, title: finding.checkTitle };
  if (sort !== "object") return undefined;
  const { kind, namespace, name } = finding.at;
  return { by: "object", cluster: finding.cluster, what: kind, namespace, name };
}

/** @returns the lines of a list that the server has sorted: it only sees where a group begins, and never reorders. */
export function listEntries(findings: readonly Finding[], sort: Sort): readonly Entry[] {
  const entries: Entry[] = [];
  let last = "";
  for (const [place, finding] of findings.entries()) {
    const group = groupOf(finding, sort);
    const key = group === undefined ? "" : JSON.stringify(group);
    if (group !== undefined && key !== last) entries.push({ kind: "group", key: `${place} ${key}`, group });
    last = key;
    entries.push({ kind: "finding", key: `${finding.scanId}~${finding.fingerprint}`, finding, place });
  }
  return entries;
}
