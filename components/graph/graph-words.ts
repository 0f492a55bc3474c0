import type { Drawing } from "#contracts/graph.ts";
import { nodeStateWords } from "#contracts/graph-states.ts";
import { visibleText } from "../ui/visible-text.ts";

type Node = Drawing["nodes"][number];
type Edge = Drawing["edges"][number];

const states: Readonly<Partial<Record<Node["state"], string>>> = nodeStateWords;

/** @returns the namespace and the name, nothing in them hidden. */
export function nameOfNode({ namespace, name }: Pick<Node, "namespace" | "name">): string {
  return visibleText(namespace === undefined ? name : `${namespace}/${name}`);
}

/** @returns what a node's state means in words; undefined where it means nothing special. */
export function stateWords({ state }: Pick<Node, "state">): string | undefined {
  return states[state];
}

/** @returns `RoleBinding shop/web, not seen`: a node as it is read aloud. */
export function nodeWords(node: Node): string {
  return [`${node.kind} ${nameOfNode(node)}`, node.note, stateWords(node)].filter((part) => part !== undefined).join(", ");
}

const edgeStates: Readonly<Record<Edge["state"], string>> = { plain: "", cut: " (cut here)", unseen: " (not seen)" };

/** @returns the picture as sentences, one a line: `Group devs is named by RoleBinding shop/web`. */
export function drawingLines({ nodes, edges }: Drawing): readonly string[] {
  const names = new Map(nodes.map((node) => [node.id, `${node.kind} ${nameOfNode(node)}`]));
  return edges.map(({ from, to, verb, label, state }) => {
    const why = label === undefined ? "" : `, ${label}`;
    return `${names.get(from) ?? from} ${verb} ${names.get(to) ?? to}${why}${edgeStates[state]}`;
  });
}
