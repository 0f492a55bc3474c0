/** Which rights a reader may know of: those of some namespaces know nothing of what lives outside of namespaces. */
import { dangerOf } from "../../../core/rbac/dangers.ts";
import type { RightsOfPlace } from "../../../core/rbac/rights/list-rights.ts";
import type { HeldDanger } from "../../../core/rbac/rights/right-dangers.ts";
import { isUrlLine, type Line } from "../../../core/rbac/rights/rule-lines.ts";
import { isNamespaced } from "../../../core/rbac/scope.ts";
import type { Access } from "./access-index.ts";

/** @returns whether the reader may know of the line. */
export function seesLine({ namespaces, index }: Access, line: Line): boolean {
  if (namespaces === "all") return true;
  if (isUrlLine(line)) return false;
  const { group, resource } = line;
  if (resource.includes("*")) return true;
  if (group !== "*") return isNamespaced(index.discovery, group, resource) === true;
  return index.discovery.resources.some(({ plural, namespaced }) => plural === resource && namespaced);
}

/** @returns the places with what the reader may know of. */
export function visiblePlaces(access: Access, places: readonly RightsOfPlace[]): readonly RightsOfPlace[] {
  if (access.namespaces === "all") return places;
  return places.map((place) => ({
    ...place,
    rights: place.rights.filter(({ line }) => seesLine(access, line)),
    idle: place.idle.filter(({ reason }) => reason === "tooWide"),
  }));
}

/** @returns the dangers without those to the cluster as a whole, for readers of some of its namespaces. */
export function visibleDangers({ namespaces }: Access, held: readonly HeldDanger[]): readonly HeldDanger[] {
  return namespaces === "all" ? held : held.filter(({ id }) => dangerOf(id).namespaced);
}
