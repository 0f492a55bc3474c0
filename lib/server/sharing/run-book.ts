import { ok } from "../../core/result.ts";
import type { UpgradePlan } from "../../core/upgrade/plan/plan.ts";
import { evidenceBeside } from "../use-cases/upgrade/plan.ts";
import { openRunBook, tickedBook, writeBook } from "../use-cases/upgrade/run-book.ts";
import type { ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";
import { freezeScan } from "./scan.ts";

/** The run book of a cluster to a target, judged by what was known and ticked when the link was made. */
export const runBookKind: ReportKind<"run-book"> = {
  async freeze(actor, { scan, target }, services) {
    const found = await openRunBook(actor, { id: scan, target }, services);
    if (!found.ok) return found;
    const frozen = await freezeScan(actor, scan, services);
    if (!frozen.ok) return frozen;
    return ok({ ...frozen.value, beside: await evidenceBeside(actor, found.value.scan.clusterId, services) });
  },

  async load({ view, reader, at, beside, redactor, clusterName, services }) {
    // What is near its end of support today was not on the day of the link.
    const then = { ...services, now: () => at };
    const found = await openRunBook(reader, { id: view.scan, target: view.target, beside }, then);
    if (!found.ok) return found;
    const { plan, scan, place, aim, book } = found.value;
    const told = { plan: redactedPlan(plan, redactor), scan: { ...scan, cluster: clusterName(scan) } };
    const rows = await services.repositories.runBookTicks.list(reader.scope, place, at);
    const ticks = new Map(rows.map((row) => [row.item, { by: redactor.text(row.by), at: row.at.toISOString() }]));
    const content = { kind: "run-book" as const, ...tickedBook(writeBook(told, aim) ?? book, ticks) };
    return ok({ content, total: content.progress.of, pageSize: Number.POSITIVE_INFINITY, filters: [] });
  },
};

/** The book is written anew from a plan in which nothing names what is hidden. */
function redactedPlan(plan: UpgradePlan, redactor: Redactor): UpgradePlan {
  return {
    ...plan,
    provider: plan.provider && { ...plan.provider, evidence: plan.provider.evidence.map(redactor.text) },
    gaps: redactor.gaps(plan.gaps),
    steps: plan.steps.map((step) => ({
      ...step,
      reasons: step.reasons.map(redactor.text),
      findings: step.findings.map((one) => ({
        ...one,
        finding: { ...one.finding, title: redactor.title(one.finding, one.finding.data) },
      })),
      unseen: step.unseen.map((one) => ({ ...one, gaps: redactor.gaps(one.gaps) })),
    })),
  };
}
