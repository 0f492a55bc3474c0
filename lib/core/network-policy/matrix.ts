/** Which namespaces reach which: of each pair, how many pairs of groups do, for certain or perhaps. */
import type { Direction, Evaluation, Passage } from "./evaluate.ts";
import { everyPort, isNoPort, overlap } from "./ports.ts";
import type { PodGroup } from "./world.ts";

/** `all` and `some` count what is let through for certain; `unknown` where nothing is, and something may be. */
export type Cell = "all" | "some" | "none" | "unknown" | "empty";

export interface NamespaceMatrix {
  /** Sorted; those in which something runs. */
  readonly names: readonly string[];
  /** From each row to each column, in the order of the names. */
  readonly cells: readonly (readonly Cell[])[];
  /** Of each row, to each column: whether some of it nobody can tell. */
  readonly doubtful: readonly (readonly boolean[])[];
}

/** @returns the matrix of the namespaces that a reader sees. Pods on the host network are left out. */
export function namespaceMatrix(evaluation: Evaluation, names: readonly string[]): NamespaceMatrix {
  const groupsOf = Map.groupBy(
    evaluation.world.groups.filter(({ hostNetwork }) => !hostNetwork),
    ({ namespace }) => namespace,
  );
  const reaches = reacher(evaluation);
  const rows = names.map((from) => names.map((to) => cellOf(groupsOf.get(from) ?? [], groupsOf.get(to) ?? [], reaches)));
  return {
    names,
    cells: rows.map((row) => row.map(({ cell }) => cell)),
    doubtful: rows.map((row) => row.map(({ doubt }) => doubt)),
  };
}

type Reaches = (from: PodGroup, to: PodGroup) => "yes" | "no" | "maybe";

function cellOf(
  from: readonly PodGroup[],
  to: readonly PodGroup[],
  reaches: Reaches,
): { readonly cell: Cell; readonly doubt: boolean } {
  if (from.length === 0 || to.length === 0) return { cell: "empty", doubt: false };
  const found = { yes: 0, no: 0, maybe: 0 };
  for (const a of from) for (const b of to) found[reaches(a, b)] += 1;
  const doubt = found.maybe > 0;
  if (found.yes === 0) return { cell: doubt ? "unknown" : "none", doubt };
  return { cell: found.no === 0 && !doubt ? "all" : "some", doubt };
}

/** Ends that nothing isolates are told without asking. */
function reacher(evaluation: Evaluation): Reaches {
  const freeIn = freeGroups(evaluation, "ingress");
  const freeOut = freeGroups(evaluation, "egress");
  return (from, to) => {
    const out = freeOut[from.index] ? everything : evaluation.passage(from, "egress", to);
    if (isNoPort(out.most)) return "no";
    const into = freeIn[to.index] ? everything : evaluation.passage(to, "ingress", from);
    if (overlap(out.least, into.least)) return "yes";
    return overlap(out.most, into.most) ? "maybe" : "no";
  };
}

const everything: Passage = { least: everyPort, most: everyPort };

function freeGroups(evaluation: Evaluation, direction: Direction): readonly boolean[] {
  return evaluation.world.groups.map((group) => evaluation.isFree(group, direction));
}
