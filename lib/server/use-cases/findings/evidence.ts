/** The part of an object that a finding is about, as YAML, from what the scan kept of it. Decides nothing. */
import { stringify } from "yaml";
import type { ItemMeta } from "../../../core/inventory/items.ts";

type Tree = Readonly<Record<string, unknown>>;
type Step = string | number;

export interface EvidenceOf {
  readonly kind: string;
  /** `rules[0].verbs`; absent means the whole object. */
  readonly path?: string;
}

/** Lines that are shown at most; what is longer ends in a sentence that says so. */
const maxLines = 200;

/** @returns kind and name of the object, and below them the part at the path with the names of what it lies in. */
export function evidenceYaml(item: { readonly meta: ItemMeta }, { kind, path }: EvidenceOf): string {
  const { meta, ...rest } = item;
  const { name, namespace, labels, annotations } = meta;
  const wanted = stepsOf(path ?? "");
  const [first] = wanted;
  const header = { kind, metadata: { ...(namespace === undefined ? {} : { namespace }), name } };
  if (first === "metadata") return cut(stringify({ ...header, metadata: { ...header.metadata, labels, annotations } }));
  const part = first === undefined ? undefined : narrow(rest, wanted);
  const comment = part && path ? `# ${path.replace(/\p{Cc}/gu, " ")}\n` : "";
  return cut(stringify(header) + comment + stringify(part ?? rest, { lineWidth: 120 }));
}

/** @returns the steps of a path: `spec.containers[0].image` has four. */
function stepsOf(path: string): Step[] {
  const parts = path.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  return parts.map((part) => (part.startsWith("[") ? Number(part.slice(1, -1)) : part));
}

/** @returns the tree with only what lies on the path and, where the path ends, the object around it; undefined off the path. */
function narrow(tree: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) return typeof step === "number" && step in tree ? [narrowElement(tree[step], rest)] : undefined;
  const object = tree as Tree;
  if (typeof step !== "string" || !Object.hasOwn(object, step)) return undefined;
  const child = narrow(object[step], rest);
  return child === undefined ? undefined : { [step]: child };
}

/** An element of a list keeps its name, and all of itself where the path ends in one of its values. */
function narrowElement(element: unknown, steps: readonly Step[]): unknown {
  const child = narrow(element, steps);
  const endsHere = steps.length <= 1 || child === undefined;
  if (endsHere || typeof element !== "object" || element === null || Array.isArray(element)) return element;
  const { name } = element as { name?: unknown };
  return typeof child === "object" && name !== undefined ? { name, ...child } : child;
}

function cut(text: string): string {
  const lines = text.trimEnd().split("\n");
  if (lines.length <= maxLines) return `${lines.join("\n")}\n`;
  return `${lines.slice(0, maxLines).join("\n")}\n# … ${lines.length - maxLines} more lines\n`;
}
