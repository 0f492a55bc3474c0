/** What people did with a finding, and in which state of its life it is. Nothing of it is stored: it is read off what was done. */
import type { FindingDetail } from "../../../contracts/findings.ts";
import type { FindingHistoryRow } from "../../database/findings/findings.ts";
import type { Scope } from "../../database/scope.ts";
import type { Services } from "../services.ts";
import type { FindingKey } from "./finding-detail.ts";
import type { Decisions } from "./finding-view.ts";

/** A fix counts before a waiver: what was mended is closed, whoever lives with it. */
export function lifeOf({ holding }: Decisions, history: FindingHistoryRow | undefined): FindingDetail["life"] {
  if (history?.fixed !== undefined) return "fixed";
  if (holding !== undefined) return "waived";
  return (history?.reopened ?? 0) > 0 ? "reopened" : "open";
}

type Doing = FindingDetail["doings"][number];

/** @returns who was given it, which waivers held it and what was said, oldest first. */
export async function doingsOf(scope: Scope, { id: scanId, fingerprint }: FindingKey, services: Services): Promise<Doing[]> {
  const { cases } = services.repositories;
  const finding = { scanId, fingerprint };
  const [comments, { given, waivers }] = await Promise.all([cases.comments(scope, finding), cases.doings(scope, finding)]);
  const now = services.now();
  const doings: { readonly at: Date; readonly doing: Omit<Doing, "at"> }[] = [
    ...comments.map(({ at, author, text }) => ({ at, doing: { what: "commented" as const, by: author, text } })),
    ...given.map(({ at, by, to }) => ({ at, doing: { what: "assigned" as const, by, text: to ?? undefined } })),
    ...waivers.flatMap(({ since, until, by, reason, endedBy }) => [
      { at: since, doing: { what: "waived" as const, by, text: reason } },
      ...(until <= now ? [{ at: until, doing: { what: "waiverEnded" as const, by: endedBy ?? undefined } }] : []),
    ]),
  ];
  return doings.sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ at, doing }) => ({ ...doing, at: at.toISOString() }));
}
