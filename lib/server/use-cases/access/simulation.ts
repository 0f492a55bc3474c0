/**
 * What a change to roles and bindings would do to a scanned cluster. Nothing of it is stored; the answer stays in memory for the
 * pages that follow, under a digest of the change.
 */
import { createHash } from "node:crypto";
import type { SimulationView } from "../../../contracts/access/simulation.ts";
import { identityOfCluster } from "../../../core/findings/fingerprint.ts";
import { whatToDoFirst } from "../../../core/findings/order.ts";
import type { Finding } from "../../../core/findings/verdict.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import { uniqueGaps } from "../../../core/inventory/gap-words.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import { definitionOf, isResourceId } from "../../../core/inventory/resources.ts";
import { matrixVerbs } from "../../../core/rbac/cells.ts";
import { type ChangedRow, createCellDiff } from "../../../core/rbac/difference/changed-cells.ts";
import { ok } from "../../../core/result.ts";
import { accessResources } from "../../../core/simulate/access-checks.ts";
import { livesInNamespace, type PlannedObject, readDeletion } from "../../../core/simulate/planned.ts";
import { type Simulation, simulateInSteps } from "../../../core/simulate/simulate.ts";
import type { Actor } from "../../auth/actor.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { ScanRow } from "../../database/rows.ts";
import type { NamespaceScope } from "../../database/scope.ts";
import { type ChangeFile, readChange } from "../../snapshot/change-file.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { scanInScope } from "../scans/scan-in-scope.ts";
import { standpoint } from "../scans/scan-view.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { nameOfScope } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import { countChanges, subjectChangesView } from "./change-views.ts";
import { inTurns } from "./in-turns.ts";
import { limitDifference } from "./limited-difference.ts";
import { limitInventory } from "./limited-inventory.ts";
import { isDangerous } from "./matrix-dangers.ts";

export interface SimulationQuery {
  readonly id: string;
  readonly text: string;
  readonly deletions: readonly string[];
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export const simulateAccess = defineUseCase<SimulationQuery, SimulationView>("report:read", async (actor, query, services) => {
  const from = query.cursor === undefined ? 0 : decodeCursor(query.cursor, ["number"])?.[0];
  if (typeof from !== "number" || from < 0) return refuse("badRequest", badCursor);
  const seen = await seenOf(actor, query.id, services);
  if (!seen.ok) return seen;
  const change = readPlan(query, seen.value.namespaces);
  if (!change.ok) return change;
  const simulation = await simulated(query, seen.value, change.value.plan, services);
  if (simulation === undefined) return refuse("scanIncomplete");
  return ok(viewOf(simulation, { ...seen.value, others: change.value.others, from, to: from + query.limit }));
});

/** The day counts, because checks know the time; what one reader asked is answered alike to whoever sees the same namespaces. */
function simulated(
  { text, deletions }: SimulationQuery,
  { scan, inventory, namespaces }: Seen,
  plan: readonly PlannedObject[],
  { memory, now }: Services,
): Promise<Simulation | undefined> {
  const at = now();
  const asked = JSON.stringify([at.toISOString().slice(0, 10), text, deletions]);
  const digest = createHash("sha256").update(asked).digest("base64url");
  return memory.get(`simulation ${scan.id} ${nameOfScope(namespaces)} ${digest}`, async () => {
    const options = { now: at, clusterIdentity: identityOfCluster(inventory, scan.clusterId) };
    const value = await inTurns(simulateInSteps(inventory, plan, options));
    return { value, weight: 2 * (value.after.bindings.length + value.after.roles.size + value.after.clusterRoles.size) };
  });
}

interface Seen {
  readonly scan: ScanRow;
  readonly inventory: Inventory;
  readonly namespaces: NamespaceScope;
}

async function seenOf(actor: Actor, id: string, services: Services): Promise<Outcome<Seen>> {
  const { repositories, memory } = services;
  const found = await scanInScope(actor, id, services);
  if (!found.ok) return found;
  const { scan, namespaces } = found.value;
  const whole = await memory.get(`simulated ${id}`, async () => {
    const value = await repositories.inventories.loadForIndex(actor.scope, id, accessResources);
    return value && { value, weight: accessResources.reduce((sum, resource) => sum + value.looks[resource].items.length, 0) };
  });
  if (whole === undefined) return refuse("scanIncomplete");
  return ok({ scan, namespaces, inventory: namespaces === "all" ? whole : limitInventory(whole, namespaces) });
}

function readPlan({ text, deletions }: SimulationQuery, namespaces: NamespaceScope): Outcome<ChangeFile> {
  const deleted: PlannedObject[] = [];
  for (const [index, deletion] of deletions.entries()) {
    const read = readDeletion(deletion, `deletions[${index}]`);
    if (!read.ok)
      return refuse("changeRefused", {
        issues: [{ path: read.error.path ?? "", message: `${read.error.message} ${read.error.remedy}` }],
      });
    deleted.push(read.value);
  }
  const read = readChange(text, deleted);
  if (!read.ok) return refuse("changeRefused", { issues: [...read.error] });
  const outside = read.value.plan.filter(
    ({ kind, namespace = "" }) => namespaces !== "all" && livesInNamespace(kind) && !namespaces.has(namespace),
  );
  if (outside.length === 0) return read;
  return refuse("changeRefused", {
    issues: outside.map(({ place, namespace }) => ({ path: place, message: `You do not see the namespace ${namespace}.` })),
  });
}

interface Page extends Seen {
  readonly others: ChangeFile["others"];
  readonly from: number;
  readonly to: number;
}

function viewOf(simulation: Simulation, { scan, namespaces, others, from, to }: Page): SimulationView {
  const { before, after } = simulation;
  const difference = namespaces === "all" ? simulation.difference : limitDifference(simulation.difference, after.discovery);
  const shown = difference.subjects.slice(from, to);
  const cellsOf = createCellDiff(before, after);
  const unseen = [simulation.assessments.before, simulation.assessments.after].flatMap(({ checks }) =>
    checks.flatMap(({ verdict }) => (verdict.kind === "notAssessed" ? verdict.gaps.filter(isUnseen) : [])),
  );
  const gaps = uniqueGaps([...difference.gaps.before, ...difference.gaps.after, ...(namespaces === "all" ? unseen : [])]);
  return {
    scan: standpoint(scan),
    objects: simulation.objects.map(({ planned: { kind, name, namespace, place }, fate, matters }) => ({
      ...{ kind, name, place, fate, matters },
      ...(namespace !== undefined && { namespace }),
    })),
    others: { ...others },
    counts: countChanges(difference.subjects),
    items: shown.map(subjectChangesView),
    ...(to < difference.subjects.length && { next: encodeCursor([to]) }),
    cells: shown.map(({ subject }) => {
      const rows = cellsOf(subject).filter(({ column }) => namespaces === "all" || column.namespaced === true);
      const view = rows.slice(0, mostRows).map((row) => rowView(row, after.minor));
      return { subject: subjectView(subject), rows: view, moreRows: rows.length - view.length };
    }),
    risks: risksView(simulation, namespaces),
    complete: gaps.length === 0,
    gaps: [...gaps],
  };
}

/** Optional resources are read on purpose alone: a scan without them hides nothing that its cluster was registered for. */
function isUnseen({ resource, reason }: Gap): boolean {
  return reason !== "notCollected" || !isResourceId(resource) || definitionOf(resource).optional === undefined;
}

const mostRows = 40;
const letters = { none: "-", named: "n", namespaces: "s", everywhere: "e", unknown: "?" } as const;

function rowView(
  { column, before, after }: ChangedRow,
  minor: string | undefined,
): SimulationView["cells"][number]["rows"][number] {
  const letter = ({ state }: ChangedRow["after"][number], verb: number) => {
    const held = state === "everywhere" || state === "namespaces";
    return held && isDangerous(matrixVerbs[verb] ?? "", column, minor) ? letters[state].toUpperCase() : letters[state];
  };
  const { group, resource } = column;
  return { group, resource, before: before.map(letter).join(""), after: after.map(letter).join("") };
}

function risksView({ risks }: Simulation, namespaces: NamespaceScope): SimulationView["risks"] {
  const visible = ({ at }: Finding) => namespaces === "all" || (at.namespace !== undefined && namespaces.has(at.namespace));
  const view = (findings: readonly Finding[]) =>
    whatToDoFirst(findings.filter(visible)).map(({ finding }) => {
      const { checkId, title, severity, at, fingerprint } = finding;
      return { checkId, title, severity, at: { ...at }, fingerprint };
    });
  return { new: view(risks.new), gone: view(risks.fixed), unsure: view(risks.notComparable.flatMap(({ after }) => after)) };
}
