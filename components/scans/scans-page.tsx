"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { GitCompareArrows, ScanLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { createParser, useQueryState } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { isActive } from "#client/scan-progress.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import { useClusters } from "#client/url-state.ts";
import type { ScanSummary } from "#contracts/scans.ts";
import { PageBody } from "../shell/page-body.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/field.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "../ui/states.tsx";
import { ScanTable } from "./scan-table.tsx";
import { ScansTabs } from "./scans-tabs.tsx";

const pickParser = createParser({
  parse: (text: string) => text.split(",").filter((id) => /^scn_[a-z0-9]{10,40}$/.test(id)),
  serialize: (ids: string[]) => ids.join(","),
  eq: (a: string[], b: string[]) => a.join() === b.join(),
}).withDefault([]);

function useScans(cluster: string | undefined) {
  return useInfiniteQuery(
    api.scans.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: 50,
        ...(cluster === undefined ? {} : { cluster }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next,
      refetchInterval: (query) =>
        query.state.data?.pages[0]?.items.some((scan) => isActive(scan.state)) === true ? 4_000 : false,
    }),
  );
}

/** Two scans of one cluster, the older first; undefined until two fit. */
function pairOf(scans: readonly ScanSummary[], picked: readonly string[]): [ScanSummary, ScanSummary] | undefined {
  const [a, b] = scans.filter((scan) => picked.includes(scan.id)).toSorted((x, y) => x.number - y.number);
  return a !== undefined && b !== undefined && a.clusterId === b.clusterId ? [a, b] : undefined;
}

function ScansContent({ scans, more }: { scans: readonly ScanSummary[]; more: { load: () => void; busy: boolean } | undefined }) {
  const [picked, setPicked] = useQueryState("pick", pickParser);
  const router = useRouter();
  // A choice is written into the URL a moment later, which would end a navigation that has begun by then.
  const written = useRef<Promise<unknown>>(Promise.resolve());
  const pick = (next: Parameters<typeof setPicked>[0]) => {
    written.current = setPicked(next);
  };
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const first = scans.find((scan) => scan.id === picked[0]);
  const pair = pairOf(scans, picked);
  const comparison = pair && `/scans/${pair[1].id}/compare?with=${pair[0].id}`;
  const mayPick = (scan: ScanSummary) =>
    (scan.state === "completed" || scan.state === "partial") && (first === undefined || first.clusterId === scan.clusterId);
  return (
    <>
      <div className="mb-3 flex min-h-7 flex-wrap items-center gap-3 text-ink-2">
        <span>
          {pair === undefined
            ? "Choose two scans of one cluster to compare them."
            : `Scan ${pair[0].number} and scan ${pair[1].number} of ${pair[1].cluster}`}
        </span>
        {comparison === undefined ? null : (
          <Button asChild tone="primary">
            <Link
              href={comparison}
              onNavigate={(event) => {
                event.preventDefault();
                void written.current.then(() => router.push(comparison));
              }}
            >
              <GitCompareArrows aria-hidden />
              Compare
            </Link>
          </Button>
        )}
        {picked.length === 0 ? null : (
          <Button tone="quiet" onClick={() => pick(null)}>
            Clear the choice
          </Button>
        )}
      </div>
      <Panel aria-label="Scans">
        <div ref={root}>
          <ScanTable
            scans={scans}
            withCluster
            pick={(scan) => (
              <Checkbox
                aria-label={`Compare scan ${scan.number}`}
                disabled={!mayPick(scan)}
                checked={picked.includes(scan.id)}
                onCheckedChange={(checked) =>
                  pick((now) => (checked === true ? [...now, scan.id].slice(-2) : now.filter((id) => id !== scan.id)))
                }
                className={mayPick(scan) ? "" : "opacity-40"}
              />
            )}
          />
        </div>
      </Panel>
      <LoadMore more={more}>Load older scans</LoadMore>
    </>
  );
}

/** Every scan in scope, newest first; two of one cluster can be compared. */
export function ScansPage() {
  const [clusters] = useClusters();
  const query = useScans(clusters.length === 1 ? clusters[0] : undefined);
  const scans = query.data?.pages.flatMap((page) => page.items) ?? [];
  const running = scans.filter((scan) => isActive(scan.state)).length;
  const title = running === 0 ? "No scan is running." : `${running} scan${running === 1 ? " is" : "s are"} running.`;
  return (
    <PageBody>
      <Answer title={query.data === undefined || scans.length === 0 ? "Scans" : title}>
        {query.data === undefined
          ? "What was looked at, when, and what could not be seen."
          : `Newest first${clusters.length === 1 ? `, of ${scans[0]?.cluster ?? "one cluster"}` : ""}.`}
      </Answer>
      <ScansTabs now="history" cluster={clusters.length === 1 ? clusters[0] : undefined} />
      {query.data !== undefined ? (
        scans.length === 0 ? (
          <Panel>
            <EmptyState
              icon={<ScanLine aria-hidden />}
              title="No scan yet"
              action={
                <Button asChild>
                  <Link href="/">Open the fleet</Link>
                </Button>
              }
            >
              Every scan appears here with what it saw, what it could not see, and what changed since the one before.
            </EmptyState>
          </Panel>
        ) : (
          <ScansContent scans={scans} more={moreOf(query)} />
        )
      ) : query.isError ? (
        <ErrorState
          className="rounded-panel border border-line bg-panel"
          error={problemOf(query.error)}
          retry={() => void query.refetch()}
          busy={query.isFetching}
        />
      ) : (
        <Panel>
          <SkeletonRows rows={12} columns={7} />
        </Panel>
      )}
    </PageBody>
  );
}
