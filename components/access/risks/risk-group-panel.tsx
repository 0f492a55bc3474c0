"use client";
import { ChevronRight } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import type { RiskGroupView, RiskHolder } from "#contracts/access/risks.ts";
import { formatFindingAddress } from "../../findings/finding-url.ts";
import { GapList } from "../../scans/gap-list.tsx";
import { cn } from "../../ui/cn.ts";
import { nameOfSeverity, SeverityGlyph, VerdictGlyph } from "../../ui/glyphs.tsx";
import { Hatch } from "../../ui/hatch.tsx";
import { Link } from "../../ui/link.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { ChainView } from "../chain-view.tsx";
import { SubjectIcon } from "../subject.tsx";
import { counted, subjectKey, subjectLabel } from "../subject-words.ts";
import { findingsOfChecks, groupFacts, subjectCount } from "./risk-words.ts";

const severities = ["critical", "high", "medium", "low", "information"] as const;
/** Nothing was asked, so nothing of a rule is marked. */
const nothing = { verbs: [] };
const openParser = parseAsString.withDefault("").withOptions({ history: "push" });

/** One thing that findings allow: who, where, the worst of them with their chains, and what was not assessed. */
export function RiskGroupPanel({ scanId, group }: { scanId: string; group: RiskGroupView }) {
  const rest = subjectCount(group) - group.worst.length;
  const failed = group.checks.filter(({ verdict }) => verdict === "fail").map(({ checkId }) => checkId);
  return (
    <Panel title={group.allows} aside={<Counts counts={group.counts} />} data-risk={group.id}>
      <div className="border-line border-b px-4 py-3">
        <p className="text-ink-2">{group.sentence}</p>
        <p className="mt-1 font-label">{groupFacts(group).join(" · ")}</p>
      </div>
      {group.worst.length === 0 ? null : (
        <ul aria-label={`Who may: ${group.allows}`}>
          {group.worst.map((holder) => (
            <Holder key={subjectKey(holder.subject)} scanId={scanId} group={group.id} holder={holder} />
          ))}
        </ul>
      )}
      <NotAssessed group={group} />
      <PanelFooter>
        {rest > 0 ? `${counted(rest, "more subject")} · ` : ""}
        <Link href={findingsOfChecks(scanId, failed)} className="text-accent-text underline">
          {group.findings === 1 ? "Open the finding" : `Open all ${group.findings.toLocaleString("en")} findings`}
        </Link>
      </PanelFooter>
    </Panel>
  );
}

function Counts({ counts }: { counts: RiskGroupView["counts"] }) {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => (
      <span key={severity} className="inline-flex items-center gap-1">
        <SeverityGlyph severity={severity} labelled />
        <span className="tabular-nums">{counts[severity].toLocaleString("en")}</span>
      </span>
    ));
}

/** One subject: its worst finding in a line; opened, the chain behind it. */
function Holder({ scanId, group, holder }: { scanId: string; group: string; holder: RiskHolder }) {
  const [opened, setOpened] = useQueryState("holder", openParser);
  const key = `${group} ${subjectKey(holder.subject)}`;
  const open = opened === key;
  const address = formatFindingAddress({ scanId, fingerprint: holder.fingerprint });
  return (
    <li className={cn("border-line border-b last:border-b-0", open && "shadow-[inset_2px_0_0_var(--accent)]")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => void setOpened(open ? "" : key)}
        className="grid min-h-10 w-full grid-cols-[12px_12px_minmax(140px,240px)_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 text-left hover:bg-sunk focus-visible:rounded-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] narrow:grid-cols-[12px_12px_minmax(0,1fr)_auto]"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3 text-ink-3 transition-transform duration-[140ms]", open && "rotate-90")}
        />
        <SeverityGlyph severity={holder.severity} labelled />
        <span className="flex min-w-0 items-center gap-2">
          <SubjectIcon kind={holder.subject.kind} />
          <code title={subjectLabel(holder.subject)} className="truncate font-label text-ink [unicode-bidi:isolate]">
            {holder.subject.namespace === undefined ? null : (
              <span className="font-normal text-ink-3">{holder.subject.namespace}/</span>
            )}
            {visibleText(holder.subject.name)}
          </code>
        </span>
        <span className="truncate text-12 text-ink-2 narrow:col-span-2 narrow:col-start-3 narrow:row-start-2">
          <bdi>{visibleText(holder.title)}</bdi>
        </span>
        <span className="whitespace-nowrap text-right text-12 text-ink-3 narrow:col-start-4 narrow:row-start-1">
          {counted(holder.findings, "finding")}
        </span>
      </button>
      {open ? (
        <div className="grid gap-3 px-4 pb-4 pl-10 narrow:pl-4">
          <p className="[overflow-wrap:anywhere]">
            <bdi>{visibleText(holder.title)}</bdi>
          </p>
          <p className="text-12 text-ink-3">
            {nameOfSeverity(holder.severity)} · seen since <Time at={holder.firstSeenAt} format="day" /> ·{" "}
            <Link href={`/findings?scan=${scanId}&finding=${address}`} className="text-accent-text underline">
              Open the finding
            </Link>
          </p>
          {holder.chain === undefined ? null : <ChainView chain={holder.chain} holder={holder.subject} asked={nothing} />}
        </div>
      ) : null}
    </li>
  );
}

/** What of this group was not looked at, hatched as everything that was not seen. */
function NotAssessed({ group }: { group: RiskGroupView }) {
  const unseen = group.checks.filter(({ verdict }) => verdict === "notAssessed");
  if (unseen.length === 0) return null;
  return (
    <ul aria-label="Not assessed" className="border-line border-t">
      {unseen.map((check) => (
        <li key={check.checkId} className="flex items-stretch border-line border-b last:border-b-0">
          <Hatch className="w-3 flex-none" />
          <div className="min-w-0 flex-1 px-4 py-2 text-12">
            <p className="text-ink-2">
              <VerdictGlyph verdict="notAssessed" labelled className="mr-1.5 align-middle" />
              {check.title}
            </p>
            <GapList gaps={check.gaps} most={3} />
          </div>
        </li>
      ))}
    </ul>
  );
}
