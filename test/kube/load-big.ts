/** Loads a generated big cluster, and waits until its authorizer and its aggregated roles have caught up. */
import type { KubeClient } from "./client.ts";
import { createObjects } from "./create.ts";
import { aggregationSettled } from "./generate/aggregation.ts";
import { BIG, type GeneratedRbac, generateRbac, type RbacSizes } from "./generate/generate-rbac.ts";
import { generateWorkloads } from "./generate/generate-workloads.ts";
import type { Binding, ClusterRole, RbacObjects, Role } from "./generate/rbac-objects.ts";
import type { KubeObject } from "./object.ts";
import { until } from "./readiness.ts";

export interface BigOptions {
  seed?: number;
  sizes?: RbacSizes;
  pods?: number;
  say?: (line: string) => void;
}

const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** Creates everything that the seed says; without controllers the aggregated roles stay empty, and this waits in vain. */
export async function loadBig(
  client: KubeClient,
  { seed = 1, sizes = BIG, pods = 3000, say = () => undefined }: BigOptions = {},
): Promise<GeneratedRbac> {
  const rbac = generateRbac(seed, sizes);
  say(`seed ${seed}`);
  const create = async (what: string, objects: readonly KubeObject[]) => {
    const started = performance.now();
    const stored = await createObjects(client, objects);
    if (objects.length > 0) say(`${objects.length} ${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return stored;
  };
  await create("namespaces", rbac.namespaces);
  await create("service accounts", rbac.serviceAccounts);
  await loadRbac(client, rbac, create);
  if (pods > 0) await loadWorkloads(seed, pods, rbac, create);
  return rbac;
}

type Create = (what: string, objects: readonly KubeObject[]) => Promise<KubeObject[]>;

async function loadRbac(client: KubeClient, rbac: GeneratedRbac, create: Create): Promise<void> {
  await create("roles", rbac.roles);
  await create("cluster roles", rbac.clusterRoles);
  await create("role bindings", rbac.roleBindings);
  await create("cluster role bindings", rbac.clusterRoleBindings);
  await untilAuthorized(client, rbac);
}

async function loadWorkloads(seed: number, pods: number, rbac: GeneratedRbac, create: Create): Promise<void> {
  const workloads = generateWorkloads(seed, pods, rbac.serviceAccounts);
  await create("nodes", workloads.nodes);
  const deployments = await create("deployments", workloads.deployments);
  const replicaSets = await create("replica sets", owned(workloads.replicaSets, deployments));
  await create("pods", owned(workloads.pods, replicaSets));
}

/** Fills in the UIDs that only the server knows. */
function owned(objects: readonly KubeObject[], owners: readonly KubeObject[]): KubeObject[] {
  const ids = new Map(owners.map(({ metadata }) => [`${metadata.namespace}/${metadata.name}`, metadata.uid]));
  return objects.map((object) => {
    const references = object.metadata.ownerReferences as { name: string }[];
    const ownerReferences = references.map((owner) => ({ ...owner, uid: ids.get(`${object.metadata.namespace}/${owner.name}`) }));
    return { ...object, metadata: { ...object.metadata, ownerReferences } };
  });
}

/** The four kinds as the server has them, its own bootstrap roles and the rules of aggregated roles included. */
export async function readRbac(client: KubeClient): Promise<RbacObjects> {
  const [roles, clusterRoles, roleBindings, clusterRoleBindings] = await Promise.all([
    items<Role>(client, "roles"),
    items<ClusterRole>(client, "clusterroles"),
    items<Binding>(client, "rolebindings"),
    items<Binding>(client, "clusterrolebindings"),
  ]);
  return { roles, clusterRoles, roleBindings, clusterRoleBindings };
}

async function items<T>(client: KubeClient, resource: string): Promise<T[]> {
  return (await client.send<{ items: T[] }>(`${RBAC}/${resource}`)).items;
}

/**
 * The authorizer answers from what its watches have brought. Two bindings that come after all others, with
 * roles of their own, show when it has caught up; they are taken away again.
 */
async function untilAuthorized(client: KubeClient, rbac: GeneratedRbac): Promise<void> {
  await until("the rules of aggregated roles", async () => aggregationSettled(await items<ClusterRole>(client, "clusterroles")));
  const [namespace] = rbac.namespaces;
  const probes = probeObjects(namespace?.metadata.name ?? "default");
  await createObjects(client, probes.objects, 1);
  await until("an authorizer that has caught up", async () =>
    (await client.subjectAccessReviews(probes.questions)).every(({ allowed }) => allowed),
  );
  for (const path of probes.paths) await client.send(path, { method: "DELETE" });
  await until("an authorizer without the probes", async () =>
    (await client.subjectAccessReviews(probes.questions)).every(({ allowed }) => !allowed),
  );
}

const PROBE = "drydock-probe";

function probeObjects(namespace: string) {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const apiGroup = "rbac.authorization.k8s.io";
  const rules = [{ verbs: ["probe"], apiGroups: ["probe.example.com"], resources: ["probes"] }];
  const subjects = (name: string) => [{ kind: "User", apiGroup, name }];
  const local = { name: PROBE, namespace };
  const objects: KubeObject[] = [
    { apiVersion, kind: "Role", metadata: local, rules },
    { apiVersion, kind: "ClusterRole", metadata: { name: PROBE }, rules },
    {
      apiVersion,
      kind: "RoleBinding",
      metadata: local,
      roleRef: { apiGroup, kind: "Role", name: PROBE },
      subjects: subjects("probe:local"),
    },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata: { name: PROBE },
      roleRef: { apiGroup, kind: "ClusterRole", name: PROBE },
      subjects: subjects("probe:global"),
    },
  ];
  const attributes = { verb: "probe", group: "probe.example.com", resource: "probes", namespace };
  return {
    objects,
    questions: ["probe:local", "probe:global"].map((user) => ({ user, resourceAttributes: attributes })),
    paths: [
      `${RBAC}/namespaces/${namespace}/rolebindings/${PROBE}`,
      `${RBAC}/clusterrolebindings/${PROBE}`,
      `${RBAC}/namespaces/${namespace}/roles/${PROBE}`,
      `${RBAC}/clusterroles/${PROBE}`,
    ],
  };
}
