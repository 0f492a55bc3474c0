/**
 * The reports of Trivy Operator. Each is as large as an object may be, and there is one for every container of every workload:
 * few are asked for at once, and what they say is handed on page by page. The inventory keeps what they are about.
 */
import type { Look } from "#core/inventory/inventory.ts";
import { definitionOf, type operatorReportIds, type ResourceId } from "#core/inventory/resources.ts";
import type { SecurityDocument } from "#core/supply-chain/documents/document.ts";
import { readOperatorReport } from "#core/supply-chain/documents/trivy-operator.ts";
import { type LookContext, lookAt } from "./look.ts";

/** Is given what each report says, one after another. The same report may come twice. */
export type TakeReport = (report: SecurityDocument) => Promise<void>;

/** No object is larger than 1.5 MiB: a page of them is no larger than an answer may be. */
const REPORTS_AT_ONCE = 20;

/** @returns the look at reports of one kind, after all of them were taken. */
export function lookAtReports(
  context: LookContext,
  resource: (typeof operatorReportIds)[number],
  take: TakeReport | undefined,
): Promise<Look> {
  const pageSize = Math.min(context.pageSize, REPORTS_AT_ONCE);
  return lookAt({ ...context, pageSize, ...(take && { arrived: (objects) => takeAll(resource, objects, take) }) }, resource);
}

async function takeAll(resource: ResourceId, objects: readonly unknown[], take: TakeReport): Promise<void> {
  const { kind } = definitionOf(resource);
  for (const object of objects) {
    const report = typeof object === "object" ? readOperatorReport({ ...object, kind }) : undefined;
    if (report !== undefined) await take(report);
  }
}
