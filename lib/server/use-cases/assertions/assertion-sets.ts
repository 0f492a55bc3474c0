/** Files of assertions: make, change, remove. Nobody holds a cluster to something of which they do not see all. */
import type { AssertionSetView } from "../../../contracts/assertions.ts";
import type { ScheduleTarget } from "../../../contracts/schedules.ts";
import type { Assertion } from "../../../core/rbac/assertions/assertion.ts";
import { sayAssertion } from "../../../core/rbac/assertions/evaluate.ts";
import { ok } from "../../../core/result.ts";
import { formatTarget } from "../../../core/schedule/target.ts";
import { readAssertionFile } from "../../assertions/assertion-file.ts";
import type { Actor } from "../../auth/actor.ts";
import type { AssertionSetRow } from "../../database/assertions/assertion-sets.ts";
import { seesAllOf } from "../../database/scope.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";

interface SetId {
  readonly id: string;
}
interface Terms {
  readonly name: string;
  readonly target: ScheduleTarget;
  readonly yaml: string;
}

export const listAssertionSets = defineUseCase<unknown, { items: AssertionSetView[] }>(
  "report:read",
  async ({ scope }, _input, { repositories }) => ok({ items: (await repositories.assertionSets.list(scope)).map(setView) }),
);

export const getAssertionSet = defineUseCase<SetId, AssertionSetView>(
  "report:read",
  async ({ scope }, { id }, { repositories }) => {
    const row = await repositories.assertionSets.get(scope, id);
    return row ? ok(setView(row)) : refuse("notFound");
  },
);

function setView(row: AssertionSetRow): AssertionSetView {
  const read = readAssertionFile(row.yaml);
  const { id, name, yaml, createdBy, updatedBy } = row;
  return {
    ...{ id, name, yaml, createdBy, updatedBy, mayChange: row.whole, assertions: read.ok ? read.value.length : 0 },
    target: shownTarget(row.target),
    clusters: row.clusters.map((cluster) => ({ ...cluster })),
    unreadable: read.ok ? undefined : read.error[0]?.message,
    updatedAt: row.updatedAt.toISOString(),
  };
}

function shownTarget(target: AssertionSetRow["target"]): AssertionSetView["target"] {
  if ("labels" in target) return { labels: { ...target.labels } };
  return { clusters: target.clusters === "all" ? "all" : [...target.clusters] };
}

/** @returns the assertions of a file, or what of it is refused. */
function readFile(yaml: string): Outcome<readonly Assertion[]> {
  const read = readAssertionFile(yaml);
  return read.ok ? read : refuse("assertionFileRefused", { issues: [...read.error] });
}

/** @returns why an actor cannot hold these clusters to something. One that they do not see is not told from one that there is not. */
async function targetRefusal({ scope }: Actor, target: ScheduleTarget, { repositories }: Services) {
  if ("labels" in target || target.clusters === "all") return scope.clusters === "all" ? undefined : refuse("forbidden", onlyAll);
  const seen = new Set((await repositories.clusters.list(scope)).flatMap(({ id }) => (seesAllOf(scope, id) ? [id] : [])));
  const message = "There is no such cluster, or you do not see all of it.";
  if (target.clusters.every((id) => seen.has(id))) return undefined;
  return refuse("badRequest", { detail: message, issues: [{ path: "target", message }] });
}

const onlyAll = {
  detail: "All clusters, and clusters by label, need a scope of all clusters: they may mean any cluster one day.",
  remedy: "Choose clusters by name.",
};

export const createAssertionSet = defineUseCase<Terms, AssertionSetView>("finding:act", async (actor, terms, services) => {
  const { repositories } = services;
  const read = readFile(terms.yaml);
  if (!read.ok) return read;
  const refused = await targetRefusal(actor, terms.target, services);
  if (refused) return refused;
  const made = await repositories.assertionSets.create(actor.scope, terms, actor.name);
  if (!made.ok) return refuse("assertionSetExists");
  if (!made.value) return refuse("notFound");
  const { name, ...detail } = factsOf(made.value);
  await record(repositories, actor, { action: "assertion.create", subject: name, detail });
  return ok(setView(made.value));
});

export const changeAssertionSet = defineUseCase<Partial<Terms> & SetId, AssertionSetView>(
  "finding:act",
  async (actor, { id, ...change }, services) => {
    const { repositories } = services;
    const before = await changeable(actor, id, services);
    if (!before.ok) return before;
    const read = readFile(change.yaml ?? before.value.yaml);
    if (change.yaml !== undefined && !read.ok) return read;
    const refused = change.target && (await targetRefusal(actor, change.target, services));
    if (refused) return refused;
    const changed = await repositories.assertionSets.change(actor.scope, id, { ...change, updatedBy: actor.name });
    if (!changed.ok) return refuse("assertionSetExists");
    if (!changed.value) return refuse("notFound");
    const [was, is] = [factsOf(before.value), factsOf(changed.value)];
    await record(repositories, actor, { action: "assertion.change", subject: is.name, before: was, after: is });
    return ok(setView(changed.value));
  },
);

export const removeAssertionSet = defineUseCase<SetId, undefined>("finding:act", async (actor, { id }, services) => {
  const set = await changeable(actor, id, services);
  if (!set.ok) return set;
  if (!(await services.repositories.assertionSets.remove(actor.scope, id))) return refuse("notFound");
  const { name, ...detail } = factsOf(set.value);
  await record(services.repositories, actor, { action: "assertion.remove", subject: name, detail });
  return ok(undefined);
});

/** @returns a set that the actor may change; one that they see a part of is theirs to read alone. */
async function changeable(actor: Actor, id: string, { repositories }: Services): Promise<Outcome<AssertionSetRow>> {
  const row = await repositories.assertionSets.get(actor.scope, id);
  if (!row) return refuse("notFound");
  return row.whole ? ok(row) : refuse("forbidden", partly);
}

const partly = {
  detail: "These assertions are for more clusters than your scope.",
  remedy: "Ask somebody whose scope holds all of them.",
};

const mostLogged = 100;
const longestLogged = 300;

/** What the audit log keeps of a set: whom it is for, and each assertion as a sentence; of a long file the beginning. */
function factsOf({ name, target, yaml }: AssertionSetRow) {
  const read = readAssertionFile(yaml);
  const all = read.ok ? read.value.map((assertion) => `${assertion.name}: ${sayAssertion(assertion)}`) : [];
  const assertions = all.slice(0, mostLogged).map((sentence) => sentence.slice(0, longestLogged));
  if (all.length > mostLogged) assertions.push(`and ${all.length - mostLogged} more`);
  return { name, target: formatTarget(target), assertions };
}
