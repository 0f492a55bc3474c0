import type { Finding } from "../../../contracts/findings.ts";
import { checkById } from "../../../core/checks/index.ts";
import type { AssignedCase } from "../../database/findings/cases.ts";
import type { FindingRow } from "../../database/rows.ts";
import type { Scope } from "../../database/scope.ts";
import { type Holding, keyOf } from "../../database/waivers/waiver-counts.ts";
import type { FindingKey } from "../../database/waivers/waivers.ts";
import type { Services } from "../services.ts";

/** @returns the title of a check; its id where this version does not have it any more. */
export function checkTitle(id: string): string {
  return checkById(id)?.title ?? id;
}

/** What people decided about a finding. */
export interface Decisions {
  readonly holding?: Holding | undefined;
  readonly assigned?: AssignedCase | undefined;
}

/** @returns a finding as the API shows it. */
export function findingView(row: FindingRow, { holding, assigned }: Decisions = {}): Finding {
  const { fingerprint, scanId, clusterId, cluster, checkId, pillar, severity, title, responsible, state, firstSeenAt } = row;
  const { resource, kind, namespace, name, path } = row.at;
  return {
    ...{ fingerprint, scanId, clusterId, cluster, checkId, pillar, severity, title, responsible, state },
    checkTitle: checkTitle(checkId),
    at: { resource, kind, namespace, name, path },
    firstSeenAt: firstSeenAt.toISOString(),
    ...decisionView({ holding, assigned }),
  };
}

/** @returns the part of a finding that people decided. */
export function decisionView({ holding, assigned }: Decisions): Pick<Finding, "waiver" | "assignee"> {
  return {
    ...(holding && { waiver: holdingView(holding) }),
    ...(assigned && { assignee: { id: assigned.id, name: assigned.name } }),
  };
}

function holdingView({
  waiverId: id,
  name,
  reason,
  owner,
  createdBy: by,
  ticket,
  createdAt,
  expiresAt,
}: Holding): Finding["waiver"] {
  return { id, name, reason, owner, by, ticket, since: createdAt.toISOString(), until: expiresAt.toISOString() };
}

/** @returns for each finding what people decided about it, as it is at an instant. */
export async function decisionsOf(
  scope: Scope,
  rows: readonly FindingKey[],
  { repositories }: Pick<Services, "repositories">,
  at: Date,
): Promise<(row: FindingKey) => Decisions> {
  const [holding, assigned] = await Promise.all([
    repositories.waivers.holding(scope, rows, at),
    repositories.cases.assigned(scope, rows),
  ]);
  return (row) => ({ holding: holding.get(keyOf(row)), assigned: assigned.get(keyOf(row)) });
}
