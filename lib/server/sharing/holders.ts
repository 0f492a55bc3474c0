import { ok } from "../../core/result.ts";
import { holdersInScan, momentOf } from "../use-cases/access/holders.ts";
import { refuse } from "../use-cases/outcome.ts";
import { standpoint } from "../use-cases/scans/scan-view.ts";
import type { ReportKind } from "./kind.ts";
import { freezeScan } from "./scan.ts";

const pageSize = 200;

/** Who held a dangerous right at a moment. */
export const holdersKind: ReportKind<"holders"> = {
  async freeze(actor, { scan: id, at, ...right }, services) {
    const scan = await services.repositories.scans.get(actor.scope, id);
    if (scan === undefined) return refuse("notFound");
    const held = await holdersInScan(actor, scan, right, services);
    if (!held.ok) return held;
    // No report says of a moment what another scan saw.
    const { newest } = await services.repositories.scans.keptAt(actor.scope, scan.clusterId, momentOf(at));
    if (newest?.id === id) return freezeScan(actor, id, services);
    return refuse("badRequest", { issues: [{ path: "at", message: "Another scan was the newest then." }] });
  },

  async load({ view, reader, redactor, page, services }) {
    const scan = await services.repositories.scans.get(reader.scope, view.scan);
    if (scan === undefined) return refuse("notFound");
    const held = await holdersInScan(reader, scan, view, services);
    if (!held.ok) return held;
    const { may, items, gaps } = held.value;
    return ok({
      content: {
        kind: "holders",
        at: momentOf(view.at).toISOString(),
        scannedAt: standpoint(scan).at,
        may,
        ...(view.namespace !== undefined && { namespace: redactor.text(view.namespace) }),
        items: items.slice((page - 1) * pageSize, page * pageSize).map(({ subject, scope }) => ({
          subject: { ...redactor.subject(subject) },
          scope: scope === "cluster" ? scope : scope.map(redactor.text),
        })),
        complete: gaps.length === 0,
        gaps: redactor.gaps(gaps),
      },
      total: items.length,
      pageSize,
      filters: [],
    });
  },
};
