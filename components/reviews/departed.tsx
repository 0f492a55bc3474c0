import type { AccessReview } from "#contracts/access/reviews.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { Panel } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { stateWords } from "./review-words.ts";

/** Removals that were decided before, of subjects that this review is not about any more: whether they were carried out. */
export function Departed({ review }: { review: AccessReview }) {
  const items = review.places.flatMap(({ cluster, departed }) => departed.map((one) => ({ ...one, cluster })));
  if (items.length === 0) return null;
  return (
    <Panel className="mt-6" title="Decided to be removed before, and not in this review" aside={counted(items.length, "subject")}>
      <ul className="px-4 py-2">
        {items.map(({ subject, cluster, decidedAt, decidedBy, carriedOut }) => (
          <li key={JSON.stringify([cluster, subject])} className="flex min-h-7 flex-wrap items-center gap-x-2">
            <SubjectIcon kind={subject.kind} />
            <code className="min-w-0 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
            <span className="text-12 text-ink-2">
              {stateWords(carriedOut.state)}; decided by {visibleText(decidedBy)} on <Time at={decidedAt} format="day" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
