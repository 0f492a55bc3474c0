/**
 * A small graph that a person reads from left to right: what it holds, before anything has a place. Whoever makes one keeps it
 * small and says what it left out; `lib/server/graph/layout.ts` gives it places and `components/graph` draws it.
 */

/** `chosen`: what the graph is about. `goal`: where it leads. `risky`: holds a dangerous right. */
export type GraphNodeState = "plain" | "chosen" | "goal" | "risky" | "missing" | "unseen";
/** `cut`: taking this away ends the way. `unseen`: it may be there, and was not seen. */
export type GraphEdgeState = "plain" | "cut" | "unseen";

export interface GraphNode {
  readonly id: string;
  /** A kind of Kubernetes, such as `ServiceAccount`, or a word of its own, such as `Goal`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** One short line under the name. */
  readonly note?: string;
  readonly state: GraphNodeState;
  /** Nodes of a lower column stand further left; absent, the edges decide. Given for all nodes or for none. */
  readonly column?: number;
}

export interface GraphEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** What joins them, between their names: `is named by`, `gives`. Read aloud, not drawn. */
  readonly verb: string;
  /** A few words that are drawn on the line. */
  readonly label?: string;
  readonly state: GraphEdgeState;
}

export interface Graph {
  /** At most `mostNodes`, with ids that differ. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Sentences about what is not in the picture; empty where all of it is. */
  readonly leftOut: readonly string[];
}

/** More than these are no picture that a person can read. */
export const mostNodes = 60;
