import { formatSubject } from "../../rbac/subject.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { atWorkload, nodesOf, type Placement, placements } from "../workload/placements.ts";
import { tokenPowerResources, tokenPowers } from "../workload/token-powers.ts";
import { accountOf } from "../workload/unused-token.ts";
import { type Exposure, exposure, exposureResources } from "./exposure.ts";
import { systemNamespaces } from "./namespaces.ts";

const reads = [...exposureResources, ...tokenPowerResources] as const;
type Context = CheckContext<(typeof reads)[number]>;

export default defineCheck({
  id: "isolation/powerful-beside-exposed",
  major: 1,
  since: "0.1",
  title: "Powerful service accounts beside exposed workloads",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:isolated"],
  reads,
  facts: ["ingress-backends"],
  crossesNamespaces: true,
  messages: {
    itself: { text: "{object} is reached from outside by {by}, and its token may {may} in the whole cluster", severity: "high" },
    beside: {
      text: "{object} holds a token that may {may} in the whole cluster, on nodes that also run what strangers reach: {exposed}",
      severity: "medium",
    },
  },
  docs: {
    why: "Whoever breaks out of the exposed workload has its node, and with it the token of every pod there. A strong service account is then as near to the street as the weakest thing that runs beside it. Kubernetes' own namespaces are not looked at.",
    fix: "Keep powerful pods on nodes of their own: a taint on the nodes, a toleration and a nodeSelector in the pods, anti-affinity to what strangers reach. Better, give the account less, or mount no token.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#minimize-distribution-of-privileged-tokens"],
  },
  evaluate(context) {
    const open = context.view(exposure);
    return open.size === 0 ? [] : powerfulPlacements(context, open);
  },
});

function* powerfulPlacements(context: Context, open: Exposure): Iterable<Report<"itself" | "beside">> {
  const all = context.view(placements);
  const exposedOn = byNode(all.filter(({ workload }) => open.has(workload.item)));
  const powerOf = tokenPowers(context);
  for (const placement of all) {
    const { workload } = placement;
    const may = systemNamespaces.has(workload.namespace) ? undefined : powerOf(workload);
    if (may === undefined) continue;
    const account = formatSubject(accountOf(workload));
    const by = open.get(workload.item);
    if (by !== undefined) yield { at: atWorkload(placement), message: "itself", data: { by, may, account }, locus: "power" };
    const neighbours = nodesOf(placement).flatMap((node) => exposedOn.get(node) ?? []);
    const exposed = [...new Set(neighbours.filter((name) => name !== nameOf(placement)))].sort();
    if (by === undefined && exposed.length > 0)
      yield {
        at: atWorkload(placement),
        message: "beside",
        data: { may, account, exposed: exposed.slice(0, 10) },
        locus: "power",
      };
  }
}

function nameOf({ workload }: Placement): string {
  return `${workload.namespace}/${workload.item.meta.name}`;
}

function byNode(exposed: readonly Placement[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const placement of exposed)
    for (const node of nodesOf(placement)) found.set(node, [...(found.get(node) ?? []), nameOf(placement)]);
  return found;
}
