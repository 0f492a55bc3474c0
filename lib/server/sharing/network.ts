import { ok } from "../../core/result.ts";
import { getNetwork } from "../use-cases/posture/network.ts";
import type { ReportKind } from "./kind.ts";
import { freezeScan } from "./scan.ts";

/** Which namespaces are isolated, who reaches whom, and what is open to the outside. */
export const networkKind: ReportKind<"network"> = {
  freeze: (actor, { scan }, services) => freezeScan(actor, scan, services),

  async load({ view, reader, redactor, services }) {
    const found = await getNetwork(reader, { id: view.scan }, services);
    if (!found.ok) return found;
    const { scanId: _scan, namespaces, exposures, gaps, ...posture } = found.value;
    const content = {
      ...posture,
      kind: "network" as const,
      namespaces: namespaces.map(({ name, ...row }) => ({ ...row, name: redactor.text(name) })),
      exposures: exposures.map(({ namespace, name, by, at, ...exposure }) => ({
        ...exposure,
        namespace: redactor.text(namespace),
        name: redactor.text(name),
        by: redactor.text(by),
        at: at.map((one) => redactor.text(one)),
      })),
      gaps: redactor.gaps(gaps),
    };
    return ok({ content, total: namespaces.length, pageSize: Number.POSITIVE_INFINITY, filters: [] });
  },
};
