import type { ClusterRemoval } from "#contracts/clusters.ts";

/** @returns what goes with a cluster, a line for each kind that there is any of; and what ends or changes with it. */
export function removalLines(removal: ClusterRemoval): { readonly deleted: string[]; readonly ended: string[] } {
  const { scans, findings, comments, assigned, uploads, credential, links, waivers, schedules, users, reviews, assertions } =
    removal;
  const lines = (parts: readonly (readonly [number, string, string])[]) =>
    parts.filter(([count]) => count > 0).map(([count, one, many]) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`);
  return {
    deleted: [
      ...lines([
        [scans, "scan", "scans"],
        [findings, "finding", "findings"],
        [comments, "comment", "comments"],
        [assigned, "assignment", "assignments"],
        [uploads, "upload that waits", "uploads that wait"],
      ]),
      ...lines([[reviews, "access review", "access reviews"]]).map((line) => `its part of ${line}, also where it is signed off`),
      ...(credential ? ["its credential"] : []),
    ],
    ended: lines([
      [links, "share link that shows it stops to open", "share links that show it stop to open"],
      [waivers, "waiver that matches nothing else ends", "waivers that match nothing else end"],
      [schedules, "schedule goes on without it", "schedules go on without it"],
      [assertions, "file of assertions goes on without it", "files of assertions go on without it"],
      [users, "person’s scope no longer names it", "people’s scopes no longer name it"],
    ]),
  };
}
