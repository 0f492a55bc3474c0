"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { useShortcuts } from "#client/shortcuts.ts";
import type { AccessReview, ReviewDecision, ReviewedDetail, ReviewedSubject } from "#contracts/access/reviews.ts";
import { ChainView } from "../access/chain-view.tsx";
import { SubjectIcon } from "../access/subject.tsx";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Kbd } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Pane, PaneSection } from "../ui/pane.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { useDecide } from "./review-query.ts";
import { decisionWords, stateWords } from "./review-words.ts";
import { DecisionBadge } from "./subject-lines.tsx";

interface PaneProps {
  readonly review: AccessReview;
  readonly number: number;
  readonly onClose: () => void;
  readonly onDecided: (subject: ReviewedSubject) => void;
}

/** One subject: what it may do and why, what was decided before, what would take it away, and the decision. */
export function ReviewSubjectPane({ review, number, onClose, onDecided }: PaneProps) {
  const query = useQuery(api.reviews.subject.queryOptions({ input: { id: review.id, number } }));
  const detail = query.data;
  return (
    <Pane
      label="Selected subject"
      className="rounded-panel border border-line wide:sticky wide:top-4 wide:max-h-[calc(100dvh-96px)]"
      onClose={onClose}
      backLabel="All subjects"
      eyebrow={
        detail === undefined ? (
          "Subject"
        ) : (
          <>
            <SubjectIcon kind={detail.subject.kind} />
            <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(detail.subject)}</code>
            {review.places.length > 1 ? <span>in {visibleText(detail.cluster)}</span> : null}
            <DecisionBadge decision={detail.decision} />
          </>
        )
      }
      title={detail === undefined ? "Subject" : <bdi>{visibleText(detail.sentence)}</bdi>}
    >
      {query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={8} columns={2} /> : null}
      {detail === undefined ? null : (
        <>
          <Decide review={review} detail={detail} onDecided={onDecided} />
          {detail.notAssessed ? (
            <p className="flex gap-2 border-line border-b px-4 py-3 text-12 text-ink-2">
              <VerdictGlyph verdict="notAssessed" className="mt-0.5" />
              Not assessed in full: some of its bindings or roles could not be seen, and it may hold more than this.
            </p>
          ) : null}
          <LastTime detail={detail} />
          <Ways detail={detail} />
          <Steps detail={detail} />
        </>
      )}
    </Pane>
  );
}

const choices: readonly { decision: ReviewDecision; key: string }[] = [
  { decision: "keep", key: "1" },
  { decision: "remove", key: "2" },
  { decision: "ask", key: "3" },
];

function Decide({
  review,
  detail,
  onDecided,
}: {
  review: AccessReview;
  detail: ReviewedDetail;
  onDecided: PaneProps["onDecided"];
}) {
  const may = useMay("access:review");
  const [note, setNote] = useState(detail.note ?? "");
  const { decide, busy, error } = useDecide(review.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const allowed = may && review.mine && review.state === "open";
  const choose = (decision: ReviewDecision | null) => {
    if (busy) return;
    decide(detail, decision, note.trim()).then(
      () => decision !== null && onDecided(detail),
      () => undefined,
    );
  };
  useShortcuts(
    allowed
      ? [
          ...choices.map(({ decision, key }) => ({
            keys: key,
            label: decisionWords[decision],
            group: "Lists" as const,
            run: () => choose(decision),
          })),
          { keys: "n", label: "Write a note", group: "Lists" as const, run: () => field.current?.focus() },
        ]
      : [],
  );
  if (!allowed) return <Decided review={review} detail={detail} />;
  return (
    <section aria-label="Decision" className="grid gap-2 border-line border-b px-4 py-3">
      <Field label="Note (optional)">
        {(control) => (
          <TextArea
            {...control}
            ref={field}
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ decision, key }) => (
          <Button
            key={decision}
            aria-pressed={detail.decision === decision}
            className="aria-pressed:!border-ink aria-pressed:!bg-sunk"
            disabled={busy}
            onClick={() => choose(decision)}
          >
            {decisionWords[decision]}
            <Kbd aria-hidden className="narrow:hidden">
              {key}
            </Kbd>
          </Button>
        ))}
        {detail.decision === undefined ? null : (
          <Button tone="quiet" disabled={busy} onClick={() => choose(null)}>
            Take back
          </Button>
        )}
      </div>
      {error === null ? null : <ProblemLine error={error} />}
    </section>
  );
}

function Decided({ review, detail }: { review: AccessReview; detail: ReviewedDetail }) {
  const waits = review.state === "open" ? `Its reviewers decide: ${review.reviewers.map(({ name }) => name).join(", ")}.` : "";
  return (
    <PaneSection title="Decision">
      {detail.decidedAt === undefined ? (
        <p className="text-ink-2">Not decided. {visibleText(waits)}</p>
      ) : (
        <>
          <p>
            <b className="font-label">{detail.decision === undefined ? "" : decisionWords[detail.decision]}</b>, by{" "}
            {visibleText(detail.decidedBy ?? "")}, <Time at={detail.decidedAt} />
          </p>
          {detail.note === undefined ? null : (
            <p className="whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">{visibleText(detail.note)}</p>
          )}
        </>
      )}
    </PaneSection>
  );
}

function LastTime({ detail: { previous, gained, isNew } }: { detail: ReviewedDetail }) {
  if (previous === undefined && gained === undefined && !isNew) return null;
  return (
    <PaneSection title="Since the last review">
      {isNew ? <p className="text-ink-2">It was not in the last review of this cluster.</p> : null}
      {previous === undefined ? null : (
        <p className="text-ink-2">
          {visibleText(previous.decidedBy)} decided to {decisionWords[previous.decision].toLowerCase()} it on{" "}
          <Time at={previous.decidedAt} format="day" />
          {previous.carriedOut === undefined ? (
            "."
          ) : (
            <>
              : <b className="font-label text-ink">{stateWords(previous.carriedOut.state)}</b>
              {previous.carriedOut.left > 0
                ? `, ${previous.carriedOut.left} of ${counted(previous.carriedOut.of, "binding")}.`
                : "."}
            </>
          )}
          {previous.note === undefined ? null : (
            <span className="block whitespace-pre-line [overflow-wrap:anywhere]">“{visibleText(previous.note)}”</span>
          )}
        </p>
      )}
      {gained === undefined ? null : (
        <ul aria-label="Gained since" className="mt-2 list-disc pl-4 text-ink-2 [overflow-wrap:anywhere]">
          {gained.dangers.map(({ id, may }) => (
            <li key={id}>may {may}</li>
          ))}
          {gained.bindings.map((binding) => (
            <li key={binding}>
              <code className="[unicode-bidi:isolate]">{visibleText(binding)}</code>
            </li>
          ))}
          {gained.roles.map((role) => (
            <li key={role}>
              other rules in <code className="[unicode-bidi:isolate]">{visibleText(role)}</code>
            </li>
          ))}
        </ul>
      )}
    </PaneSection>
  );
}

const anything = { verbs: [] } as const;

function Ways({ detail: { ways, moreWays, subject } }: { detail: ReviewedDetail }) {
  return (
    <PaneSection title="Why" aside={counted(ways.length + moreWays, "binding")}>
      {ways.length === 0 ? <p className="text-ink-2">No binding of this scan names it.</p> : null}
      <ol className="grid gap-4">
        {ways.map(({ chain, rules, dangers, counts }) => (
          <li key={JSON.stringify([chain.binding, chain.via])}>
            <ChainView chain={chain} holder={subject} asked={anything} />
            <p className="mt-1 text-12 text-ink-3">
              {rules > 1 ? `${counted(rules, "rule")} in this role; the one that matters most is shown. ` : ""}
              {dangers.length > 0 ? `${counted(dangers.length, "dangerous right")}. ` : ""}
              {counts
                ? ""
                : chain.via.kind === "direct"
                  ? "It does not give what this review is about."
                  : "Held by the group, with everybody who is in it."}
            </p>
          </li>
        ))}
      </ol>
      {moreWays > 0 ? <p className="mt-2 text-12 text-ink-3">and {moreWays} more</p> : null}
    </PaneSection>
  );
}

function Steps({ detail: { steps } }: { detail: ReviewedDetail }) {
  if (steps.length === 0) return null;
  return (
    <PaneSection title="To take it away" aside="Drydock runs none of this">
      <ol className="grid gap-3">
        {steps.map(({ what, command }) => (
          <li key={what}>
            <p className="mb-1 text-ink-2 [overflow-wrap:anywhere]">
              <bdi>{visibleText(what)}</bdi>
            </p>
            {command === undefined ? null : <CodeBlock text={command} label="The command" wrap />}
          </li>
        ))}
      </ol>
    </PaneSection>
  );
}
