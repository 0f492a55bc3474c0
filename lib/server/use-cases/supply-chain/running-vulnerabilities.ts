/** What is wrong with what runs, by every report about it; and how much of what runs no report is about. */
import type {
  RunningVulnerability,
  VulnerabilityDetail,
  VulnerabilityList,
  VulnerabilityQuery,
} from "../../../contracts/vulnerabilities.ts";
import { ok } from "../../../core/result.ts";
import { vulnerabilitySeverities } from "../../../core/supply-chain/vulnerabilities/severity.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { OneVulnerability } from "../../database/supply-chain/running-vulnerabilities.ts";
import type { VulnerabilityPlace, VulnerabilityRow } from "../../database/supply-chain/vulnerability-page.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import { heldToday } from "./held-to.ts";
import { coverageView, listsView, originView, placesView } from "./vulnerability-views.ts";

export const listVulnerabilities = defineUseCase<VulnerabilityQuery, VulnerabilityList>(
  "report:read",
  async ({ scope }, query, { repositories }) => {
    const { cursor, limit } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "number", "number", "string"]);
    if (cursor !== undefined && after === undefined) return refuse("badRequest", badCursor);
    const place = after && { after: after as unknown as VulnerabilityPlace };
    const [{ rows, total, counts }, coverage, lists] = await Promise.all([
      repositories.runningVulnerabilities.list(scope, { ...vulnerabilityFilter(query), ...place, limit }),
      repositories.runningVulnerabilities.coverage(scope),
      repositories.vulnerabilityLists.get(scope),
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return ok({
      vulnerabilities: shown.map((row) => rowView(row, lists.kev !== undefined)),
      ...(rows.length > limit && last && { next: encodeCursor(placeOf(last)) }),
      total,
      counts: Object.fromEntries(
        vulnerabilitySeverities.flatMap((severity, rank) => {
          const count = counts.find((one) => one.rank === rank)?.count;
          return count === undefined ? [] : [[severity, count]];
        }),
      ),
      coverage: coverageView(coverage),
      ...listsView(lists),
    });
  },
);

/** @returns where a row stands in the order of the list. */
export function placeOf({ exploited, rank, unlikely, id }: VulnerabilityRow): VulnerabilityPlace {
  return [exploited ? 0 : 1, rank, unlikely, id];
}

/** @returns what the database is asked for. */
export function vulnerabilityFilter({ q, show, fixable, exploited, differs, severity, cluster = [] }: VulnerabilityQuery) {
  const flags = { fixable: fixable === "yes", exploited: exploited === "yes", differs: differs === "yes" };
  const ranks = severity && { ranks: severity.map((one) => vulnerabilitySeverities.indexOf(one)) };
  return { q, show, clusters: cluster, ...flags, ...ranks };
}

/** @returns a row as readers are shown it. @param kevLoaded without the list nobody knows what is exploited. */
export function rowView(
  { title, rank, packages, exploited, epss, unlikely: _, ...row }: VulnerabilityRow,
  kevLoaded: boolean,
): RunningVulnerability {
  return {
    ...row,
    ...(title !== null && { title }),
    severity: vulnerabilitySeverities[rank] ?? "unknown",
    packages: [...packages],
    tools: [...row.tools],
    exploited: said(exploited, kevLoaded),
    ...(epss !== null && { epss }),
  };
}

function said(exploited: boolean, loaded: boolean): RunningVulnerability["exploited"] {
  if (!loaded) return "unknown";
  return exploited ? "yes" : "no";
}

export const getVulnerability = defineUseCase<{ readonly vulnerability: string }, VulnerabilityDetail>(
  "report:read",
  async ({ scope }, { vulnerability }, services) => {
    const { repositories } = services;
    const found = await repositories.runningVulnerabilities.get(scope, vulnerability, await heldToday(services));
    if (found === undefined) return refuse("notFound");
    const lists = await repositories.vulnerabilityLists.get(scope);
    return ok(detailView(vulnerability, found, lists.kev !== undefined));
  },
);

function detailView(
  id: string,
  { findings, findingCount, origins, places, exploited, epss }: OneVulnerability,
  kevLoaded: boolean,
): VulnerabilityDetail {
  const withOrigin = <T extends { readonly document: string }>(said: T) => {
    const origin = origins.get(said.document);
    return origin === undefined ? said : { ...said, from: originView(origin) };
  };
  const title = findings.map(({ finding }) => finding.title).find(Boolean);
  const url = findings.map(({ finding }) => finding.url).find(Boolean);
  return {
    id,
    ids: [...new Set([id, ...findings.flatMap(({ finding }) => finding.ids)])],
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    exploited: said(exploited !== undefined, kevLoaded),
    ...(exploited && { ransomware: exploited.ransomware }),
    ...(exploited?.addedOn && { exploitedSince: exploited.addedOn }),
    ...(epss !== undefined && { epss }),
    findings: findings.map(({ digest, image, finding }) => ({
      ...{ digest, image, package: finding.package.key, severity: finding.severity, standing: finding.standing },
      ...(finding.score !== undefined && { score: finding.score }),
      ...{ fixedVersions: [...finding.fixedVersions], witnesses: finding.witnesses.map(withOrigin), silent: [...finding.silent] },
      ...{ differIn: [...finding.differIn], vex: finding.vex.map(withOrigin) },
    })),
    findingCount,
    ...placesView(places),
  };
}
