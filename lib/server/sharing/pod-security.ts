import type { PodSecurityView } from "../../contracts/pod-security.ts";
import { ok } from "../../core/result.ts";
import { getPodSecurity, refusedEverywhere } from "../use-cases/posture/pod-security.ts";
import { filtersOf, type ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";
import { freezeScan } from "./scan.ts";

/** Namespaces under Pod Security, and each workload that the tried level refuses, with the API server's words. */
export const podSecurityKind: ReportKind<"pod-security"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load({ view, reader, redactor, services }) {
    const query = { id: view.scan, level: view.level, version: view.version };
    const found = await getPodSecurity(reader, query, services);
    if (!found.ok) return found;
    const refused = await refusedEverywhere(reader, query, services);
    if (!refused.ok) return refused;
    const { scanId: _scan, namespaces, legacyPolicies, gaps, ...posture } = found.value;
    const content = {
      ...posture,
      kind: "pod-security" as const,
      namespaces: namespaces.map((row) => namespaceOf(row, redactor)),
      legacyPolicies: legacyPolicies.map(({ name, ...policy }) => ({ ...policy, name: redactor.text(name) })),
      refused: refused.value.workloads.map(({ namespace, kind, name, meets, violations }) => ({
        ...{ kind, meets },
        namespace: redactor.text(namespace),
        name: redactor.text(name),
        violations: violations.map((violation) => ({ ...violation, detail: redactor.text(violation.detail) })),
      })),
      leftOut: refused.value.leftOut,
      gaps: redactor.gaps(gaps),
    };
    return ok({
      content,
      total: namespaces.length,
      pageSize: Number.POSITIVE_INFINITY,
      filters: filtersOf({ level: view.level, version: view.version }),
    });
  },
};

function namespaceOf({ name, labels, ...row }: PodSecurityView["namespaces"][number], redactor: Redactor) {
  const told = labels && { labels: { ...labels, invalid: labels.invalid.map((one) => redactor.text(one)) } };
  return { ...row, ...told, name: redactor.text(name) };
}
