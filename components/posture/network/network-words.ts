import type { NetworkNamespace, NetworkReachAnswer, NetworkView } from "#contracts/network.ts";
import { counted } from "../../access/subject-words.ts";

type Row = NetworkView["namespaces"][number];
type Cell = "a" | "s" | "n" | "u" | "e" | "A" | "S";

/** @returns `12 of 40 workloads take traffic from every pod, and 9 may reach the metadata API of the cloud.` */
export function answerOf({ namespaces, gaps }: Pick<NetworkView, "namespaces"> & { readonly gaps: readonly unknown[] }): string {
  const sum = (of: (row: Row) => number) => namespaces.reduce((total, row) => total + of(row), 0);
  const all = sum(({ workloads }) => workloads);
  const unknown = sum((row) => row.unknown);
  if (all === 0) return "Nothing was seen that NetworkPolicies could be about.";
  const [open, metadata] = [sum(({ openIngress }) => openIngress), sum((row) => row.metadata)];
  const ofAll = counted(all, "workload");
  if (open === 0 && unknown === all) return `Nobody can tell whether any of ${ofAll} is isolated.`;
  const whole = gaps.length === 0 && unknown === 0;
  const least = whole ? "" : "at least ";
  const first =
    open === 0
      ? `Policies isolate ${unknown === 0 ? ofAll : `${(all - unknown).toLocaleString("en")} of ${ofAll}`} from incoming traffic`
      : `${open.toLocaleString("en")} of ${ofAll} take traffic from every pod`;
  return `${first}, and ${metadata === 0 ? noneReaches(whole) : `${least}${metadata.toLocaleString("en")} may reach ${metadataApi}`}.`;
}

const metadataApi = "the metadata API of the cloud";

/** That nobody was seen to reach it is no answer where something was not seen. */
function noneReaches(whole: boolean): string {
  return whole ? `none may reach ${metadataApi}` : `whether one may reach ${metadataApi} is not known`;
}

/** @returns what the answer stands on: whether anything enforces the policies. */
export function pluginSentence({ plugin }: Pick<NetworkView, "plugin">): string {
  if (plugin === undefined) return "Whether the network plugin enforces policies is not shown to readers of some namespaces.";
  if (plugin.enforcement === "enforces") return `${plugin.name} enforces NetworkPolicies.`;
  if (plugin.enforcement === "not")
    return `${plugin.name} does not enforce NetworkPolicies: everything below is what they say, and every pod reaches every other.`;
  const doubt = plugin.doubt ?? "the network plugin is not known";
  return `Whether policies are enforced is not known: ${doubt}. Everything below is what they say.`;
}

/** @returns `Istio: 4 workloads are strict, 2 permissive.`, or undefined where there is no mesh. */
export function meshSentence({ mesh }: Pick<NetworkView, "mesh">): string | undefined {
  if (mesh === undefined) return undefined;
  const parts = [
    ["strict", mesh.strict],
    ["permissive", mesh.permissive],
    ["without mutual TLS", mesh.off],
    ["without the proxy that they ask for", mesh.absent],
    ["not known", mesh.unknown],
  ] as const;
  const said = parts.filter(([, count]) => count > 0).map(([words, count]) => `${count.toLocaleString("en")} ${words}`);
  return `Workloads in the mesh of ${mesh.names.join(" and ")}: ${said.join(", ")}.`;
}

const cells: Readonly<Record<Cell, string>> = {
  a: "reaches every pod",
  s: "reaches some pods",
  n: "reaches no pod",
  u: "not known whether it reaches a pod",
  e: "nothing runs in one of them",
  A: "reaches every pod that is known, others are not known",
  S: "reaches some pods, of others it is not known",
};

/** @returns `shop reaches some pods of bank` in words of a cell. */
export function cellWords(cell: string, from: string, to: string): string {
  return `From ${from} to ${to}: ${cells[cell as Cell] ?? "not known"}`;
}

export function cellMeaning(cell: string): string {
  return cells[cell as Cell] ?? "not known";
}

type Reach = NetworkNamespace["workloads"][number]["reaches"]["internet"];
const reaches: Readonly<Record<Reach, string>> = { all: "yes", some: "some", none: "no", unknown: "not known" };

export function reachWords(reach: Reach): string {
  return reaches[reach];
}

type Isolation = NetworkNamespace["workloads"][number]["ingress"];
const isolations: Readonly<Record<Isolation, string>> = {
  isolated: "isolated",
  open: "open",
  host: "host network",
  unknown: "not known",
};

export function isolationWords(isolation: Isolation): string {
  return isolations[isolation];
}

const verdicts: Readonly<Record<NetworkReachAnswer["verdict"], string>> = {
  yes: "reaches",
  no: "does not reach",
  some: "reaches, from some pods or at some,",
  unknown: "may reach",
};

/** @returns `shop/web reaches bank/db on TCP 5432.` */
export function connectionSentence(
  answer: NetworkReachAnswer,
  ends: { readonly from: string; readonly to: string; readonly on: string },
): string {
  const tail = answer.verdict === "unknown" ? ": nobody can tell from what was seen." : ".";
  return `${ends.from} ${verdicts[answer.verdict]} ${ends.to} on ${ends.on}${tail}`;
}

type End = NetworkReachAnswer["ends"][number];

/** @returns why one end lets it through, or not. */
export function endSentence({ direction, because, verdict, isolating, plugin }: End): string {
  const way = direction === "egress" ? "for outgoing traffic" : "from incoming traffic";
  switch (because) {
    case "hostNetwork":
      return "On the host network: no NetworkPolicy applies to it.";
    case "policiesUnseen":
      return "Not every policy that could be about it was seen.";
    case "pluginPolicies":
      return `Policies of the network plugin are about it, and what they say is not evaluated: ${plugin.join(", ")}.`;
    case "pluginParts":
      return `Parts of the network plugin's policies may be about it that are not evaluated: ${plugin.join(", ")}.`;
    case "node":
      return "Traffic from its own node is always let in, and on which node the other is was not asked.";
    case "notIsolated":
      return `No policy isolates it ${way}.`;
    case "noRule":
      return `Isolated ${way} by ${isolating.join(", ")}, and no rule lets this through.`;
    case "rules":
      if (verdict === "no") return "A rule refuses it.";
      if (verdict === "unknown")
        return "A rule for a block of addresses may be about it: whether blocks are about pods depends on the network plugin.";
      return isolating.length === 0
        ? "A rule lets it through."
        : `Isolated ${way} by ${isolating.join(", ")}, and a rule lets this through.`;
  }
}

/** @returns the answer about one namespace, before and after its name. */
export function openSentence({ workloads, complete }: NetworkNamespace): readonly [before: string, after: string] {
  const open = workloads.filter(({ ingress, egress }) => ingress === "open" || egress === "open").length;
  const unknown = workloads.some(({ ingress, egress }) => ingress === "unknown" || egress === "unknown");
  if (open > 0) return [counted(open, "workload"), `${open === 1 ? "is" : "are"} open in a direction.`];
  if (unknown || !complete) return ["Whether a workload", "is open in a direction is not known."];
  return ["No workload", "is open in a direction."];
}

/** @returns the title where nothing is listed as open to the outside. */
export function nothingOpenTitle({ exposures, gaps }: NetworkView): string {
  if (exposures.length > 0) return "Nothing matches this filter";
  return gaps.length === 0 ? "Nothing is open to the outside" : "Nothing was seen that is open to the outside";
}
