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
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";

export interface DriftQuery {
  readonly what: "roles" | "bindings";
  readonly q?: string | undefined;
  readonly defaults: "hide" | "show";
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export const listDrift = defineUseCase<DriftQuery, AccessDrift>("report:read", async (actor, query, services) => {
  const from = query.cursor === undefined ? 0 : decodeCursor(query.cursor, ["number"])?.[0];
  if (typeof from !== "number" || from < 0) return refuse("badRequest", badCursor);
  const sides = await sidesOf(actor, services);
  if (!sides.ok) return sides;
  const clusters = new Map(sides.value.map((side) => [side.scan.id, side]));
  const found = await driftOf(sides.value, services);
  const text = query.q?.toLowerCase() ?? "";
  const named = (namespace: string | undefined, name: string) => `${namespace ?? ""}/${name}`.toLowerCase().includes(text);
  const shows = (isDefault: boolean) => query.defaults === "show" || !isDefault;
  const roles = found.roles.filter(
    ({ namespace, name, variants }) => named(namespace, name) && shows(variants.every(({ isDefault }) => isDefault)),
  );
  const bindings = found.bindings.filter(
    ({ binding, isDefault }) => named(binding.namespace, binding.item.meta.name) && shows(isDefault),
  );
  const end = from + query.limit;
  const length = query.what === "roles" ? roles.length : bindings.length;
  return ok({
    clusters: sides.value.map((side) => ({
      ...clusterView(side),
      complete: Object.values(side.access.index.gaps).flat().length === 0,
    })),
    counts: { roles: roles.length, bindings: bindings.length },
    roles: query.what === "roles" ? roles.slice(from, end).map((role) => roleView(role, clusters)) : [],
    bindings: query.what === "bindings" ? bindings.slice(from, end).flatMap((binding) => bindingView(binding, clusters)) : [],
    ...(end < length && { next: encodeCursor([end]) }),
  });
});

interface Side {
  readonly scan: ScanRow;
  readonly access: Access;
}

async function sidesOf(actor: Actor, services: Services): Promise<Outcome<readonly Side[]>> {
  const sides: Side[] = [];
  for (const scan of await services.repositories.scans.latest(actor.scope)) {
    const access = await accessOf(actor, scan.id, services);
    // A scan may be replaced by a newer one while the others are read.
    if (access.ok) sides.push({ scan, access: access.value });
  }
  return ok(sides.sort((a, b) => (a.scan.cluster < b.scan.cluster ? -1 : 1)));
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

type Clusters = ReadonlyMap<string, Side>;

function clusterView({ scan }: Side) {
  return { clusterId: scan.clusterId, cluster: scan.cluster, scanId: scan.id };
}

const mostLines = 20;

function roleView({ kind, namespace, name, variants }: RoleDrift, clusters: Clusters): AccessDrift["roles"][number] {
  const lines = (rights: readonly Right[]) => rights.slice(0, mostLines).map(formatRight);
  return {
    ...{ kind, name },
    ...(namespace !== undefined && { namespace }),
    variants: variants.map(({ sides, isDefault, more, less }) => ({
      clusters: sides.flatMap((id) => {
        const side = clusters.get(id);
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

function bindingView({ side: id, binding }: LoneBinding, clusters: Clusters): AccessDrift["bindings"] {
  const side = clusters.get(id);
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
