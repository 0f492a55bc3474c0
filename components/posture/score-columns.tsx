/** How a checklist stands in a row of a table: its score, how much of it was assessed, and how many items are in which state. */
import type { ChecklistFleet } from "#contracts/checklist.ts";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { nameOfState, states } from "./checklist-words.ts";

type Score = ChecklistFleet["score"];
type Shown = readonly (typeof states)[number][];

/** What is counted as time goes by: what does not apply is no progress. */
export const progressStates: Shown = states.filter((state) => state !== "notApplicable");

export function ScoreHeadings({ of = states }: { of?: Shown }) {
  return (
    <>
      <th scope="col">Score</th>
      <th scope="col">Assessed</th>
      {of.map((state) => (
        <th key={state} scope="col" className="num">
          {nameOfState(state)}
        </th>
      ))}
    </>
  );
}

export function ScoreCells({ score, of = states }: { score: Score; of?: Shown }) {
  return (
    <>
      <td data-label="Score">{score.share === undefined ? "no number" : percent(score.share)}</td>
      <td data-label="Assessed">
        <CoverageBar share={score.coverage === 0 ? undefined : score.coverage} />
      </td>
      {of.map((state) => (
        <td key={state} data-label={nameOfState(state)} className="num">
          {score.counts[state]}
        </td>
      ))}
    </>
  );
}

/** How the score went; nothing where fewer than two times have one. @param unit of time, such as `weeks`. */
export function ScoreTrend({ scores, unit }: { scores: readonly Pick<Score, "share">[]; unit: string }) {
  const shares = scores.flatMap(({ share }) => share ?? []);
  if (shares.length < 2) return null;
  return (
    <Sparkline
      values={shares}
      width={96}
      label={`Score from ${percent(shares[0] ?? 0)} to ${percent(shares.at(-1) ?? 0)} over ${shares.length} ${unit}`}
    />
  );
}
