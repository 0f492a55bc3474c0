import type { ContentOf } from "../../contracts/reports.ts";
import { ok } from "../../core/result.ts";
import { getMatrix, getMatrixRows } from "../use-cases/access/matrix.ts";
import { getMatrixNamespaces } from "../use-cases/access/matrix-namespaces.ts";
import { getMatrixResources } from "../use-cases/access/matrix-resources.ts";
import type { Outcome } from "../use-cases/outcome.ts";
import { filtersOf, type Reading, type ReportKind } from "./kind.ts";
import { freezeScan } from "./scan.ts";

const pageSize = 100;

type Rows = Pick<ContentOf<"matrix">, "rows" | "resources" | "namespaces"> & { readonly total: number };

export const matrixKind: ReportKind<"matrix"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load(reading) {
    const { view, reader, redactor, services } = reading;
    const { can, ...rest } = view.filter;
    const matrix = await getMatrix(reader, { ...rest, id: view.scan }, services);
    if (!matrix.ok) return matrix;
    const page = await pageOf(reading);
    if (!page.ok) return page;
    const { columns, subjects, hiddenDefaults, secretReaders, complete, gaps } = matrix.value;
    const { total, ...rows } = page.value;
    const { kind, namespace, risky, q, resource, defaults } = view.filter;
    return ok({
      content: {
        kind: "matrix",
        columns: columns.map(({ group, resource: name }) => ({ group, resource: name })),
        ...{ ...rows, subjects, hiddenDefaults, secretReaders, complete },
        gaps: redactor.gaps(gaps),
      },
      total,
      pageSize,
      filters: filtersOf({
        rows: view.pivot === undefined || view.pivot === "subjects" ? undefined : view.pivot,
        subjects: kind,
        namespace,
        resource: redactor.pseudonyms && resource ? "not shown" : resource,
        columns: redactor.pseudonyms && can ? "not shown" : can,
        rights: risky ? "dangerous" : undefined,
        defaults: defaults === "show" ? "shown" : undefined,
        text: redactor.pseudonyms && q ? "not shown" : q,
      }),
    });
  },
};

/** @returns the rows of the page, which are what the pivot says. */
function pageOf(reading: Reading<"matrix">): Promise<Outcome<Rows>> {
  const { pivot } = reading.view;
  if (pivot === "resources") return resourcePage(reading);
  return pivot === "namespaces" ? namespacePage(reading) : subjectPage(reading);
}

async function subjectPage({ view, reader, redactor, page, services }: Reading<"matrix">): Promise<Outcome<Rows>> {
  const { can: _can, ...filter } = view.filter;
  const asked = { ...filter, id: view.scan, offset: (page - 1) * pageSize, limit: pageSize };
  const window = await getMatrixRows(reader, asked, services);
  if (!window.ok) return window;
  const rows = window.value.rows.map(({ index: _index, subject, ...row }) => ({
    ...row,
    subject: { ...redactor.subject(subject) },
  }));
  return ok({ rows, total: window.value.total });
}

async function resourcePage({ view, reader, redactor, page, services }: Reading<"matrix">): Promise<Outcome<Rows>> {
  const { can: _can, ...filter } = view.filter;
  const asked = { ...filter, id: view.scan, offset: (page - 1) * pageSize, limit: pageSize };
  const window = await getMatrixResources(reader, asked, services);
  if (!window.ok) return window;
  const resources = window.value.rows.map(({ index: _index, column: _column, groups, ...row }) => ({
    ...row,
    groups: groups.map(({ first, ...group }) => ({
      ...group,
      first: first.map((subject) => ({ ...redactor.subject(subject) })),
    })),
  }));
  return ok({ rows: [], resources, total: window.value.total });
}

async function namespacePage({ view, reader, redactor, page, services }: Reading<"matrix">): Promise<Outcome<Rows>> {
  const answer = await getMatrixNamespaces(reader, { ...view.filter, id: view.scan }, services);
  if (!answer.ok) return answer;
  const { capabilities, everywhere, rows: all } = answer.value;
  const rows = all.slice((page - 1) * pageSize, page * pageSize).map(({ namespace = "", ...row }) => ({
    ...row,
    namespace: redactor.text(namespace),
  }));
  const named = capabilities.map(({ may, id, ...capability }) => ({
    ...capability,
    id: redactor.text(id),
    may: redactor.text(may),
  }));
  return ok({ rows: [], namespaces: { capabilities: named, everywhere, rows }, total: all.length });
}
