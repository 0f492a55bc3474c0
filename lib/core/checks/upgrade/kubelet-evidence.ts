/** What was uploaded of kubelets, beside the nodes that a scan saw: evidence of a kubelet that is no longer there says nothing. */
import { type Gap, outside } from "../../inventory/gap.ts";
import type { NodeItem } from "../../inventory/items.ts";
import type { SeenKubelet, UpgradeEvidence } from "../../upgrade/evidence.ts";

/** By the name of the node; those of nodes that are younger, or have another version of the kubelet now, are left out. */
export type KubeletsNow = ReadonlyMap<string, SeenKubelet>;

/** @returns what was uploaded, as far as it is about the kubelets that the nodes have now. */
export function kubeletsNow(nodes: readonly NodeItem[], { kubelets = [] }: UpgradeEvidence): KubeletsNow {
  const byNode = new Map(nodes.map((node) => [node.meta.name, node]));
  return new Map(
    kubelets.flatMap((kubelet) => {
      const node = byNode.get(kubelet.node);
      return node !== undefined && isAbout(kubelet, node) ? [[kubelet.node, kubelet]] : [];
    }),
  );
}

function isAbout({ seenAt, version }: SeenKubelet, { meta, info }: NodeItem): boolean {
  if (meta.createdAt !== undefined && Date.parse(meta.createdAt) > Date.parse(seenAt)) return false;
  return version === undefined || info?.kubeletVersion === undefined || version === info.kubeletVersion;
}

interface Asked {
  readonly evidence: UpgradeEvidence;
  /** Whether nothing more has to be known of a node; `kubelet` is absent where nothing of now was uploaded. */
  readonly isKnown: (kubelet: SeenKubelet | undefined, node: NodeItem) => boolean;
  /** Such as `the control groups`. */
  readonly what: string;
  /** What of a kubelet shows it. */
  readonly upload: string;
}

const mostNames = 3;

/** @returns the nodes of which it is not known, as a gap. */
export function unseenKubelets(nodes: readonly NodeItem[], { evidence, isKnown, what, upload }: Asked): readonly Gap[] {
  const now = kubeletsNow(nodes, evidence);
  const unknown = nodes.filter((node) => !isKnown(now.get(node.meta.name), node)).map(({ meta }) => meta.name);
  if (unknown.length === 0) return [];
  const uploaded = new Set(evidence.kubelets?.map(({ node }) => node));
  const old = unknown.filter((node) => uploaded.has(node) && !now.has(node)).length;
  const stale = old === 0 ? "" : `; of ${nodesOf(old)} it was uploaded before the node or its kubelet was replaced`;
  const names = unknown.sort().slice(0, mostNames).join(", ");
  const more = unknown.length > mostNames ? ` and ${unknown.length - mostNames} more` : "";
  return [
    outside(
      "nodes",
      `the API does not show ${what} of ${nodesOf(unknown.length)} (${names}${more})${stale}: upload ${upload} to the cluster`,
    ),
  ];
}

function nodesOf(count: number): string {
  return `${count} node${count === 1 ? "" : "s"}`;
}

/** @returns the day on which it was seen, for a sentence. */
export function dayOf({ seenAt }: SeenKubelet): string {
  return seenAt.slice(0, 10);
}
