import type { Finding } from "../../contracts/findings.ts";
import { checkById } from "../../core/checks/index.ts";
import type { FindingRow } from "../database/rows.ts";

/** @returns the title of a check; its id where this version does not have it any more. */
export function checkTitle(id: string): string {
  return checkById(id)?.title ?? id;
}

/** @returns a finding as the API shows it. */
export function findingView(row: FindingRow): Finding {
  const { fingerprint, scanId, clusterId, cluster, checkId, pillar, severity, title, responsible, state, firstSeenAt } = row;
  const { resource, kind, namespace, name, path } = row.at;
  return {
    ...{ fingerprint, scanId, clusterId, cluster, checkId, pillar, severity, title, responsible, state },
    checkTitle: checkTitle(checkId),
    at: { resource, kind, namespace, name, path },
    firstSeenAt: firstSeenAt.toISOString(),
  };
}
