import { api } from "#client/api.ts";
import type { SinkId } from "#contracts/access/paths.ts";
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

/** @returns the options of a page of subjects that reach an end. */
export function pathsOptions(scanId: string, filter: PathsFilter) {
  const input = {
    id: scanId,
    sink: filter.to,
    verdict: [filter.show],
    defaults: filter.defaults,
    offset: (Math.max(1, filter.page) - 1) * pageSize,
    limit: pageSize,
    ...(filter.q === "" ? {} : { q: filter.q }),
    ...(filter.kind === null ? {} : { kind: [filter.kind] }),
    ...(filter.class === null ? {} : { class: [filter.class] }),
  };
  return api.paths.list.queryOptions({ input, staleTime: forever, placeholderData: (old) => old });
}

/** @returns the options of one subject's paths to every end. */
export function subjectPathsOptions(scanId: string, subject: string) {
  return api.paths.subject.queryOptions({ input: { id: scanId, subject }, staleTime: forever });
}

/** @returns the options of one subject's path to one end, with what cuts it, which takes a moment. */
export function subjectCutOptions(scanId: string, subject: string, sink: SinkId) {
  return api.paths.subject.queryOptions({ input: { id: scanId, subject, sink }, staleTime: forever });
}
