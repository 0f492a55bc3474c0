/** Escalation paths: who reaches an end, and one subject's paths with their proof. */
import type { PathRow, Paths as PathsView, SinkId, SubjectPaths } from "../../../contracts/access/paths.ts";
import type { ClassifiedSubject, SubjectClass } from "../../../core/authentication/subject-class.ts";
import { notFollowed, type Paths, type SubjectReach, sinks } from "../../../core/rbac/paths/paths.ts";
import { formatSubject, identityOf, parseSubjectKey, type SubjectKind, type SubjectRef } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { subjectView } from "./access-view.ts";
import { bindingView, hopView, positionView } from "./path-views.ts";
import { pathsOf } from "./paths-index.ts";
import { classifierOf } from "./subject-classes.ts";

export interface PathsQuery {
  readonly id: string;
  readonly sink: SinkId;
  readonly q?: string;
  readonly kind?: readonly SubjectKind[];
  readonly class?: readonly SubjectClass[];
  readonly verdict?: readonly ("reached" | "notAssessed")[];
  readonly defaults: "hide" | "show";
  readonly offset: number;
  readonly limit: number;
}

export const listPaths = defineUseCase<PathsQuery, PathsView>("report:read", async (actor, query, services) => {
  const found = await pathsOf(actor, query.id, services);
  if (!found.ok) return found;
  const { paths, access } = found.value;
  const classify = await classifierOf(actor, access, services);
  const all = paths.subjects();
  const shown = query.defaults === "show" ? all : all.filter(({ ofKubernetes }) => !ofKubernetes);
  const rows = shown.filter(createFilter(query, classify)).sort(byHops(query.sink));
  const best = paths.bestCut(query.sink);
  return ok({
    scanId: query.id,
    rows: rows
      .slice(query.offset, query.offset + query.limit)
      .map((reach) => rowView(paths, reach, { sink: query.sink, classify })),
    total: rows.length,
    subjects: shown.length,
    hiddenDefaults: all.length - shown.length,
    counts: sinks.map((sink) => countsOf(shown, sink)),
    ...(best && { bestCut: { binding: bindingView(best.binding), ends: best.ends, proven: best.proven } }),
    complete: paths.gaps.length === 0 && shown.every(({ gaps }) => gaps.length === 0),
    gaps: [...new Set([...paths.gaps, ...shown.flatMap(({ gaps }) => gaps)])],
    notFollowed: [...notFollowed],
  });
});

type Classify = (subject: SubjectRef) => ClassifiedSubject;

function createFilter(
  { sink, q = "", kind, class: classes, verdict }: PathsQuery,
  classify: Classify,
): (reach: SubjectReach) => boolean {
  const text = q.toLowerCase();
  const verdicts: readonly string[] = verdict ?? ["reached"];
  return ({ subject, reaches }) =>
    reaches.some((one) => one.sink === sink && verdicts.includes(one.verdict)) &&
    (kind === undefined || kind.includes(subject.kind)) &&
    (classes === undefined || classes.includes(classify(subject).class)) &&
    formatSubject(subject).toLowerCase().includes(text);
}

/** Those who escalate are why one looks, the nearest first; those to whom a binding gives it come after them. */
function byHops(sink: SinkId): (a: SubjectReach, b: SubjectReach) => number {
  const rank = ({ reaches }: SubjectReach) => {
    const { hops = 1000, direct } = reaches.find((one) => one.sink === sink) ?? {};
    return hops + (direct ? 10_000 : 0);
  };
  return (a, b) => rank(a) - rank(b);
}

function countsOf(reaches: readonly SubjectReach[], sink: SinkId): PathsView["counts"][number] {
  const found = reaches.flatMap((reach) => reach.reaches.filter((one) => one.sink === sink));
  return {
    sink,
    direct: found.filter(({ direct }) => direct).length,
    byPath: found.filter(({ verdict, direct }) => verdict === "reached" && !direct).length,
    notAssessed: found.filter(({ verdict }) => verdict === "notAssessed").length,
  };
}

function rowView(
  paths: Paths,
  { subject, reaches }: SubjectReach,
  { sink, classify }: { readonly sink: SinkId; readonly classify: Classify },
): PathRow {
  return {
    subject: subjectView(subject),
    class: classify(subject).class,
    reaches: reaches.map((reach) => ({ ...reach })),
    way: paths.wayOf(subject, sink).map(positionView),
  };
}

export interface SubjectQuery {
  readonly id: string;
  readonly subject: string;
  /** One end alone, with what cuts it; all where it is absent. */
  readonly sink?: SinkId;
}

export const getSubjectPaths = defineUseCase<SubjectQuery, SubjectPaths>("report:read", async (actor, query, services) => {
  const subject = parseSubjectKey(query.subject);
  if (subject === undefined) return refuse("badRequest");
  const found = await pathsOf(actor, query.id, services);
  if (!found.ok) return found;
  const { paths, access } = found.value;
  if (access.namespaces !== "all" && subject.namespace !== undefined && !access.namespaces.has(subject.namespace)) {
    if (!access.index.subjects.has(identityOf(subject))) return refuse("notFound");
  }
  const { gaps } = paths.subject(subject);
  const classify = await classifierOf(actor, access, services);
  return ok({
    subject: subjectView(subject),
    class: classify(subject).class,
    known: paths.startsOf(subject).length > 0,
    paths: (query.sink === undefined ? sinks : [query.sink]).map((sink) => {
      const { verdict, path, cut } = paths.path(subject, sink, query.sink !== undefined);
      return {
        sink,
        verdict,
        path: path.map(hopView),
        ...(cut && { cut: { bindings: cut.bindings.map(bindingView), proven: cut.proven } }),
      };
    }),
    complete: gaps.length === 0,
    gaps: [...gaps],
    notFollowed: [...notFollowed],
  });
});
