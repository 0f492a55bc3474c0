import type { ReportFinding } from "../../contracts/reports.ts";
import type { ViewOf } from "../../contracts/views.ts";
import { ok } from "../../core/result.ts";
import type { FindingFilter } from "../database/findings/finding-filter.ts";
import { filterOf } from "../use-cases/findings/findings.ts";
import { refuse } from "../use-cases/outcome.ts";
import { reportFindings, unassessedIn } from "./finding-entries.ts";
import { filtersOf, type ReportKind } from "./kind.ts";

const pageSize = 200;

/** What narrows the list besides its scans, which are frozen; what was waived when the link was made stays so. */
function frozenFilter({ cluster: _clusters, scan: _scan, ...filter }: ViewOf<"findings">["filter"], at: Date): FindingFilter {
  return filterOf(filter, at);
}

export const findingsKind: ReportKind<"findings"> = {
  async freeze({ scope }, { filter }, { repositories }) {
    const { cluster: clusters, scan } = filter;
    const scans = await repositories.findings.restsOn(scope, { clusters, scan });
    if (scans.length === 0) return refuse(scan === undefined && clusters === undefined ? "scanIncomplete" : "notFound");
    return ok({ scanIds: scans.map(({ scanId }) => scanId), clusterIds: scans.map(({ clusterId }) => clusterId) });
  },

  async load(reading) {
    const { view, scanIds, reader, redactor, at, page, services } = reading;
    const { findings } = services.repositories;
    const frozen = { ...frozenFilter(view.filter, at), scans: scanIds };
    const [found, waived, notAssessed] = await Promise.all([
      findings.frozen(reader.scope, frozen, { sort: view.sort, offset: (page - 1) * pageSize, limit: pageSize }),
      findings.count(reader.scope, { ...frozen, life: { show: "waived", at } }),
      unassessedIn(scanIds, reading),
    ]);
    const items: ReportFinding[] = await reportFindings(found.items, reading);
    return ok({
      content: { kind: "findings", counts: { ...found.counts }, waived, items, notAssessed },
      total: found.total,
      pageSize,
      filters: wordsOf(view, redactor.pseudonyms),
    });
  },
};

/** What was typed may be a part of a name, which nobody can find in it: it is left out where names are hidden. */
function wordsOf({ filter }: ViewOf<"findings">, hidesNames: boolean) {
  const { severity, state, pillar, responsible, check, namespace, kind, life, q } = filter;
  return filtersOf({
    severity,
    state,
    pillar,
    responsible,
    check,
    namespace,
    kind,
    life,
    text: hidesNames && q ? "not shown" : q,
  });
}
