import { ok } from "../../core/result.ts";
import { getMatrix, getMatrixRows } from "../use-cases/access/matrix.ts";
import { filtersOf, type ReportKind } from "./kind.ts";
import { freezeScan } from "./scan.ts";

const pageSize = 100;

export const matrixKind: ReportKind<"matrix"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load({ view, reader, redactor, page, services }) {
    const filter = { ...view.filter, id: view.scan };
    const matrix = await getMatrix(reader, filter, services);
    if (!matrix.ok) return matrix;
    const window = await getMatrixRows(reader, { ...filter, offset: (page - 1) * pageSize, limit: pageSize }, services);
    if (!window.ok) return window;
    const { columns, subjects, hiddenDefaults, secretReaders, complete, gaps } = matrix.value;
    const rows = window.value.rows.map(({ index: _index, subject, ...row }) => ({
      ...row,
      subject: { ...redactor.subject(subject) },
    }));
    const { kind, namespace, risky, q, defaults } = view.filter;
    return ok({
      content: {
        kind: "matrix",
        columns: columns.map(({ group, resource }) => ({ group, resource })),
        ...{ rows, subjects, hiddenDefaults, secretReaders, complete },
        gaps: redactor.gaps(gaps),
      },
      total: window.value.total,
      pageSize,
      filters: filtersOf({
        subjects: kind,
        namespace,
        rights: risky ? "dangerous" : undefined,
        defaults: defaults === "show" ? "shown" : undefined,
        text: redactor.pseudonyms && q ? "not shown" : q,
      }),
    });
  },
};
