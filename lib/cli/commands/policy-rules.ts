/** `policy-rules`: every right of every binding and subject, one by one, as a table for other tools. */
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { policyRules as allPolicyRules, type PolicyRow } from "#core/rbac/rights/policy-rules.ts";
import { policyRulesCsv, policyRulesJson } from "#server/export/policy-rules.ts";
import { exitCodes } from "../exit-codes.ts";
import type { FileFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { rbacResources, tellAbsentNamespace } from "../question/open.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";
import { version } from "../version.ts";

export interface PolicyRulesOptions extends SourceOptions {
  readonly namespace?: string;
  readonly subject?: string;
  readonly output: FileFormat;
}

export async function policyRules(io: Io, options: PolicyRulesOptions): Promise<number> {
  const opened = await openInventory(io, options, { resources: rbacResources });
  if (!opened.ok) return refuse(io, opened.error);
  const { inventory, place } = opened.value;
  const index = buildRbacIndex(inventory);
  tellAbsentNamespace(io, inventory, options.namespace);
  const gaps = uniqueGaps(Object.values(index.gaps).flat());
  const content = {
    ...{ exportedAt: inventory.takenAt, version, cluster: place, gaps },
    filter: filterOf(options),
    rows: chosen(allPolicyRules(index), options),
  };
  await print(io, options.output === "json" ? policyRulesJson(content) : policyRulesCsv(content));
  for (const gap of gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  return gaps.length > 0 ? exitCodes.unsure : exitCodes.yes;
}

function filterOf({ namespace, subject }: PolicyRulesOptions): Readonly<Record<string, readonly string[]>> {
  return {
    ...(namespace === undefined ? {} : { namespace: [namespace] }),
    ...(subject === undefined ? {} : { subject: [subject] }),
  };
}

/** What holds everywhere holds in the namespace, too. */
function* chosen(rows: Iterable<PolicyRow>, { namespace, subject }: PolicyRulesOptions): Generator<PolicyRow, void> {
  const text = subject?.toLowerCase() ?? "";
  for (const row of rows) {
    if (namespace !== undefined && row.namespace !== undefined && row.namespace !== namespace) continue;
    const name = row.subjectNamespace === undefined ? row.subject : `${row.subjectNamespace}/${row.subject}`;
    if (name.toLowerCase().includes(text)) yield row;
  }
}
