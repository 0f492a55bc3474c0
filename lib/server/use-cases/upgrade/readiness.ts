/** How ready clusters are: the plan of one, all of them by the end of their support, and over time. */
import type { UpgradeChanges, UpgradeFleet, UpgradeHistory, UpgradePlanView } from "../../../contracts/upgrade-plan.ts";
import { severities } from "../../../core/findings/verdict.ts";
import { ok } from "../../../core/result.ts";
import { formatMinor, parseMinor } from "../../../core/upgrade/minor.ts";
import { calendarSnapshot, supportCalendar, supporterOf } from "../../../core/upgrade/support.ts";
import type { Actor } from "../../auth/actor.ts";
import type { StandingRow } from "../../database/upgrade/readiness.ts";
import type { UpgradeChangeRow } from "../../database/upgrade/upgrade-changes.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { aboutTheCluster, planOf } from "./plan.ts";
import { phasesView, planView } from "./plan-view.ts";

interface Aimed {
  readonly id: string;
  /** Such as `1.37`. */
  readonly target?: string;
}

export const getUpgradePlan = defineUseCase<Aimed, UpgradePlanView>("report:read", async (actor, { id, target }, services) => {
  const found = await planOf(actor, id, services);
  return found.ok ? ok(planView(found.value, parseMinor(target))) : found;
});

type FleetRow = UpgradeFleet["clusters"][number];

export const getUpgradeFleet = defineUseCase<unknown, UpgradeFleet>("report:read", async ({ scope }, _input, services) => {
  const { repositories, now, memory } = services;
  const [{ clusters: seen, hidden }, dates] = await Promise.all([
    repositories.readiness.standing(scope),
    repositories.supportDates.list(scope),
  ]);
  const scans = seen.flatMap(({ scanId }) => scanId ?? []);
  const counts = await memory.get(`readiness ${scans.join()}`, async () => {
    const value = await repositories.readiness.countsOf(scope, scans);
    return { value, weight: value.size };
  });
  const today = now().toISOString().slice(0, 10);
  const calendar = supportCalendar(dates);
  const rowOf = ({ id, name, provider, version, scanId }: StandingRow): FleetRow => {
    const current = parseMinor(version);
    const support = current === undefined ? undefined : calendar.supportOf(supporterOf(provider), current, today);
    const count = scanId === undefined ? undefined : counts?.get(scanId);
    return {
      ...{ id, name, provider, scanId, ...count },
      ...(current !== undefined && { current: formatMinor(current), next: formatMinor(current + 1) }),
      support: support && phasesView(support),
      endsOn: support?.end?.date,
    };
  };
  const clusters = seen.map(rowOf).sort(firstToEnd);
  return ok({ today, clusters, hidden, calendar: { ...calendarSnapshot } });
});

function firstToEnd(one: FleetRow, other: FleetRow): number {
  const never = "9999";
  const [ends, others] = [one.endsOn ?? never, other.endsOn ?? never];
  if (ends !== others) return ends < others ? -1 : 1;
  return (other.blockers ?? 0) - (one.blockers ?? 0) || (one.name < other.name ? -1 : 1);
}

/** The newest scans that are looked at. */
const mostScans = 60;

interface OfCluster {
  readonly id: string;
}

async function wholeCluster({ scope }: Actor, { id }: OfCluster, { repositories }: Services): Promise<Outcome<undefined>> {
  const cluster = await repositories.clusters.get(scope, id);
  if (cluster === undefined) return refuse("notFound");
  return cluster.limited ? refuse("notFound", aboutTheCluster) : ok(undefined);
}

export const getUpgradeHistory = defineUseCase<OfCluster, UpgradeHistory>("report:read", async (actor, input, services) => {
  const seen = await wholeCluster(actor, input, services);
  if (!seen.ok) return seen;
  const scans = await services.repositories.readiness.history(actor.scope, input.id, mostScans);
  return ok({ scans: scans.map(({ at, ...scan }) => ({ ...scan, at: at.toISOString() })) });
});

interface ChangesQuery extends OfCluster {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export const getUpgradeChanges = defineUseCase<ChangesQuery, UpgradeChanges>("report:read", async (actor, query, services) => {
  const seen = await wholeCluster(actor, query, services);
  if (!seen.ok) return seen;
  const { id: clusterId, cursor, limit } = query;
  const page = await services.repositories.readiness.changes(actor.scope, { clusterId, cursor, limit, scans: mostScans });
  if (page === undefined) return refuse("badRequest", badCursor);
  return ok({ ...page, items: page.items.map(changeView) });
});

function changeView({ scan, lastSeen, firstSeenAt, severity, ...row }: UpgradeChangeRow): UpgradeChanges["items"][number] {
  return {
    ...row,
    severity: severities[severity] ?? "information",
    firstSeenAt: firstSeenAt.toISOString(),
    scan: { ...scan, at: scan.at.toISOString() },
    ...(lastSeen && { lastSeen: { ...lastSeen, at: lastSeen.at.toISOString() } }),
  };
}
