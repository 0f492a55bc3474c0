/** `GET /api/v1/audit/export`: the audit log as a file, which streams at any length. */
import { auditExportQuerySchema } from "../../../contracts/audit.ts";
import { exportAudit } from "../../use-cases/audit/audit-log.ts";
import { type ApiEntry, enter } from "../api-handler.ts";
import { problemResponse } from "../problem.ts";
import { download } from "./download.ts";

/** @returns the file, or a problem. */
export async function handleAuditExport(request: Request, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    const query = auditExportQuerySchema.safeParse(queryOf(new URL(request.url).searchParams));
    if (!query.success) {
      const issues = query.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
      return problemResponse({ code: "badRequest", issues });
    }
    const file = await exportAudit(actor, query.data, entry.services);
    if (!file.ok) return problemResponse(file.error);
    return download(request, file.value);
  });
}

/** A value that stands several times is a list. */
function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  const entries = [...new Set(search.keys())].map((name): [string, string | string[]] => {
    const [first = "", ...more] = search.getAll(name);
    return [name, more.length === 0 ? first : [first, ...more]];
  });
  return Object.fromEntries(entries);
}
