/** `GET /api/v1/exports/{view}`: a file that streams from the database to its reader. */
import { isExportView } from "../../../contracts/exports.ts";
import { exportView } from "../../use-cases/sharing/exports.ts";
import { type ApiEntry, enter } from "../api-handler.ts";
import { problemResponse } from "../problem.ts";
import { download } from "./download.ts";

/** Each file holds a connection to the database while it is read; a process has ten of them. */
const mostAtOnce = 4;
const tooMany = {
  code: "tooManyRequests",
  detail: "Other files are being written.",
  remedy: "Try again in a few seconds.",
} as const;
let running = 0;

/** Answers `GET /api/v1/exports/{view}`. */
export async function handleExport(request: Request, view: string, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    if (!isExportView(view)) return problemResponse("notFound");
    if (running >= mostAtOnce) return problemResponse(tooMany, { "retry-after": "5" });
    running += 1;
    try {
      const made = await exportView(actor, { view, query: queryOf(request) }, entry.services);
      if (!made.ok) {
        running -= 1;
        return problemResponse(made.error);
      }
      const { close } = made.value;
      return download(request, made.value, () => {
        running -= 1;
        close();
      });
    } catch (error) {
      running -= 1;
      throw error;
    }
  });
}

/** @returns the query; what is given more than once is a list. */
function queryOf({ url }: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const [first = "", ...others] = searchParams.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}
