"use client";
import type { AccessReview } from "#contracts/access/reviews.ts";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { scopeWords } from "./review-words.ts";

/** Reviews, one a row: what about, how far, who, until when. */
export function ReviewTable({ reviews }: { reviews: readonly AccessReview[] }) {
  return (
    <Table caption="Access reviews">
      <thead>
        <tr>
          <th scope="col">Review</th>
          <th scope="col">Decided</th>
          <th scope="col">Reviewers</th>
          <th scope="col">{reviews[0]?.state === "signedOff" ? "Signed off" : "Due"}</th>
        </tr>
      </thead>
      <tbody>
        {reviews.map((review) => (
          <tr key={review.id} data-row>
            <th scope="row" className="max-w-[56ch] py-2! align-top whitespace-normal">
              <Link href={`/access/reviews/${review.id}`} className="font-label hover:underline [overflow-wrap:anywhere]">
                <bdi>{visibleText(review.name)}</bdi>
              </Link>
              <span className="block font-normal text-12 text-ink-3 [overflow-wrap:anywhere]">
                {visibleText(scopeWords(review))}
                {review.whole ? "" : " · reaches beyond your scope"}
              </span>
            </th>
            <td data-label="Decided" className="py-2! align-top">
              <Decided progress={review.progress} />
            </td>
            <td data-label="Reviewers" className="max-w-60 py-2! align-top whitespace-normal [overflow-wrap:anywhere]">
              {review.reviewers.map(({ name }) => visibleText(name)).join(", ")}
            </td>
            <td data-label={review.state === "signedOff" ? "Signed off" : "Due"} className="whitespace-nowrap py-2! align-top">
              <When review={review} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Decided({ progress }: { progress: AccessReview["progress"] }) {
  return (
    <>
      <span>
        <b className="font-label">{progress.decided.toLocaleString("en")}</b> of {progress.subjects.toLocaleString("en")}
        {progress.remove > 0 ? `, ${progress.remove.toLocaleString("en")} to remove` : ""}
      </span>
      {progress.notAssessed > 0 ? (
        <span className="flex items-center gap-1.5 text-12 text-ink-3">
          <VerdictGlyph verdict="notAssessed" />
          {progress.notAssessed.toLocaleString("en")} not assessed in full
        </span>
      ) : null}
    </>
  );
}

function When({ review: { signedOff, dueAt, overdue } }: { review: AccessReview }) {
  if (signedOff !== undefined)
    return (
      <>
        <Time at={signedOff.at} format="day" />
        <span className="block text-12 text-ink-3">by {visibleText(signedOff.by)}</span>
      </>
    );
  return (
    <span className="inline-flex items-center gap-2">
      <Time at={dueAt} format="day" className={overdue ? "font-label" : ""} />
      {overdue ? <Badge look="accent">past its day</Badge> : null}
    </span>
  );
}
