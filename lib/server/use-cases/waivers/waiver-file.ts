/** Waivers kept in Git: exported as YAML, and imported again, first as a plan and then in one transaction. */
import type { z } from "zod";
import type { WaiverPlan, waiverImportSchema } from "../../../contracts/waivers.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { WaiverRow, WaiverTerms } from "../../database/waivers/waivers.ts";
import type { FileIssue } from "../../text/plain-yaml.ts";
import { attempt, Refused } from "../attempt.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type FileWaiver, readWaiverFile, writeWaiverFile } from "./waiver-file-text.ts";
import { totalOf } from "./waiver-view.ts";
import { endProblem, endWaiver, makeWaiver, refusalOf, replaceWaiver } from "./waivers.ts";

type Import = z.infer<typeof waiverImportSchema>;

const chunk = 200;

async function* holding(actor: Actor, { repositories, now }: Services): AsyncGenerator<WaiverRow> {
  let cursor: string | undefined;
  do {
    const page = await repositories.waivers.list(actor.scope, {
      state: "active",
      at: now(),
      limit: chunk,
      ...(cursor && { cursor }),
    });
    yield* page?.items ?? [];
    cursor = page?.next;
  } while (cursor !== undefined);
}

export const exportWaivers = defineUseCase<unknown, { yaml: string }>("report:read", async (actor, _input, services) => {
  const names = await clusterNames(actor, services);
  const waivers: FileWaiver[] = [];
  let beyond = 0;
  for await (const row of holding(actor, services)) {
    if (row.whole) waivers.push(fileWaiver(row, names));
    else beyond++;
  }
  waivers.sort((a, b) => (a.name < b.name ? -1 : 1));
  const note = beyond > 0 ? `${beyond} more reach beyond your scope and are not in this file.` : undefined;
  return ok({ yaml: writeWaiverFile(waivers, note) });
});

async function clusterNames({ scope }: Actor, { repositories }: Services): Promise<ReadonlyMap<string, string>> {
  return new Map((await repositories.clusters.list(scope)).map(({ id, name }) => [id, name]));
}

function fileWaiver(
  { name, reason, owner, ticket, expiresAt, match }: WaiverRow,
  names: ReadonlyMap<string, string>,
): FileWaiver {
  const { checks, namespaces, kinds, names: objects, fingerprints } = match;
  return {
    ...{ name, reason, owner, ticket, expires: expiresAt.toISOString() },
    match: {
      clusters: match.clusters.map((id) => names.get(id) ?? id),
      ...{ checks: [...checks], namespaces: [...namespaces], kinds: [...kinds] },
      ...{ names: [...objects], fingerprints: [...fingerprints] },
    },
  };
}

interface Step {
  readonly name: string;
  readonly action: WaiverPlan["items"][number]["action"];
  readonly fields: readonly string[];
  readonly terms?: WaiverTerms;
  readonly before?: WaiverRow;
}

export const importWaivers = defineUseCase<Import, WaiverPlan>("finding:act", async (actor, { yaml, apply, prune }, services) => {
  const read = readWaiverFile(yaml);
  if (!read.ok) return refuse("waiverFileRefused", { issues: [...read.error] });
  const steps = await plan(actor, read.value, services, prune);
  if (!steps.ok) return steps;
  const items = [];
  for (const step of steps.value) items.push(await itemOf(actor, step, services));
  if (!apply) return ok({ applied: false, items });
  const applied = await applyAll(actor, steps.value, services);
  return applied.ok ? ok({ applied: true, items }) : applied;
});

async function plan(
  actor: Actor,
  waivers: readonly FileWaiver[],
  services: Services,
  prune: boolean,
): Promise<Outcome<readonly Step[]>> {
  const ids = new Map([...(await clusterNames(actor, services))].map(([id, name]) => [name, id]));
  const standing: WaiverRow[] = [];
  for await (const row of holding(actor, services)) standing.push(row);
  const byName = new Map(standing.map((row) => [row.name, row]));
  const issues: FileIssue[] = [];
  const steps = waivers.map((waiver, index) => {
    const unknown = waiver.match.clusters.findIndex((name) => !ids.has(name));
    if (unknown >= 0)
      issues.push({ path: `items[${index}].match.clusters[${unknown}]`, message: "You see no cluster of this name." });
    const clusters = waiver.match.clusters.map((name) => ids.get(name) ?? name);
    const { name, reason, owner, ticket } = waiver;
    const terms: WaiverTerms = {
      ...{ name, reason, owner, match: { ...waiver.match, clusters }, expiresAt: new Date(waiver.expires) },
      ...(ticket !== undefined && { ticket }),
    };
    const step = stepOf(byName.get(name), terms, services.now());
    const problem = step.action === "over" || step.action === "keep" ? undefined : problemOf(actor, step, services.now());
    if (problem !== undefined) issues.push({ path: `items[${index}]`, message: problem });
    return step;
  });
  if (issues.length > 0) return refuse("waiverFileRefused", { issues });
  const kept = new Set(waivers.map((waiver) => waiver.name));
  const gone = prune ? standing.filter((row) => row.whole && !kept.has(row.name)) : [];
  return ok([...steps, ...gone.map((before): Step => ({ name: before.name, action: "end", fields: [], before }))]);
}

function stepOf(before: WaiverRow | undefined, terms: WaiverTerms, now: Date): Step {
  const { name } = terms;
  if (before === undefined) return { name, action: terms.expiresAt <= now ? "over" : "add", fields: [], terms };
  const fields = differences(before, terms);
  return { name, action: fields.length === 0 ? "keep" : "change", fields, terms, before };
}

function differences(before: WaiverRow, terms: WaiverTerms): string[] {
  const fields = (["reason", "owner", "ticket"] as const).filter((field) => before[field] !== terms[field]);
  const expires = before.expiresAt.getTime() === terms.expiresAt.getTime() ? [] : ["expires"];
  const lists = (Object.keys(terms.match) as (keyof WaiverTerms["match"])[]).filter(
    (list) => !sameSet(before.match[list], terms.match[list]),
  );
  return [...fields, ...expires, ...lists.map((list) => `match.${list}`)];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...new Set(a)].sort()) === JSON.stringify([...new Set(b)].sort());
}

function problemOf(actor: Actor, { terms, before }: Step, now: Date): string | undefined {
  if (before !== undefined && !before.whole) return "A waiver of this name reaches beyond your scope.";
  if (terms === undefined) return undefined;
  return endProblem(terms.expiresAt, now) ?? refusalOf(actor, terms.match)?.detail;
}

async function itemOf(
  { scope }: Actor,
  { name, action, fields, terms, before }: Step,
  { repositories, now }: Services,
): Promise<WaiverPlan["items"][number]> {
  const match = terms?.match ?? before?.match;
  const counts = match && action !== "over" ? (await repositories.waivers.preview(scope, match, now())).counts : undefined;
  const numbers = counts ? { matches: totalOf(counts), urgent: counts.critical + counts.high } : { matches: 0, urgent: 0 };
  return { name, action, fields: [...fields], ...numbers };
}

async function applyAll(actor: Actor, steps: readonly Step[], services: Services): Promise<Outcome<undefined>> {
  const count = (action: Step["action"]) => steps.filter((step) => step.action === action).length;
  return attempt(services, async (tx) => {
    for (const step of steps) await applyStep(actor, step, { ...services, repositories: tx });
    const detail = { added: count("add"), changed: count("change"), kept: count("keep"), ended: count("end") };
    await record(tx, actor, { action: "waiver.import", detail });
    return undefined;
  });
}

async function applyStep(actor: Actor, { action, terms, before }: Step, services: Services): Promise<void> {
  let done: Outcome<unknown> = ok(undefined);
  if (action === "add" && terms) done = await makeWaiver(actor, terms, services);
  if (action === "change" && terms && before) done = await replaceWaiver(actor, before, terms, services);
  if (action === "end" && before) done = await endWaiver(actor, before, services);
  if (!done.ok) throw new Refused(done.error);
}
