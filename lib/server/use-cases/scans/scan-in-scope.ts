/** The scan that a page rests on, and how much of its cluster the actor sees. */
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { type NamespaceScope, namespacesOf } from "../../database/scope.ts";
import { type Outcome, type Refusal, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { hasResults } from "./scan-view.ts";

export interface ScanInScope {
  readonly scan: ScanRow;
  readonly namespaces: NamespaceScope;
}

/** @returns the scan with what the actor sees of its cluster; not found outside the scope, incomplete without results. */
export async function scanInScope(actor: Actor, scanId: string, services: Services): Promise<Outcome<ScanInScope>> {
  const found = await anyScan(actor, scanId, services);
  return found.ok ? withResults(found.value) : found;
}

/** @returns the same for what is about a cluster as a whole; not found, with `why`, for who sees a part of it. */
export async function wholeScan(
  actor: Actor,
  scanId: string,
  services: Services,
  why: Omit<Refusal, "code">,
): Promise<Outcome<ScanInScope>> {
  const found = await anyScan(actor, scanId, services);
  if (!found.ok) return found;
  return found.value.namespaces === "all" ? withResults(found.value) : refuse("notFound", why);
}

async function anyScan({ scope }: Actor, scanId: string, { repositories }: Services): Promise<Outcome<ScanInScope>> {
  const scan = await repositories.scans.get(scope, scanId);
  const namespaces = scan && namespacesOf(scope, scan.clusterId);
  return scan === undefined || namespaces === undefined ? refuse("notFound") : ok({ scan, namespaces });
}

function withResults(found: ScanInScope): Outcome<ScanInScope> {
  return hasResults(found.scan) ? ok(found) : refuse("scanIncomplete");
}
