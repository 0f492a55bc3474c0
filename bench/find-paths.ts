/** Finds the escalation paths of every subject of a made-up cluster: `find-paths.ts times`, in a process of its own. */
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import { Paths, sinks } from "#core/rbac/paths/paths.ts";
import { pathSource } from "#core/rbac/paths/world.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { BIG, generateRbac, type RbacSizes } from "#test/kube/generate/generate-rbac.ts";
import { generateWorkloads } from "#test/kube/generate/generate-workloads.ts";
import { peakMemory } from "./peak-memory.ts";

export interface PathsFound {
  readonly subjects: number;
  readonly edges: number;
  /** From the index of the rights to each subject's verdict for each end. */
  readonly allMilliseconds: number;
  readonly onePathMilliseconds: number;
  readonly bestCutMilliseconds: number;
  readonly beforeMegabytes: number;
  readonly peakMegabytes: number;
}

const times = Number(process.argv[2] ?? "1");
const seed = 1;
const sizes = Object.fromEntries(Object.entries(BIG).map(([kind, count]) => [kind, count * times])) as unknown as RbacSizes;
const rbac = generateRbac(seed, sizes);
const workloads = generateWorkloads(seed, 3000 * times, rbac.serviceAccounts);
const all = [
  ...[...rbac.namespaces, ...rbac.serviceAccounts, ...rbac.roles, ...rbac.clusterRoles],
  ...[...rbac.roleBindings, ...rbac.clusterRoleBindings],
  ...[...workloads.nodes, ...workloads.deployments, ...workloads.replicaSets, ...workloads.pods],
] as unknown as KubernetesObject[];
const cluster = { minor: "1.37", discovery: { resources: [], gaps: [] } };
const inventory = inventoryOfObjects(all, { takenAt: "2026-11-01T12:00:00Z", source: "manifests", cluster });
const index = buildRbacIndex(inventory);
const beforeMegabytes = await peakMemory("self");

const started = performance.now();
const paths = new Paths(pathSource(inventory, index));
const subjects = paths.subjects();
const found = performance.now();
if (times === 1) for (const { subject } of subjects.slice(0, 10)) paths.path(subject, "cluster-admin");
const looked = performance.now();
if (times === 1) for (const sink of sinks) paths.bestCut(sink);
const ended = performance.now();
const result: PathsFound = {
  subjects: subjects.length,
  edges: paths.graph.edges,
  allMilliseconds: found - started,
  onePathMilliseconds: (looked - found) / 10,
  bestCutMilliseconds: ended - looked,
  beforeMegabytes,
  peakMegabytes: await peakMemory("self"),
};
process.stdout.write(JSON.stringify(result));
