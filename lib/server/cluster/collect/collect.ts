/**
 * Looks at one cluster and gives an inventory: what was read, projected on arrival, and for each kind how well it could be
 * read. It decides nothing about what it sees. Of a Secret it keeps names of keys, and only where that was asked for: the
 * API has no list without values that would also say types and keys. Of a release of Helm, which is a Secret too, it keeps
 * which objects it brings, and only where that was asked for. Of a report of Trivy Operator, what it is about: what it says is
 * handed on.
 */
import { emptyInventory, unseenLook, withLooks } from "#core/inventory/build.ts";
import type { ClusterFacts, Inventory, Look } from "#core/inventory/inventory.ts";
import { createProjector } from "#core/inventory/project/projector.ts";
import { operatorReportIds, type ResourceId, wantedResources } from "#core/inventory/resources.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { ClusterConnection } from "../connect.ts";
import { type ConnectionProblem, problem, problemOfAnswer, problemOfFailure } from "../test-connection.ts";
import { parseVersion, type VersionFacts } from "../version.ts";
import { ask, askJson } from "./ask.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { CollectContext } from "./context.ts";
import { type Discovery, discover } from "./discovery.ts";
import { lookAtHelmReleases } from "./helm-releases.ts";
import { type KnownNamespaces, type LookContext, lookAt } from "./look.ts";
import { lookAtReports, type TakeReport } from "./operator-reports.ts";
import { type MayList, reviewRules } from "./rules.ts";

export interface CollectProgress {
  readonly phase: "connect" | "discover" | "collect";
  /** Resources that are done, of `total`. */
  readonly done: number;
  readonly total: number;
  /** Of those that are done: how many have a gap. */
  readonly gaps: number;
  /** Objects read so far. */
  readonly counts: Readonly<Partial<Record<ResourceId, number>>>;
}

export interface CollectOptions {
  /** By default every resource of the core that is not optional. */
  readonly resources?: readonly ResourceId[];
  /** Also names and types of Secrets. */
  readonly includeSecretNames?: boolean;
  /** Also which objects the releases of Helm bring. */
  readonly includeHelmReleases?: boolean;
  /** Namespaces to read where the whole cluster may not be listed and its namespaces are not known. */
  readonly namespaces?: readonly string[];
  readonly pageSize?: number;
  readonly deadlineMs?: number;
  readonly onProgress?: (progress: CollectProgress) => void;
  /** Takes what the reports of Trivy Operator say, which is no part of the inventory. */
  readonly takeReport?: TakeReport;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** At most two lists of a cluster are under way, so that a look never crowds out what the cluster is for. */
const LISTS_AT_ONCE = 2;
const PAGE_SIZE = 500;
const DEADLINE_MS = 10 * 60_000;

/** Namespaces come first, because refused lists are tried in them; then what is usually large. */
const FIRST: readonly ResourceId[] = [
  "namespaces",
  "pods",
  "rolebindings.rbac.authorization.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "replicasets.apps",
  "configmaps",
  "secrets",
  "nodes",
];

/** Collects an inventory. The only failures are that nothing can be read at all, and that the look was cancelled. */
export async function collectInventory(
  connection: ClusterConnection,
  options: CollectOptions = {},
): Promise<Result<Inventory, ConnectionProblem>> {
  const { clock = systemClock, signal } = options;
  const progress = new Progress(options);
  const context: CollectContext = {
    connection,
    clock,
    signal,
    deadline: clock.now().getTime() + (options.deadlineMs ?? DEADLINE_MS),
    pageSize: options.pageSize ?? PAGE_SIZE,
    projector: createProjector(),
    counted: (resource, objects) => progress.counted(resource, objects),
  };
  progress.enter("connect");
  const version = await readVersion(context);
  if (!version.ok) return version;
  progress.enter("discover");
  const discovery = await discover(context);
  progress.enter("collect");
  const looks = await collectLooks(withScope(context, discovery, options), progress, options);
  if (signal?.aborted) return err(problem("cancelled"));
  const cluster = await describeCluster(context, { version: version.value, discovery, looks });
  const inventory = emptyInventory({ takenAt: clock.now().toISOString(), source: "live", cluster });
  return ok(withLooks(inventory, looks));
}

/** A version that may not be read is a fact less, and no reason to stop. */
async function readVersion(context: CollectContext): Promise<Result<VersionFacts, ConnectionProblem>> {
  const answer = await ask(context, "/version", { maxBytes: 1024 * 1024 });
  if (!answer.ok) return err(problemOfFailure(answer.error));
  const facts = answer.value.status === 200 ? parseVersion(answer.value.body) : undefined;
  const wrong = problemOfAnswer(answer.value, facts !== undefined);
  if (wrong && wrong.code !== "forbidden") return err(wrong);
  return ok(facts ?? {});
}

function withScope(context: CollectContext, discovery: Discovery, { namespaces: named = [] }: CollectOptions): Scoped {
  const reviews = new Map<string, Promise<MayList>>();
  const seen = Promise.withResolvers<Look>();
  const known = seen.promise.then(({ items, coverage }): KnownNamespaces => {
    if (coverage.state === "complete") return { names: items.map(({ meta }) => meta.name), all: true };
    return { names: [...new Set([...items.map(({ meta }) => meta.name), ...named])].sort(), all: false };
  });
  const mayList = (namespace: string) => {
    const review = reviews.get(namespace) ?? reviewRules(context, namespace);
    reviews.set(namespace, review);
    return review;
  };
  const onlyNamed = async (): Promise<KnownNamespaces> => ({ names: named, all: false });
  return { ...context, discovery, mayList, namespaces: () => known, onlyNamed, sawNamespaces: seen.resolve };
}

interface Scoped extends LookContext {
  /** Those that the caller named, before the cluster's own are known. */
  readonly onlyNamed: () => Promise<KnownNamespaces>;
  readonly sawNamespaces: (look: Look) => void;
}

async function collectLooks(context: Scoped, progress: Progress, options: CollectOptions): Promise<Look[]> {
  const looks: Look[] = [];
  const wanted = wantedOf(options);
  const queue = wanted.values();
  if (!wanted.includes("namespaces")) context.sawNamespaces(unseenLook("namespaces") as Look);
  for (const [resource, detail] of Object.entries(notAskedFor))
    if (!wanted.includes(resource as ResourceId))
      looks.push(unseenLook(resource as ResourceId, { reason: "notCollected", detail }) as Look);
  const worker = async () => {
    for (const resource of queue) {
      const look = await lookAtOne(context, resource, options);
      if (resource === "namespaces") context.sawNamespaces(look);
      looks.push(look);
      progress.finished(look);
    }
  };
  await Promise.all(Array.from({ length: LISTS_AT_ONCE }, worker));
  return looks;
}

function lookAtOne(context: Scoped, resource: ResourceId, { takeReport }: CollectOptions): Promise<Look> {
  if (resource === "releases.helm.sh") return lookAtHelmReleases(context);
  const reports = operatorReportIds.find((id) => id === resource);
  if (reports !== undefined) return lookAtReports(context, reports, takeReport);
  return lookAt(resource === "namespaces" ? { ...context, namespaces: context.onlyNamed } : context, resource);
}

/** What is read only where somebody asked for it. */
const notAskedFor: { readonly [R in ResourceId]?: string } = {
  secrets: "names of Secrets were not asked for",
  "releases.helm.sh": "releases of Helm were not asked for: turn them on for this cluster",
};

function wantedOf({ resources, includeSecretNames, includeHelmReleases }: CollectOptions): ResourceId[] {
  const mayRead = wantedResources({ secretNames: includeSecretNames, helmReleases: includeHelmReleases });
  const wanted = new Set(mayRead.filter((resource) => resources === undefined || resources.includes(resource)));
  return [...FIRST.filter((resource) => wanted.delete(resource)), ...wanted];
}

interface Seen {
  readonly version: VersionFacts;
  readonly discovery: Discovery;
  readonly looks: readonly Look[];
}

async function describeCluster(context: CollectContext, { version, discovery, looks }: Seen): Promise<ClusterFacts> {
  const namespaces = looks.find(({ resource }) => resource === "namespaces")?.items ?? [];
  const uid = namespaces.find(({ meta }) => meta.name === "kube-system")?.meta.uid ?? (await readUid(context));
  return { ...(uid !== undefined && { uid }), ...version, discovery };
}

/** Where namespaces may not be listed, the one that gives a cluster its identity may still be read by its name. */
async function readUid(context: CollectContext): Promise<string | undefined> {
  const answer = await askJson(context, "/api/v1/namespaces/kube-system");
  const projection = answer.ok ? context.projector.project("namespaces", answer.value) : undefined;
  return projection?.ok ? projection.item.meta.uid : undefined;
}

class Progress {
  readonly #report: ((progress: CollectProgress) => void) | undefined;
  #counts: Partial<Record<ResourceId, number>> = {};
  #phase: CollectProgress["phase"] = "connect";
  #done = 0;
  #gaps = 0;
  readonly #total: number;

  constructor(options: CollectOptions) {
    this.#report = options.onProgress;
    this.#total = wantedOf(options).length;
  }

  enter(phase: CollectProgress["phase"]): void {
    this.#phase = phase;
    this.#say();
  }

  counted(resource: ResourceId, objects: number): void {
    this.#counts = { ...this.#counts, [resource]: (this.#counts[resource] ?? 0) + objects };
    this.#say();
  }

  finished({ coverage }: Look): void {
    this.#done += 1;
    if ("gaps" in coverage) this.#gaps += 1;
    this.#say();
  }

  #say(): void {
    this.#report?.({ phase: this.#phase, done: this.#done, total: this.#total, gaps: this.#gaps, counts: this.#counts });
  }
}
