import { ok } from "../../core/result.ts";
import { getFinding } from "../use-cases/findings/finding-detail.ts";
import { refuse } from "../use-cases/outcome.ts";
import { reportFindings } from "./finding-entries.ts";
import type { ReportKind } from "./kind.ts";
import { freezeScan } from "./scan.ts";

/** One finding with its proof. What people did with it since, and said about it, is not in its report. */
export const findingKind: ReportKind<"finding"> = {
  async freeze(actor, { scan, fingerprint }, services) {
    const row = await services.repositories.findings.get(actor.scope, scan, fingerprint);
    return row === undefined ? refuse("notFound") : freezeScan(actor, scan, services);
  },

  async load(reading) {
    const { view, reader, redactor, services } = reading;
    const [row, found] = await Promise.all([
      services.repositories.findings.get(reader.scope, view.scan, view.fingerprint),
      getFinding(reader, { id: view.scan, fingerprint: view.fingerprint }, services),
    ]);
    if (row === undefined || !found.ok) return found.ok ? refuse("notFound") : found;
    const [finding] = await reportFindings([row], reading);
    if (finding === undefined) return refuse("notFound");
    const { why, fix, refs, evidence, gaps } = found.value;
    const content = {
      kind: "finding" as const,
      finding,
      ...{ why, fix, refs },
      // An object has names in every corner.
      ...(!redactor.pseudonyms && evidence !== "" && { evidence: redactor.text(evidence) }),
      gaps: redactor.gaps(gaps),
    };
    return ok({ content, total: 1, pageSize: 1, filters: [] });
  },
};
