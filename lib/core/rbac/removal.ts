/**
 * What to take away so that a cell of the matrix becomes false. Every way in goes through one binding, so that the smallest set
 * is each binding of each way; of a binding only those subjects go through which the right is held.
 */
import { readCell, verbCount } from "./cells.ts";
import type { Chain } from "./chain.ts";
import type { CellQuestion, ExplainedVerb } from "./explain.ts";
import { identitiesOf } from "./grants.ts";
import type { Matrix } from "./matrix.ts";
import type { BindingEntry, RbacIndex } from "./rbac-index.ts";
import { identityOf, resolveSubject, type SubjectRef, subjectKey } from "./subject.ts";

export interface RemovalStep {
  readonly kind: BindingEntry["kind"];
  readonly name: string;
  /** Of a RoleBinding. */
  readonly namespace?: string;
  /** The verbs that this binding gives in the cell. */
  readonly verbs: readonly string[];
  /** The places in the binding's list of subjects, in order, that have to go. */
  readonly subjects: readonly { readonly index: number; readonly subject: SubjectRef }[];
  /** How many other subjects the binding has: with none, the binding as a whole can go. */
  readonly others: number;
  /** What else the subject loses by this step alone. */
  readonly loses: Loss;
}

/** Columns of the subject's row, the asked one left out. */
export interface Loss {
  /** In so many columns nothing is left. */
  readonly emptied: number;
  /** In so many columns something is left, and less than before. */
  readonly reduced: number;
}

export interface Removal {
  /** Sorted as the chains are: cluster bindings first. All of them are needed, and none more. */
  readonly steps: readonly RemovalStep[];
  /** What the subject loses by all steps together. */
  readonly loses: Loss;
  /** `allowed` for members of system:masters, whom no binding lets in; `unknown` where not everything was seen. */
  readonly afterwards: "notAllowed" | "unknown" | "allowed";
}

/** @returns what to remove so that no verb of the cell is allowed any more. */
export function removalOf(matrix: Matrix, question: CellQuestion, verbs: readonly ExplainedVerb[]): Removal {
  const { index } = matrix;
  const found = new Map<BindingEntry, Set<string>>();
  const entries = entriesByName(index);
  for (const { verb, chains } of verbs)
    for (const chain of chains) {
      const entry = entries.get(nameOfChain(chain));
      if (entry !== undefined) found.set(entry, (found.get(entry) ?? new Set<string>()).add(verb));
    }
  const identities = new Set(identitiesOf(question.subject));
  const loss = lossOf(matrix, question);
  const steps = [...found].map(([entry, given]) => stepOf(entry, [...given], identities, loss));
  const chains = verbs.flatMap((verb) => verb.chains);
  return {
    steps,
    loses: loss(new Set(found.keys())),
    afterwards: chains.some(({ binding }) => binding === undefined)
      ? "allowed"
      : Object.values(index.gaps).some((gaps) => gaps.length > 0)
        ? "unknown"
        : "notAllowed",
  };
}

function stepOf(
  entry: BindingEntry,
  verbs: readonly string[],
  identities: ReadonlySet<string>,
  loss: (without: ReadonlySet<BindingEntry>) => Loss,
): RemovalStep {
  const { kind, item, namespace } = entry;
  const subjects = item.subjects.flatMap((named, index) => {
    const subject = resolveSubject(named, namespace);
    return subject !== undefined && identities.has(identityOf(subject)) ? [{ index, subject }] : [];
  });
  return {
    kind,
    name: item.meta.name,
    ...(namespace === "" ? {} : { namespace }),
    verbs,
    subjects,
    others: item.subjects.length - subjects.length,
    loses: loss(new Set([entry])),
  };
}

const entriesOfIndexes = new WeakMap<RbacIndex, ReadonlyMap<string, BindingEntry>>();

function entriesByName(index: RbacIndex): ReadonlyMap<string, BindingEntry> {
  const known = entriesOfIndexes.get(index);
  if (known) return known;
  const entries = new Map(index.bindings.map((entry) => [`${entry.kind} ${entry.namespace}/${entry.item.meta.name}`, entry]));
  entriesOfIndexes.set(index, entries);
  return entries;
}

function nameOfChain({ binding }: Chain): string {
  return binding ? `${binding.kind} ${binding.namespace ?? ""}/${binding.name}` : "";
}

/** @returns what the row of the subject loses without some bindings. */
function lossOf(matrix: Matrix, { subject, group, resource }: CellQuestion): (without: ReadonlySet<BindingEntry>) => Loss {
  const number = matrix.rowByKey.get(subjectKey(subject));
  if (number === undefined) return () => ({ emptied: 0, reduced: 0 });
  const before = matrix.cells(number);
  const asked = matrix.columns.findIndex((column) => column.group === group && column.resource === resource);
  return (without) => {
    const after = matrix.cellsWithout(number, without);
    let emptied = 0;
    let reduced = 0;
    for (let column = 0; column < matrix.columns.length; column++) {
      if (column === asked) continue;
      const from = column * verbCount;
      const was = before.subarray(from, from + verbCount);
      const is = after.subarray(from, from + verbCount);
      if (was.every((code, verb) => code === is[verb])) continue;
      if (is.every(isWithoutRight)) emptied++;
      else reduced++;
    }
    return { emptied, reduced };
  };
}

function isWithoutRight(code: number): boolean {
  const { state } = readCell(code);
  return state === "none" || state === "unknown";
}
