/** What is known of Kubernetes' APIs and of support, and the dates that operators set in the calendar's place. */
import type { SupportView, UpgradeCatalogue } from "../../../contracts/upgrade.ts";
import { ok } from "../../../core/result.ts";
import { featureGateReach } from "../../../core/upgrade/feature-gates.ts";
import {
  type ApiLifecycle,
  apiLifecycles,
  apiVersionOf,
  catalogueReach,
  removalsIn,
  replacementIn,
} from "../../../core/upgrade/lifecycle.ts";
import { formatMinor, type Minor, parseMinor } from "../../../core/upgrade/minor.ts";
import {
  calendarMinors,
  calendarSnapshot,
  type SupportEnd,
  type SupportOverride,
  type SupportProvider,
  supportCalendar,
  supportProviders,
} from "../../../core/upgrade/support.ts";
import type { Actor } from "../../auth/actor.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";

export const getUpgradeCatalogue = defineUseCase<unknown, UpgradeCatalogue>(
  "report:read",
  async ({ scope }, _input, { repositories, now }) => {
    const changes = await repositories.supportDates.list(scope);
    const calendar = supportCalendar(changes);
    const today = now().toISOString().slice(0, 10);
    const minors = [...new Set([...calendarMinors, ...changes.map(({ minor }) => minor)])].sort((one, other) => other - one);
    return ok({
      reach: {
        oldest: formatMinor(catalogueReach.oldest),
        newest: formatMinor(catalogueReach.newest),
        made: catalogueReach.made,
        apis: apiLifecycles.length,
      },
      gates: { oldest: formatMinor(featureGateReach.oldest), newest: formatMinor(featureGateReach.newest) },
      removals: removals(),
      calendar: {
        ...calendarSnapshot,
        today,
        support: minors.flatMap((minor) =>
          supportProviders.map((provider) => supportView(calendar.supportOf(provider, minor, today))),
        ),
        changes: changes.map(({ minor, setAt, ...change }) => ({
          ...change,
          minor: formatMinor(minor),
          setAt: setAt.toISOString(),
        })),
      },
    });
  },
);

/** Nothing was served before the oldest minor that the catalogue can take something away from. */
function removals(): UpgradeCatalogue["removals"] {
  const { oldest, newest } = catalogueReach;
  return Array.from({ length: newest - oldest }, (_, index) => newest - index).flatMap((minor) => {
    const found = removalsIn(minor);
    if (found === undefined) return [];
    const view = (entries: readonly ApiLifecycle[]) => entries.map((entry) => apiView(entry, minor));
    return {
      minor: formatMinor(minor),
      byDefault: view(found.byDefault),
      offByDefault: view(found.offByDefault),
      others: view([...found.notStored, ...found.config]),
    };
  });
}

function apiView(entry: ApiLifecycle, minor: Minor) {
  const replacement = replacementIn(entry, minor);
  return { apiVersion: apiVersionOf(entry), kind: entry.kind, replacement: replacement && apiVersionOf(replacement) };
}

type Support = ReturnType<ReturnType<typeof supportCalendar>["supportOf"]>;

function supportView({ end: _end, ends, minor, ...support }: Support): SupportView {
  return { ...support, minor: formatMinor(minor), ends: ends.map((end) => ({ ...end })) };
}

interface Place {
  readonly provider: SupportProvider;
  readonly minor: string;
  readonly end: SupportEnd;
}

export const setSupportDate = defineUseCase<Place & { readonly date: string }, SupportView>(
  "upgrade:plan",
  async (actor, { date, ...place }, services) => change(actor, { ...placeOf(place), date }, services),
);

export const clearSupportDate = defineUseCase<Place, SupportView>("upgrade:plan", async (actor, place, services) =>
  change(actor, placeOf(place), services),
);

function placeOf({ provider, minor, end }: Place) {
  return { provider, minor: parseMinor(minor) ?? 0, end };
}

type Change = Omit<SupportOverride, "date"> & { readonly date?: string };

async function change(actor: Actor, { date, ...place }: Change, services: Services): Promise<Outcome<SupportView>> {
  const { repositories, now } = services;
  const { scope } = actor;
  if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const today = now().toISOString();
  const dateOf = async () => {
    const support = supportCalendar(await repositories.supportDates.list(scope)).supportOf(place.provider, place.minor, today);
    return { support, date: support.ends.find(({ end }) => end === place.end)?.date ?? null };
  };
  const before = await dateOf();
  const { supportDates } = repositories;
  const done = date === undefined ? supportDates.clear(scope, place) : supportDates.set(scope, { ...place, date }, actor.name);
  if (!(await done)) return refuse("notFound");
  const after = await dateOf();
  await record(repositories, actor, {
    action: "calendar.change",
    subject: `${place.provider} ${formatMinor(place.minor)}`,
    detail: { end: place.end, source: date === undefined ? "calendar" : "operator" },
    before: { date: before.date },
    after: { date: after.date },
  });
  return ok(supportView(after.support));
}
