"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, CirclePlus, RotateCcw } from "lucide-react";
import { problemOf } from "#client/problem.ts";
import type { UpgradeChanges } from "#contracts/upgrade-plan.ts";
import { counted } from "../access/subject-words.ts";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Panel } from "../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { changesOptions } from "./upgrade-query.ts";

type Change = UpgradeChanges["items"][number];

const kinds = {
  came: { icon: CirclePlus, name: "Came" },
  cameBack: { icon: RotateCcw, name: "Came back" },
  went: { icon: CircleCheck, name: "Went" },
} as const;

/** The findings that came and went over the cluster's last scans, scan by scan. */
export function ChangesPanel({ clusterId }: { clusterId: string }) {
  const query = useInfiniteQuery(changesOptions(clusterId));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title="What came and went" aside={items.length === 0 ? undefined : aside(items, query.hasNextPage)}>
      {query.isPending ? <SkeletonRows rows={4} columns={2} /> : null}
      {query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : null}
      {query.isSuccess && items.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          No finding of upgrades came or went between the scans. One that nobody could look for again did not go.
        </p>
      ) : null}
      {byScan(items).map((group) => (
        <ScanChanges key={group.scan.scanId} group={group} clusterId={clusterId} />
      ))}
      <LoadMore more={moreOf(query)} className="py-3 print:hidden">
        Load older ones
      </LoadMore>
    </Panel>
  );
}

function aside(items: readonly Change[], more: boolean): string {
  const went = items.filter(({ change }) => change === "went").length;
  return `${items.length - went} came, ${went} went${more ? ", and older ones" : ""}`;
}

interface Group {
  readonly scan: Change["scan"];
  readonly items: Change[];
}

/** They come scan by scan already. */
function byScan(items: readonly Change[]): readonly Group[] {
  const groups: Group[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.scan.scanId === item.scan.scanId) last.items.push(item);
    else groups.push({ scan: item.scan, items: [item] });
  }
  return groups;
}

function minorOf(version: string | undefined): string | undefined {
  return /^v?(\d+\.\d+)/.exec(version ?? "")?.[1];
}

function ScanChanges({ group: { scan, items }, clusterId }: { group: Group; clusterId: string }) {
  const [before, now] = [minorOf(scan.versionBefore), minorOf(scan.version)];
  const moved = before !== undefined && now !== undefined && before !== now;
  return (
    <section aria-label={`Scan ${scan.number}`}>
      <h3 className="flex flex-wrap items-center gap-x-2 border-line border-y bg-sunk px-4 py-1.5 text-13">
        <Link href={`/scans/${scan.scanId}`} className="inline-flex min-h-6 items-center hover:underline">
          Scan {scan.number}
        </Link>
        <span className="font-normal text-ink-3">
          <Time at={scan.at} />
        </span>
        <span className="ml-auto font-normal text-ink-3">{counted(items.length, "finding")}</span>
      </h3>
      {moved ? (
        <p className="px-4 pt-2 text-12 text-ink-2">
          The cluster went from {before} to {now} here: what is judged since is the step to another minor.
        </p>
      ) : null}
      <ul>
        {items.map((item) => (
          <Line key={`${item.change} ${item.fingerprint}`} item={item} clusterId={clusterId} />
        ))}
      </ul>
    </section>
  );
}

function Line({ item, clusterId }: { item: Change; clusterId: string }) {
  const { change, severity, title, fingerprint, scan, lastSeen } = item;
  const { icon: Icon, name } = kinds[change];
  const holder = change === "went" ? (lastSeen ?? scan) : scan;
  return (
    <li className="grid grid-cols-[16px_12px_minmax(0,1fr)] items-baseline gap-x-3 border-line border-b px-4 py-2 last:border-b-0">
      <Icon aria-hidden className="size-4 translate-y-[3px] stroke-[1.5] text-ink-2" />
      <SeverityGlyph severity={severity} labelled />
      <div className="min-w-0">
        <Link
          href={`/findings?cluster=${clusterId}&finding=${holder.scanId}~${fingerprint}`}
          className="inline-flex min-h-6 items-center hover:underline"
        >
          <span className="font-label [overflow-wrap:anywhere] [unicode-bidi:isolate]">{title}</span>
        </Link>
        <p className="text-12 text-ink-2">
          <strong className="font-label text-ink">{name}.</strong> <When item={item} />
        </p>
      </div>
    </li>
  );
}

function When({ item: { change, scan, lastSeen, firstSeenAt } }: { item: Change }) {
  if (change === "came") return <>Not in the scan before, which looked for it.</>;
  if (lastSeen === undefined)
    return (
      <>
        First seen on <Time at={firstSeenAt} />, and gone in between.
      </>
    );
  return (
    <>
      Last seen {change === "went" ? "" : "before "}in scan {lastSeen.number} on <Time at={lastSeen.at} />
      {change === "went" ? `; scan ${scan.number} is the first clean one.` : ", and gone in between."}
    </>
  );
}
