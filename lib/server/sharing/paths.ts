import { ok } from "../../core/result.ts";
import { listPaths } from "../use-cases/access/paths.ts";
import { filtersOf, type ReportKind } from "./kind.ts";
import { redactedBinding, redactedPosition } from "./path-entries.ts";
import { freezeScan } from "./scan.ts";

const pageSize = 100;

/** Who escalates to an end, and by which way. */
export const pathsKind: ReportKind<"paths"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load({ view, reader, redactor, page, services }) {
    const { sink, defaults, q, kind, class: classes, verdict } = view.filter;
    const chosen = { ...(q !== undefined && { q }), ...(kind && { kind }), ...(classes && { class: classes }) };
    const asked = { id: view.scan, sink, defaults, ...chosen, ...(verdict && { verdict }) };
    const paths = await listPaths(reader, { ...asked, offset: (page - 1) * pageSize, limit: pageSize }, services);
    if (!paths.ok) return paths;
    const { rows, total, subjects, hiddenDefaults, counts, bestCut, complete, gaps, notFollowed } = paths.value;
    return ok({
      content: {
        kind: "paths",
        ...{ sink, subjects, hiddenDefaults, counts, complete, notFollowed },
        rows: rows.map(({ subject, way, ...row }) => ({
          ...row,
          subject: { ...redactor.subject(subject) },
          way: way.map((position) => redactedPosition(position, redactor)),
        })),
        ...(bestCut && { bestCut: { ...bestCut, binding: redactedBinding(bestCut.binding, redactor) } }),
        gaps: redactor.gaps(gaps),
      },
      total,
      pageSize,
      filters: filtersOf({
        subjects: kind,
        class: classes,
        verdict: verdict?.includes("notAssessed") ? verdict : undefined,
        text: redactor.pseudonyms && q ? "not shown" : q,
      }),
    });
  },
};
