"use client";
import { useQuery } from "@tanstack/react-query";
import { ListChecks, ListFilter, Search } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryState } from "nuqs";
import { useMemo, useRef, useState } from "react";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { useFilterKey, useShortcuts } from "#client/shortcuts.ts";
import type { FindingPage } from "#contracts/findings.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { findingFacts, findingFiles } from "../exports/finding-files.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Input } from "../ui/field.tsx";
import { percent } from "../ui/hatch.tsx";
import { LazySheet } from "../ui/lazy-sheet.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "../ui/states.tsx";
import { SavedViews } from "../views/saved-views.tsx";
import { Facets } from "./facets.tsx";
import { FindingList } from "./finding-list.tsx";
import {
  chosenFilters,
  type Filter,
  facetOptions,
  inputOf,
  isFiltered,
  useFilter,
  useFindingList,
  withoutFilters,
} from "./finding-query.ts";
import { type FindingAddress, findingParser, type Sort, sortParser, unseenParser } from "./finding-url.ts";
import { assessedWords, listTitle } from "./finding-words.ts";
import { useSelection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { UnseenBanner, UnseenSheet } from "./unseen-checks.tsx";

const FindingPane = dynamic(() => import("./finding-pane.tsx").then((m) => m.FindingPane), { ssr: false });

const sorts: readonly { value: Sort; label: string }[] = [
  { value: "priority", label: "What to do first" },
  { value: "check", label: "By check" },
  { value: "object", label: "By object" },
  { value: "newest", label: "Newest" },
];

/** One list for everything that is wrong: facets, the list, and one finding beside it. */
export function FindingsPage() {
  const [filter, setFilter] = useFilter();
  const [sort, setSort] = useQueryState("sort", sortParser);
  const [open, setOpen] = useQueryState("finding", findingParser);
  const [unseen, setUnseen] = useQueryState("unseen", unseenParser);
  const [choosing, setChoosing] = useState(false);
  const query = useFindingList(filter, sort);
  const first = query.data?.pages[0];
  const facets = <Facets filter={filter} setFilter={setFilter} />;
  const close = () => {
    const line = document.querySelector<HTMLElement>("[data-place][aria-current]");
    void setOpen(null);
    requestAnimationFrame(() => line?.focus({ preventScroll: true }));
  };
  useShortcuts(open === null ? [] : [{ keys: "Escape", label: "Close the finding", group: "Findings", run: close }]);
  return (
    <div
      className={cn(
        "h-full min-h-0 wide:grid narrow:h-auto",
        open === null
          ? "wide:grid-cols-[232px_minmax(0,1fr)]"
          : "wide:grid-cols-[minmax(0,1fr)_400px] xl:grid-cols-[232px_minmax(0,1fr)_clamp(380px,30vw,480px)]",
      )}
    >
      <div
        className={cn(
          "relative min-h-0 overflow-y-auto border-line border-r py-4 pr-3 pl-5 narrow:hidden",
          open !== null && "max-xl:hidden",
        )}
      >
        {facets}
      </div>
      <section
        aria-label="List of findings"
        className={cn("flex min-h-0 min-w-0 flex-col bg-panel narrow:h-[calc(100dvh-48px)]", open !== null && "narrow:hidden")}
      >
        <Head
          first={first}
          failed={query.isError}
          filter={filter}
          sort={sort}
          onText={(q) => void setFilter({ q })}
          onSort={(next) => void setSort(next)}
          onFilters={() => setChoosing(true)}
        />
        <Body
          key={JSON.stringify(filter)}
          query={query}
          filter={filter}
          sort={sort}
          open={open}
          onClear={() => void setFilter(withoutFilters())}
        />
        {first === undefined || first.notAssessed.length === 0 ? null : (
          <div className="flex-none border-line-strong border-t px-5 py-3 narrow:px-4">
            <UnseenBanner unseen={first.notAssessed} onOpen={() => void setUnseen(true)} />
          </div>
        )}
      </section>
      {open === null ? null : (
        <FindingPane
          key={open.fingerprint + open.scanId}
          address={open}
          onClose={close}
          onCheck={(checkId) => void setFilter({ ...withoutFilters(), check: [checkId] })}
        />
      )}
      {unseen && first !== undefined ? (
        <UnseenSheet unseen={first.notAssessed} open onOpenChange={(next) => void setUnseen(next)} />
      ) : null}
      {choosing ? (
        <LazySheet open onOpenChange={setChoosing} side="left" title="Filters">
          <div className="px-5 py-4">{facets}</div>
        </LazySheet>
      ) : null}
    </div>
  );
}

interface HeadProps {
  readonly first: FindingPage | undefined;
  readonly failed: boolean;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly onText: (text: string) => void;
  readonly onSort: (sort: Sort) => void;
  readonly onFilters: () => void;
}

function Head({ first, failed, filter, sort, onText, onSort, onFilters }: HeadProps) {
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const chosen = chosenFilters.reduce((sum, name) => sum + filter[name].length, 0);
  return (
    <header className="flex-none border-line border-b px-5 pt-4 pb-3 narrow:px-4">
      {first === undefined ? (
        <Waiting failed={failed} />
      ) : (
        <div className="flex flex-wrap items-start justify-between gap-3">
          <h1 className="min-w-0 flex-1 basis-72 text-20 tracking-[-.015em]">
            {listTitle(first, isFiltered({ ...filter, life: "open" }), filter.life)}
          </h1>
          {first.restsOn.length === 0 ? null : (
            <span className="flex flex-none flex-wrap justify-end gap-2">
              <ExportButton files={findingFiles({ ...inputOf(filter), sort })} {...findingFacts(first, filter.life)} />
              <ShareButton view={{ kind: "findings", filter: inputOf(filter), sort }} title={sharedTitle(first)} />
            </span>
          )}
        </div>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <div className="min-w-0 max-w-full">
          <Segmented label="Order" value={sort} onChange={onSort} options={sorts} />
        </div>
        <SavedViews page="findings" />
        <Button asChild>
          <Link href="/findings/waivers">Waivers</Link>
        </Button>
        <span className="relative ml-auto min-w-40 max-w-72 flex-1 narrow:ml-0 narrow:max-w-none">
          <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 stroke-[1.5] text-ink-3" />
          <Input
            ref={field}
            type="search"
            aria-label="Filter by title or object"
            placeholder="Title or object"
            value={filter.q}
            maxLength={200}
            onChange={(event) => onText(event.target.value)}
            className="pl-8"
          />
        </span>
        <Button onClick={onFilters} className="wide:hidden">
          <ListFilter aria-hidden />
          Filters{chosen > 0 ? ` (${chosen})` : ""}
        </Button>
      </div>
    </header>
  );
}

/** What a report of this list is called at first. */
function sharedTitle({ restsOn }: FindingPage): string {
  return restsOn.length === 1 ? `Findings of ${restsOn[0]?.cluster}` : `Findings of ${restsOn.length} clusters`;
}

/** The title before there is an answer. */
function Waiting({ failed }: { failed: boolean }) {
  return (
    <>
      <h1 className={failed ? "text-20 tracking-[-.015em]" : "sr-only"}>Findings</h1>
      {failed ? null : <Skeleton className="h-7 w-72 max-w-full" />}
    </>
  );
}

interface BodyProps {
  readonly query: ReturnType<typeof useFindingList>;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly open: FindingAddress | null;
  readonly onClear: () => void;
}

function Body({ query, filter, sort, open, onClear }: BodyProps) {
  const facets = useQuery(facetOptions(filter)).data;
  const checks = facets?.check;
  const checkCounts = useMemo(() => new Map(checks?.map(({ value, count }) => [value, count])), [checks]);
  const findings = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const mayAct = useMay("finding:act");
  const selection = useSelection(findings);
  const first = query.data?.pages[0];
  if (first === undefined) {
    return query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : <ListSkeleton />;
  }
  if (first.total === 0) return <Nothing first={first} filtered={isFiltered(filter)} onClear={onClear} />;
  const more = query.hasNextPage
    ? { load: () => void query.fetchNextPage(), busy: query.isFetchingNextPage, failed: query.isFetchNextPageError }
    : undefined;
  return (
    <>
      {selection.chosen.size > 0 ? <SelectionBar selection={selection} filter={filter} total={first.total} /> : null}
      <FindingList
        key={JSON.stringify([filter, sort])}
        findings={findings}
        total={first.total}
        sort={sort}
        open={open}
        checkCounts={checkCounts}
        fleet={first.restsOn.length > 1}
        selection={mayAct ? selection : undefined}
        more={more}
      />
    </>
  );
}

function Nothing({ first, filtered, onClear }: { first: FindingPage; filtered: boolean; onClear: () => void }) {
  if (first.restsOn.length === 0) {
    return (
      <EmptyState
        icon={<ListChecks aria-hidden />}
        title="What every check finds stands here"
        action={
          <Button asChild tone="primary">
            <Link href="/">Open the fleet</Link>
          </Button>
        }
      >
        Scan a cluster: each finding comes with its evidence, why it matters and how to mend it, worst first.
      </EmptyState>
    );
  }
  if (filtered) {
    return (
      <EmptyState title="Nothing to show" action={<Button onClick={onClear}>Clear the filters</Button>}>
        {assessedWords(first, percent)}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ListChecks aria-hidden />} title="No check found anything in what was seen">
      {assessedWords(first, percent)}
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="min-h-0 flex-1 overflow-hidden">
      <span role="status" className="sr-only">
        Loading
      </span>
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines stand for nothing yet
        <div key={index} className="grid h-[60px] content-center gap-2 border-line border-b px-5">
          <Skeleton className={cn("h-3.5", index % 3 === 0 ? "w-3/5" : index % 3 === 1 ? "w-2/5" : "w-1/2")} />
          <Skeleton className="h-2.5 w-1/4" />
        </div>
      ))}
    </div>
  );
}
