/** The digest: what changed in every cluster of the scope since a date, and what of it cannot be compared. */
import type { SeverityCounts } from "../../../contracts/common.ts";
import type { Digest, DigestCluster } from "../../../contracts/digest.ts";
import { diffAssessments } from "../../../core/findings/diff.ts";
import { severities } from "../../../core/findings/verdict.ts";
import { ok } from "../../../core/result.ts";
import type { DifferentFinding, Standing } from "../../database/findings/digest.ts";
import type { CheckRow, ScanRow } from "../../database/rows.ts";
import type { Scope } from "../../database/scope.ts";
import type { WaiverRow } from "../../database/waivers/waivers.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { standpoint } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";
import { checkTitle } from "./finding-view.ts";

export const getDigest = defineUseCase<{ readonly since: string }, Digest>("report:read", async ({ scope }, input, services) => {
  const { repositories, now } = services;
  const [since, until] = [new Date(input.since), now()];
  if (since >= until) return refuse("badRequest", { issues: [{ path: "since", message: "Give a time in the past." }] });
  const [standings, waivers, missed] = await Promise.all([
    repositories.digest.standings(scope, since),
    repositories.waivers.movedBetween(scope, since, until),
    repositories.digest.missed(scope, since),
  ]);
  const skipped = (clusterId: string) => missed.flatMap((one) => one.skipped).filter((id) => id === clusterId).length;
  const clusters: DigestCluster[] = [];
  for (let from = 0; from < standings.length; from += atOnce) {
    const some = standings.slice(from, from + atOnce);
    const changes = await Promise.all(some.map((standing) => changeOf(scope, standing, services)));
    clusters.push(...changes.map((change) => ({ ...change, skipped: skipped(change.clusterId) })));
  }
  return ok({
    since: since.toISOString(),
    until: until.toISOString(),
    totals: totalsOf(clusters),
    clusters,
    waivers: waivers.flatMap((waiver) => eventsOf(waiver, since, until)).sort((a, b) => (a.at < b.at ? 1 : -1)),
    schedules: missed.map((one) => ({ ...one, skipped: one.skipped.length })),
  });
});

/** Clusters that are compared at once: a digest of many leaves connections to others. */
const atOnce = 4;

type Change = Omit<DigestCluster, "skipped">;

function none(): SeverityCounts {
  return { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
}

function empty({ clusterId, cluster, scans, failed }: Standing, state: DigestCluster["state"]): Change {
  return {
    ...{ clusterId, cluster, state, scans, failed, beforeIsLater: false },
    ...{ new: none(), reopened: none(), fixed: none(), notComparable: 0, waived: 0, unseen: [], seenAgain: 0 },
  };
}

async function changeOf(scope: Scope, standing: Standing, services: Services): Promise<Change> {
  const { before: older, first, latest, scans } = standing;
  if (latest === undefined) return empty(standing, "neverScanned");
  const after = await services.repositories.scans.get(scope, latest);
  if (after === undefined) return empty(standing, "neverScanned");
  if (scans === 0) return { ...empty(standing, "notScanned"), after: standingView(after) };
  const from = older ?? first;
  if (from === undefined || from === latest) return { ...empty(standing, "firstLook"), after: standingView(after) };
  const before = await services.repositories.scans.get(scope, from);
  const compared = before && (await compare(scope, before, after, services));
  if (!before || !compared) return { ...empty(standing, "firstLook"), after: standingView(after) };
  return { ...empty(standing, "unchanged"), ...compared, beforeIsLater: older === undefined };
}

function standingView(scan: ScanRow): NonNullable<DigestCluster["after"]> {
  return { ...standpoint(scan), version: scan.version };
}

async function compare(
  scope: Scope,
  before: ScanRow,
  after: ScanRow,
  { repositories, now }: Services,
): Promise<Partial<Change> | undefined> {
  const difference = await repositories.digest.difference(scope, before.id, after.id);
  if (difference === undefined) return undefined;
  const diff = diffAssessments(difference.before, difference.after);
  const known = (list: readonly { fingerprint: string }[]) =>
    list.flatMap(({ fingerprint }) => difference.found.get(fingerprint) ?? []);
  const seenAt = before.takenAt ?? before.finishedAt ?? before.createdAt;
  const [back, fresh] = split(known(diff.new), (finding) => finding.firstSeenAt <= seenAt);
  const fixed = known(diff.fixed);
  const unsure = diff.notComparable.reduce((sum, one) => sum + known(one.before).length + known(one.after).length, 0);
  const waived = await repositories.waivers.holding(scope, [...fresh, ...back], now());
  const moved = { ...versionChange(before, after), ...shareChange(before, after) };
  const seen = await sight(scope, before, after, repositories);
  const findings = fresh.length + back.length + fixed.length + unsure;
  const changed = findings + Object.keys(moved).length + seen.unseen.length + seen.seenAgain > 0;
  return {
    ...(changed ? { state: "compared" as const } : {}),
    ...{ before: standingView(before), after: standingView(after) },
    ...{ new: countsOf(fresh), reopened: countsOf(back), fixed: countsOf(fixed), notComparable: unsure, waived: waived.size },
    ...moved,
    ...seen,
  };
}

function split<T>(list: readonly T[], test: (value: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [list.filter(test), list.filter((value) => !test(value))];
}

function countsOf(findings: readonly DifferentFinding[]): SeverityCounts {
  const counts = none();
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function versionChange({ version: from }: ScanRow, { version: to }: ScanRow): Pick<Change, "version"> {
  return from !== undefined && to !== undefined && from !== to ? { version: { from, to } } : {};
}

/** Shares are told where they differ by what a reader would see: a whole per cent. */
function shareChange({ coverage: was }: ScanRow, { coverage: is }: ScanRow): Pick<Change, "share"> {
  const round = (share: number | undefined) => (share === undefined ? undefined : Math.round(share * 100));
  return round(was?.share) === round(is?.share) ? {} : { share: { from: was?.share, to: is?.share } };
}

async function sight(scope: Scope, before: ScanRow, after: ScanRow, { scans }: Services["repositories"]) {
  const [was, is] = await Promise.all([scans.results(scope, before.id), scans.results(scope, after.id)]);
  const dark = (results: readonly CheckRow[]) =>
    new Set(results.filter(({ verdict }) => verdict === "notAssessed").map(({ checkId }) => checkId));
  const [darkBefore, darkAfter] = [dark(was), dark(is)];
  const ran = new Set(was.map(({ checkId }) => checkId));
  const unseen = is
    .filter(({ checkId }) => darkAfter.has(checkId) && ran.has(checkId) && !darkBefore.has(checkId))
    .map(({ checkId, pillar }) => ({ checkId, title: checkTitle(checkId), pillar }));
  const seenAgain = is.filter(({ checkId }) => darkBefore.has(checkId) && !darkAfter.has(checkId)).length;
  return { unseen, seenAgain };
}

function totalsOf(clusters: readonly DigestCluster[]): Digest["totals"] {
  const totals = { new: none(), reopened: none(), fixed: none(), notComparable: 0 };
  for (const cluster of clusters) {
    totals.notComparable += cluster.notComparable;
    for (const severity of severities)
      for (const change of ["new", "reopened", "fixed"] as const) totals[change][severity] += cluster[change][severity];
  }
  return totals;
}

function eventsOf({ id, name, createdBy, createdAt, expiresAt, revokedAt, revokedBy }: WaiverRow, since: Date, until: Date) {
  const ended = revokedAt !== undefined && revokedAt < expiresAt ? revokedAt : expiresAt;
  const within = (at: Date) => at > since && at <= until;
  const entry = (event: Digest["waivers"][number]["event"], at: Date, by: string | undefined) => ({
    ...{ id, name, event, by },
    ...{ at: at.toISOString(), expiresAt: expiresAt.toISOString() },
  });
  return [
    ...(within(createdAt) ? [entry("made", createdAt, createdBy)] : []),
    ...(within(ended)
      ? [entry(ended === expiresAt ? "ended" : "revoked", ended, ended === expiresAt ? undefined : revokedBy)]
      : []),
  ];
}
