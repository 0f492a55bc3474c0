/** Roles of one name that differ between the newest scans of the clusters, and bindings that one cluster alone has. */
import type { AccessDrift } from "../../../contracts/access/changes.ts";
import { driftOfRoles, type LoneBinding, loneBindings, type RoleDrift } from "../../../core/rbac/difference/drift.ts";
import type { Right } from "../../../core/rbac/difference/right.ts";
import { formatRight } from "../../../core/rbac/difference/right-words.ts";
import { resolveSubject } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";

export interface DriftFilter {
  readonly q?: string | undefined;
  readonly defaults: "hide" | "show";
}

export interface DriftQuery extends DriftFilter {
  readonly what: "roles" | "bindings";
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export const listDrift = defineUseCase<DriftQuery, AccessDrift>("report:read", async (actor, query, services) => {
  const from = query.cursor === undefined ? 0 : decodeCursor(query.cursor, ["number"])?.[0];
  if (typeof from !== "number" || from < 0) return refuse("badRequest", badCursor);
  const scans = await services.repositories.scans.latest(actor.scope);
  const { sides, roles, bindings } = await driftAmong(actor, scans, query, services);
  const end = from + query.limit;
  const length = query.what === "roles" ? roles.length : bindings.length;
  return ok({
    clusters: sides.map((side) => ({ ...clusterView(side), complete: isComplete(side) })),
    counts: { roles: roles.length, bindings: bindings.length },
    roles: query.what === "roles" ? roles.slice(from, end).map((role) => roleView(role, sides)) : [],
    bindings: query.what === "bindings" ? bindings.slice(from, end).flatMap((binding) => bindingView(binding, sides)) : [],
    ...(end < length && { next: encodeCursor([end]) }),
  });
});

export interface Side {
  readonly scan: ScanRow;
  readonly access: Access;
}

export interface Drift {
  /** The scans that could be compared, by the name of their cluster. */
  readonly sides: readonly Side[];
  readonly roles: readonly RoleDrift[];
  readonly bindings: readonly LoneBinding[];
}

/** @returns what the filter keeps of the drift between these scans, each of another cluster. */
export async function driftAmong(
  actor: Actor,
  scans: readonly ScanRow[],
  { q = "", defaults }: DriftFilter,
  services: Services,
): Promise<Drift> {
  const sides = await sidesOf(actor, scans, services);
  const found = await driftOf(sides, services);
  const text = q.toLowerCase();
  const named = (namespace: string | undefined, name: string) => `${namespace ?? ""}/${name}`.toLowerCase().includes(text);
  const shows = (isDefault: boolean) => defaults === "show" || !isDefault;
  return {
    sides,
    roles: found.roles.filter(
      ({ namespace, name, variants }) => named(namespace, name) && shows(variants.every(({ isDefault }) => isDefault)),
    ),
    bindings: found.bindings.filter(
      ({ binding, isDefault }) => named(binding.namespace, binding.item.meta.name) && shows(isDefault),
    ),
  };
}

/** @returns whether all roles and bindings of a side were seen. */
export function isComplete({ access }: Side): boolean {
  return Object.values(access.index.gaps).flat().length === 0;
}

async function sidesOf(actor: Actor, scans: readonly ScanRow[], services: Services): Promise<readonly Side[]> {
  const sides: Side[] = [];
  for (const scan of scans) {
    const access = await accessOf(actor, scan.id, services);
    // A scan may be replaced by a newer one while the others are read.
    if (access.ok) sides.push({ scan, access: access.value });
  }
  return sides.sort((a, b) => (a.scan.cluster < b.scan.cluster ? -1 : 1));
}

async function driftOf(sides: readonly Side[], { memory }: Services) {
  const key = `drift ${sides.map(({ access }) => access.key).join(" ")}`;
  const found = await memory.get(key, async () => {
    const compared = sides.map(({ scan, access }) => ({ id: scan.id, index: access.index, minor: access.minor }));
    const value = { roles: driftOfRoles(compared), bindings: loneBindings(compared) };
    return { value, weight: value.roles.length + value.bindings.length };
  });
  return found ?? { roles: [], bindings: [] };
}

function clusterView({ scan }: Side) {
  return { clusterId: scan.clusterId, cluster: scan.cluster, scanId: scan.id };
}

const mostLines = 20;

/** @returns a role that differs, as the API shows it. */
export function roleView({ kind, namespace, name, variants }: RoleDrift, among: readonly Side[]): AccessDrift["roles"][number] {
  const lines = (rights: readonly Right[]) => rights.slice(0, mostLines).map(formatRight);
  return {
    ...{ kind, name },
    ...(namespace !== undefined && { namespace }),
    variants: variants.map(({ sides, isDefault, more, less }) => ({
      clusters: sides.flatMap((id) => {
        const side = among.find(({ scan }) => scan.id === id);
        return side ? [clusterView(side)] : [];
      }),
      isDefault,
      more: lines(more),
      less: lines(less),
      beyond: Math.max(0, more.length - mostLines) + Math.max(0, less.length - mostLines),
    })),
  };
}

const mostSubjects = 20;

/** @returns a binding that one cluster alone has, as the API shows it. */
export function bindingView({ side: id, binding }: LoneBinding, among: readonly Side[]): AccessDrift["bindings"] {
  const side = among.find(({ scan }) => scan.id === id);
  if (side === undefined) return [];
  const { kind, item, namespace } = binding;
  const subjects = item.subjects.flatMap((named) => {
    const subject = resolveSubject(named, namespace);
    return subject ? [subjectView(subject)] : [];
  });
  return [
    {
      ...{ kind, name: item.meta.name, role: `${item.roleRef.kind} ${item.roleRef.name}` },
      ...(namespace !== "" && { namespace }),
      subjects: subjects.slice(0, mostSubjects),
      moreSubjects: Math.max(0, subjects.length - mostSubjects),
      ...clusterView(side),
    },
  ];
}
