/** The security checklist of a scan's cluster, and over its scans; and what people answer for in it. */

import type { ChecklistHistory, ChecklistView } from "../../../contracts/checklist.ts";
import { mostStatementDays } from "../../../contracts/checklist-terms.ts";
import { assessChecklist, type CheckStanding, type ItemStanding, type SignedReview } from "../../../core/checklist/assess.ts";
import { type Grounds, groundsOf } from "../../../core/checklist/grounds.ts";
import { checklistItem, checklistSections, checklistSource } from "../../../core/checklist/items.ts";
import { type ChecklistScore, checklistScore, scoreRules } from "../../../core/checklist/score.ts";
import { checkById } from "../../../core/checks/index.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { StatementRow } from "../../database/checklist.ts";
import type { ScanRow } from "../../database/rows.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { wholeScan } from "../scans/scan-in-scope.ts";
import type { Services } from "../services.ts";

const aboutTheCluster = {
  detail: "Your scope is some namespaces of this cluster; the checklist is about the cluster as a whole.",
  remedy: "Ask somebody who sees the whole cluster.",
};

export type Standing = ItemStanding<StatementRow>;

export const getChecklist = defineUseCase<{ readonly id: string }, ChecklistView>(
  "report:read",
  async (actor, { id }, services) => {
    const found = await checklistOf(actor, id, services);
    return found.ok ? ok(checklistView(found.value)) : found;
  },
);

export interface ChecklistOfScan {
  readonly scan: ScanRow;
  readonly standings: readonly Standing[];
  readonly grounds: ReadonlyMap<string, Grounds>;
}

/** @returns every item as the scan and what is stated now show it; not found for who does not see all of the cluster. */
export async function checklistOf(actor: Actor, scanId: string, services: Services): Promise<Outcome<ChecklistOfScan>> {
  const { repositories, now } = services;
  const { scope } = actor;
  const found = await wholeScan(actor, scanId, services, aboutTheCluster);
  if (!found.ok) return found;
  const { scan } = found.value;
  const [verdicts, grounds, statements, reviews] = await Promise.all([
    repositories.checklist.verdicts(scope, [scanId]),
    repositories.checklist.grounds(scope, scanId),
    repositories.checklist.statements(scope, [scan.clusterId], now()),
    repositories.reviews.last(scope),
  ]);
  const review = reviews.find(({ clusterId }) => clusterId === scan.clusterId);
  return ok({ scan, grounds, standings: standingsOf({ verdicts: verdicts.get(scanId) ?? [], statements, review, now: now() }) });
}

export interface Known {
  readonly verdicts: readonly CheckStanding[];
  /** Of the cluster, the oldest first. */
  readonly statements: readonly StatementRow[];
  readonly review: SignedReview | undefined;
  readonly now: Date;
}

/** @returns every item as it stood at a moment. */
export function standingsOf({ verdicts, statements, review, now }: Known): readonly Standing[] {
  const byCheck = new Map(verdicts.map((verdict) => [verdict.checkId, verdict]));
  const byItem = new Map(statements.map((statement) => [statement.item, statement]));
  const then = review !== undefined && review.at.getTime() <= now.getTime() ? review : undefined;
  return assessChecklist({ verdicts: byCheck, statements: byItem, review: then, now });
}

/** @returns the list as the API shows it. */
export function checklistView({ scan, standings, grounds }: ChecklistOfScan): ChecklistView {
  const byItem = new Map(standings.map((standing) => [standing.item.id, standing]));
  return {
    ...{ scanId: scan.id, clusterId: scan.clusterId, cluster: scan.cluster, number: scan.number },
    takenAt: (scan.takenAt ?? scan.createdAt).toISOString(),
    source: checklistSource,
    score: scoreView(checklistScore(standings)),
    rules: [...scoreRules],
    sections: checklistSections.map(({ id, title, items }) => ({
      ...{ id, title },
      items: items.flatMap((item) => {
        const standing = byItem.get(item.id);
        return standing === undefined ? [] : [itemView(standing, grounds)];
      }),
    })),
  };
}

/** @returns the score as the API shows it. */
export function scoreView({ counts, ...score }: ChecklistScore) {
  return { ...score, counts: { ...counts } };
}

function itemView(
  { item, state, reason, checks, coverage, statement }: Standing,
  grounds: ChecklistOfScan["grounds"],
): ChecklistView["sections"][number]["items"][number] {
  const { id, text, layer, responsible, rest, answers, refs } = item;
  return {
    ...{ id, text, state, reason, layer, responsible, coverage: { ...coverage } },
    ...(rest !== undefined && { rest }),
    checks: checks.map(({ checkId, standing }) => ({
      ...{ checkId, title: checkById(checkId)?.title ?? checkId, findings: standing?.findings ?? 0 },
      ...(standing && { verdict: standing.verdict }),
      ...whyOf(grounds.get(checkId)),
    })),
    ...(statement && { statement: statementView(statement) }),
    answers: [...answers],
    refs: refs.map((ref) => ({ ...ref })),
  };
}

function whyOf(known: Grounds | undefined): { grounds?: string } {
  const grounds = known && groundsOf(known);
  return grounds === undefined ? {} : { grounds };
}

function statementView({ is, said }: NonNullable<Standing["statement"]>) {
  const { statement, evidence, owner, expiresAt, by, at } = said;
  const told = { is, statement, owner, expiresAt: expiresAt.toISOString(), by, at: at.toISOString() };
  return { ...told, ...(evidence !== undefined && { evidence }) };
}

interface OfCluster {
  readonly id: string;
}

async function wholeCluster({ scope }: Actor, { id }: OfCluster, { repositories }: Services) {
  const cluster = await repositories.clusters.get(scope, id);
  if (cluster === undefined) return refuse("notFound");
  return cluster.limited ? refuse("notFound", aboutTheCluster) : ok(cluster);
}

/** The newest scans that are looked at. */
const mostScans = 30;

export const getChecklistHistory = defineUseCase<OfCluster, ChecklistHistory>("report:read", async (actor, input, services) => {
  const seen = await wholeCluster(actor, input, services);
  if (!seen.ok) return seen;
  const { checklist, reviews } = services.repositories;
  const [scans, signed] = await Promise.all([checklist.scans(actor.scope, input.id, mostScans), reviews.last(actor.scope)]);
  const review = signed.find(({ clusterId }) => clusterId === input.id);
  const ids = scans.map(({ scanId }) => scanId);
  const verdicts = await checklist.verdicts(actor.scope, ids);
  const points = scans.map(async ({ scanId, number, at }) => {
    const statements = await checklist.statements(actor.scope, [input.id], at);
    const standings = standingsOf({ verdicts: verdicts.get(scanId) ?? [], statements, review, now: at });
    return { scanId, number, at: at.toISOString(), score: scoreView(checklistScore(standings)) };
  });
  return ok({ scans: await Promise.all(points) });
});

interface Attestation extends OfCluster {
  readonly item: string;
  readonly statement: string;
  readonly evidence?: string | undefined;
  readonly owner: string;
  /** ISO date; the last day. */
  readonly expiresOn: string;
}

const aDay = 86_400_000;

export const attestItem = defineUseCase<Attestation, undefined>("checklist:attest", async (actor, input, services) => {
  const seen = await wholeCluster(actor, input, services);
  if (!seen.ok) return seen;
  const item = checklistItem(input.item);
  if (item === undefined) return refuse("notFound");
  const at = services.now();
  const expiresAt = new Date(Date.parse(`${input.expiresOn}T00:00:00Z`) + aDay);
  const days = (expiresAt.getTime() - at.getTime()) / aDay;
  if (days <= 0) return refuse("badRequest", { detail: "The last day has passed already.", remedy: "Choose a day to come." });
  if (days > mostStatementDays + 1)
    return refuse("badRequest", {
      detail: `A statement holds ${mostStatementDays} days at most.`,
      remedy: "Choose an earlier day; it can be renewed then.",
    });
  const { statement, evidence, owner } = input;
  const said = { item: item.id, text: item.text, statement, owner, expiresAt, by: actor.name, at };
  await services.repositories.checklist.attest(actor.scope, {
    ...{ clusterId: input.id, ...said },
    ...(evidence !== undefined && { evidence }),
  });
  await record(services.repositories, actor, {
    action: "checklist.attest",
    clusterId: input.id,
    subject: seen.value.name,
    detail: { item: item.id, owner, expiresAt: expiresAt.toISOString(), evidence: evidence !== undefined },
  });
  return ok(undefined);
});

export const withdrawStatement = defineUseCase<OfCluster & { readonly item: string }, undefined>(
  "checklist:attest",
  async (actor, input, services) => {
    const seen = await wholeCluster(actor, input, services);
    if (!seen.ok) return seen;
    const { checklist } = services.repositories;
    const at = services.now();
    const said = await checklist.statements(actor.scope, [input.id], at);
    const { owner } = said.find(({ item }) => item === input.item) ?? {};
    const place = { clusterId: input.id, item: input.item, by: actor.name, at };
    if (owner === undefined || !(await checklist.withdraw(actor.scope, place))) return refuse("notFound");
    await record(services.repositories, actor, {
      action: "checklist.withdraw",
      clusterId: input.id,
      subject: seen.value.name,
      detail: { item: input.item, owner },
    });
    return ok(undefined);
  },
);
