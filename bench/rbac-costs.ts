/**
 * Made-up RBAC, stored as a scan stores it, and then asked: `rbac-costs.ts TIMES`, with so many times a large company's objects.
 * A process of its own; it prints what each answer took.
 */
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { diffAccess } from "#core/rbac/difference/difference.ts";
import { explainCell } from "#core/rbac/explain.ts";
import { buildMatrix, type Matrix } from "#core/rbac/matrix.ts";
import { Paths } from "#core/rbac/paths/paths.ts";
import { pathSource } from "#core/rbac/paths/world.ts";
import { buildRbacIndex, type RbacIndex } from "#core/rbac/rbac-index.ts";
import { removalOf } from "#core/rbac/removal.ts";
import { listRights } from "#core/rbac/rights/list-rights.ts";
import { type SubjectRef, userOfSubject } from "#core/rbac/subject.ts";
import { whoCan } from "#core/rbac/who-can.ts";
import type { Actor } from "#server/auth/actor.ts";
import { openDatabase } from "#server/database/database.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { systemScope } from "#server/database/scope.ts";
import { getMatrix, getMatrixRows } from "#server/use-cases/access/matrix.ts";
import { getMatrixNamespaces } from "#server/use-cases/access/matrix-namespaces.ts";
import { getMatrixResources } from "#server/use-cases/access/matrix-resources.ts";
import { ScanMemory } from "#server/use-cases/scan-memory.ts";
import type { Services } from "#server/use-cases/services.ts";
import { BIG, generateRbac, type RbacSizes } from "#test/kube/generate/generate-rbac.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { median } from "./figure.ts";

export type RbacAnswer =
  | "index"
  | "whoCan"
  | "list"
  | "firstScreen"
  | "firstEver"
  | "resources"
  | "namespaces"
  | "removal"
  | "difference"
  | "paths";

export interface RbacCosts {
  readonly objects: number;
  readonly subjects: number;
  readonly scanId: string;
  readonly milliseconds: Readonly<Record<RbacAnswer, number>>;
}

const times = Number(process.argv[2]);
const minor = "1.37";
const secrets = { verb: "get", group: "", resource: "secrets" };
const filter = { defaults: "hide" as const };
const repeated = 15;
const matrixRounds = times === 1 ? 5 : 1;
/** Of what looks at everything together. */
const thoroughRounds = times === 1 ? 3 : 1;

const database = openDatabase(process.env.BENCH_DATABASE ?? "", { connections: 2 });
const repositories = repositoriesOf(database);
const data = { database, repositories } as Parameters<typeof seedScan>[0];
const cluster = await seedCluster(data, { name: `${times} times` });
const { id: scanId } = await seedScan(data, cluster.id, inventory(1), []);

const wanted = ["roles", "clusterroles", "rolebindings", "clusterrolebindings"].map(
  (name) => `${name}.rbac.authorization.k8s.io`,
);
const index = await readIndex();

const milliseconds: Partial<Record<RbacAnswer, number>> = {};
const somebody = userOfSubject(readerOfSecrets(buildMatrix(index, { minor })));
const measures: readonly (() => Promise<void>)[] = [
  async () => void Object.assign(milliseconds, await matrixCosts()),
  async () => {
    const other = buildRbacIndex(inventory(2));
    milliseconds.difference = await often(async () => diffAccess(index, other), thoroughRounds);
  },
  async () => {
    milliseconds.whoCan = await often(async () => whoCan(index, { attributes: secrets, namespace: { any: true } }));
  },
  async () => {
    const question = { user: somebody.name, groups: somebody.groups, exactGroups: true };
    milliseconds.list = await often(async () => listRights(index, question));
  },
  async () => {
    milliseconds.removal = await removalCost();
  },
  async () => {
    const source = pathSource(inventory(1), index);
    milliseconds.paths = await often(async () => new Paths(source).subjects(), thoroughRounds);
  },
];
for (const measure of measures) await measure();
const costs = {
  objects: index.bindings.length + index.roles.size + index.clusterRoles.size,
  ...{ subjects: index.subjects.size, scanId, milliseconds },
};
process.stdout.write(JSON.stringify(costs));
await database.close();

function inventory(seed: number): Inventory {
  const sizes = Object.fromEntries(Object.entries(BIG).map(([kind, count]) => [kind, count * times])) as unknown as RbacSizes;
  const {
    namespaces: places,
    serviceAccounts,
    roles,
    clusterRoles,
    roleBindings,
    clusterRoleBindings,
  } = generateRbac(seed, sizes);
  const objects = [...places, ...serviceAccounts, ...roles, ...clusterRoles, ...roleBindings, ...clusterRoleBindings];
  return inventoryOfObjects(objects as unknown as readonly KubernetesObject[], {
    takenAt: "2026-11-01T12:00:00Z",
    source: "live",
    cluster: { uid: "bench", version: `v${minor}.0`, minor, discovery: { resources: [], gaps: [] } },
  });
}

async function readIndex(): Promise<RbacIndex> {
  const stored = await repositories.inventories.loadForIndex(systemScope, scanId, wanted as never);
  if (stored === undefined) throw new Error("The scan has no inventory.");
  return buildRbacIndex(stored);
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  const value = await work();
  return [value, performance.now() - started];
}

async function often(work: () => Promise<unknown>, rounds = repeated): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push((await timed(work))[1]);
  return median(taken);
}

type MatrixCosts = Pick<RbacCosts["milliseconds"], "firstScreen" | "firstEver" | "resources" | "namespaces">;

/** Of a server that has answered before, and of one that has not. */
async function matrixCosts(): Promise<MatrixCosts> {
  const first = await matrixRound();
  const others: (typeof first)[] = [];
  for (let round = 0; round < matrixRounds; round++) others.push(await matrixRound());
  return { ...first, firstEver: first.firstScreen, firstScreen: median(others.map(({ firstScreen }) => firstScreen)) };
}

/** As a page asks for it, with the index at hand: the matrix is built, and its title and its first rows are answered. */
async function matrixRound(): Promise<Omit<MatrixCosts, "firstEver">> {
  const actor = { role: "viewer", scope: systemScope } as Actor;
  const services = { repositories, memory: new ScanMemory() } as unknown as Services;
  const [, build] = await timed(async () => buildMatrix(index, { minor }));
  const query = { ...filter, id: scanId };
  const answer = async (outcome: Promise<{ readonly ok: boolean }>) => {
    if (!(await outcome).ok) throw new Error("The matrix did not answer.");
  };
  await answer(getMatrix(actor, { ...query, q: "nobody is called like this" }, services));
  const [, title] = await timed(() => answer(getMatrix(actor, query, services)));
  const [, rows] = await timed(() => answer(getMatrixRows(actor, { ...query, offset: 0, limit: 80 }, services)));
  const [, resources] = await timed(() => answer(getMatrixResources(actor, { ...query, offset: 0, limit: 80 }, services)));
  const [, namespaces] = await timed(() => answer(getMatrixNamespaces(actor, query, services)));
  return { firstScreen: build + title + rows, resources, namespaces };
}

/** Somebody who holds as much as anybody, without being let past RBAC. */
function readerOfSecrets({ rows }: Matrix): SubjectRef {
  const row = rows.find(({ subject: { name }, dangers }) => name !== "system:masters" && dangers.includes("read-secrets"));
  if (row === undefined) throw new Error("Nobody reads Secrets.");
  return row.subject;
}

function removalCost(): Promise<number> {
  const matrix = buildMatrix(index, { minor });
  const question = { subject: readerOfSecrets(matrix), group: "", resource: "secrets" };
  return often(async () => removalOf(matrix, question, explainCell(index, question)));
}
