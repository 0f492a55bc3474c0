/** Files that a reader takes away: of any view, in any of its formats, as far as they see, and written down. */
import type { ReviewedSubject } from "../../../contracts/access/reviews.ts";
import type { MatrixRow } from "../../../contracts/access.ts";
import type { ExportFormat } from "../../../contracts/export-formats.ts";
import { type ExportQuery, type ExportView, exportQueries } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { accessChangesCsv, accessChangesJson } from "../../export/access-changes.ts";
import { csvType } from "../../export/csv.ts";
import { jsonType } from "../../export/json.ts";
import { matrixCsv, matrixJson } from "../../export/matrix.ts";
import { reviewCsv, reviewJson } from "../../export/review.ts";
import { sarifType } from "../../export/sarif/log.ts";
import { scanCsv, scanJson } from "../../export/scan.ts";
import { type Decision, waiversCsv, waiversJson } from "../../export/waivers.ts";
import { xmlType } from "../../export/xml.ts";
import { comparedAccess } from "../access/changes.ts";
import { getMatrix, getMatrixRows } from "../access/matrix.ts";
import { getReview, listReviewed } from "../access/reviews.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { hasResults, standpoint } from "../scans/scan-view.ts";
import { getScan } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { waiverViews } from "../waivers/waiver-view.ts";

import { exportDrift, exportHolders, exportNamespaceAdministration, exportPaths } from "./export-access.ts";
import { exportChecklist, exportChecklistFleet } from "./export-checklist.ts";
import { exportComparison } from "./export-comparison.ts";
import { exportDryRun } from "./export-dry-run.ts";
import { exportFindings, filterWords } from "./export-findings.ts";
import { exportImages } from "./export-images.ts";
import { exportNamespaces, exportResources } from "./export-pivots.ts";
import { exportPolicyRules } from "./export-policy-rules.ts";
import { exportNetwork, exportPodSecurity } from "./export-posture.ts";
import { exportUpgradeFleet, exportUpgradePlan } from "./export-upgrades.ts";
import { exportPackages, exportVulnerabilities } from "./export-vulnerabilities.ts";

/** What makes a file, before it has a name. */
export interface Made {
  readonly texts: AsyncGenerator<string, void>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which clusters it is about, for its name. */
  readonly scope: string;
  readonly clusterId?: string | undefined;
  /** Must be called when nobody reads any more. */
  readonly close: () => void;
}

export interface ExportFile extends Made {
  readonly fileName: string;
  readonly type: string;
}

export interface ExportRequest {
  readonly view: ExportView;
  /** As it stands in the address. */
  readonly query: Readonly<Record<string, unknown>>;
}

const types: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> = {
  csv: { type: csvType, ending: "csv" },
  json: { type: jsonType, ending: "json" },
  sarif: { type: sarifType, ending: "sarif" },
  junit: { type: xmlType, ending: "xml" },
};

const makers: {
  readonly [V in ExportView]: (actor: Actor, query: ExportQuery<V>, services: Services) => Promise<Outcome<Made>>;
} = {
  findings: exportFindings,
  comparison: exportComparison,
  scan: exportScan,
  matrix: exportMatrix,
  review: exportReview,
  "policy-rules": exportPolicyRules,
  "access-changes": exportAccessChanges,
  paths: exportPaths,
  namespaces: exportNamespaceAdministration,
  holders: exportHolders,
  drift: exportDrift,
  "upgrade-plan": exportUpgradePlan,
  "upgrade-fleet": exportUpgradeFleet,
  checklist: exportChecklist,
  "checklist-fleet": exportChecklistFleet,
  "pod-security": exportPodSecurity,
  network: exportNetwork,
  "policy-dry-run": exportDryRun,
  images: exportImages,
  vulnerabilities: exportVulnerabilities,
  packages: exportPackages,
  waivers: exportWaivers,
};

export const exportView = defineUseCase<ExportRequest, ExportFile>("report:read", async (actor, { view, query }, services) => {
  const parsed = exportQueries[view].safeParse(query);
  if (!parsed.success)
    return refuse("badRequest", { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) });
  const { format } = parsed.data;
  const made = await makers[view](actor, parsed.data as never, services);
  if (!made.ok) return made;
  const { scope, clusterId } = made.value;
  const { type, ending } = types[format];
  const fileName = `drydock-${view}-${scope}-${services.now().toISOString().slice(0, 10)}.${ending}`;
  const entry = { action: "report.export", clusterId, subject: `${view} of ${scope}`, detail: { kind: view, format } } as const;
  try {
    await record(services.repositories, actor, entry);
  } catch (error) {
    made.value.close();
    throw error;
  }
  return ok({ ...made.value, fileName, type });
});

async function exportScan(actor: Actor, { scan: id, format }: ExportQuery<"scan">, services: Services): Promise<Outcome<Made>> {
  const scan = await getScan(actor, { id }, services);
  if (!scan.ok) return scan;
  if (!hasResults(scan.value)) return refuse("scanIncomplete");
  const content = { exportedAt: services.now().toISOString(), version: services.version, scan: scan.value };
  const { cluster, number, clusterId } = scan.value;
  const texts = format === "csv" ? scanCsv(content) : scanJson(content);
  return ok({ texts, scope: `${cluster}-scan-${number}`, clusterId, close: () => undefined });
}

const windowSize = 100;

async function exportMatrix(actor: Actor, query: ExportQuery<"matrix">, services: Services): Promise<Outcome<Made>> {
  if (query.pivot === "resources") return exportResources(actor, query, services);
  if (query.pivot === "namespaces") return exportNamespaces(actor, query, services);
  const { scan: id, format, pivot: _pivot, can: _can, ...filter } = query;
  const scan = await services.repositories.scans.get(actor.scope, id);
  const matrix = await getMatrix(actor, { ...filter, id }, services);
  if (scan === undefined) return refuse("notFound");
  if (!matrix.ok) return matrix;
  async function* batches(): AsyncGenerator<readonly MatrixRow[], void> {
    for (let offset = 0; ; offset += windowSize) {
      const window = await getMatrixRows(actor, { ...filter, id, offset, limit: windowSize }, services);
      if (!window.ok) throw new Error("The matrix was taken away while it was read.");
      yield window.value.rows;
      if (offset + windowSize >= window.value.total) return;
    }
  }
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, cluster: scan.cluster, matrix: matrix.value },
    filter: filterWords({ ...filter, risky: filter.risky ? "true" : undefined }),
    batches: batches(),
  };
  const texts = format === "csv" ? matrixCsv(content) : matrixJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close: () => undefined });
}

async function exportReview(
  actor: Actor,
  { review: id, format }: ExportQuery<"review">,
  services: Services,
): Promise<Outcome<Made>> {
  const review = await getReview(actor, { id }, services);
  if (!review.ok) return review;
  async function* batches(): AsyncGenerator<readonly ReviewedSubject[], void> {
    let cursor: string | undefined;
    do {
      const page = await listReviewed(actor, { id, limit: 200, cursor }, services);
      if (!page.ok) throw new Error("The review was taken away while it was read.");
      yield page.value.items;
      cursor = page.value.next;
    } while (cursor !== undefined);
  }
  const content = {
    exportedAt: services.now().toISOString(),
    version: services.version,
    review: review.value,
    batches: batches(),
  };
  const [only, ...others] = review.value.places;
  const texts = format === "csv" ? reviewCsv(content) : reviewJson(content);
  const scope = only && others.length === 0 ? only.cluster : `${review.value.places.length}-clusters`;
  return ok({ texts, scope, clusterId: others.length === 0 ? only?.clusterId : undefined, close: () => undefined });
}

async function exportAccessChanges(
  actor: Actor,
  { before, after, format }: ExportQuery<"access-changes">,
  services: Services,
): Promise<Outcome<Made>> {
  const compared = await comparedAccess(actor, { id: after, with: before }, services);
  if (!compared.ok) return compared;
  const { before: one, after: other, difference } = compared.value;
  if (one === undefined || difference === undefined) return refuse("notComparable");
  const sides = { before: standpoint(one), after: standpoint(other) };
  const content = {
    exportedAt: services.now().toISOString(),
    version: services.version,
    cluster: other.cluster,
    ...sides,
    difference,
  };
  const texts = format === "csv" ? accessChangesCsv(content) : accessChangesJson(content);
  const scope = `${other.cluster}-scans-${one.number}-${other.number}`;
  return ok({ texts, scope, clusterId: other.clusterId, close: () => undefined });
}

const waiversAtOnce = 200;

async function exportWaivers(
  actor: Actor,
  { state, format }: ExportQuery<"waivers">,
  services: Services,
): Promise<Outcome<Made>> {
  const at = services.now();
  const { waivers, exports } = services.repositories;
  async function* batches(): AsyncGenerator<readonly Decision[], void> {
    let cursor: string | undefined;
    do {
      const page = await waivers.list(actor.scope, {
        ...(state && { state }),
        at,
        limit: waiversAtOnce,
        ...(cursor && { cursor }),
      });
      const rows = page?.items ?? [];
      const views = await waiverViews(actor.scope, rows, services, at);
      const matched = Map.groupBy(
        await exports.waived(
          actor.scope,
          rows.map(({ id }) => id),
          at,
        ),
        ({ waiverId }) => waiverId,
      );
      yield views.map((waiver) => ({ waiver, matched: matched.get(waiver.id) ?? [] }));
      cursor = page?.next;
    } while (cursor !== undefined);
  }
  const content = { exportedAt: at.toISOString(), version: services.version, filter: filterWords({ state }), batches: batches() };
  const texts = format === "csv" ? waiversCsv(content) : waiversJson(content);
  return ok({ texts, scope: state ?? "all", clusterId: undefined, close: () => undefined });
}
