/** One finding with its evidence, its place in the order, and what is known of it over time. */
import type { FindingDetail } from "../../../contracts/findings.ts";
import type { Check } from "../../../core/checks/define.ts";
import { checkById } from "../../../core/checks/index.ts";
import { whatToDoFirst } from "../../../core/findings/order.ts";
import { isResourceId } from "../../../core/inventory/resources.ts";
import { ok } from "../../../core/result.ts";
import { noNamespace } from "../../database/findings/finding-filter.ts";
import type { FindingHistoryRow, Seen } from "../../database/findings/findings.ts";
import type { FindingDetailRow, FindingRow } from "../../database/rows.ts";
import type { Scope } from "../../database/scope.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { standpoint } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";
import { evidenceYaml } from "./evidence.ts";
import { doingsOf, lifeOf } from "./finding-doings.ts";
import { decisionsOf, findingView } from "./finding-view.ts";

export interface FindingKey {
  readonly id: string;
  readonly fingerprint: string;
}

export const getFinding = defineUseCase<FindingKey, FindingDetail>("report:read", async ({ scope }, key, services) => {
  const { repositories } = services;
  const [scan, row] = await Promise.all([
    repositories.scans.get(scope, key.id),
    repositories.findings.get(scope, key.id, key.fingerprint),
  ]);
  if (scan === undefined || row === undefined) return refuse("notFound");
  const [history, results, evidence, priority, decisions, doings] = await Promise.all([
    repositories.findings.history(scope, key.id, key.fingerprint),
    repositories.scans.results(scope, key.id),
    evidenceOf(scope, row, services),
    priorityOf(scope, row, services),
    decisionsOf(scope, [row], services, services.now()),
    doingsOf(scope, key, services),
  ]);
  const { share, ...seen } = standpoint(scan);
  return ok({
    ...findingView(row, decisions(row)),
    ...docsOf(checkById(row.checkId)),
    data: Object.fromEntries(Object.entries(row.data).map(([name, datum]) => [name, isList(datum) ? [...datum] : datum])),
    priority,
    evidence,
    seen: { ...seen, coverage: share },
    life: lifeOf(decisions(row), history),
    doings,
    history: history === undefined ? [] : historyView(history),
    gaps: [...(results.find((result) => result.checkId === row.checkId)?.gaps ?? [])],
  });
});

function isList(datum: unknown): datum is readonly string[] {
  return Array.isArray(datum);
}

function docsOf(check: Check | undefined): Pick<FindingDetail, "why" | "fix" | "refs" | "answers"> {
  if (check === undefined) return { why: "", fix: "", refs: [], answers: [] };
  const { why, fix, refs } = check.docs;
  return { why, fix, refs: [...refs], answers: [...check.answers] };
}

/** @returns the object as the scan kept it; nothing where it is not kept. */
async function evidenceOf(scope: Scope, { scanId, at }: FindingRow, { repositories }: Services): Promise<string> {
  if (!isResourceId(at.resource)) return "";
  for await (const items of repositories.inventories.items(scope, scanId, at.resource)) {
    const item = items.find(({ meta }) => meta.name === at.name && meta.namespace === at.namespace);
    if (item !== undefined) return evidenceYaml(item, at);
  }
  return "";
}

const manySiblings = 200;

/** @returns why the finding stands where it stands among those of its object. */
async function priorityOf(scope: Scope, row: FindingDetailRow, { repositories }: Services): Promise<string> {
  const { kind, name, namespace = noNamespace } = row.at;
  const filter = { scan: row.scanId, kind: [kind], namespace: [namespace], q: name };
  const page = await repositories.findings.page(scope, filter, { sort: "priority", limit: manySiblings });
  const siblings = (page?.items ?? []).filter(({ at }) => at.name === name && at.resource === row.at.resource);
  const ranked = whatToDoFirst(
    siblings.map((sibling) => ({ ...sibling, data: {} })),
    new Set(siblings.filter((sibling) => sibling.state === "new").map((sibling) => sibling.fingerprint)),
  );
  return ranked.find(({ finding }) => finding.fingerprint === row.fingerprint)?.reason ?? "";
}

type Event = FindingDetail["history"][number];

function historyView({ firstSeen, lastSeen, fixed, reopened }: FindingHistoryRow): Event[] {
  const event = (kind: Event["event"], { scanId, number, at }: Seen): Event => ({
    event: kind,
    scanId,
    number,
    at: at.toISOString(),
  });
  const events = [
    event("firstSeen", firstSeen),
    ...(fixed ? [event("fixed", fixed)] : []),
    ...(fixed && reopened > 0 && lastSeen.at > fixed.at ? [event("reopened", lastSeen)] : []),
    event("lastSeen", lastSeen),
  ];
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
