import { ok } from "../../core/result.ts";
import { listNamespaces } from "../use-cases/access/namespaces.ts";
import { filtersOf, type ReportKind } from "./kind.ts";
import { freezeScan } from "./scan.ts";

const pageSize = 200;

/** Who administers each namespace, in numbers, and what its administrators reach beyond it. */
export const namespacesKind: ReportKind<"namespaces"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load({ view, reader, redactor, page, services }) {
    const { q, open } = view.filter;
    const asked = { id: view.scan, ...(q !== undefined && { q }), ...(open && { open }) };
    const found = await listNamespaces(reader, { ...asked, offset: (page - 1) * pageSize, limit: pageSize }, services);
    if (!found.ok) return found;
    const { rows, total, namespaces, withoutLocal, open: leading, complete, gaps } = found.value;
    return ok({
      content: {
        kind: "namespaces",
        ...{ namespaces, withoutLocal, open: leading, complete },
        rows: rows.map(({ namespace, ...row }) => ({ ...row, namespace: redactor.text(namespace) })),
        gaps: redactor.gaps(gaps),
      },
      total,
      pageSize,
      filters: filtersOf({
        leads: open ? "beyond themselves" : undefined,
        text: redactor.pseudonyms && q ? "not shown" : q,
      }),
    });
  },
};
