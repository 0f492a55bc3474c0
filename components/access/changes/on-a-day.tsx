"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import type { Holders } from "#contracts/access/changes.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { ShareButton } from "../../reports/share-button.tsx";
import { GapList } from "../../scans/gap-list.tsx";
import { scanOptions } from "../../scans/page-scan.ts";
import { Input, Select } from "../../ui/field.tsx";
import { Link } from "../../ui/link.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { NarrowingField } from "../../ui/narrowing-field.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { EmptyState, ErrorState, PartialBanner } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { formatDay } from "../../ui/time-format.ts";
import { SubjectIcon } from "../subject.tsx";
import { subjectKey } from "../subject-words.ts";
import { ageWords, heldOnDayWords, listed } from "./change-words.ts";
import { type AskedDay, holdersFiles, holdersView } from "./changes-files.ts";
import { ListSkeleton } from "./changes-page.tsx";
import { dayParsers } from "./changes-url.ts";

/** Who held a dangerous right on a day of the past. The scan that was newest then answers, and the page says how old it was. */
export function OnADay({ scanId }: { scanId: string }) {
  const [{ at, capability, namespace }, setFilter] = useQueryStates(dayParsers);
  const scan = useQuery(scanOptions(scanId)).data;
  const day = at ?? (scan?.finishedAt ?? scan?.createdAt ?? "").slice(0, 10);
  const query = useInfiniteQuery({
    ...api.accessChanges.holders.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ id: scan?.clusterId ?? "", at: day, capability, limit: 100 },
        ...(namespace === "" ? {} : { namespace }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page: Holders) => page.next,
    }),
    enabled: scan !== undefined,
    placeholderData: keepPreviousData,
  });
  const first = query.data?.pages[0];
  const failed = query.isError && first === undefined;
  return (
    <>
      {first === undefined ? (
        <h1 className="sr-only">Who held a right on a day</h1>
      ) : (
        <Found holders={first} asked={{ cluster: scan?.clusterId ?? "", at: day, capability, namespace }} />
      )}
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="w-40">
          <Input
            type="date"
            aria-label="Day, in UTC"
            value={day}
            onChange={(event) => void setFilter({ at: event.target.value === "" ? null : event.target.value })}
          />
        </span>
        <Select
          size="large"
          aria-label="Right"
          className="max-w-full"
          value={capability}
          onChange={(event) => void setFilter({ capability: event.target.value })}
        >
          {(first?.capabilities ?? [{ id: capability, may: capability }]).map(({ id, may }) => (
            <option key={id} value={id}>
              may {may}
            </option>
          ))}
        </Select>
        <NarrowingField
          label="Only in this namespace"
          placeholder="any namespace"
          value={namespace}
          onValue={(namespace) => void setFilter({ namespace })}
        />
      </div>
      {failed ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" /> : null}
      {first === undefined && !failed ? <ListSkeleton /> : null}
      {first === undefined ? null : <List first={first} items={query.data?.pages.flatMap((page) => page.items) ?? []} />}
      <LoadMore more={moreOf(query)} />
    </>
  );
}

function titleOf(holders: Holders, namespace: string): string {
  if (holders.scan === undefined) return `Nothing is known of ${formatDay(holders.at, "UTC")}.`;
  return heldOnDayWords({ ...holders, ...(namespace === "" ? {} : { namespace }) });
}

function Found({ holders, asked }: { holders: Holders; asked: AskedDay }) {
  const { scan, ageSeconds = 0 } = holders;
  return (
    <Answer
      title={<bdi>{titleOf(holders, asked.namespace)}</bdi>}
      actions={
        scan === undefined ? undefined : (
          <>
            <ExportButton
              size="large"
              files={holdersFiles(asked)}
              inside="Everybody who held this right on that day, and where; which scan answers, and what it did not see."
              outside="Not in it: the bindings and rules that gave it."
            />
            <ShareButton size="large" view={holdersView(scan.scanId, asked)} title="Who held a right on a day" />
          </>
        )
      }
    >
      {scan === undefined ? null : (
        <>
          Answered by{" "}
          <Link href={`/scans/${scan.scanId}`} className="text-ink underline">
            scan {scan.number}
          </Link>
          , <Time at={scan.at} />: the newest then, {ageWords(ageSeconds)} old at the end of that day.
          {ageSeconds > 3 * 86_400 ? " What changed between that scan and the day is not known." : ""}
        </>
      )}
    </Answer>
  );
}

function List({ first, items }: { first: Holders; items: Holders["items"] }) {
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  if (first.scan === undefined)
    return (
      <EmptyState
        title={first.reason === "notKept" ? "The scans of that time are not kept" : "This cluster had not been scanned then"}
        className="rounded-panel border border-line bg-panel"
      >
        {first.oldest === undefined ? (
          "There is no scan with results of this cluster."
        ) : (
          <>
            The oldest scan that is kept is scan {first.oldest.number}, <Time at={first.oldest.at} />. Choose a later day.
          </>
        )}
      </EmptyState>
    );
  return (
    <div ref={root}>
      {first.complete ? null : (
        <PartialBanner title="Not in this answer" className="mb-4">
          <div className="mt-2">
            <GapList gaps={first.gaps} most={6} />
          </div>
        </PartialBanner>
      )}
      <Panel aria-label="Who held it">
        <ul>
          {items.map(({ subject, scope }) => (
            <li
              key={subjectKey(subject)}
              data-row
              className="grid grid-cols-[14px_minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-3 border-line border-b px-4 py-1.5 last:border-b-0"
            >
              <SubjectIcon kind={subject.kind} />
              <ObjectName namespace={subject.namespace} name={subject.name} wrap />
              <span className="text-right text-12 text-ink-2 [overflow-wrap:anywhere]">
                <bdi>{scope === "cluster" ? "in the whole cluster" : `in ${listed(scope)}`}</bdi>
              </span>
            </li>
          ))}
        </ul>
        {items.length === 0 ? <p className="px-4 py-6 text-ink-2">No rule of any binding that was seen allowed it.</p> : null}
      </Panel>
    </div>
  );
}
