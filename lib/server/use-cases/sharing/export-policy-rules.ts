/** Every right of every binding of a scan as a file, as far as its reader may know of them. */
import type { ExportQuery } from "../../../contracts/exports.ts";
import { uniqueGaps } from "../../../core/inventory/gap-words.ts";
import { type PolicyRow, policyRules } from "../../../core/rbac/rights/policy-rules.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { policyRulesCsv, policyRulesJson } from "../../export/policy-rules.ts";
import { type Access, accessOf } from "../access/access-index.ts";
import { seesLine } from "../access/visible-lines.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { filterWords } from "./export-findings.ts";
import type { Made } from "./exports.ts";

type Query = ExportQuery<"policy-rules">;

/** @returns the file of a query. */
export async function exportPolicyRules(actor: Actor, query: Query, services: Services): Promise<Outcome<Made>> {
  const { scan: scanId, format, namespace, q } = query;
  const scan = await services.repositories.scans.get(actor.scope, scanId);
  const access = await accessOf(actor, scanId, services);
  if (scan === undefined) return refuse("notFound");
  if (!access.ok) return access;
  const { index, namespaces } = access.value;
  if (namespace !== undefined && namespaces !== "all" && !namespaces.has(namespace)) return refuse("notFound");
  const content = {
    ...{ exportedAt: services.now().toISOString(), version: services.version, cluster: scan.cluster, scanId },
    filter: filterWords({ namespace, q }),
    rows: chosen(access.value, query),
    gaps: uniqueGaps(Object.values(index.gaps).flat()),
  };
  const texts = format === "csv" ? policyRulesCsv(content) : policyRulesJson(content);
  return ok({ texts, scope: `${scan.cluster}-scan-${scan.number}`, clusterId: scan.clusterId, close: () => undefined });
}

/** What holds everywhere holds in a namespace, too. */
function* chosen(access: Access, { namespace, q = "" }: Query): Generator<PolicyRow, void> {
  const text = q.toLowerCase();
  for (const row of policyRules(access.index)) {
    if (namespace !== undefined && row.namespace !== undefined && row.namespace !== namespace) continue;
    const name = row.subjectNamespace === undefined ? row.subject : `${row.subjectNamespace}/${row.subject}`;
    if (name.toLowerCase().includes(text) && seesRow(access, row)) yield row;
  }
}

function seesRow(access: Access, { group, resource, url }: PolicyRow): boolean {
  if (url !== undefined) return seesLine(access, { url });
  return group === undefined || resource === undefined || seesLine(access, { group, resource });
}
