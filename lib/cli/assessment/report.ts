/** What scan and check know at the end, ready to be printed in any format. */
import { type Assessment, assess, findingsOf } from "#core/checks/assess.ts";
import type { Check } from "#core/checks/define.ts";
import { identityOfCluster } from "#core/findings/fingerprint.ts";
import { whatToDoFirst } from "#core/findings/order.ts";
import type { Finding } from "#core/findings/verdict.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import type { Assertion } from "#core/rbac/assertions/assertion.ts";
import type { OpenedInventory } from "../source/open-inventory.ts";

export interface Report {
  readonly inventory: Inventory;
  readonly place: string;
  readonly checks: readonly Check[];
  readonly assessment: Assessment;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

export interface Looking {
  readonly checks: readonly Check[];
  readonly now: Date;
  readonly assertions?: readonly Assertion[];
}

/** @returns the checks' verdicts on what was opened. */
export function reportOn(opened: OpenedInventory, { checks, now, assertions = [] }: Looking): Report {
  const { inventory, place, fallbackIdentity } = opened;
  const clusterIdentity = identityOfCluster(inventory, fallbackIdentity);
  const assessment = assess(inventory, { now, clusterIdentity, checks, assertions });
  const findings = whatToDoFirst(findingsOf(assessment)).map(({ finding }) => finding);
  return { inventory, place, checks, assessment, findings };
}
