/** The network of a scan: namespaces and who reaches whom, one namespace with a proposal, and one connection with its reasons. */
import { stringify } from "yaml";
import type { NetworkNamespace, NetworkReachAnswer, NetworkView } from "../../../contracts/network.ts";
import type { ItemBase } from "../../../core/inventory/items.ts";
import { type EndReasons, type Explanation, explain, placeOf } from "../../../core/network-policy/explain.ts";
import type { WorkloadIsolation } from "../../../core/network-policy/isolation.ts";
import { type NamespaceMatrix, namespaceMatrix } from "../../../core/network-policy/matrix.ts";
import { commonPorts, formatPorts, type Protocol, portsOf } from "../../../core/network-policy/ports.ts";
import { proposePolicies } from "../../../core/network-policy/proposal.ts";
import { metadataAddresses, targetIds } from "../../../core/network-policy/targets.ts";
import {
  type NetworkPosture,
  type NetworkRow,
  networkPosture,
  networkPostureResources,
  networkRow,
  workloadAt,
  workloadReach,
} from "../../../core/posture/network.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { scanInScope } from "../scans/scan-in-scope.ts";
import type { Services } from "../services.ts";

interface ByScan {
  readonly id: string;
}

export const getNetwork = defineUseCase<ByScan, NetworkView>("report:read", async (actor, { id }, services) => {
  const found = await seen(actor, id, services);
  if (!found.ok) return found;
  const { posture, inside, whole } = found.value;
  const { rows, matrix } = await overview(posture, id, services);
  const mesh = posture.mesh.filter(({ workload }) => inside(workload.namespace));
  const { name, enforcement, doubt } = posture.plugin;
  return ok({
    scanId: id,
    ...(whole && { plugin: { name, enforcement, ...(doubt !== undefined && { doubt }) } }),
    namespaces: rows.filter(({ name }) => inside(name)),
    matrix: whole ? [...matrix] : partOf(matrix, posture.namespaces, inside),
    exposures: posture.exposures.filter(({ namespace }) => inside(namespace)).map((one) => ({ ...one, at: [...one.at] })),
    ...(mesh.length > 0 && { mesh: meshView(mesh) }),
    gaps: posture.gaps.filter(({ namespace }) => namespace === undefined || inside(namespace)),
  });
});

interface Overview {
  /** By name, of every namespace. */
  readonly rows: readonly NetworkRow[];
  /** Texts of signs, in the same order. */
  readonly matrix: readonly string[];
}

/** What every reader of the scan is shown a part of: it asks each workload, and each pair of namespaces. */
async function overview(posture: NetworkPosture, scanId: string, { memory }: Services): Promise<Overview> {
  const made = await memory.get(`overview of the network ${scanId}`, async () => {
    const rows = posture.namespaces.map((one) => networkRow(posture, one));
    const matrix = matrixTexts(namespaceMatrix(posture.evaluation, posture.namespaces));
    return { value: { rows, matrix }, weight: rows.length + 1 };
  });
  return made as Overview;
}

function partOf(matrix: readonly string[], names: readonly string[], inside: (name: string) => boolean): string[] {
  const places = names.flatMap((name, place) => (inside(name) ? [place] : []));
  return places.map((from) => places.map((to) => matrix[from]?.[to]).join(""));
}

const signs = { all: "a", some: "s", none: "n", unknown: "u", empty: "e" } as const;

function matrixTexts({ cells, doubtful }: NamespaceMatrix): string[] {
  return cells.map((row, from) =>
    row.map((cell, to) => (doubtful[from]?.[to] && cell !== "unknown" ? signs[cell].toUpperCase() : signs[cell])).join(""),
  );
}

function meshView(mesh: NetworkPosture["mesh"]): NonNullable<NetworkView["mesh"]> {
  const count = (mode: (typeof mesh)[number]["mode"]) => mesh.filter((one) => one.mode === mode).length;
  return {
    names: [...new Set(mesh.map((one) => one.mesh))].sort(),
    strict: count("strict"),
    permissive: count("permissive"),
    off: count("off"),
    absent: count("absent"),
    unknown: count("unknown"),
  };
}

export const getNetworkNamespace = defineUseCase<ByScan & { readonly namespace: string }, NetworkNamespace>(
  "report:read",
  async (actor, { id, namespace }, services) => {
    const found = await seen(actor, id, services);
    if (!found.ok) return found;
    const { posture, inside } = found.value;
    if (!inside(namespace) || !posture.namespaces.includes(namespace)) return refuse("notFound");
    const workloads = posture.isolation.get(namespace) ?? [];
    const own = <T extends ItemBase>(items: readonly T[]) => items.filter(({ meta }) => meta.namespace === namespace);
    const { policies, decide } = proposePolicies({
      namespace,
      templates: workloads.flatMap(({ workload }) => workload.template ?? []),
      services: own(posture.services),
      ingresses: own(posture.ingresses),
      routes: own(posture.routes),
    });
    return ok({
      namespace,
      complete: networkRow(posture, namespace).complete,
      workloads: workloads.map((one) => workloadView(posture, one)).sort((a, b) => (a.name < b.name ? -1 : 1)),
      proposal: {
        yaml: policies.map((policy) => stringify(policy, { lineWidth: 0, aliasDuplicateObjects: false })).join("---\n"),
        decide: [...decide],
      },
    });
  },
);

function workloadView(posture: NetworkPosture, one: WorkloadIsolation): NetworkNamespace["workloads"][number] {
  const reaches = Object.fromEntries(targetIds.map((target) => [target, workloadReach(posture, one, target)]));
  return {
    kind: one.workload.kind,
    name: one.workload.name,
    pods: one.pods,
    ingress: one.ingress,
    egress: one.egress,
    reaches: reaches as NetworkNamespace["workloads"][number]["reaches"],
  };
}

export interface ReachQuery extends ByScan {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
}

export const getNetworkReach = defineUseCase<ReachQuery, NetworkReachAnswer>("report:read", async (actor, query, services) => {
  const found = await seen(actor, query.id, services);
  if (!found.ok) return found;
  const { posture, inside, whole } = found.value;
  const from = workloadInside(posture, query.from, inside);
  const ends = from && endsOf(posture, query.to, inside);
  if (from === undefined || ends === undefined) return refuse("notFound");
  const ports = portsOf(query.protocol, query.port);
  const all = from.groups.flatMap((group) => ends.map((to) => explain(posture.evaluation, { from: group, to, ports })));
  const [first] = all;
  if (first === undefined) return refuse("notFound");
  const verdict = all.every((one) => one.verdict === first.verdict) ? first.verdict : oneOfMany(all);
  const shown = all.find((one) => one.verdict === "yes") ?? first;
  return ok({
    verdict,
    ports: formatPorts(commonPorts(shown.ports, ports)),
    ends: shown.ends.map((end) => endView(end, whole)),
  });
});

function oneOfMany(all: readonly Explanation[]): Explanation["verdict"] {
  if (all.some(({ verdict }) => verdict === "yes" || verdict === "some")) return "some";
  return all.some(({ verdict }) => verdict === "unknown") ? "unknown" : "no";
}

function workloadInside(posture: NetworkPosture, text: string, inside: (namespace: string) => boolean) {
  const one = workloadAt(posture, text);
  return one !== undefined && inside(one.workload.namespace) ? one : undefined;
}

const places: Readonly<Record<string, readonly string[]>> = {
  metadata: metadataAddresses,
  internet: ["8.8.8.8", "2001:4860:4860::8888"],
};

/** An address stands for the internet: one that is public, and that no policy has a reason to name. */
function endsOf(posture: NetworkPosture, text: string, inside: (namespace: string) => boolean) {
  if (text === "api-server") return posture.addresses.apiServer?.addresses;
  const named = Object.hasOwn(places, text) ? places[text] : text.split("/").length < 3 ? [text] : undefined;
  if (named === undefined) return workloadInside(posture, text, inside)?.groups;
  const ranges = named.map(placeOf);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** Policies of administrators are the cluster's: readers of some namespaces are told that there is one, and not its name. */
function endView(
  { direction, verdict, because, isolating, plugin, rules }: EndReasons,
  whole: boolean,
): NetworkReachAnswer["ends"][number] {
  const nameOf = ({ meta }: { readonly meta: { readonly namespace?: string; readonly name: string } }) =>
    meta.namespace !== undefined ? `${meta.namespace}/${meta.name}` : whole ? meta.name : "a policy of the cluster";
  return {
    direction,
    verdict,
    because,
    isolating: isolating.map(nameOf),
    plugin: plugin.map(({ policy, parts }) => `${nameOf(policy.item)}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`),
    rules: rules.map(({ policy, kind, path, action, match, ports }) => ({
      policy: nameOf(policy),
      kind,
      path,
      action,
      match: match === "yes" ? "yes" : "maybe",
      ports: formatPorts(ports),
    })),
  };
}

interface Seen {
  readonly posture: NetworkPosture;
  readonly inside: (namespace: string) => boolean;
  /** Whether the reader sees the whole cluster. */
  readonly whole: boolean;
}

/** @returns the network of a scan, and which namespaces of it the actor may see. */
async function seen(actor: Actor, scanId: string, services: Services): Promise<Outcome<Seen>> {
  const { repositories, memory } = services;
  const found = await scanInScope(actor, scanId, services);
  if (!found.ok) return found;
  const { namespaces } = found.value;
  const posture = await memory.get(`posture of the network ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(actor.scope, scanId, networkPostureResources);
    if (inventory === undefined) return undefined;
    const value = networkPosture(inventory);
    return { value, weight: value.evaluation.world.groups.length + value.exposures.length + 1 };
  });
  if (posture === undefined) return refuse("scanIncomplete");
  const inside = (namespace: string) => namespaces === "all" || namespaces.has(namespace);
  return ok({ posture, inside, whole: namespaces === "all" });
}
