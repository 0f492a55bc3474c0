import type { ChecklistScoreView } from "#contracts/checklist.ts";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { states } from "./checklist-words.ts";
import { ItemStateMark } from "./item-state.tsx";

interface StripProps {
  readonly score: ChecklistScoreView;
  readonly rules: readonly string[];
  /** What is counted, after its number. */
  readonly of?: string;
}

/** The score with its coverage, what it is counted from, and its rules. */
export function ScoreStrip({ score, rules, of: counted = "items" }: StripProps) {
  const { counts, of, share, coverage } = score;
  return (
    <section aria-label="Score" className="mb-5 break-inside-avoid rounded-panel border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-x-8 gap-y-3 px-4 py-3">
        <div>
          <p className="text-12 text-ink-3">Score, of what was assessed</p>
          <p className="font-semibold text-28 tracking-[-.02em]">
            {share === undefined ? <span className="text-unseen">no number</span> : percent(share)}
          </p>
        </div>
        <div>
          <p className="text-12 text-ink-3">
            Assessed, of {of.toLocaleString("en-GB")} {counted}
          </p>
          <CoverageBar share={coverage === 0 ? undefined : coverage} width={96} className="h-10" />
        </div>
        <ul aria-label="Items by state" className="flex flex-wrap gap-x-6 gap-y-2">
          {states.map((state) => (
            <li key={state} className="grid gap-0.5 text-12">
              <ItemStateMark state={state} />
              <span className="font-label text-16 tabular-nums">{counts[state]}</span>
            </li>
          ))}
        </ul>
      </div>
      <details className="border-line border-t px-4 py-1.5 text-12 print:hidden">
        <summary className="min-h-6 cursor-pointer text-ink-2 hover:text-ink">How the score is made</summary>
        <Rules rules={rules} />
      </details>
      <div className="hidden border-line border-t px-4 py-2 text-12 print:block">
        <Rules rules={rules} />
      </div>
    </section>
  );
}

function Rules({ rules }: Pick<StripProps, "rules">) {
  return (
    <ul className="grid max-w-[92ch] list-disc gap-1 py-1 pl-4 text-ink-2">
      {rules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}
