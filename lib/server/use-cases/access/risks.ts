/** What the findings of access of one scan allow, grouped by that, with the worst holders and the chains behind them. */
import type { z } from "zod";
import type { RiskGroupView, RiskHolder, Risks, riskGroupSchema } from "../../../contracts/access/risks.ts";
import { checkById } from "../../../core/checks/index.ts";
import { severities } from "../../../core/findings/verdict.ts";
import { type RiskRow, riskRows } from "../../../core/rbac/risk/catalogue.ts";
import { type RiskGroup, riskGroupOf, riskGroups } from "../../../core/rbac/risk/groups.ts";
import { parseSubjectText, type SubjectRef, subjectKey } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import type { CheckRow, FindingDetailRow } from "../../database/rows.ts";
import { checkTitle } from "../findings/finding-view.ts";
import { defineUseCase } from "../outcome.ts";
import { accessOf } from "./access-index.ts";
import { podSecurityOf } from "./pod-security.ts";
import { type ChainFinder, createChainFinder } from "./risk-chains.ts";

/** As many as a person looks at; the list of findings has the others. */
const most = 5;
type Counts = z.infer<typeof riskGroupSchema>["counts"];

export const getRisks = defineUseCase<{ readonly id: string }, Risks>("report:read", async (actor, { id }, services) => {
  const access = await accessOf(actor, id, services);
  if (!access.ok) return access;
  const { findings } = services.repositories;
  const at = services.now();
  const filter = { scan: id, pillar: ["access"] };
  const [open, waived, verdicts, podSecurity] = await Promise.all([
    findings.withData(actor.scope, { ...filter, life: { show: "open", at } }),
    findings.count(actor.scope, { ...filter, life: { show: "waived", at } }),
    findings.verdicts(actor.scope, id),
    podSecurityOf(actor, access.value, services),
  ]);
  const checks = verdicts.filter(({ pillar }) => pillar === "access");
  const byGroup = Map.groupBy(open, ({ checkId }) => riskGroupOf(checkId));
  const chains = createChainFinder(access.value.index);
  const groups = riskGroups
    .map((group) => groupView(group, { open: byGroup.get(group.id) ?? [], checks, chains }))
    .sort(worstFirst);
  return ok({ groups, rows: riskRows.map((row) => rowView(row, checks, open)), findings: open.length, waived, podSecurity });
});

interface Found {
  readonly open: readonly FindingDetailRow[];
  readonly checks: readonly CheckRow[];
  readonly chains: ChainFinder;
}

function groupView(group: RiskGroup, { open, checks, chains }: Found): RiskGroupView {
  const holders = holdersOf(open);
  const kinds = { User: 0, Group: 0, ServiceAccount: 0 };
  for (const { subject } of holders) kinds[subject.kind]++;
  const namespaces = new Set(open.flatMap(({ at }) => at.namespace ?? []));
  return {
    id: group.id,
    allows: group.allows,
    sentence: group.sentence,
    counts: countSeverities(open),
    findings: open.length,
    subjects: kinds,
    serious: holders.filter((holder) => rankOf(holder) <= severities.indexOf("high")).length,
    namespaces: namespaces.size,
    clusterWide: open.filter(({ at }) => at.namespace === undefined).length,
    onNode: open.filter(({ message }) => message.startsWith("node")).length,
    worst: holders.slice(0, most).map((holder) => holderView(holder, chains)),
    checks: checks
      .filter(({ checkId }) => riskGroupOf(checkId) === group.id)
      .map(({ checkId, verdict, gaps }) => ({
        checkId,
        title: checkTitle(checkId),
        verdict,
        findings: open.filter((finding) => finding.checkId === checkId).length,
        gaps: [...gaps],
      })),
  };
}

function countSeverities(open: readonly FindingDetailRow[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
  for (const { severity } of open) counts[severity]++;
  return counts;
}

interface Holder {
  readonly subject: SubjectRef;
  /** The first is the worst. */
  readonly findings: FindingDetailRow[];
}

/** @returns whom the findings name, whose worst finding is worst first, then those with most. */
function holdersOf(open: readonly FindingDetailRow[]): readonly Holder[] {
  const holders = new Map<string, Holder>();
  for (const finding of open)
    for (const subject of subjectsOf(finding)) {
      const key = subjectKey(subject);
      const known = holders.get(key);
      if (known === undefined) holders.set(key, { subject, findings: [finding] });
      else known.findings.push(finding);
    }
  return [...holders.values()].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) || b.findings.length - a.findings.length || (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1),
  );
}

function rankOf({ findings }: Holder): number {
  return severities.indexOf(findings[0]?.severity ?? "information");
}

function subjectsOf({ data }: FindingDetailRow): readonly SubjectRef[] {
  const { subject, subjects } = data;
  const texts = [...(typeof subject === "string" ? [subject] : []), ...(Array.isArray(subjects) ? subjects : [])];
  return texts.flatMap((text) => parseSubjectText(text) ?? []);
}

function holderView({ subject, findings }: Holder, chains: ChainFinder): RiskHolder {
  const [worst] = findings as [FindingDetailRow];
  const { uid: _uid, ...at } = worst.at;
  return {
    subject: { ...subject },
    findings: findings.length,
    severity: worst.severity,
    title: worst.title,
    fingerprint: worst.fingerprint,
    at,
    firstSeenAt: worst.firstSeenAt.toISOString(),
    chain: chains(worst, subject),
  };
}

function worstFirst(a: RiskGroupView, b: RiskGroupView): number {
  for (const severity of severities)
    if (a.counts[severity] !== b.counts[severity]) return b.counts[severity] - a.counts[severity];
  return 0;
}

function rowView(row: RiskRow, checks: readonly CheckRow[], open: readonly FindingDetailRow[]): Risks["rows"][number] {
  const found = checks.filter(({ checkId }) => row.checks.includes(checkId));
  return {
    row: row.row,
    right: row.right,
    consequence: row.consequence,
    verdict: verdictOf(row, found),
    findings: open.filter(({ checkId }) => row.checks.includes(checkId)).length,
    checks: row.checks.filter((id) => checkById(id) !== undefined),
  };
}

/** What was found is found; what one check could not look at is not passed by another; a check that the scan did not know, neither. */
function verdictOf(row: RiskRow, found: readonly CheckRow[]): Risks["rows"][number]["verdict"] {
  if (found.some(({ verdict }) => verdict === "fail")) return "fail";
  if (found.length < row.checks.length) return "notAssessed";
  if (found.some(({ verdict }) => verdict === "notAssessed")) return "notAssessed";
  return found.every(({ verdict }) => verdict === "notApplicable") ? "notApplicable" : "pass";
}
