import type { ContentOf, ReportFinding } from "../../contracts/reports.ts";
import type { FindingRow } from "../database/rows.ts";
import { checkTitle } from "../use-cases/findings/finding-view.ts";
import type { Reading } from "./kind.ts";

type Means = Pick<Reading<"findings">, "reader" | "redactor" | "clusterName" | "services">;

/** @returns findings as a report shows them: no fingerprint, which could be tried against names, and no id. */
export async function reportFindings(
  rows: readonly FindingRow[],
  { reader, redactor, clusterName, services, at }: Means & { readonly at: Date },
): Promise<ReportFinding[]> {
  const facts = await services.repositories.findings.facts(reader.scope, rows, at);
  return rows.map((row) => {
    const { checkId, pillar, severity, responsible, state } = row;
    const fact = facts.get(row);
    return {
      ...{ checkId, pillar, severity, responsible, state },
      cluster: clusterName(row),
      checkTitle: checkTitle(checkId),
      title: redactor.title(row, fact?.data),
      at: redactor.at(row.at),
      ...(fact?.waived && { waived: true }),
      firstSeenAt: row.firstSeenAt.toISOString(),
    };
  });
}

/** @returns the checks that these scans could not assess: a report says what it does not know. */
export async function unassessedIn(
  scans: readonly string[],
  { reader, redactor, clusterName, services }: Means,
): Promise<ContentOf<"findings">["notAssessed"]> {
  const found = await services.repositories.findings.notAssessed(reader.scope, { scans });
  return found.map((row) => ({
    checkId: row.checkId,
    pillar: row.pillar,
    title: checkTitle(row.checkId),
    cluster: clusterName(row),
    gaps: redactor.gaps(row.gaps),
  }));
}
