/** Files of the pages of Access that are about paths, namespaces, days and clusters. */
import type { ExportQuery } from "../../../contracts/exports.ts";
import { formatRight } from "../../../core/rbac/difference/right-words.ts";
import { resolveSubject } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { type DriftedRole, driftCsv, driftJson, type LoneBinding } from "../../export/access/drift.ts";
import { holdersCsv, holdersJson } from "../../export/access/holders.ts";
import { namespaceAdministrationCsv, namespaceAdministrationJson } from "../../export/access/namespaces.ts";
import { pathsCsv, pathsJson } from "../../export/access/paths.ts";
import { type Drift, driftAmong, isComplete } from "../access/drift.ts";
import { listHolders } from "../access/holders.ts";
import { listNamespaces } from "../access/namespaces.ts";
import { listPaths } from "../access/paths.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { filterWords } from "./export-findings.ts";
import type { Made } from "./exports.ts";

const atOnce = 200;
const close = () => undefined;

interface Window<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** @returns the rows, window by window. */
async function* windows<Row>(
  read: (page: { readonly offset: number; readonly limit: number }) => Promise<Outcome<Window<Row>>>,
): AsyncGenerator<readonly Row[], void> {
  for (let offset = 0; ; offset += atOnce) {
    const window = await read({ offset, limit: atOnce });
    if (!window.ok) throw new Error("The scan was taken away while it was read.");
    yield window.value.rows;
    if (offset + atOnce >= window.value.total) return;
  }
}

export async function exportPaths(actor: Actor, query: ExportQuery<"paths">, services: Services): Promise<Outcome<Made>> {
  const { scan: id, format, sink, defaults, q, kind, class: classes, verdict = ["reached", "notAssessed"] } = query;
  const chosen = { ...(q !== undefined && { q }), ...(kind && { kind }), ...(classes && { class: classes }) };
  const asked = { id, sink, defaults, verdict, ...chosen };
  const scan = await services.repositories.scans.get(actor.scope, id);
  const paths = await listPaths(actor, { ...asked, offset: 0, limit: 0 }, services);
  if (scan === undefined) return refuse("notFound");
  if (!paths.ok) return paths;
  const { complete, gaps, notFollowed, hiddenDefaults, subjects } = paths.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, sink, complete, gaps, notFollowed },
    restsOn: { scanId: id, cluster: scan.cluster, subjects, hiddenDefaults, complete },
    filter: filterWords({ sink, defaults, q, kind, class: classes, verdict }),
    batches: windows((page) => listPaths(actor, { ...asked, ...page }, services)),
  };
  const texts = format === "csv" ? pathsCsv(content) : pathsJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close });
}

export async function exportNamespaceAdministration(
  actor: Actor,
  { scan: id, format, q, open }: ExportQuery<"namespaces">,
  services: Services,
): Promise<Outcome<Made>> {
  const asked = { id, ...(q !== undefined && { q }), ...(open && { open }) };
  const scan = await services.repositories.scans.get(actor.scope, id);
  const found = await listNamespaces(actor, { ...asked, offset: 0, limit: 0 }, services);
  if (scan === undefined) return refuse("notFound");
  if (!found.ok) return found;
  const { namespaces, withoutLocal, complete, gaps } = found.value;
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, complete, gaps },
    restsOn: { scanId: id, cluster: scan.cluster, namespaces, withoutLocal, complete },
    filter: filterWords({ q, open: open ? "true" : undefined }),
    batches: windows((page) => listNamespaces(actor, { ...asked, ...page }, services)),
  };
  const texts = format === "csv" ? namespaceAdministrationCsv(content) : namespaceAdministrationJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close });
}

export async function exportHolders(
  actor: Actor,
  { cluster: id, format, at, capability, namespace }: ExportQuery<"holders">,
  services: Services,
): Promise<Outcome<Made>> {
  const cluster = await services.repositories.clusters.get(actor.scope, id);
  const found = await listHolders(actor, { id, at, capability, namespace, limit: Number.POSITIVE_INFINITY }, services);
  if (cluster === undefined) return refuse("notFound");
  if (!found.ok) return found;
  const { items, scan, complete } = found.value;
  async function* batches() {
    for (let from = 0; from < items.length; from += atOnce) yield items.slice(from, from + atOnce);
  }
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, capability, holders: found.value },
    restsOn: { cluster: cluster.name, ...(scan && { scan }), complete },
    filter: filterWords({ namespace }),
    batches: batches(),
  };
  const texts = format === "csv" ? holdersCsv(content) : holdersJson(content);
  return ok({ texts, scope: `${cluster.name}-on-${found.value.at.slice(0, 10)}`, clusterId: id, close });
}

export async function exportDrift(
  actor: Actor,
  { what, format, q, defaults }: ExportQuery<"drift">,
  services: Services,
): Promise<Outcome<Made>> {
  const scans = await services.repositories.scans.latest(actor.scope);
  const drift = await driftAmong(actor, scans, { q, defaults }, services);
  const clusters = drift.sides.map((side) => ({
    ...{ cluster: side.scan.cluster, scanId: side.scan.id, complete: isComplete(side) },
  }));
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, clusters },
    restsOn: { clusters: clusters.length, complete: clusters.every(({ complete }) => complete) },
    filter: filterWords({ what, q, defaults }),
    roles: what === "roles" ? rolesOf(drift) : [],
    bindings: what === "bindings" ? bindingsOf(drift) : [],
  };
  const texts = format === "csv" ? driftCsv(content) : driftJson(content);
  const [only, ...others] = drift.sides;
  const clusterId = others.length === 0 ? only?.scan.clusterId : undefined;
  return ok({ texts, scope: `${what}-of-${clusters.length}-clusters`, clusterId, close });
}

function namesOf({ sides }: Drift): (id: string) => string {
  const names = new Map(sides.map(({ scan }) => [scan.id, scan.cluster]));
  return (id) => names.get(id) ?? id;
}

function rolesOf(drift: Drift): DriftedRole[] {
  const nameOf = namesOf(drift);
  return drift.roles.map(({ kind, namespace, name, variants }) => ({
    ...{ kind, namespace, name },
    variants: variants.map(({ sides, isDefault, more, less }) => ({
      clusters: sides.map(nameOf),
      isDefault,
      more: more.map(formatRight),
      less: less.map(formatRight),
    })),
  }));
}

function bindingsOf(drift: Drift): LoneBinding[] {
  const nameOf = namesOf(drift);
  return drift.bindings.map(({ side, binding: { kind, item, namespace } }) => ({
    cluster: nameOf(side),
    kind,
    ...(namespace !== "" && { namespace }),
    name: item.meta.name,
    role: `${item.roleRef.kind} ${item.roleRef.name}`,
    subjects: item.subjects.flatMap((named) => resolveSubject(named, namespace) ?? []),
  }));
}
