import type { ContentOf, Report } from "#contracts/reports.ts";
import { pillarLabels, responsibleLabels, stateLabels } from "../findings/finding-words.ts";
import { nameOfSeverity } from "../ui/glyphs.tsx";
import { formatDay, formatMoment } from "../ui/time-format.ts";
import { visibleText } from "../ui/visible-text.ts";

type Counts = ContentOf<"findings">["counts"];

const order = ["critical", "high", "medium", "low", "information"] as const;

/** @returns a number and its noun: `1 finding`, `1,204 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** More namespaces than these are counted. */
const namedPlaces = 12;

/** @returns namespaces by name: `a, b and 3 more namespaces`. */
export function placesWords(names: readonly string[]): string {
  const shown = names.slice(0, namedPlaces).map(visibleText).join(", ");
  return names.length > namedPlaces ? `${shown} and ${counted(names.length - namedPlaces, "more namespace")}` : shown;
}

/** @returns what occurs, worst first: `9 critical, 19 high`. */
export function severityWords(counts: Counts): string {
  return order
    .flatMap((severity) =>
      counts[severity] > 0 ? [`${counts[severity].toLocaleString("en-GB")} ${nameOfSeverity(severity).toLowerCase()}`] : [],
    )
    .join(", ");
}

/** @returns a moment that means the same to every reader: `23 Nov 2026, 14:02 UTC`. */
export function utc(at: string): string {
  return `${formatMoment(at, "UTC")} UTC`;
}

export function utcDay(at: string): string {
  return formatDay(at, "UTC");
}

/** @returns `14:02 UTC`. */
export function utcClock(at: string): string {
  return `${formatMoment(at, "UTC", Date.parse(at))} UTC`;
}

const filterNames: Readonly<Record<string, string>> = {
  severity: "Severity",
  state: "State",
  pillar: "Area",
  responsible: "Who must act",
  check: "Check",
  namespace: "Namespace",
  kind: "Kind",
  life: "Waived or not",
  change: "Change",
  direction: "Direction",
  class: "Human or robot",
  verdict: "Path",
  leads: "Namespaces that lead",
  subjects: "Subjects",
  rights: "Rights",
  defaults: "What Kubernetes creates",
  text: "Text",
};
const lifeLabels: Readonly<Record<string, string>> = { open: "open", waived: "waived", all: "open and waived" };
const changeLabels: Readonly<Record<string, string>> = {
  new: "new",
  fixed: "fixed",
  unchanged: "unchanged",
  notComparable: "not comparable",
};
const pathLabels: Readonly<Record<string, string>> = { reached: "reached", notAssessed: "not assessed" };
const valueLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pillar: pillarLabels,
  responsible: responsibleLabels,
  state: stateLabels,
  life: lifeLabels,
  change: changeLabels,
  verdict: pathLabels,
};

/** @returns one filter in words: `Severity: critical, high`. */
export function filterWords({ name, values }: Report["filters"][number]): string {
  const words = values.map((value) => valueLabels[name]?.[value] ?? (name === "namespace" && value === "" ? "none" : value));
  return `${filterNames[name] ?? name}: ${words.join(", ")}`;
}

/** @returns `payments-eu`, `a, b and 3 more`. */
export function clusterWords(restsOn: Report["restsOn"]): readonly string[] {
  return [...new Set(restsOn.map(({ cluster }) => cluster))];
}

/** @returns the share of the checks that were assessed: of several scans the lowest; undefined where nothing was. */
export function assessedShare(restsOn: Report["restsOn"]): number | undefined {
  const shares = restsOn.flatMap(({ share }) => (share === undefined ? [] : [share]));
  return shares.length < restsOn.length || shares.length === 0 ? undefined : Math.min(...shares);
}

/** @returns what was hidden, as a sentence; undefined where nothing was. */
export function hiddenWords({ endpointHidden, pseudonyms }: Report["redaction"]): string | undefined {
  if (pseudonyms)
    return `Users, groups and service accounts have other names here, the same one everywhere in this report, and so has what is called like them.${endpointHidden ? " The addresses of the API servers are left out." : ""}`;
  return endpointHidden ? "The addresses of the API servers are left out." : undefined;
}
