"use client";
import { useQuery } from "@tanstack/react-query";
import { FileCheck2, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { useFilterKey, useShortcuts } from "#client/shortcuts.ts";
import type { AccessReview, ReviewedSubject } from "#contracts/access/reviews.ts";
import { AccessTabs } from "../access/access-tabs.tsx";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { GapList } from "../scans/gap-list.tsx";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Input, Select } from "../ui/field.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { Departed } from "./departed.tsx";
import { filters, reviewOptions, type Show, useReviewed, useReviewUrl } from "./review-query.ts";
import { blindWords, reviewTitle, scopeWords } from "./review-words.ts";
import { SubjectLines } from "./subject-lines.tsx";
import { ReviewSubjectPane } from "./subject-pane.tsx";

const ChangeReviewDialog = dynamic(() => import("./change-review-dialog.tsx").then((m) => m.ChangeReviewDialog), { ssr: false });
const SignOffDialog = dynamic(() => import("./sign-off-dialog.tsx").then((m) => m.SignOffDialog), { ssr: false });
const RemoveReviewDialog = dynamic(() => import("./remove-review-dialog.tsx").then((m) => m.RemoveReviewDialog), { ssr: false });

const showLabels: Readonly<Record<Show, string>> = {
  undecided: "Not decided",
  keep: "Keep",
  remove: "Remove",
  ask: "Ask",
  notAssessed: "Not assessed in full",
  stillThere: "To be removed, still there",
  gained: "Gained something",
};

/** `/access/reviews/{id}`: one review, subject by subject. */
export function ReviewPage({ id }: { id: string }) {
  const query = useQuery(reviewOptions(id));
  return (
    <>
      <AccessTabs />
      <PageBody>
        <QueryView query={query} skeleton={<PageSkeleton />} page>
          {(review) => <Body review={review} />}
        </QueryView>
      </PageBody>
    </>
  );
}

function PageSkeleton() {
  return (
    <>
      <h1 className="sr-only">Access review</h1>
      <Skeleton className="mb-3 h-9 w-1/2" />
      <Skeleton className="mb-6 h-4 w-1/3" />
      <Panel>
        <SkeletonRows rows={10} columns={3} />
      </Panel>
    </>
  );
}

function Body({ review }: { review: AccessReview }) {
  const [{ show, q, subject }, setUrl] = useReviewUrl();
  const list = useReviewed(review.id, show, q);
  const items = list.data?.pages.flatMap((page) => page.items);
  const close = () => void setUrl({ subject: null });
  useShortcuts(subject === null ? [] : [{ keys: "Escape", label: "Close the subject", group: "Lists", run: close }]);
  const next = (after: ReviewedSubject) => {
    const place = items?.findIndex(({ number }) => number === after.number) ?? -1;
    const following = items?.slice(place + 1).find(({ decision }) => decision === undefined);
    void setUrl({ subject: following?.number ?? after.number }, { history: "replace" });
  };
  return (
    <>
      <div className={cn(subject !== null && "narrow:hidden")}>
        <Head review={review} />
      </div>
      <div className={cn("items-start gap-4 wide:grid", subject !== null && "wide:grid-cols-[minmax(0,1fr)_minmax(380px,44%)]")}>
        <div className={cn("min-w-0", subject !== null && "narrow:hidden")}>
          <Filters show={show} q={q} progress={review.progress} onChange={(part) => void setUrl(part)} />
          <Panel aria-label="Subjects">
            {items === undefined ? (
              list.isError ? (
                <ErrorState error={problemOf(list.error)} retry={() => void list.refetch()} busy={list.isFetching} />
              ) : (
                <SkeletonRows rows={10} columns={3} />
              )
            ) : items.length === 0 ? (
              <EmptyState
                title={show === "undecided" && q === "" ? "Every subject is decided" : "No subject fits"}
                action={<Button onClick={() => void setUrl({ show: null, q: "" })}>Show all subjects</Button>}
              />
            ) : (
              <SubjectLines items={items} open={subject} fleet={review.places.length > 1} />
            )}
          </Panel>
          <LoadMore more={moreOf(list)}>Show more of {(list.data?.pages[0]?.total ?? 0).toLocaleString("en")}</LoadMore>
          <Departed review={review} />
        </div>
        {subject === null ? null : (
          <ReviewSubjectPane key={subject} review={review} number={subject} onClose={close} onDecided={next} />
        )}
      </div>
    </>
  );
}

function Head({ review }: { review: AccessReview }) {
  const { progress, signedOff, places } = review;
  const gaps = places.flatMap((place) => place.gaps);
  return (
    <>
      <Answer title={`${reviewTitle(review)}.`} actions={<Actions review={review} />}>
        <b className="font-label text-ink [overflow-wrap:anywhere]">
          <bdi>{visibleText(review.name)}</bdi>
        </b>
        : {visibleText(scopeWords(review))}. Rests on{" "}
        {places.slice(0, 5).map((place, index) => (
          <span key={place.clusterId}>
            {index === 0 ? "" : ", "}
            <Link href={`/scans/${place.scanId}`} className="text-accent-text underline">
              scan {place.number} of {visibleText(place.cluster)}
            </Link>
          </span>
        ))}
        {places.length > 5 ? ` and ${places.length - 5} more` : ""}.{" "}
        {signedOff === undefined ? (
          <>
            Due <Time at={review.dueAt} format="day" />
            {review.overdue ? <Badge look="accent">past its day</Badge> : null}, for{" "}
            {review.reviewers.map(({ name }) => visibleText(name)).join(", ")}.
          </>
        ) : (
          <>
            Signed off by {visibleText(signedOff.by)}, <Time at={signedOff.at} />.
          </>
        )}
      </Answer>
      {signedOff?.note === undefined ? null : (
        <p className="mb-4 max-w-[92ch] whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
          “{visibleText(signedOff.note)}”
        </p>
      )}
      {review.whole ? null : (
        <p className="mb-4 text-ink-2">Parts of this review lie outside your scope; they are neither shown nor counted here.</p>
      )}
      {progress.notAssessed === 0 ? null : (
        <PartialBanner
          className="mb-4"
          title={`${counted(progress.notAssessed, "subject")} not assessed in full`}
          action={
            <Link href={`/access/reviews/${review.id}?show=notAssessed`} className="text-accent-text underline">
              Show them
            </Link>
          }
        >
          {blindWords(progress)}
          {gaps.length === 0 ? null : (
            <details className="mt-1">
              <summary className="inline-flex min-h-6 items-center text-accent-text">What was not seen</summary>
              <GapList gaps={gaps} most={12} />
            </details>
          )}
        </PartialBanner>
      )}
    </>
  );
}

function Actions({ review }: { review: AccessReview }) {
  const may = useMay("access:review");
  const router = useRouter();
  const [asked, setAsked] = useState<"change" | "signOff" | "remove" | undefined>(undefined);
  const files = {
    csv: exportAddress("review", { review: review.id }, "csv"),
    json: exportAddress("review", { review: review.id }, "json"),
  };
  return (
    <>
      <ExportButton
        files={files}
        inside="Every subject with what it may do, the decision, its note, by whom and when; what was decided the last time and what came of it."
        outside="Not in it: what could not be seen, which is named; what lies outside your scope."
      />
      {review.state === "signedOff" ? <ShareButton view={{ kind: "review", review: review.id }} title={review.name} /> : null}
      {review.state === "open" && may && review.whole ? (
        <>
          <Button onClick={() => setAsked("change")} aria-haspopup="dialog">
            Change
          </Button>
          <Button onClick={() => setAsked("remove")}>Remove</Button>
          {review.mine ? (
            <Button tone="primary" onClick={() => setAsked("signOff")} aria-haspopup="dialog">
              <FileCheck2 aria-hidden />
              Sign off
            </Button>
          ) : null}
        </>
      ) : null}
      {asked === "change" ? <ChangeReviewDialog review={review} onClose={() => setAsked(undefined)} /> : null}
      {asked === "signOff" ? <SignOffDialog review={review} onClose={() => setAsked(undefined)} /> : null}
      {asked === "remove" ? (
        <RemoveReviewDialog
          review={review}
          onClose={() => setAsked(undefined)}
          onRemoved={() => router.push("/access/reviews")}
        />
      ) : null}
    </>
  );
}

interface FiltersProps {
  readonly show: Show | null;
  readonly q: string;
  readonly progress: AccessReview["progress"];
  readonly onChange: (part: { show?: Show | null; q?: string; subject?: null }) => void;
}

function Filters({ show, q, progress, onChange }: FiltersProps) {
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const counts: Readonly<Record<Show, number>> = { ...progress, undecided: progress.subjects - progress.decided };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Select
        aria-label="Which subjects"
        value={show ?? ""}
        onChange={(event) => onChange({ show: event.target.value === "" ? null : (event.target.value as Show), subject: null })}
      >
        <option value="">All subjects ({progress.subjects.toLocaleString("en")})</option>
        {filters.map((value) => (
          <option key={value} value={value}>
            {showLabels[value]} ({counts[value].toLocaleString("en")})
          </option>
        ))}
      </Select>
      <span className="relative min-w-40 max-w-72 flex-1">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 stroke-[1.5] text-ink-3" />
        <Input
          ref={field}
          type="search"
          aria-label="Filter by name"
          placeholder="Name"
          maxLength={200}
          value={q}
          onChange={(event) => onChange({ q: event.target.value })}
          className="pl-8"
        />
      </span>
    </div>
  );
}
