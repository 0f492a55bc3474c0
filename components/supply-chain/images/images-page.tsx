"use client";
import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import type { ImageList } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { GapList } from "../../scans/gap-list.tsx";
import { Button } from "../../ui/button.tsx";
import { Link } from "../../ui/link.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { Answer, Panel, PanelFooter } from "../../ui/panel.tsx";
import { Sentence } from "../../ui/sentence.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { ShareBar } from "../share-bar.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { ImageFilters } from "./image-filters.tsx";
import { type ImageFilter, inputOf, isFiltered, useImageFilter, useImageList, withoutFilters } from "./image-query.ts";
import { ImageTable } from "./image-table.tsx";
import { shareFigures, shareSentence } from "./image-words.ts";

/** `/supply-chain`: the images that run, and how each link of their trails stands. */
export function ImagesPage() {
  return (
    <SupplyFrame>
      <Images />
    </SupplyFrame>
  );
}

function Images() {
  const [filter, setFilter] = useImageFilter();
  const query = useImageList(filter);
  const first = query.data?.pages[0];
  if (first === undefined && query.isError)
    return <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  if (first === undefined) return <ImagesSkeleton />;
  if (first.clusters.length === 0 || (first.pods.all === 0 && !isFiltered(filter))) return <NothingRuns list={first} />;
  const images = query.data?.pages.flatMap((page) => page.images) ?? [];
  return (
    <>
      <Head list={first} filter={filter} />
      <ImageFilters list={first} filter={filter} setFilter={setFilter} />
      <Panel aria-label="Images" aria-busy={query.isPlaceholderData}>
        {images.length === 0 ? (
          <EmptyState
            title="No image is left by these filters"
            action={<Button onClick={() => void setFilter(withoutFilters())}>Clear the filters</Button>}
          />
        ) : (
          <ImageTable images={images} />
        )}
        <Footer list={first} shown={images.length} />
      </Panel>
      <LoadMore more={moreOf(query)}>Show more images</LoadMore>
    </>
  );
}

function Head({ list, filter }: { list: ImageList; filter: ImageFilter }) {
  return (
    <>
      <Answer
        title={list.pods.all === 0 ? "Nothing of what runs is left by these filters." : shareSentence(list.pods)}
        actions={
          <ExportButton
            size="large"
            files={{
              csv: exportAddress("images", inputOf(filter), "csv"),
              json: exportAddress("images", inputOf(filter), "json"),
            }}
            inside="Every image that these filters leave, with the state of each link, where it runs and who signed it."
            outside="Not in it: the evidence itself. It stands in the trail of each image."
          />
        }
      >
        {list.pods.all === 0 ? null : (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ShareBar {...list.pods} width={192} />
            {shareFigures(list.pods)}
          </p>
        )}
      </Answer>
      <div className="mb-4 grid gap-3 empty:hidden">
        <Unseen unseen={list.unseen} />
        {list.gaps.length === 0 ? null : (
          <PartialBanner title="Not everything that runs was seen">
            <GapList gaps={list.gaps} most={4} />
          </PartialBanner>
        )}
        {list.stale ? (
          <p role="status" className="text-12 text-unseen">
            Trust or policies have changed. Images that were not judged again yet stand as stale.
          </p>
        ) : null}
      </div>
    </>
  );
}

/** Why images could not be looked at, by registry, and what to do. */
function Unseen({ unseen }: Pick<ImageList, "unseen">) {
  if (unseen.length === 0) return null;
  return (
    <PartialBanner
      title={`Images of ${counted(new Set(unseen.map(({ registry }) => registry)).size, "registry", "registries")} could not be looked at`}
      action={
        <Button asChild>
          <Link href="/settings?tab=registries">Open the registries</Link>
        </Button>
      }
    >
      <ul className="mt-1 grid gap-1">
        {unseen.map(({ registry, images: count, reason, remedy }) => (
          <li key={`${registry} ${reason}`} className="[overflow-wrap:anywhere]">
            {registry === "" || reason.includes(registry) ? null : (
              <>
                <code className="text-ink [unicode-bidi:isolate]">{visibleText(registry)}</code>,{" "}
              </>
            )}
            {counted(count, "image")}: {visibleText(reason)}
            {remedy === undefined ? null : <Remedy text={remedy} />}
          </li>
        ))}
      </ul>
    </PartialBanner>
  );
}

function Remedy({ text }: { text: string }): ReactNode {
  return (
    <>
      {" "}
      <Sentence text={text} />
    </>
  );
}

function Footer({ list, shown }: { list: ImageList; shown: number }) {
  const taken = list.clusters.flatMap(({ takenAt }) => takenAt ?? []).sort();
  const unscanned = list.clusters.filter(({ scanId }) => scanId === undefined);
  return (
    <PanelFooter>
      {shown.toLocaleString("en")} of {counted(list.total, "image")}. What runs is that of the newest scan of{" "}
      {counted(list.clusters.length, "cluster")}
      {taken[0] === undefined ? "" : ", the oldest of "}
      {taken[0] === undefined ? null : <Time at={taken[0]} />}.
      {unscanned.length === 0 ? "" : ` ${counted(unscanned.length, "cluster")} without a scan that says what runs.`}
    </PanelFooter>
  );
}

function NothingRuns({ list: { clusters } }: { list: ImageList }) {
  const scanned = clusters.some(({ scanId }) => scanId !== undefined);
  return (
    <>
      <h1 className="sr-only">Images</h1>
      <EmptyState
        icon={<Link2 aria-hidden />}
        title={
          clusters.length === 0
            ? "Where everything that runs comes from, with proof"
            : scanned
              ? "No container runs in what was seen"
              : "No scan has said what runs yet"
        }
        action={
          <Button asChild tone="primary">
            {clusters.length === 0 ? (
              <Link href="/clusters/register">Register a cluster</Link>
            ) : (
              <Link href="/scans">Open the scans</Link>
            )}
          </Button>
        }
      >
        Here stands where each image that runs came from: its digest, who signed it, what built it and from which commit, each
        with the bytes that prove it.
      </EmptyState>
    </>
  );
}

function ImagesSkeleton() {
  return (
    <div aria-busy="true">
      <h1 className="sr-only">Images</h1>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-5 h-4 w-2/5" />
      <Skeleton className="mb-3 h-7 w-3/5" />
      <Skeleton className="mb-3 h-8 w-4/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={12} columns={7} />
      </div>
    </div>
  );
}
