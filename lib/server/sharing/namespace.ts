import { ok } from "../../core/result.ts";
import { getNamespace } from "../use-cases/access/namespaces.ts";
import type { ReportKind } from "./kind.ts";
import { redactedBinding, redactedHop } from "./path-entries.ts";
import { freezeScan } from "./scan.ts";

/** One namespace: who administers it, who comes from outside, and what leads beyond it. */
export const namespaceKind: ReportKind<"namespace"> = {
  async freeze(actor, { scan, namespace }, services) {
    const found = await getNamespace(actor, { id: scan, namespace }, services);
    return found.ok ? freezeScan(actor, scan, services) : found;
  },

  async load({ view, reader, redactor, services }) {
    const found = await getNamespace(reader, { id: view.scan, namespace: view.namespace }, services);
    if (!found.ok) return found;
    const { namespace, enforced, local, outside, beyond, mightyAccounts, sharedNodes, complete, gaps } = found.value;
    return ok({
      content: {
        kind: "namespace",
        namespace: redactor.text(namespace),
        ...{ enforced, sharedNodes, complete },
        local: local.map(({ subject, level, bindings }) => ({
          subject: { ...redactor.subject(subject) },
          level,
          bindings: bindings.map((binding) => redactedBinding(binding, redactor)),
        })),
        outside: {
          ...outside,
          subjects: outside.subjects.map(({ subject, path }) => ({
            subject: { ...redactor.subject(subject) },
            path: path.map((hop) => redactedHop(hop, redactor)),
          })),
        },
        beyond: beyond.map(({ path, ...reach }) => ({ ...reach, path: path.map((hop) => redactedHop(hop, redactor)) })),
        mightyAccounts: mightyAccounts.map(({ subject, ends }) => ({ subject: { ...redactor.subject(subject) }, ends })),
        gaps: redactor.gaps(gaps),
      },
      total: 1,
      pageSize: 1,
      filters: [],
    });
  },
};
