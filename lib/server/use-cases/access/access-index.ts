/** The RBAC of one scan, indexed once and kept: whole for readers of the cluster, cut down for readers of some namespaces. */
import { createHash } from "node:crypto";
import { gapsOf } from "../../../core/inventory/build.ts";
import { compareText, type Gap } from "../../../core/inventory/gap.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import type { ResourceId } from "../../../core/inventory/resources.ts";
import { buildMatrix, type Matrix } from "../../../core/rbac/matrix.ts";
import { buildRbacIndex, type RbacIndex } from "../../../core/rbac/rbac-index.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { NamespaceScope } from "../../database/scope.ts";
import { type Outcome, refuse } from "../outcome.ts";
import { scanInScope } from "../scans/scan-in-scope.ts";
import type { Services } from "../services.ts";
import { limitInventory } from "./limited-inventory.ts";

export interface Access {
  readonly scanId: string;
  /** Tells this scan as this reader sees it from every other. */
  readonly key: string;
  readonly index: RbacIndex;
  readonly matrix: Matrix;
  /** Of the cluster, such as `1.37`; undefined where it is not known. */
  readonly minor: string | undefined;
  /** What the reader sees; an index of some namespaces knows no other. */
  readonly namespaces: NamespaceScope;
  /** How many namespaces the answers are about. */
  readonly namespaceCount: number;
  /** Their names, sorted, with those that only bindings tell of. */
  readonly places: readonly string[];
  /** Why not all namespaces may be among them. */
  readonly placeGaps: readonly Gap[];
}

const wanted = [
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "namespaces",
] as const satisfies readonly ResourceId[];

/** @returns the scan's access as the actor may see it; not found outside the scope, incomplete without results. */
export async function accessOf(actor: Actor, scanId: string, services: Services): Promise<Outcome<Access>> {
  const found = await scanInScope(actor, scanId, services);
  if (!found.ok) return found;
  const { namespaces } = found.value;
  const key = `${scanId} ${nameOfScope(namespaces)}`;
  const access = await services.memory.get(`access ${key}`, async () => {
    const inventory = await services.repositories.inventories.loadForIndex(actor.scope, scanId, wanted);
    return inventory && { value: { ...build(scanId, inventory, namespaces), key }, weight: weightOf(inventory) };
  });
  return access === undefined ? refuse("scanIncomplete") : ok(access);
}

/** @returns a text that stands for what a reader sees of a cluster: equal for equal scopes, and short for long ones. */
export function nameOfScope(namespaces: NamespaceScope): string {
  if (namespaces === "all") return "all";
  const names = [...namespaces].sort().join("/");
  return createHash("sha256").update(names).digest("base64url");
}

function build(scanId: string, whole: Inventory, namespaces: NamespaceScope): Omit<Access, "key"> {
  const inventory = namespaces === "all" ? whole : limitInventory(whole, namespaces);
  const index = buildRbacIndex(inventory);
  const matrix = buildMatrix(index, { minor: inventory.cluster.minor });
  const namespaceCount = namespaces === "all" ? whole.looks.namespaces.items.length : namespaces.size;
  const known = namespaces === "all" ? whole.looks.namespaces.items.map(({ meta }) => meta.name) : namespaces;
  const bound = index.bindings.flatMap(({ namespace }) => namespace || []);
  const places = [...new Set([...known, ...bound])].sort(compareText);
  const placeGaps = namespaces === "all" ? gapsOf(whole.looks.namespaces) : [];
  return { scanId, index, matrix, minor: inventory.cluster.minor, namespaces, namespaceCount, places, placeGaps };
}

function weightOf({ looks }: Inventory): number {
  return wanted.reduce((sum, resource) => sum + looks[resource].items.length, 0);
}
