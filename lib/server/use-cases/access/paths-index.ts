/** The escalation paths of one scan, computed once and kept: of the whole cluster, or of the namespaces that a reader sees. */
import { withLooks } from "../../../core/inventory/build.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import type { Inventory, Look } from "../../../core/inventory/inventory.ts";
import { definitionOf } from "../../../core/inventory/resources.ts";
import { Administration } from "../../../core/rbac/namespaces/administration.ts";
import { Paths } from "../../../core/rbac/paths/paths.ts";
import { pathResources } from "../../../core/rbac/paths/world.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { limitGaps } from "./limited-inventory.ts";

export interface PathsOfScan {
  readonly access: Access;
  readonly paths: Paths;
  readonly administration: Administration;
}

/** Edges that take as much memory as an object of an inventory. */
const edgesOfAnObject = 7;

/** @returns the scan's paths as the actor may see them; not found outside the scope, incomplete without results. */
export async function pathsOf(actor: Actor, scanId: string, services: Services): Promise<Outcome<PathsOfScan>> {
  const found = await accessOf(actor, scanId, services);
  if (!found.ok) return found;
  const access = found.value;
  const kept = await services.memory.get(`paths ${access.key}`, async () => {
    const inventory = await services.repositories.inventories.loadForIndex(actor.scope, scanId, pathResources);
    if (inventory === undefined) return undefined;
    const value = build(access, inventory);
    return { value, weight: inventory.looks.pods.items.length + Math.ceil(value.paths.graph.edges / edgesOfAnObject) };
  });
  return kept === undefined ? refuse("scanIncomplete") : ok({ access, ...kept });
}

function build(access: Access, whole: Inventory): Omit<PathsOfScan, "access"> {
  const { index, namespaces } = access;
  const { looks } = namespaces === "all" ? whole : limitLooks(whole, namespaces);
  const outside: readonly Gap[] = namespaces === "all" ? [] : [elsewhere];
  const paths = new Paths({ index, minor: whole.cluster.minor, looks, outside });
  return { paths, administration: new Administration(paths) };
}

/** Who sees some namespaces learns nothing of what leads there from others, and is told so. */
const elsewhere: Gap = { resource: "namespaces", reason: "notNamespaceComplete" };

/** @returns what lives in the namespaces, the namespaces themselves, and nothing else. */
function limitLooks(whole: Inventory, namespaces: ReadonlySet<string>): Inventory {
  const looks = pathResources.map((resource): Look => {
    const look = whole.looks[resource] as Look;
    const { namespaced } = definitionOf(resource);
    const sees = ({ meta }: Look["items"][number]) =>
      namespaced ? namespaces.has(meta.namespace ?? "") : resource === "namespaces" && namespaces.has(meta.name);
    const limited = limitGaps({ ...look, items: look.items.filter(sees) }, namespaces);
    if (namespaced || resource === "namespaces") return limited;
    return { ...limited, coverage: { state: "unseen", gaps: [{ resource, reason: "notNamespaceComplete" }] } };
  });
  return withLooks(whole, looks);
}
