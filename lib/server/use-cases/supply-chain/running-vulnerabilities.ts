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
import type { OneVulnerability, VulnerabilityRow } from "../../database/supply-chain/running-vulnerabilities.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import { heldToday } from "./held-to.ts";
import { coverageView, listsView, originView, placesView } from "./vulnerability-views.ts";

export const listVulnerabilities = defineUseCase<VulnerabilityQuery, VulnerabilityList>(
  "report:read",
  async ({ scope }, query, { repositories }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ["string"]);
    if (query.cursor !== undefined && after === undefined) return refuse("badRequest", badCursor);
    const [rows, coverage, lists] = await Promise.all([
      repositories.runningVulnerabilities.list(scope, filterOf(query)),
      repositories.runningVulnerabilities.coverage(scope),
      repositories.vulnerabilityLists.get(scope),
    ]);
    const all = rows.map((row) => rowView(row, lists.kev !== undefined));
    const left = all.filter(({ severity }) => !query.severity || query.severity.includes(severity));
    const from = after === undefined ? 0 : left.findIndex(({ id }) => id === after[0]) + 1;
    if (after !== undefined && from === 0) return refuse("badRequest", badCursor);
    const shown = left.slice(from, from + query.limit);
    const last = shown.at(-1);
    return ok({
      vulnerabilities: shown,
      ...(left.length > from + query.limit && last && { next: encodeCursor([last.id]) }),
      total: left.length,
      counts: Object.fromEntries(
        vulnerabilitySeverities.flatMap((severity) => {
          const count = all.filter((one) => one.severity === severity).length;
          return count === 0 ? [] : [[severity, count]];
        }),
      ),
      coverage: coverageView(coverage),
      ...listsView(lists),
    });
  },
);

function filterOf({ q, show, fixable, exploited, differs, cluster = [] }: VulnerabilityQuery) {
  const flags = { fixable: fixable === "yes", exploited: exploited === "yes", differs: differs === "yes" };
  return { q, show, clusters: cluster, ...flags };
}

const shownPackages = 3;

function rowView({ title, rank, packages, exploited, epss, ...row }: VulnerabilityRow, kevLoaded: boolean): RunningVulnerability {
  return {
    ...row,
    ...(title !== null && { title }),
    severity: vulnerabilitySeverities[rank] ?? "unknown",
    packages: packages.slice(0, shownPackages),
    packageCount: packages.length,
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
