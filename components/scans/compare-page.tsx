"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useRef } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import { withScanParser } from "#client/url-state.ts";
import type { Comparison } from "#contracts/findings.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { comparisonFacts, comparisonFiles } from "../exports/finding-files.ts";
import { formatFindingAddress } from "../findings/finding-url.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { PageBody } from "../shell/page-body.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { CoverageBar, Hatch } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { SavedViews } from "../views/saved-views.tsx";
import { UnsureReasons } from "./unsure-reasons.tsx";

const changes = ["all", "new", "fixed", "unchanged", "notComparable"] as const;
type Change = Comparison["items"][number]["change"];

const words: Record<Change, string> = { new: "New", fixed: "Fixed", unchanged: "Unchanged", notComparable: "Not comparable" };

function useComparison(id: string, other: string | null, change: (typeof changes)[number]) {
  return useInfiniteQuery({
    ...api.scans.compare.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        with: other ?? "",
        limit: 50,
        ...(change === "all" ? {} : { change }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next,
    }),
    enabled: other !== null,
  });
}

function ChangeMark({ change }: { change: Change }) {
  if (change === "new") return <Badge look="accent">new</Badge>;
  if (change === "fixed") return <Badge className="!border-pass !text-pass">fixed</Badge>;
  if (change === "notComparable") return <Badge look="unseen">not comparable</Badge>;
  return <span className="text-12 text-ink-3">unchanged</span>;
}

function Entry({ entry }: { entry: Comparison["items"][number] }) {
  const name = entry.at.namespace === undefined ? entry.at.name : `${entry.at.namespace}/${entry.at.name}`;
  return (
    <li
      data-row
      className="grid grid-cols-[12px_minmax(0,1fr)_auto] items-start gap-x-3 border-line border-b px-4 py-2 last:border-b-0"
    >
      <SeverityGlyph severity={entry.severity} labelled className="mt-1" />
      <div className="min-w-0">
        <Link
          href={`/findings?cluster=${entry.clusterId}&scan=${entry.scanId}&finding=${formatFindingAddress(entry)}`}
          className="font-label [overflow-wrap:anywhere] hover:underline"
        >
          {entry.title}
        </Link>
        <p className="text-12 text-ink-3 [overflow-wrap:anywhere]">
          {entry.at.kind} <code>{name}</code> · <code>{entry.checkId}</code>
        </p>
        {entry.reason === undefined ? null : (
          <p className="mt-0.5 flex items-start gap-1.5 text-12 text-ink-2">
            <Hatch className="mt-1 size-2.5 flex-none" />
            {entry.reason}
          </p>
        )}
      </div>
      <ChangeMark change={entry.change} />
    </li>
  );
}

function Side({ name, side }: { name: string; side: Comparison["before"] }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <p className="text-12 text-ink-3">{name}</p>
      <p className="flex flex-wrap items-center gap-x-3">
        <Link href={`/scans/${side.scanId}`} className="font-semibold text-16 hover:underline">
          scan {side.number}
        </Link>
        <Time at={side.at} className="text-ink-2" />
        <CoverageBar share={side.share} />
      </p>
    </div>
  );
}

function sentenceOf({ counts, comparable, before }: Comparison): ReactNode {
  if (!comparable) return "These two scans cannot be compared.";
  if (counts.new + counts.fixed === 0)
    return counts.notComparable === 0
      ? `Nothing new and nothing fixed since scan ${before.number}.`
      : `Nothing that can be compared is new or fixed since scan ${before.number}.`;
  return `${counts.new} new and ${counts.fixed} fixed since scan ${before.number}.`;
}

/** @returns this comparison with its filter, as it is shared. */
function shared({ before, after, items }: Comparison, change: (typeof changes)[number]) {
  const cluster = items[0] === undefined ? "" : `${items[0].cluster}: `;
  const view = { kind: "comparison" as const, before: before.scanId, after: after.scanId };
  return {
    view: change === "all" ? view : { ...view, change },
    title: `${cluster}what changed from scan ${before.number} to scan ${after.number}`,
  };
}

function filesOf({ before, after }: Comparison, change: (typeof changes)[number]) {
  return comparisonFiles({ before: before.scanId, after: after.scanId, change: change === "all" ? undefined : change });
}

interface ContentProps {
  first: Comparison;
  items: Comparison["items"];
  change: (typeof changes)[number];
  onChange: (change: (typeof changes)[number]) => void;
  more: { load: () => void; busy: boolean } | undefined;
}

function CompareContent({ first, items, change, onChange, more }: ContentProps) {
  const root = useRef<HTMLUListElement>(null);
  useRowKeys(root);
  const total = Object.values(first.counts).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <Answer
        title={sentenceOf(first)}
        actions={
          <>
            <SavedViews page="comparison" size="large" />
            <ExportButton
              files={filesOf(first, change)}
              {...comparisonFacts(change === "all" ? total : first.counts[change])}
              size="large"
            />
            <ShareButton {...shared(first, change)} size="large" />
          </>
        }
      >
        {first.counts.unchanged.toLocaleString("en-GB")} unchanged, {first.counts.notComparable.toLocaleString("en-GB")} not
        comparable.
      </Answer>
      <section
        aria-label="The two scans"
        className="mb-4 grid divide-line rounded-panel border border-line bg-panel max-sm:divide-y sm:grid-cols-2 sm:divide-x"
      >
        <Side name="Before" side={first.before} />
        <Side name="After" side={first.after} />
      </section>
      {first.counts.notComparable === 0 && first.comparable ? null : (
        <PartialBanner
          className="mb-4"
          title={
            first.comparable
              ? first.counts.notComparable === 1
                ? "1 finding is not comparable"
                : `${first.counts.notComparable} findings are not comparable`
              : "Not comparable"
          }
        >
          <p>{first.reason ?? "They are neither new nor fixed."}</p>
          {first.comparable ? <UnsureReasons reasons={first.unsure} /> : null}
        </PartialBanner>
      )}
      <div className="mb-3">
        <Segmented
          label="Change"
          value={change}
          onChange={onChange}
          options={changes.map((value) => ({
            value,
            label: value === "all" ? `All ${total}` : `${words[value]} ${first.counts[value]}`,
          }))}
        />
      </div>
      <Panel aria-label="Findings of both scans">
        {items.length === 0 ? (
          <p className="px-4 py-6 text-ink-2">None.</p>
        ) : (
          <ul ref={root}>
            {items.map((entry) => (
              <Entry key={`${entry.fingerprint} ${entry.change}`} entry={entry} />
            ))}
          </ul>
        )}
      </Panel>
      <LoadMore more={more} />
    </>
  );
}

/** Two scans of one cluster: what is new, fixed, unchanged, and what cannot be compared because one of them did not see it. */
export function ComparePage({ id }: { id: string }) {
  const [other] = useQueryState("with", withScanParser);
  const [change, setChange] = useQueryState(
    "change",
    parseAsStringLiteral(changes).withDefault("all").withOptions({ history: "push" }),
  );
  const query = useComparison(id, other, change);
  const first = query.data?.pages[0];
  if (other === null) {
    return (
      <PageBody>
        <EmptyState
          title="Compare with which scan?"
          action={
            <Button asChild>
              <Link href="/scans">Choose two scans</Link>
            </Button>
          }
        >
          Choose two scans of one cluster in the list.
        </EmptyState>
      </PageBody>
    );
  }
  return (
    <PageBody>
      {first !== undefined ? (
        <CompareContent
          first={first}
          items={query.data?.pages.flatMap((page) => page.items) ?? []}
          change={change}
          onChange={(value) => void setChange(value)}
          more={moreOf(query)}
        />
      ) : query.isError ? (
        <ErrorState
          className="rounded-panel border border-line bg-panel"
          error={problemOf(query.error)}
          retry={() => void query.refetch()}
          busy={query.isFetching}
        />
      ) : (
        <>
          <Skeleton className="mb-2 h-9 w-1/2" />
          <Skeleton className="mb-5 h-5 w-1/4" />
          <Skeleton className="mb-4 h-16 rounded-panel" />
          <Panel>
            <SkeletonRows rows={10} columns={3} />
          </Panel>
        </>
      )}
    </PageBody>
  );
}
