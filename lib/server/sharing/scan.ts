import { ok } from "../../core/result.ts";
import type { Actor } from "../auth/actor.ts";
import { type Outcome, refuse } from "../use-cases/outcome.ts";
import { hasResults } from "../use-cases/scans/scan-view.ts";
import { getScan } from "../use-cases/scans/scans.ts";
import type { Services } from "../use-cases/services.ts";
import type { Frozen, ReportKind } from "./kind.ts";

/** @returns what a view of one scan rests on. */
export async function freezeScan({ scope }: Actor, id: string, { repositories }: Services): Promise<Outcome<Frozen>> {
  const scan = await repositories.scans.get(scope, id);
  if (scan === undefined) return refuse("notFound");
  if (!hasResults(scan)) return refuse("scanIncomplete");
  return ok({ scanIds: [scan.id], clusterIds: [scan.clusterId] });
}

export const scanKind: ReportKind<"scan"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load({ view, reader, redactor, services }) {
    const found = await getScan(reader, { id: view.scan }, services);
    if (!found.ok) return found;
    const { coverage, counts, objects, checks, looks } = found.value;
    const openChecks = checks.map(({ reason, gaps, ...check }) => ({
      ...check,
      ...(reason !== undefined && { reason: redactor.text(reason) }),
      gaps: redactor.gaps(gaps),
    }));
    const openLooks = looks.map(({ gaps, ...look }) => ({ ...look, gaps: redactor.gaps(gaps) }));
    const content = { kind: "scan" as const, coverage, counts, objects, checks: openChecks, looks: openLooks };
    return ok({ content, total: checks.length, pageSize: Number.POSITIVE_INFINITY, filters: [] });
  },
};
