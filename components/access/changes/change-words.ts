/** Changes of access in words. */
import type { AccessChanges, AccessChangeView, AccessDrift, Holders, SubjectChangesView } from "#contracts/access/changes.ts";
import { formatDay } from "../../ui/time-format.ts";
import { counted } from "../subject-words.ts";

/** @returns `gains`, `may lose`: what nobody can prove is only possible. */
export function directionWord({ direction, certain }: AccessChangeView): string {
  if (certain) return direction === "gained" ? "gained" : "lost";
  return direction === "gained" ? "may have gained" : "may have lost";
}

const mostNamed = 4;

/** @returns `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  if (names.length <= mostNamed)
    return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, mostNamed - 1).join(", ")} and ${names.length - mostNamed + 1} more`;
}

export function scopeWords({ scope }: AccessChangeView): string {
  if (scope === "cluster") return "in the whole cluster";
  return scope.length === 1 ? `in ${scope[0]}` : `in ${counted(scope.length, "namespace")}: ${listed(scope)}`;
}

/** @returns what limits a change of the whole cluster, or undefined. */
export function exceptionWords({ direction, heldIn, unsureIn }: AccessChangeView): string | undefined {
  const held = direction === "gained" ? "held there before" : "still held there";
  const parts = [
    heldIn.length === 0 ? [] : [`Some of it is no change in ${listed(heldIn)}: ${held}.`],
    unsureIn === undefined
      ? []
      : [`Not known in ${unsureIn === "all" ? "single namespaces" : listed(unsureIn)}: not everything was seen there.`],
  ].flat();
  return parts.length === 0 ? undefined : parts.join(" ");
}

export function presenceWord({ presence }: SubjectChangesView): string | undefined {
  if (presence === "appeared") return "appeared";
  if (presence === "disappeared") return "disappeared";
  return presence === "unsure" ? "not comparable" : undefined;
}

/** @returns the answer of the page. */
export function changesTitle({ counts, comparable, before }: AccessChanges): string {
  if (!comparable || before === undefined) return "Nothing to compare with.";
  return gainedAndLostWords(counts, before.number);
}

/** @returns how many gained and how many lost something since a scan, as a sentence. */
export function gainedAndLostWords(counts: AccessChanges["counts"], since: number): string {
  if (counts.gained + counts.lost === 0) return `Nobody gained or lost a permission since scan ${since}.`;
  const gained = counts.gained === 0 ? "Nobody gained a permission" : `${counted(counts.gained, "subject")} gained permissions`;
  const lost = counts.lost === 0 ? "nobody lost one" : `${counted(counts.lost, "subject")} lost some`;
  return `${gained} and ${lost} since scan ${since}.`;
}

/** @returns how many could do something on a day, as a sentence. */
export function heldOnDayWords({
  total,
  may,
  at,
  complete,
  namespace,
}: Pick<Holders, "total" | "may" | "at" | "complete"> & { readonly namespace?: string | undefined }): string {
  const none = complete ? "Nobody" : "Nobody that was seen";
  const who = total === 0 ? none : `${complete ? "" : "At least "}${counted(total, "subject")}`;
  return `${who} could ${may}${namespace === undefined ? "" : ` in ${namespace}`} on ${formatDay(at, "UTC")}.`;
}

/** @returns how many roles of one name differ, as a sentence. */
export function driftWords({
  clusters,
  counts,
}: Pick<AccessDrift, "counts"> & { readonly clusters: readonly unknown[] }): string {
  if (clusters.length < 2) return "There is one cluster, and nothing to compare it with.";
  if (counts.roles === 0) return "Roles of one name give the same in every cluster.";
  return `${counted(counts.roles, "role")} of one name ${counts.roles === 1 ? "gives" : "give"} something else in another cluster.`;
}

const day = 86_400;

/** @returns `3 hours`, `2 days`. */
export function ageWords(seconds: number): string {
  if (seconds < 90) return counted(seconds, "second");
  if (seconds < 5_400) return counted(Math.round(seconds / 60), "minute");
  if (seconds < 2 * day) return counted(Math.round(seconds / 3_600), "hour");
  return counted(Math.round(seconds / day), "day");
}
