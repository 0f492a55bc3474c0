"use client";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { problemOf } from "#client/problem.ts";
import type { FindingDetail } from "#contracts/findings.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { GapList } from "../scans/gap-list.tsx";
import { TrailOfFinding } from "../supply-chain/links-here.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock, CopyButton } from "../ui/copy.tsx";
import { nameOfSeverity, SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { percent } from "../ui/hatch.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Pane, PaneSection } from "../ui/pane.tsx";
import { ErrorState, Skeleton } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { History } from "./finding-history.tsx";
import { CommentField, FindingDecisions, WaivedBanner } from "./finding-people.tsx";
import { findingOptions } from "./finding-query.ts";
import { type FindingAddress, formatFindingAddress } from "./finding-url.ts";
import { answerWords, pillarLabels, responsibleLabels } from "./finding-words.ts";
import { Prose } from "./prose.tsx";

interface PaneProps {
  readonly address: FindingAddress;
  readonly onClose: () => void;
  /** Narrows the list to the finding's check. */
  readonly onCheck: (checkId: string) => void;
}

/** One finding: what, the evidence, why it comes first, why it matters, how to mend it, and its history. */
export function FindingPane({ address, onClose, onCheck }: PaneProps) {
  const query = useQuery(findingOptions(address));
  const finding = query.data;
  if (finding === undefined) {
    return (
      <Pane
        label="Selected finding"
        onClose={onClose}
        backLabel="All findings"
        eyebrow="Finding"
        title={query.isError ? "Not shown" : <Skeleton className="h-5 w-3/4" />}
      >
        {query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : <PaneSkeleton />}
      </Pane>
    );
  }
  return (
    <Pane
      label="Selected finding"
      onClose={onClose}
      backLabel="All findings"
      eyebrow={<Eyebrow finding={finding} />}
      title={<bdi>{visibleText(finding.title)}</bdi>}
      actions={<Actions finding={finding} onCheck={onCheck} />}
    >
      {finding.waiver === undefined ? null : <WaivedBanner waiver={finding.waiver} />}
      <Evidence finding={finding} />
      {finding.priority === "" ? null : (
        <PaneSection title="Why it stands here">
          <p className="text-ink-2">{finding.priority}</p>
        </PaneSection>
      )}
      {finding.why === "" ? null : (
        <PaneSection id="why" title="Why it matters">
          <Prose text={finding.why} codeLabel="Example" />
        </PaneSection>
      )}
      {finding.fix === "" ? null : (
        <PaneSection title="How to fix" aside={responsibleLabels[finding.responsible]}>
          <Prose text={finding.fix} codeLabel="How to fix" />
        </PaneSection>
      )}
      {finding.gaps.length === 0 ? null : (
        <PaneSection
          title={
            <span className="flex items-center gap-1.5 text-ink-2">
              <VerdictGlyph verdict="notAssessed" />
              This check did not see everything: there may be more
            </span>
          }
        >
          <GapList gaps={finding.gaps} most={6} />
        </PaneSection>
      )}
      <CommentField finding={finding} />
      <History finding={finding} />
      <References finding={finding} />
    </Pane>
  );
}

function Eyebrow({ finding }: { finding: FindingDetail }) {
  return (
    <>
      <SeverityGlyph severity={finding.severity} />
      <span className="font-label text-ink">{nameOfSeverity(finding.severity)}</span>
      {finding.state === "new" || finding.state === "reopened" ? <Badge look="accent">{finding.state}</Badge> : null}
      {finding.life === "waived" ? <Badge>waived</Badge> : null}
      {finding.life === "fixed" ? <Badge className="!border-pass !text-pass">fixed</Badge> : null}
      {finding.state === "notComparable" ? <Badge look="unseen">not comparable</Badge> : null}
      <span aria-hidden>·</span>
      <span>{pillarLabels[finding.pillar]}</span>
      <span aria-hidden>·</span>
      <a href="#why" className="font-mono hover:text-ink hover:underline" title={finding.checkTitle}>
        {finding.checkId}
      </a>
    </>
  );
}

function Actions({ finding, onCheck }: { finding: FindingDetail; onCheck: (checkId: string) => void }) {
  const link = `/findings?finding=${formatFindingAddress(finding)}`;
  return (
    <>
      <FindingDecisions finding={finding} />
      <ShareButton
        view={{ kind: "finding", scan: finding.scanId, fingerprint: finding.fingerprint }}
        title={finding.checkTitle}
        size="small"
      />
      <TrailOfFinding finding={finding} />
      <Button size="small" onClick={() => onCheck(finding.checkId)}>
        Only this check
      </Button>
      <CopyButton label="Copy link" text={typeof window === "undefined" ? link : new URL(link, window.location.href).href} />
    </>
  );
}

function Evidence({ finding }: { finding: FindingDetail }) {
  const { at, data, seen } = finding;
  const share = seen.coverage === undefined ? "" : ` · ${percent(seen.coverage)} assessed`;
  return (
    <PaneSection
      title="Evidence"
      aside={
        <>
          <Link href={`/scans/${seen.scanId}`} className="hover:text-ink hover:underline">
            scan {seen.number}
          </Link>
          , <Time at={seen.at} />
          {share}
        </>
      }
    >
      <dl className="grid grid-cols-[minmax(72px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 text-12 leading-5 [&_dt]:text-ink-3">
        <dt>Cluster</dt>
        <dd>
          <Link href={`/clusters/${finding.clusterId}`} className="hover:underline">
            <ObjectName name={finding.cluster} wrap />
          </Link>
        </dd>
        <dt>{at.kind}</dt>
        <dd>
          <ObjectName namespace={at.namespace} name={at.name} wrap copy />
        </dd>
        {at.path === undefined ? null : (
          <>
            <dt>Path</dt>
            <dd>
              <ObjectName name={at.path} wrap />
            </dd>
          </>
        )}
        {Object.entries(data).map(([name, datum]) => (
          <div key={name} className="contents">
            <dt className="max-w-40 truncate" title={name}>
              {name}
            </dt>
            <dd className="min-w-0">
              <Datum value={datum} />
            </dd>
          </div>
        ))}
      </dl>
      {finding.evidence === "" ? (
        <p className="mt-2 text-12 text-ink-3">This scan keeps no more of the object.</p>
      ) : (
        <CodeBlock text={finding.evidence} label="The object, as the scan kept it" className="mt-3" />
      )}
    </PaneSection>
  );
}

const shownItems = 20;

function Datum({ value }: { value: FindingDetail["data"][string] }) {
  if (!Array.isArray(value)) return <ObjectName name={String(value)} wrap className="font-label" />;
  if (value.length === 0) return <span className="text-ink-3">none</span>;
  return (
    <ul>
      {value.slice(0, shownItems).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand in a list twice
        <li key={index}>
          <ObjectName name={item} wrap />
        </li>
      ))}
      {value.length > shownItems ? <li className="text-ink-3">and {value.length - shownItems} more</li> : null}
    </ul>
  );
}

function References({ finding }: { finding: FindingDetail }) {
  if (finding.refs.length === 0 && finding.answers.length === 0) return null;
  return (
    <PaneSection title="References">
      <ul className="grid gap-1 text-ink-2">
        {finding.answers.map((answer) => (
          <li key={answer}>{answerWords(answer)}</li>
        ))}
        {finding.refs.map((ref) => (
          <li key={ref} className="min-w-0">
            <Reference href={ref} />
          </li>
        ))}
      </ul>
    </PaneSection>
  );
}

/** Leads out only to https; anything else is a text. */
function Reference({ href }: { href: string }) {
  if (!href.startsWith("https://")) return <span className="[overflow-wrap:anywhere]">{href}</span>;
  const shown = href.slice("https://".length).replace(/\/$/, "");
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      className="text-accent-text [overflow-wrap:anywhere] hover:underline"
    >
      {shown}
      <ExternalLink aria-hidden className="mb-0.5 ml-1 inline size-3 stroke-[1.5]" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}

function PaneSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4 p-4">
      {[96, 48, 72, 56].map((height) => (
        <div key={height} className="grid gap-2">
          <Skeleton className="h-2.5 w-20" />
          <svg aria-hidden width="100%" height={height} className="animate-pulse-slow">
            <rect width="100%" height={height} rx="4" fill="var(--raise)" />
          </svg>
        </div>
      ))}
    </div>
  );
}
