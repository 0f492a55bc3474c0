/** The run book of a cluster to a target, and the ticks of those who work through it. */
import type { RunBookView } from "../../../contracts/upgrade-plan.ts";
import type { Evidence } from "../../../core/checks/evidence.ts";
import { ok } from "../../../core/result.ts";
import { type Minor, parseMinor } from "../../../core/upgrade/minor.ts";
import { type UpgradePlan, verdictFor } from "../../../core/upgrade/plan/plan.ts";
import type { RunBook } from "../../../core/upgrade/run-book/book.ts";
import { runBookMarkdown, type Ticks } from "../../../core/upgrade/run-book/markdown.ts";
import { runBook } from "../../../core/upgrade/run-book/run-book.ts";
import type { Actor } from "../../auth/actor.ts";
import type { BookPlace } from "../../database/upgrade/run-book-ticks.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { type PlanOfScan, planOf } from "./plan.ts";

interface Aimed {
  readonly id: string;
  /** Such as `1.37`; absent: the next minor. */
  readonly target?: string | undefined;
}

export const getRunBook = defineUseCase<Aimed, RunBookView>("report:read", async (actor, aimed, services) => {
  const found = await openRunBook(actor, aimed, services);
  return found.ok ? bookView(found.value, services.now(), { actor, services }) : found;
});

interface Tick {
  readonly id: string;
  readonly target: string;
  readonly step: string;
  readonly done: boolean;
}

export const tickRunBook = defineUseCase<Tick, RunBookView>("upgrade:plan", async (actor, { done, step, ...aimed }, services) => {
  const found = await openRunBook(actor, aimed, services);
  if (!found.ok) return found;
  const { book, place, scan } = found.value;
  if (!book.sections.some(({ items }) => items.some(({ id }) => id === step))) return refuse("notFound");
  const { runBookTicks } = services.repositories;
  const at = services.now();
  const ticked = (await runBookTicks.list(actor.scope, place, at)).some(({ item }) => item === step);
  const change = { item: step, by: actor.name, at };
  if (done && !ticked) await runBookTicks.tick(actor.scope, place, change);
  if (!done && ticked) await runBookTicks.clear(actor.scope, place, change);
  if (done !== ticked)
    await record(services.repositories, actor, {
      action: done ? "upgrade.tick" : "upgrade.untick",
      clusterId: scan.clusterId,
      subject: scan.cluster,
      detail: { from: book.from, target: book.target, step },
    });
  return bookView(found.value, at, { actor, services });
});

interface Opening extends Aimed {
  /** What to judge by beside the scan, as it once was; absent: as it is now. */
  readonly beside?: Evidence | undefined;
}

export interface OpenRunBook extends PlanOfScan {
  readonly book: RunBook;
  readonly place: BookPlace;
  readonly aim: Minor;
}

/** @returns the book to a target, with what it is written from; refused where there is no way. */
export async function openRunBook(
  actor: Actor,
  { id, target, beside }: Opening,
  services: Services,
): Promise<Outcome<OpenRunBook>> {
  const found = await planOf(actor, id, services, beside);
  if (!found.ok) return found;
  const { plan, scan } = found.value;
  const from = plan.current;
  if (from === undefined) return refuse("badRequest", unknownVersion);
  const aim = parseMinor(target) ?? from + 1;
  const book = writeBook(found.value, aim);
  if (book === undefined) return refuse("badRequest", { detail: verdictFor(plan, aim).reasons.join(" ") });
  return ok({ ...found.value, book, aim, place: { clusterId: scan.clusterId, from, target: aim } });
}

const unknownVersion = {
  detail: "The version of the cluster was not read, so that there is no way to plan.",
  remedy: "Let the reader get /version, and scan again.",
};

interface Written {
  readonly plan: UpgradePlan;
  readonly scan: Pick<PlanOfScan["scan"], "cluster" | "takenAt" | "createdAt">;
}

/** @returns the book of a plan, or undefined where there is no way. */
export function writeBook({ plan, scan }: Written, target: Minor): RunBook | undefined {
  const asOf = (scan.takenAt ?? scan.createdAt).toISOString().slice(0, 10);
  return runBook({ plan, cluster: scan.cluster, target, asOf });
}

interface Means {
  readonly actor: Actor;
  readonly services: Services;
}

async function bookView({ book, place }: OpenRunBook, at: Date, { actor, services }: Means): Promise<Outcome<RunBookView>> {
  const rows = await services.repositories.runBookTicks.list(actor.scope, place, at);
  const ticks: Ticks = new Map(rows.map((row) => [row.item, { by: row.by, at: row.at.toISOString() }]));
  return ok({ ...tickedBook(book, ticks), markdown: runBookMarkdown(book, ticks) });
}

/** @returns a book as the API shows it, with its ticks. */
export function tickedBook(book: RunBook, ticks: Ticks): Omit<RunBookView, "markdown"> {
  const ids = book.sections.flatMap(({ items }) => items.map(({ id }) => id));
  return {
    ...book,
    ...{ steps: [...book.steps], opening: [...book.opening], variables: [...book.variables], refs: [...book.refs] },
    progress: { done: ids.filter((id) => ticks.has(id)).length, of: ids.length },
    sections: book.sections.map(({ items, ...section }) => ({
      ...section,
      items: items.map(({ text, commands, check, ...item }) => ({
        ...item,
        ...{ tick: ticks.get(item.id), text: [...text], commands: [...commands], check: check && [...check] },
      })),
    })),
  };
}
