import type { Waiver, WaiverMatchInput } from "#contracts/waivers.ts";
import { visibleText } from "../ui/visible-text.ts";

export const nothingMatched: WaiverMatchInput = {
  ...{ clusters: [], checks: [], namespaces: [], kinds: [], names: [], fingerprints: [] },
};

/** @returns `1 finding`, `14 findings`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
}

const severities = ["critical", "high", "medium", "low", "information"] as const;

/** @returns a text of several lines as one, with what cannot be seen in it named. */
export function oneLine(text: string): string {
  return visibleText(text.replace(/\s*\n\s*/g, " "));
}

/** @returns the severities that occur, worst first: `2 critical, 3 high`. */
export function severityWords(counts: Waiver["counts"]): string {
  return severities.flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : [])).join(", ");
}

const long = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** @returns `3 March 2027`, in UTC: the day means the same to everybody who reads it. */
export function dayWords(at: string): string {
  return long.format(new Date(at));
}

/** @returns what a waiver is about, in a line: `Check X in namespace shop, 2 findings`. */
export function matchWords({ match, clusters }: Pick<Waiver, "match" | "clusters">): string {
  const some = (list: readonly string[], one: string, many: string) =>
    list.length === 0
      ? []
      : list.length > 3
        ? [`${list.length} ${many}`]
        : [`${list.length === 1 ? one : many} ${list.join(", ")}`];
  const parts = [
    ...(match.fingerprints.length > 0 ? [counted(match.fingerprints.length, "chosen finding")] : []),
    ...some(match.checks, "check", "checks"),
    ...some(match.kinds, "kind", "kinds"),
    ...some(match.names, "object", "objects"),
    ...some(
      match.namespaces.map((name) => (name === "" ? "none" : name)),
      "namespace",
      "namespaces",
    ),
    ...some(
      clusters.map(({ name }) => name),
      "cluster",
      "clusters",
    ),
  ];
  return parts.length === 0 ? "Everything" : parts.join(" · ");
}

const day = 86_400_000;

/** @returns the day that lies so many days ahead, as a date field takes it. */
export function dayAhead(days: number, now: number): string {
  return new Date(now + days * day).toISOString().slice(0, 10);
}

/** @returns the moment at which a chosen day begins, in UTC. */
export function beginningOf(date: string): string {
  return `${date}T00:00:00.000Z`;
}

/** @returns the answer of the page of waivers. */
export function waiversTitle(active: number, soon: number, unused: number): string {
  if (active === 0) return "No waiver holds.";
  const rest = [
    soon > 0 ? `${soon} ${soon === 1 ? "ends" : "end"} soon` : "",
    unused > 0 ? `${unused} ${unused === 1 ? "matches" : "match"} nothing` : "",
  ];
  const more = rest.filter((part) => part !== "").join(", ");
  return `${counted(active, "waiver")} ${active === 1 ? "holds" : "hold"}${more === "" ? "." : `: ${more}.`}`;
}
