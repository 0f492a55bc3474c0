import type { AskAnswer, AskedHolder } from "#contracts/access/ask.ts";
import { hasBypass } from "./chain-steps.ts";
import { counted } from "./subject-words.ts";

/** A subject as one cluster has it. */
export type Holder = Omit<AskedHolder, "clusters"> & Omit<AskedHolder["clusters"][number], "id">;
export type Section = "cluster" | "namespaces" | "builtIn";

/** @returns the subject as the one cluster has it that was asked. */
export function holderOfOne({ clusters, ...subject }: AskedHolder): Holder {
  const [only] = clusters;
  return { ...subject, scope: only?.scope ?? [], chains: only?.chains ?? [], ways: only?.ways ?? 0 };
}

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

/** @returns how the answer divides: `5 through a cluster-wide binding, 5 through a binding in a namespace, 1 built in`. */
export function splitWords(split: AskAnswer["split"], oneNamespace: boolean): string {
  const local = oneNamespace ? "through a binding there" : "through bindings in namespaces";
  const words = [
    [split.cluster, "through a cluster-wide binding"],
    [split.namespaces, local],
    [split.builtIn, "built in"],
  ] as const;
  return words.flatMap(([count, how]) => (count === 0 ? [] : [`${count.toLocaleString("en")} ${how}`])).join(", ");
}

/** @returns the beginning of the answer: `11 subjects can`, `No subject can`, or how it must be said when not all was seen. */
export function leadWords(count: number, complete: boolean): string {
  if (count === 0) return complete ? "No subject can" : "Nobody that was seen can";
  const subjects = counted(count, "subject");
  return complete ? `${subjects} can` : `At least ${subjects} can`;
}
