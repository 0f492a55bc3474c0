import type { MatrixCell } from "#contracts/access.ts";
import { type Reach, verbNames } from "./cell-reach.ts";
import { resourceLabel } from "./column-groups.ts";

/** The parts of a cell's sentence; `code` is a name and is shown as one. */
export type Part = string | { readonly code: string };

type Verb = MatrixCell["verbs"][number];

function verbWords(verbs: readonly Verb[]): string {
  const names = verbs.map((verb) => verb.verb);
  if (verbNames.every((name) => names.includes(name))) return "every verb";
  return listed(names);
}

function spacesOf(verbs: readonly Verb[]): readonly string[] {
  return [...new Set(verbs.flatMap((verb) => verb.namespaces))].sort();
}

function where(reach: Reach, verbs: readonly Verb[], totalNamespaces: number | undefined): readonly Part[] {
  if (reach === "everywhere") {
    return [totalNamespaces === undefined ? " in the whole cluster" : ` in all ${totalNamespaces} namespaces`];
  }
  if (reach === "namespaces") {
    const spaces = spacesOf(verbs);
    return spaces.length === 1 ? [" in ", { code: spaces[0] ?? "" }] : [` in ${spaces.length} namespaces`];
  }
  const names = [...new Set(verbs.flatMap((verb) => verb.names))];
  return names.length === 1 ? [", only ", { code: names[0] ?? "" }] : [`, only ${names.length} by name`];
}

const order = ["everywhere", "namespaces", "named"] as const;

/**
 * The answer of a cell: `Every verb on secrets in all 34 namespaces`.
 * @param totalNamespaces how many the cluster has; absent for a resource that has none
 * @returns the sentence in parts, beginning with a capital. It never says "nothing" of a cell that was not seen in full.
 */
export function cellSentence(cell: MatrixCell, totalNamespaces: number | undefined): readonly Part[] {
  const name = { code: resourceLabel(cell) };
  const parts: Part[] = [];
  for (const reach of order) {
    const verbs = cell.verbs.filter((verb) => verb.reach === reach);
    if (verbs.length === 0) continue;
    const lead = parts.length === 0 ? capital(verbWords(verbs)) : `; ${verbWords(verbs)}`;
    parts.push(...(parts.length === 0 ? [`${lead} on `, name] : [lead]), ...where(reach, verbs, totalNamespaces));
  }
  const unseen = cell.verbs.some((verb) => verb.reach === "unknown") || !cell.complete;
  if (parts.length === 0) return unseen ? ["Not assessed: what it may do with ", name] : ["Nothing on ", name];
  return parts;
}

/**
 * @returns the sentences of the dangerous verbs, and the names of the verbs that were not seen. The API gives one sentence
 *   for each verb that is not "none", in their order.
 */
export function meaningsOf(cell: MatrixCell): { readonly dangerous: readonly string[]; readonly unseen: string } {
  const told = cell.verbs.filter((verb) => verb.reach !== "none");
  const dangerous = told.flatMap((verb, index) => (verb.dangerous ? (cell.meaning[index] ?? []) : []));
  return { dangerous: joined(dangerous), unseen: capital(verbWords(told.filter((verb) => verb.reach === "unknown"))) };
}

/** `May get x.` and `May list x.` are one sentence: `May get and list x.` */
function joined(sentences: readonly string[]): readonly string[] {
  const verbs = new Map<string, string[]>();
  for (const sentence of sentences) {
    const [, verb = "", rest = ""] = /^May (\S+) (.+)$/s.exec(sentence) ?? [];
    const key = verb === "" ? sentence : `\n${rest}`;
    verbs.set(key, [...(verbs.get(key) ?? []), verb]);
  }
  return [...verbs].map(([key, names]) => (key.startsWith("\n") ? `May ${listed(names)} ${key.slice(1)}` : key));
}

function listed(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
