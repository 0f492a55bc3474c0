/** Waivers: preview, make, change, extend, revoke, list. Nobody waives beyond what they see. */

import type { z } from "zod";
import { longestWaiverDays } from "../../../contracts/waiver-terms.ts";
import type {
  NewWaiver,
  Notices,
  Waiver,
  WaiverChange,
  WaiverMatchInput,
  WaiverPage,
  WaiverPreview,
  waiverQuerySchema,
} from "../../../contracts/waivers.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Repositories } from "../../database/repositories.ts";
import { soon, type WaiverRow, type WaiverTerms, withinScope } from "../../database/waivers/waivers.ts";
import { reviewNotices } from "../access/review-notices.ts";
import { record } from "../audit/audit.ts";
import { checkTitle, findingView } from "../findings/finding-view.ts";
import { defineUseCase, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { stateOf, totalOf, waiverViews } from "./waiver-view.ts";

type Query = z.infer<typeof waiverQuerySchema>;

export const listWaivers = defineUseCase<Query, WaiverPage>(
  "report:read",
  async ({ scope }, { state, limit, cursor }, services) => {
    const at = services.now();
    const page = await services.repositories.waivers.list(scope, { state, at, limit, cursor });
    if (page === undefined) return refuse("badRequest", badCursor);
    return ok({ items: await waiverViews(scope, page.items, services, at), next: page.next, total: page.total });
  },
);

export const getWaiver = defineUseCase<{ readonly id: string }, Waiver>("report:read", async ({ scope }, { id }, services) => {
  const row = await services.repositories.waivers.get(scope, id);
  const [view] = row ? await waiverViews(scope, [row], services, services.now()) : [];
  return view === undefined ? refuse("notFound") : ok(view);
});

export const previewWaiver = defineUseCase<{ readonly match: WaiverMatchInput }, WaiverPreview>(
  "finding:act",
  async (actor, { match }, { repositories, now }) => {
    const preview = await repositories.waivers.preview(actor.scope, match, now());
    const refusal = refusalOf(actor, match);
    return ok({
      total: preview.total,
      counts: { ...preview.counts },
      waivedAlready: preview.waivedAlready,
      clusters: preview.clusters.map((cluster) => ({ ...cluster })),
      checks: preview.checks.map((check) => ({ ...check, title: checkTitle(check.id) })),
      first: preview.first.map((row) => findingView(row)),
      ...(refusal && { refused: refusal.detail }),
    });
  },
);

/** @returns why this actor may not waive exactly this. */
export function refusalOf({ scope, role }: Pick<Actor, "scope" | "role">, match: WaiverTerms["match"]): Refusal | undefined {
  if (!withinScope(scope, match))
    return { code: "beyondScope", detail: beyond(scope.clusters !== "all" && match.clusters.length > 0) };
  const { clusters: _clusters, ...narrower } = match;
  const broad = Object.values(narrower).every((list) => list.length === 0);
  if (!broad || role === "admin") return undefined;
  return { code: "waiverTooBroad", detail: "This would waive every finding of whole clusters: only an administrator may." };
}

function beyond(named: boolean): string {
  return named
    ? "Some of these clusters, or some of their namespaces, lie outside your scope."
    : "You see some clusters only: name the clusters that the waiver is for, and the namespaces where you see some of them.";
}

const day = 24 * 3_600_000;

/** @returns why a waiver may not end then. */
export function endProblem(expiresAt: Date, now: Date): string | undefined {
  if (expiresAt <= now) return "The end lies in the past.";
  if (expiresAt.getTime() - now.getTime() > longestWaiverDays * day)
    return `A waiver holds for ${longestWaiverDays} days at most: whoever still means it then says so again.`;
  return undefined;
}

function termsProblem(actor: Actor, { match, expiresAt }: WaiverTerms, now: Date): Refusal | undefined {
  const message = endProblem(expiresAt, now);
  if (message !== undefined) return { code: "badRequest", issues: [{ path: "expiresAt", message }] };
  return refusalOf(actor, match);
}

export const createWaiver = defineUseCase<NewWaiver, Waiver>("finding:act", async (actor, input, services) => {
  const terms = { ...input, expiresAt: new Date(input.expiresAt) };
  const made = await makeWaiver(actor, terms, services);
  return made.ok ? getWaiver(actor, { id: made.value.id }, services) : made;
});

/** Makes a waiver with its entry in the log, in one transaction. */
export async function makeWaiver(actor: Actor, terms: WaiverTerms, services: Services): Promise<Outcome<WaiverRow>> {
  const at = services.now();
  const problem = termsProblem(actor, terms, at);
  if (problem !== undefined) return { ok: false, error: problem };
  return services.repositories.transaction(async (tx) => {
    const made = await tx.waivers.create(actor.scope, terms, { id: actor.userId, name: actor.name }, at);
    if (!made.ok) return refuse(made.error.code);
    const { matches, urgent } = await numbersOf(tx, actor, made.value.id);
    await record(tx, actor, {
      action: "waiver.create",
      clusterId: onlyCluster(terms),
      subject: terms.name,
      detail: { ...factsOf(terms), matches, urgent },
    });
    return ok(made.value);
  });
}

export const changeWaiver = defineUseCase<WaiverChange, Waiver>("finding:act", async (actor, change, services) => {
  const before = await services.repositories.waivers.get(actor.scope, change.id);
  if (before === undefined) return refuse("notFound");
  if (!before.whole) return refuse("beyondScope");
  if (stateOf(before, services.now()) !== "active") return refuse("waiverEnded");
  const { ticket = before.ticket ?? null, expiresAt, match = before.match, name = before.name } = change;
  const terms: WaiverTerms = {
    ...{ name, match, reason: change.reason ?? before.reason, owner: change.owner ?? before.owner },
    expiresAt: expiresAt === undefined ? before.expiresAt : new Date(expiresAt),
    ...(ticket !== null && { ticket }),
  };
  const changed = await replaceWaiver(actor, before, terms, services);
  return changed.ok ? getWaiver(actor, { id: change.id }, services) : changed;
});

/** Changes a waiver that holds, with its entry in the log, in one transaction. */
export async function replaceWaiver(
  actor: Actor,
  before: WaiverRow,
  terms: WaiverTerms,
  services: Services,
): Promise<Outcome<WaiverRow>> {
  const at = services.now();
  const problem = termsProblem(actor, terms, at);
  if (problem !== undefined) return { ok: false, error: problem };
  return services.repositories.transaction(async (tx) => {
    const was = await numbersOf(tx, actor, before.id);
    const changed = await tx.waivers.change(actor.scope, before.id, terms, at);
    if (!changed.ok) return refuse(changed.error.code);
    if (changed.value === undefined) return refuse("waiverEnded");
    const is = await numbersOf(tx, actor, before.id);
    await record(tx, actor, {
      action: "waiver.change",
      clusterId: onlyCluster(terms),
      subject: before.name,
      before: { name: before.name, ...factsOf(before), matches: was.matches },
      after: { name: terms.name, ...factsOf(terms), matches: is.matches },
    });
    return ok(changed.value);
  });
}

export const revokeWaiver = defineUseCase<{ readonly id: string }, Waiver>("finding:act", async (actor, { id }, services) => {
  const before = await services.repositories.waivers.get(actor.scope, id);
  if (before === undefined) return refuse("notFound");
  if (!before.whole) return refuse("beyondScope");
  const revoked = await endWaiver(actor, before, services);
  return revoked.ok ? getWaiver(actor, { id }, services) : revoked;
});

/** Ends a waiver now, with its entry in the log, in one transaction. */
export async function endWaiver(actor: Actor, waiver: WaiverRow, services: Services): Promise<Outcome<undefined>> {
  return services.repositories.transaction(async (tx) => {
    if (!(await tx.waivers.revoke(actor.scope, waiver.id, actor.name, services.now()))) return refuse("waiverEnded");
    const detail = { reason: waiver.reason, ...(await numbersOf(tx, actor, waiver.id)) };
    await record(tx, actor, { action: "waiver.revoke", clusterId: onlyCluster(waiver), subject: waiver.name, detail });
    return ok(undefined);
  });
}

/** An entry about one cluster can be read by those who see that cluster. */
function onlyCluster({ match }: Pick<WaiverTerms, "match">): string | undefined {
  return match.clusters.length === 1 ? match.clusters[0] : undefined;
}

function factsOf({ reason, owner, ticket, expiresAt, match }: Omit<WaiverTerms, "name">) {
  return { reason, owner, ticket, expiresAt: expiresAt.toISOString(), match: matchWords(match) };
}

/** @returns the lists that narrow, each as a line; of findings only how many. */
function matchWords({ fingerprints, ...lists }: WaiverTerms["match"]): readonly string[] {
  const lines = Object.entries(lists).flatMap(([name, list]) => (list.length > 0 ? [`${name}: ${list.join(", ")}`] : []));
  return fingerprints.length > 0 ? [...lines, `findings: ${fingerprints.length}`] : lines;
}

async function numbersOf(tx: Repositories, { scope }: Actor, id: string): Promise<{ matches: number; urgent: number }> {
  const counts = (await tx.waivers.matched(scope, [id])).get(id);
  return counts === undefined ? { matches: 0, urgent: 0 } : { matches: totalOf(counts), urgent: counts.critical + counts.high };
}

/** The waivers whose end is near or just past, and the access reviews that are due, for everybody who sees what they are about. */
export const listNotices = defineUseCase<unknown, Notices>("report:read", async (actor, _input, services) => {
  const at = services.now();
  const [from, to] = [new Date(at.getTime() - soon), new Date(at.getTime() + soon)];
  const rows = await services.repositories.waivers.ending(actor.scope, from, to);
  const views = await waiverViews(actor.scope, rows, services, at);
  const mine = new Set([actor.name.toLowerCase(), actor.email.toLowerCase()]);
  return ok({
    items: views.map((waiver) => ({
      kind: waiver.state === "active" ? ("endsSoon" as const) : ("ended" as const),
      waiver,
      yours: mine.has(waiver.owner.toLowerCase()),
    })),
    reviews: await reviewNotices(actor, services),
  });
});
