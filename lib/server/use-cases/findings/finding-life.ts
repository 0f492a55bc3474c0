/** What people do with findings: give them to somebody, and say something about them. */
import type { FindingKeys } from "../../../contracts/finding-life.ts";
import type { FindingQuery } from "../../../contracts/findings.ts";
import { mostWaived } from "../../../contracts/waivers.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { FindingInScan, KnownCase } from "../../database/findings/cases.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { filterOf } from "./findings.ts";

type Filter = Omit<FindingQuery, "cursor" | "limit" | "sort">;

/** The findings of a filter by key, for what is done to all of them at once. */
export const findingKeys = defineUseCase<Filter, FindingKeys>("finding:act", async ({ scope }, query, services) => {
  const filter = filterOf(query, services.now());
  const { repositories } = services;
  const page = await repositories.findings.page(scope, filter, { sort: "priority", limit: mostWaived });
  if (page === undefined) return refuse("notFound");
  const items = page.items.map(({ scanId, fingerprint, clusterId, severity, checkId, at }) => ({
    ...{ scanId, fingerprint, clusterId, severity, checkId },
    namespace: at.namespace,
  }));
  return ok({ items, total: page.total });
});

export interface Places {
  readonly cluster?: readonly string[] | undefined;
  readonly namespace?: readonly string[] | undefined;
}

/** Who may be given findings of these places: everybody who sees all of them. */
export const listAssignees = defineUseCase<Places, { items: { id: string; name: string }[] }>(
  "finding:act",
  async ({ scope }, { cluster = [], namespace = [] }, { repositories }) => {
    const places = cluster.flatMap((clusterId) =>
      namespace.length === 0 ? [{ clusterId }] : namespace.map((name) => placeOf(clusterId, name)),
    );
    const people = await repositories.cases.assignable(scope, places);
    return ok({ items: people.flatMap(({ id, name }) => (id === undefined ? [] : [{ id, name }])) });
  },
);

function placeOf(clusterId: string, namespace: string | undefined) {
  return namespace === undefined || namespace === "" ? { clusterId } : { clusterId, namespace };
}

export interface Assignment {
  readonly findings: readonly FindingInScan[];
  readonly assignee: string | null;
}

/** Entries of one assignment at most; one more says how many there were beyond. */
const mostEntries = 1_000;

export const assignFindings = defineUseCase<Assignment, { assigned: number }>("finding:act", async (actor, input, services) => {
  const { repositories, now } = services;
  const known = await repositories.cases.known(actor.scope, input.findings);
  if (known.length < unique(input.findings)) return refuse("notFound");
  const places = known.map(({ clusterId, namespace }) => placeOf(clusterId, namespace));
  const people = input.assignee === null ? [] : await repositories.cases.assignable(actor.scope, places);
  const to = people.find((person) => person.id === input.assignee);
  if (input.assignee !== null && to === undefined) return refuse("badRequest", notTheirs);
  await repositories.transaction(async (tx) => {
    const before = await tx.cases.assigned(actor.scope, known);
    await tx.cases.assign(actor.scope, input.findings, to, now());
    const changed = known.filter((one) => before.get(`${one.clusterId} ${one.fingerprint}`)?.name !== to?.name);
    for (const one of changed.slice(0, mostEntries)) {
      const was = before.get(`${one.clusterId} ${one.fingerprint}`)?.name ?? null;
      await recordAssignment({ ...services, repositories: tx }, actor, one, { was, is: to?.name ?? null });
    }
    if (changed.length > mostEntries) {
      const detail = { more: changed.length - mostEntries };
      await record(tx, actor, { action: "finding.assign", detail, after: { assignee: to?.name ?? null }, before: {} });
    }
  });
  return ok({ assigned: known.length });
});

const notTheirs = {
  issues: [{ path: "assignee", message: "This person does not see all of these findings." }],
};

function unique(findings: readonly FindingInScan[]): number {
  return new Set(findings.map(({ scanId, fingerprint }) => `${scanId} ${fingerprint}`)).size;
}

async function recordAssignment(
  { repositories }: Services,
  actor: Actor,
  { clusterId, title, checkId, fingerprint }: KnownCase,
  { was, is }: { was: string | null; is: string | null },
): Promise<void> {
  await record(repositories, actor, {
    action: "finding.assign",
    clusterId,
    subject: title,
    detail: { check: checkId, fingerprint },
    before: { assignee: was },
    after: { assignee: is },
  });
}

export interface NewComment {
  readonly id: string;
  readonly fingerprint: string;
  readonly text: string;
}

/** The text stays with the finding: the log only says that something was said. */
export const commentFinding = defineUseCase<NewComment, { at: string }>(
  "finding:act",
  async (actor, { id: scanId, fingerprint, text }, { repositories, now }) => {
    const at = now();
    const author = { id: actor.userId, name: actor.name };
    const about = await repositories.transaction(async (tx) => {
      const known = await tx.cases.comment(actor.scope, { scanId, fingerprint }, { text, author, at });
      if (known === undefined) return undefined;
      const { clusterId, title: subject, checkId } = known;
      await record(tx, actor, { action: "finding.comment", clusterId, subject, detail: { check: checkId, fingerprint } });
      return known;
    });
    return about === undefined ? refuse("notFound") : ok({ at: at.toISOString() });
  },
);
