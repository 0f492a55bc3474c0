import { ok } from "../../core/result.ts";
import { getSubjectPaths } from "../use-cases/access/paths.ts";
import { refuse } from "../use-cases/outcome.ts";
import type { ReportKind } from "./kind.ts";
import { redactedBinding, redactedHop } from "./path-entries.ts";
import { freezeScan } from "./scan.ts";

/** The shortest path of one subject to an end, hop by hop, and what cuts it. */
export const pathKind: ReportKind<"path"> = {
  async freeze(actor, { scan, subject, sink }, services) {
    const found = await getSubjectPaths(actor, { id: scan, subject, sink }, services);
    return found.ok ? freezeScan(actor, scan, services) : found;
  },

  async load({ view, reader, redactor, services }) {
    const found = await getSubjectPaths(reader, { id: view.scan, subject: view.subject, sink: view.sink }, services);
    if (!found.ok) return found;
    const { subject, class: subjectClass, known, paths, complete, gaps, notFollowed } = found.value;
    const [path] = paths;
    if (path === undefined) return refuse("notFound");
    const { sink, verdict, path: hops, cut } = path;
    return ok({
      content: {
        kind: "path",
        subject: { ...redactor.subject(subject) },
        class: subjectClass,
        ...{ known, complete, notFollowed },
        path: {
          ...{ sink, verdict },
          path: hops.map((hop) => redactedHop(hop, redactor)),
          ...(cut && { cut: { ...cut, bindings: cut.bindings.map((binding) => redactedBinding(binding, redactor)) } }),
        },
        gaps: redactor.gaps(gaps),
      },
      total: 1,
      pageSize: 1,
      filters: [],
    });
  },
};
