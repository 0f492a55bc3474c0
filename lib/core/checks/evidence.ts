import type { AuditUses } from "../rbac/use/audit-uses.ts";
import type { KnownImages } from "../supply-chain/images/known-image.ts";
import type { UpgradeEvidence } from "../upgrade/evidence.ts";

/** What stands beside a scan, because no list of the API shows it: uploads, and looks at registries. What is absent is not known. */
export interface Evidence extends UpgradeEvidence {
  /** What everybody used, by an audit log of the API server. */
  readonly uses?: AuditUses;
  /** What is known of the images that run, by the digests that runtimes name. */
  readonly images?: KnownImages;
}
