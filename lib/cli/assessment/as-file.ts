/** A report in the formats of the server's exports: the same words, whoever looked. */
import { severityRank } from "#core/findings/order.ts";
import type { Finding } from "#core/findings/verdict.ts";
import { compareText } from "#core/inventory/gap.ts";
import type { Entry, FindingsContent } from "#server/export/findings/content.ts";
import { findingsCsv } from "#server/export/findings/csv.ts";
import { findingsJunit } from "#server/export/findings/junit.ts";
import { version } from "../version.ts";
import type { Report } from "./report.ts";

/** @returns a table, worst first. */
export function asCsv(report: Report): AsyncGenerator<string, void> {
  return findingsCsv(contentOf(report, report.findings.map(entriesOf(report))));
}

/** @returns a case for each check. */
export function asJunit(report: Report): AsyncGenerator<string, void> {
  const entries = report.findings.map(entriesOf(report)).sort((a, b) => {
    return compareText(a.pillar, b.pillar) || compareText(a.checkId, b.checkId) || a.severity - b.severity;
  });
  return findingsJunit(contentOf(report, entries));
}

/** A look that nothing keeps has no id and no number. */
const scanId = "";

function contentOf({ inventory, place, checks, assessment }: Report, entries: readonly Entry[]): FindingsContent {
  const pillars = new Map(checks.map(({ id, pillar }) => [id, pillar]));
  const { clusterIdentity: clusterId, coverage } = assessment;
  async function* batches() {
    yield entries;
  }
  return {
    ...{ kind: "findings", exportedAt: inventory.takenAt, version, filter: {}, batches: batches() },
    scans: [
      {
        ...{ id: scanId, number: 0, clusterId, cluster: place, at: new Date(inventory.takenAt), namespaces: "all", coverage },
        checks: assessment.checks.map(({ checkId, verdict }) => ({
          checkId,
          pillar: pillars.get(checkId) ?? "platform",
          verdict: verdict.kind,
          findings: verdict.kind === "fail" ? verdict.findings.length : 0,
          gaps: "gaps" in verdict ? verdict.gaps : [],
          ...(verdict.kind === "notApplicable" && { reason: verdict.reason }),
        })),
      },
    ],
    groups: entries.map(({ checkId, severity }) => ({ scanId, checkId, severity: ranked(severity), waived: false, n: 1 })),
  };
}

function ranked(rank: number): Finding["severity"] {
  return (["critical", "high", "medium", "low", "information"] as const)[rank] ?? "information";
}

function entriesOf({ checks, assessment }: Report): (finding: Finding) => Entry {
  const known = new Map(checks.map((check) => [check.id, check]));
  return ({ fingerprint, checkId, severity, message, title, at }) => ({
    ...{ scanId, fingerprint, clusterId: assessment.clusterIdentity, checkId, severity: severityRank(severity), message, title },
    ...{ pillar: known.get(checkId)?.pillar ?? "platform", responsible: known.get(checkId)?.responsible ?? "platform" },
    ...{ resource: at.resource, kind: at.kind, name: at.name, namespace: at.namespace ?? null, path: at.path ?? null },
    ...{ state: "", firstSeenAt: "", assigneeId: null, assignee: null, waiverId: null, waiver: null },
    ...{ waiverReason: null, waiverOwner: null, waiverBy: null, waiverTicket: null, waiverSince: null, waiverUntil: null },
  });
}
