import type { WhoCan } from "#contracts/access.ts";
import { hasBypass } from "./chain-steps.ts";
import { counted, type SubjectKind } from "./subject-words.ts";

export type Holder = WhoCan["subjects"][number];
export type Section = "cluster" | "namespaces" | "builtIn";

/** @returns how a subject holds the right: before RBAC, by a cluster-wide binding, or in namespaces. */
function sectionOf(holder: Holder): Section {
  if (hasBypass(holder.chains)) return "builtIn";
  return holder.scope === "cluster" ? "cluster" : "namespaces";
}

/** @returns the subjects of each section, in the order of the answer. */
export function sections(holders: readonly Holder[]): Readonly<Record<Section, readonly Holder[]>> {
  const found: Record<Section, Holder[]> = { cluster: [], namespaces: [], builtIn: [] };
  for (const holder of holders) found[sectionOf(holder)].push(holder);
  return found;
}

/** @returns how many of each kind of subject there are. */
export function kindsOf(holders: readonly Holder[]): readonly { kind: SubjectKind; count: number }[] {
  const kinds: readonly SubjectKind[] = ["ServiceAccount", "Group", "User"];
  return kinds.map((kind) => ({ kind, count: holders.filter((holder) => holder.kind === kind).length }));
}

/** @returns how the answer divides, its hyphen unbreakable: `5 through a cluster‑wide binding, 5 through a binding in a namespace, 1 built in`. */
export function splitWords(parts: Readonly<Record<Section, readonly Holder[]>>, namespace: string | undefined): string {
  const local = namespace === undefined ? "through bindings in namespaces" : "through a binding there";
  const words = [
    [parts.cluster.length, "through a cluster\u2011wide binding"],
    [parts.namespaces.length, local],
    [parts.builtIn.length, "built in"],
  ] as const;
  return words.flatMap(([count, how]) => (count === 0 ? [] : [`${count.toLocaleString("en")} ${how}`])).join(", ");
}

/** @returns the beginning of the answer: `11 subjects can`, `No subject can`, or how it must be said when not all was seen. */
export function leadWords(count: number, complete: boolean): string {
  if (count === 0) return complete ? "No subject can" : "Nobody that was seen can";
  const subjects = counted(count, "subject");
  return complete ? `${subjects} can` : `At least ${subjects} can`;
}
