import type { ChecklistItemView } from "../../contracts/checklist.ts";
import { ok } from "../../core/result.ts";
import { checklistOf, checklistView } from "../use-cases/posture/checklist.ts";
import type { ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";
import { freezeScan } from "./scan.ts";

/** The checklist of a cluster, with what people answered for when the link was made. */
export const checklistKind: ReportKind<"checklist"> = {
  async freeze(actor, { scan }, services) {
    const found = await checklistOf(actor, scan, services);
    return found.ok ? freezeScan(actor, scan, services) : found;
  },

  async load({ view, reader, at, redactor, clusterName, services }) {
    const found = await checklistOf(reader, view.scan, { ...services, now: () => at });
    if (!found.ok) return found;
    const { scanId: _scan, clusterId: _cluster, sections, ...list } = checklistView(found.value);
    const content = {
      ...list,
      kind: "checklist" as const,
      cluster: clusterName(found.value.scan),
      sections: sections.map(({ items, ...section }) => ({ ...section, items: items.map((item) => told(item, redactor)) })),
    };
    return ok({ content, total: list.score.of, pageSize: Number.POSITIVE_INFINITY, filters: [] });
  },
};

/** Whoever stated something may name somebody whom no scan knows. */
function told({ statement, checks, ...rest }: ChecklistItemView, redactor: Redactor): ChecklistItemView {
  const item = {
    ...rest,
    checks: checks.map(({ grounds, ...check }) => ({
      ...check,
      ...(grounds !== undefined && { grounds: redactor.text(grounds) }),
    })),
  };
  if (statement === undefined) return item;
  const { is, by, at, expiresAt, ...written } = statement;
  const kept = {
    statement: redactor.written(written.statement),
    evidence: redactor.written(written.evidence),
    owner: redactor.written(written.owner),
  };
  return { ...item, statement: { ...{ is, at, expiresAt, by: redactor.text(by) }, ...kept } };
}
