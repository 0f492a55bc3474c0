/**
 * Reads a change to roles and bindings from text: YAML with several documents, JSON, Lists. Strict, because what is simulated
 * must be what will be applied: nothing refers, repeats or runs, and each refusal names its document and its field.
 */
import { isScalar, parseAllDocuments, visit } from "yaml";
import { err, ok, type Result } from "#core/result.ts";
import { formatAccessName, type PlannedObject } from "#core/simulate/planned.ts";
import { type ObjectIssue, readObject } from "#core/simulate/read-object.ts";

/** Characters of all texts together, and objects in them. */
export const mostCharacters = 1_048_576;
const mostObjects = 2_000;
const mostIssues = 50;

export interface ChangeFile {
  readonly plan: readonly PlannedObject[];
  /** How many objects of other kinds there are, by kind: they give and take no right. */
  readonly others: Readonly<Record<string, number>>;
}

/** @param more objects that were named elsewhere, such as deletions. */
export function readChange(text: string, more: readonly PlannedObject[] = []): Result<ChangeFile, readonly ObjectIssue[]> {
  if (text.length > mostCharacters) return err([{ path: "", message: "The change is larger than 1 MiB." }]);
  const values = readValues(text);
  if (!values.ok) return values;
  if (values.value.length > mostObjects) return err([{ path: "", message: `A change has ${mostObjects} objects at most.` }]);
  const plan: PlannedObject[] = [...more];
  const others: Record<string, number> = {};
  const issues: ObjectIssue[] = [];
  for (const { value, place } of values.value) {
    const read = readObject(value, place);
    if (read.kind === "planned") plan.push(read.object);
    else if (read.kind === "other") others[read.of] = (Object.hasOwn(others, read.of) ? (others[read.of] as number) : 0) + 1;
    else issues.push(...read.issues);
  }
  issues.push(...repeated(plan));
  if (issues.length > 0) return err(issues.slice(0, mostIssues));
  if (plan.length === 0) return err([{ path: "", message: "There is no Role, ClusterRole or binding in it." }]);
  return ok({ plan, others });
}

function repeated(plan: readonly PlannedObject[]): readonly ObjectIssue[] {
  const seen = new Map<string, string>();
  return plan.flatMap((planned): ObjectIssue[] => {
    const key = `${planned.item ? "apply" : "delete"} ${formatAccessName(planned)}`;
    const first = seen.get(key);
    seen.set(key, first ?? planned.place);
    return first === undefined
      ? []
      : [{ path: planned.place, message: `${formatAccessName(planned)} stands in ${first} already.` }];
  });
}

interface Value {
  readonly value: unknown;
  readonly place: string;
}

function readValues(text: string): Result<readonly Value[], readonly ObjectIssue[]> {
  try {
    return readDocuments(text);
  } catch (error) {
    // What nests without end exhausts the stack of whoever reads it.
    if (error instanceof RangeError) return err([{ path: "", message: "The change nests too deep." }]);
    throw error;
  }
}

function readDocuments(text: string): Result<readonly Value[], readonly ObjectIssue[]> {
  const documents = parseAllDocuments(text, {
    ...({ schema: "core", version: "1.2", merge: false, strict: true, logLevel: "error" } as const),
    // Repeated keys are found below: the library compares every pair.
    ...{ uniqueKeys: false, prettyErrors: false },
  });
  if (!Array.isArray(documents)) return ok([]);
  const issues: ObjectIssue[] = [];
  const values = documents.flatMap((document, index): Value[] => {
    const place = `document ${index + 1}`;
    const refuse = (message: string) => {
      if (issues.length < mostIssues) issues.push({ path: place, message });
    };
    for (const { message } of [...document.errors, ...document.warnings]) refuse(`This is not plain YAML: ${message}`);
    if (document.errors.length > 0) return [];
    refuseNodes(document, refuse);
    if (issues.length > 0 || document.contents === null) return [];
    return openLists(document.toJS({ maxAliasCount: 0 }), place);
  });
  return issues.length > 0 ? err(issues) : ok(values.filter(({ value }) => value !== null));
}

function refuseNodes(document: Parameters<typeof visit>[0], refuse: (message: string) => void): void {
  visit(document, {
    Alias: (_key, node) => refuse(`*${node.source} is an alias: write the value out.`),
    Node: (_key, node) => {
      if ("anchor" in node && node.anchor !== undefined) refuse(`&${node.anchor} is an anchor: write the value out.`);
      if (node.tag !== undefined) refuse(`${node.tag} is a tag: remove it.`);
    },
    Map: (_key, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const word = isScalar(key) ? String(key.value) : "";
        if (seen.has(word)) refuse(`The key ${word} stands twice in one place.`);
        seen.add(word);
      }
    },
  });
}

/** A list of a kind leaves the kind of its items to its own name. */
function openLists(value: unknown, place: string): Value[] {
  const { kind, apiVersion, items } = (value ?? {}) as Record<string, unknown>;
  if (Array.isArray(value)) return value.map((one, index) => ({ value: one, place: `${place}, [${index}]` }));
  if (typeof kind !== "string" || !kind.endsWith("List") || !Array.isArray(items)) return [{ value, place }];
  const inherited = kind === "List" ? {} : { kind: kind.slice(0, -"List".length), apiVersion };
  return items.map((item, index) => ({
    value: typeof item === "object" && item !== null ? { ...inherited, ...item } : item,
    place: `${place}, items[${index}]`,
  }));
}
