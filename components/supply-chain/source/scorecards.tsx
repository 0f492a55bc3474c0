"use client";
import type { SourceView } from "#contracts/supply-chain/sources.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { RemoveReport } from "./remove-report.tsx";
import { scoreWords } from "./source-words.ts";

type Scorecard = SourceView["scorecards"][number];

/** Scorecard's results about the repository, each with the commit and the day that it is of; without one, why there is none. */
export function Scorecards({ known: { scorecards, scorecardLook } }: { known: SourceView }) {
  return (
    <section aria-label="OpenSSF Scorecard" className="border-line border-t px-4 py-3">
      <h3 className="text-13">OpenSSF Scorecard</h3>
      {scorecards.length === 0 ? (
        <p className="mt-1 flex items-start gap-2 text-12 text-unseen">
          <VerdictGlyph verdict="notAssessed" className="mt-0.5" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            No result is known.{" "}
            {scorecardLook === undefined
              ? null
              : visibleText([scorecardLook.reason, scorecardLook.remedy].filter(Boolean).join(" "))}
          </span>
        </p>
      ) : (
        scorecards.map((one) => <OneScorecard key={one.id ?? "service"} card={one} />)
      )}
    </section>
  );
}

function OneScorecard({ card }: { card: Scorecard }) {
  const { id, commit, sameCommit, date, version, score, checks, uploadedBy } = card;
  const from = id === undefined ? "from its service" : `uploaded by ${uploadedBy ?? "somebody"}`;
  return (
    <div className="mt-1">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
          {scoreWords(score)}
          <span className="block text-12 text-ink-3">
            Made on {visibleText(date.slice(0, 10))} by its own word, {visibleText(from)}
            {version === undefined ? "" : `, version ${visibleText(version)}`};{" "}
            {sameCommit ? (
              "of this commit"
            ) : (
              <span className="text-medium">
                of another commit: <code>{visibleText(commit.slice(0, 12))}</code>
              </span>
            )}
          </span>
        </p>
        {id === undefined ? null : <RemoveReport id={id} name="OpenSSF Scorecard" />}
      </div>
      {checks.length === 0 ? (
        <p className="text-12 text-unseen">It names no check.</p>
      ) : (
        <details>
          <summary className="min-h-6 cursor-pointer text-12">Checks of OpenSSF Scorecard</summary>
          <ul aria-label="Checks of OpenSSF Scorecard" className="divide-y divide-line">
            {checks.map(({ name, score: of, reason }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two checks may have one name, and none moves
              <li key={place} className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,5fr)] gap-x-3 py-1 text-12">
                <span className="[overflow-wrap:anywhere]">{visibleText(name)}</span>
                <span className={of === undefined ? "text-unseen" : undefined}>{scoreWords(of)}</span>
                <span className="text-ink-3 [overflow-wrap:anywhere]">{visibleText(reason)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
