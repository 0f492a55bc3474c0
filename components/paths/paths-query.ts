import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import type { SinkId } from "#contracts/access/paths.ts";
import type { ViewOf } from "#contracts/views.ts";
import type { SubjectKind } from "../access/subject-words.ts";

/** What narrows the list of paths, as the URL says it. */
export interface PathsFilter {
  readonly to: SinkId;
  readonly q: string;
  readonly kind: SubjectKind | null;
  readonly class: "human" | "robot" | "node" | "system" | "unknown" | null;
  readonly show: "reached" | "notAssessed";
  readonly defaults: "hide" | "show";
  readonly page: number;
}

export const pageSize = 50;
/** A scan that has ended never changes, so what was read of it stays good. */
const forever = Number.POSITIVE_INFINITY;

function chosen({ to, defaults, q, kind, class: subjectClass }: PathsFilter) {
  return {
    sink: to,
    defaults,
    ...(q === "" ? {} : { q }),
    ...(kind === null ? {} : { kind: [kind] }),
    ...(subjectClass === null ? {} : { class: [subjectClass] }),
  };
}

/** @returns the options of a page of subjects that reach an end. */
export function pathsOptions(scanId: string, filter: PathsFilter) {
  const input = {
    ...chosen(filter),
    id: scanId,
    verdict: [filter.show],
    offset: (Math.max(1, filter.page) - 1) * pageSize,
    limit: pageSize,
  };
  return api.paths.list.queryOptions({ input, staleTime: forever, placeholderData: (old) => old });
}

/** @returns the list of paths with its filter, as it is shared. */
export function pathsView(scan: string, filter: PathsFilter): ViewOf<"paths"> {
  return { kind: "paths", scan, filter: { ...chosen(filter), verdict: [filter.show] } };
}

/** @returns where the list of paths is as a file: those that are reached, and those that could not be assessed. */
export function pathsFiles(scan: string, filter: PathsFilter) {
  const query = { scan, ...chosen(filter) };
  return { csv: exportAddress("paths", query, "csv"), json: exportAddress("paths", query, "json") };
}

/** @returns the options of one subject's paths to every end. */
export function subjectPathsOptions(scanId: string, subject: string) {
  return api.paths.subject.queryOptions({ input: { id: scanId, subject }, staleTime: forever });
}

/** @returns the options of one subject's path to one end, with what cuts it, which takes a moment. */
export function subjectCutOptions(scanId: string, subject: string, sink: SinkId) {
  return api.paths.subject.queryOptions({ input: { id: scanId, subject, sink }, staleTime: forever });
}
