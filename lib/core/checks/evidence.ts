import type { AuditUses } from "../rbac/use/audit-uses.ts";
import type { UpgradeEvidence } from "../upgrade/evidence.ts";

/** What people upload beside a scan, because no list of the API shows it. What is absent was not uploaded. */
export interface Evidence extends UpgradeEvidence {
  /** What everybody used, by an audit log of the API server. */
  readonly uses?: AuditUses;
}
