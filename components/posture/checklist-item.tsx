import type { ReactNode } from "react";
import type { ChecklistItemView } from "#contracts/checklist.ts";
import { counted } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { day } from "../upgrades/upgrade-words.ts";
import { answerWords, placeWords } from "./checklist-words.ts";
import { ItemStateMark } from "./item-state.tsx";

type Check = ChecklistItemView["checks"][number];

interface ItemProps {
  readonly item: ChecklistItemView;
  /** @returns a link to what a check found; absent where there is nothing to follow. */
  readonly found?: ((check: Check) => ReactNode) | undefined;
  /** What can be done. */
  readonly action?: ReactNode;
}

/** An item as the list says it, with its evidence in the place of a box. */
export function ChecklistItem({ item, found, action }: ItemProps) {
  return (
    <li className="grid break-inside-avoid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 gap-y-1 border-line border-b px-4 py-4 last:border-b-0 narrow:grid-cols-1">
      <div className="pt-px text-13">
        <ItemStateMark state={item.state} />
      </div>
      <div className="min-w-0">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <h3 className="min-w-0 max-w-[72ch] flex-1 basis-64 font-label text-14 [overflow-wrap:anywhere]">{item.text}</h3>
          {action === undefined ? null : <div className="flex-none print:hidden">{action}</div>}
        </div>
        <p className="mt-0.5 max-w-[84ch] text-ink-2 [overflow-wrap:anywhere]">{visibleText(item.reason)}</p>
        <Evidence item={item} found={found} />
        <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-ink-3">
          <span>{placeWords(item)}</span>
          {item.answers.slice(0, mostAnswers).map((answer) => (
            <Badge key={answer}>{answerWords(answer)}</Badge>
          ))}
          {item.answers.length > mostAnswers ? <span>and {item.answers.length - mostAnswers} more</span> : null}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-12">
          {item.refs.map(({ title, href }) => (
            <a
              key={href}
              href={href}
              rel="noreferrer"
              className="inline-flex min-h-6 items-center text-accent-text hover:underline"
            >
              {title}
            </a>
          ))}
        </p>
      </div>
    </li>
  );
}

const mostAnswers = 8;
const mostChecks = 5;
const order = { fail: 0, notAssessed: 1, pass: 2, notApplicable: 3 };

function Evidence({ item, found }: Pick<ItemProps, "item" | "found">) {
  const { checks, statement } = item;
  const sorted = checks.toSorted((one, other) => rankOf(one) - rankOf(other) || other.findings - one.findings);
  if (checks.length === 0 && statement === undefined) return null;
  return (
    <div className="mt-2 grid gap-2">
      {checks.length === 0 ? null : <CheckLines checks={sorted.slice(0, mostChecks)} found={found} />}
      {sorted.length > mostChecks ? (
        <details className="text-12">
          <summary className="min-h-6 cursor-pointer text-ink-2 hover:text-ink">
            {counted(sorted.length - mostChecks, "more check")}, {item.coverage.assessed} of {item.coverage.of} could look
          </summary>
          <CheckLines checks={sorted.slice(mostChecks)} found={found} />
        </details>
      ) : null}
      {statement === undefined ? null : <Statement statement={statement} />}
    </div>
  );
}

function rankOf({ verdict }: Check): number {
  return order[verdict ?? "notAssessed"];
}

function CheckLines({ checks, found }: { checks: readonly Check[]; found: ItemProps["found"] }) {
  return (
    <ul aria-label="Checks" className="grid text-12">
      {checks.map((check) => (
        <li key={check.checkId} className="flex min-h-6 flex-wrap items-center gap-x-2">
          <VerdictGlyph verdict={check.verdict ?? "notAssessed"} labelled />
          <span className="min-w-0 max-w-full [overflow-wrap:anywhere]">
            {check.title}
            {check.verdict === undefined ? <span className="text-unseen"> (this scan did not run it)</span> : null}
          </span>
          {check.findings === 0
            ? null
            : (found?.(check) ?? <span className="text-ink-3">{counted(check.findings, "finding")}</span>)}
          {check.grounds === undefined ? null : (
            <p className="w-full max-w-[92ch] pb-1 pl-6 text-ink-3 [overflow-wrap:anywhere]">{visibleText(check.grounds)}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A statement ends with the first moment after its last day, in UTC. */
function lastDay(expiresAt: string): string {
  return day(new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10));
}

const ended = { holds: "", expired: "Ended", textChanged: "About an older text" } as const;

function Statement({ statement }: { statement: NonNullable<ChecklistItemView["statement"]> }) {
  const { is, statement: said, evidence, owner, expiresAt, by, at } = statement;
  return (
    <figure className="max-w-[84ch] border-line-strong border-l-2 pl-3 text-12">
      {is === "holds" ? null : <Badge look="unseen">{ended[is]}</Badge>}
      <blockquote className="whitespace-pre-line text-13 text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
        {said === undefined ? "What was stated is left out." : said.split("\n").map(visibleText).join("\n")}
      </blockquote>
      <figcaption className="mt-0.5 text-ink-3 [overflow-wrap:anywhere]">
        {owner === undefined ? null : (
          <>
            <bdi>{visibleText(owner)}</bdi> answers for it.{" "}
          </>
        )}
        Stated by <bdi>{visibleText(by)}</bdi> on <Time at={at} format="day" />, {is === "expired" ? "held" : "holds"} until{" "}
        {lastDay(expiresAt)}.{" "}
        {evidence === undefined ? null : (
          <a href={evidence} rel="noreferrer nofollow" className="text-accent-text underline">
            {visibleText(evidence)}
          </a>
        )}
      </figcaption>
    </figure>
  );
}
