/** The security checklist over all clusters that somebody sees as a whole: now, as a link froze it, and over the weeks. */
import type { ChecklistFleet, ChecklistFleetHistory } from "../../../contracts/checklist.ts";
import { checklistItems, checklistSections, checklistSource } from "../../../core/checklist/items.ts";
import { type ChecklistScore, checklistScore, scoreRules } from "../../../core/checklist/score.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScanThen } from "../../database/checklist.ts";
import { defineUseCase } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type Standing, scoreView, standingsOf } from "./checklist.ts";

interface ClusterThen {
  readonly id: string;
  readonly name: string;
  readonly scanId?: string | undefined;
}

/** @returns the list over these clusters as their scans and what was stated at a moment show it. */
export async function checklistOver(
  { scope }: Actor,
  { clusters, at }: { readonly clusters: readonly ClusterThen[]; readonly at: Date },
  services: Services,
): Promise<Omit<ChecklistFleet, "hidden">> {
  const scans = clusters.flatMap(({ id: clusterId, scanId }) => (scanId === undefined ? [] : [{ clusterId, scanId }]));
  const standings = await standingsIn({ scope }, { scans, at }, services);
  const judged = clusters.map((cluster) => ({ ...cluster, standings: standings.get(cluster.id) }));
  const sections = new Map(checklistSections.map(({ id, title }) => [id, title]));
  return {
    score: scoreView(checklistScore([...standings.values()].flat())),
    rules: [...scoreRules],
    source: checklistSource,
    clusters: judged.map(({ standings: of, id, name, scanId }) => ({
      ...{ id, name, ...(scanId !== undefined && { scanId }) },
      ...(of && { score: scoreView(checklistScore(of)) }),
    })),
    items: checklistItems.map(({ id, text, section }, place) => ({
      ...{ id, text, section: sections.get(section) ?? section },
      states: judged.flatMap(({ id: cluster, standings: of }) => {
        const state = of?.[place]?.state;
        return state === undefined ? [] : [{ cluster, state }];
      }),
    })),
  };
}

interface Then {
  readonly scans: readonly Pick<ScanThen, "clusterId" | "scanId">[];
  readonly at: Date;
}

/** @returns every item of each cluster, by the cluster's id; without a scan that the scope sees, a cluster is not in it. */
async function standingsIn(
  { scope }: Pick<Actor, "scope">,
  { scans, at }: Then,
  { repositories }: Services,
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  const clusters = scans.map(({ clusterId }) => clusterId);
  const [verdicts, statements, reviews] = await Promise.all([
    repositories.checklist.verdicts(
      scope,
      scans.map(({ scanId }) => scanId),
    ),
    repositories.checklist.statements(scope, clusters, at),
    repositories.reviews.last(scope),
  ]);
  const said = Map.groupBy(statements, ({ clusterId }) => clusterId);
  return new Map(
    scans.flatMap(({ clusterId, scanId }) => {
      const known = verdicts.get(scanId);
      if (known === undefined) return [];
      const review = reviews.find((one) => one.clusterId === clusterId);
      const standings = standingsOf({ verdicts: known, statements: said.get(clusterId) ?? [], review, now: at });
      return [[clusterId, standings] as const];
    }),
  );
}

export const getChecklistFleet = defineUseCase<unknown, ChecklistFleet>("report:read", async (actor, _input, services) => {
  const { clusters, hidden } = await services.repositories.readiness.standing(actor.scope);
  return ok({ hidden, ...(await checklistOver(actor, { clusters, at: services.now() }, services)) });
});

const weeks = 8;
const aDay = 86_400_000;

/** @returns now, and the midnights of the same day of the weeks before, oldest first. */
function momentsOf(now: Date): readonly Date[] {
  const midnight = Math.floor(now.getTime() / aDay) * aDay;
  const before = Array.from({ length: weeks - 1 }, (_, week) => new Date(midnight - (week + 1) * 7 * aDay));
  return [...before.reverse(), now];
}

export const getChecklistFleetHistory = defineUseCase<unknown, ChecklistFleetHistory>(
  "report:read",
  async (actor, _input, services) => {
    const { clusters } = await services.repositories.readiness.standing(actor.scope);
    const moments = momentsOf(services.now());
    const ids = clusters.map(({ id }) => id);
    const scans = Map.groupBy(await services.repositories.checklist.scansAt(actor.scope, ids, moments), ({ at }) => at.getTime());
    const shown: ChecklistFleetHistory["moments"] = [];
    // One after the other: the verdicts of many clusters are much to hold at once.
    for (const [time, of] of scans) {
      const score = await scoreAt(actor, { scans: of, at: new Date(time) }, services);
      shown.push({ at: new Date(time).toISOString(), clusters: of.length, score: scoreView(score) });
    }
    return ok({ moments: shown });
  },
);

/** What stood at a midnight of the past never changes: what was stated or reviewed later counts to later moments. */
async function scoreAt(actor: Actor, then: Then, services: Services): Promise<ChecklistScore> {
  const make = async () => checklistScore([...(await standingsIn(actor, then, services)).values()].flat());
  if (then.at.getTime() % aDay !== 0) return make();
  const key = `checklist at ${then.at.toISOString()} of ${then.scans.map(({ scanId }) => scanId).join()}`;
  return (await services.memory.get(key, async () => ({ value: await make(), weight: 1 }))) ?? make();
}
