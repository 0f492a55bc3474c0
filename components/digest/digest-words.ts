import type { Digest, DigestCluster } from "#contracts/digest.ts";
import { counted } from "../waivers/waiver-words.ts";

/** @returns all of a count by severity. */
export function sumOf(counts: DigestCluster["new"]): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

const order: readonly DigestCluster["state"][] = ["compared", "unchanged", "notScanned", "firstLook", "neverScanned"];

/** @returns what changed first, what is not known last. */
export function inOrder(clusters: readonly DigestCluster[]): readonly DigestCluster[] {
  return clusters.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** @returns the answer of the page; nothing new is only said of what was looked at. */
export function digestTitle({ totals, clusters }: Pick<Digest, "totals" | "clusters">): string {
  if (clusters.length === 0) return "There is no cluster to look at yet.";
  const looked = clusters.filter(({ state }) => state === "compared" || state === "unchanged");
  if (looked.length === 0) return "Nothing can be compared since then.";
  const come = sumOf(totals.new) + sumOf(totals.reopened);
  const fixed = sumOf(totals.fixed);
  const where = `in ${looked.length === clusters.length ? counted(clusters.length, "cluster") : `${looked.length} of ${counted(clusters.length, "cluster")}`}`;
  if (come + fixed === 0)
    return totals.notComparable === 0
      ? `Nothing new and nothing fixed ${where}.`
      : `Nothing that can be compared is new or fixed ${where}.`;
  return `${come.toLocaleString("en-GB")} new and ${fixed.toLocaleString("en-GB")} fixed ${where}.`;
}

/** @returns what is missing from the numbers above, or nothing. */
export function missingWords({ clusters, totals }: Pick<Digest, "totals" | "clusters">): string {
  const of = (state: DigestCluster["state"]) => clusters.filter((cluster) => cluster.state === state).length;
  const parts = [
    totals.notComparable > 0 ? `${counted(totals.notComparable, "finding")} cannot be compared` : "",
    of("notScanned") > 0 ? `${counted(of("notScanned"), "cluster")} had no scan since then` : "",
    of("firstLook") > 0 ? `${counted(of("firstLook"), "cluster")} had only one look` : "",
    of("neverScanned") > 0
      ? `${counted(of("neverScanned"), "cluster")} ${of("neverScanned") === 1 ? "was" : "were"} never scanned`
      : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join(", ")}. Nothing is said of ${parts.length === 1 ? "that" : "those"}.`;
}

/** @returns why a cluster has no comparison, or undefined where it has one. */
export function standsOut({ state, failed }: Pick<DigestCluster, "state" | "failed">): string | undefined {
  const also = failed > 0 ? ` ${counted(failed, "scan")} failed.` : "";
  if (state === "neverScanned") return `Never scanned: nothing is known.${also}`;
  if (state === "notScanned") return `No scan with results since then: what changed is not known.${also}`;
  if (state === "firstLook") return `Only one look is kept, so there is nothing to compare it with.${also}`;
  return undefined;
}
