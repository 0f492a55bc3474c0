/** What schedules of Velero back up, as they are written. */
import type { BackupScheduleItem } from "../../inventory/posture-items.ts";

/** As Velero reads its lists: `*` is all, and a name may begin or end with one. */
function names(list: readonly string[], name: string): boolean {
  return list.some((pattern) => {
    if (!pattern.includes("*")) return pattern === name;
    const source = pattern.split("*").map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, "\\$&"));
    return new RegExp(`^${source.join(".*")}$`).test(name);
  });
}

/** @returns whether a schedule is on and backs up something in a namespace. */
export function covers({ included, excluded = [], paused, phase }: BackupScheduleItem, namespace: string): boolean {
  if (paused || phase === "FailedValidation") return false;
  return (included === undefined || names(included, namespace)) && !names(excluded, namespace);
}

/** Names by which a schedule may mean claims of volumes. */
const claims = ["persistentvolumeclaims", "persistentvolumeclaim", "pvc"];

/** @returns whether a schedule backs up claims of volumes at all. */
export function backsUpClaims({ resources, withoutResources = [] }: BackupScheduleItem): boolean {
  const meant = (list: readonly string[]) => list.some((kind) => kind === "*" || claims.includes(kind.toLowerCase()));
  return (resources === undefined || meant(resources)) && !meant(withoutResources);
}
