import type { UpgradePlanView, UpgradeStep } from "#contracts/upgrade-plan.ts";
import { counted } from "../access/subject-words.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { removalWords } from "./upgrade-words.ts";

/** What each coming minor meets, in the order in which they come. */
export function StepStrip({ plan }: { plan: UpgradePlanView }) {
  if (plan.steps.length === 0) return null;
  return (
    <ol aria-label="Coming minors" className="grid grid-cols-[repeat(auto-fill,minmax(230px,1fr))] border-line border-t">
      {plan.steps.map((step, index) => (
        <li key={step.minor} className="border-line border-r border-b px-4 py-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <b className="font-label">To {step.minor}</b>
            <Counts step={step} first={index === 0} />
          </p>
          <p className="text-12 text-ink-2">{removalWords(step.removals)}</p>
        </li>
      ))}
    </ol>
  );
}

function Counts({ step, first }: { step: UpgradeStep; first: boolean }) {
  const { freshBlocker, freshWarning } = step.counts;
  const unseen = step.unseen.length;
  const more = first ? "" : " more";
  if (freshBlocker + freshWarning + unseen === 0 && step.verdict === "ready")
    return (
      <span className="inline-flex items-center gap-1.5">
        <VerdictGlyph verdict="pass" />
        ready
      </span>
    );
  return (
    <>
      {freshBlocker === 0 ? null : (
        <span className="inline-flex items-center gap-1.5">
          <SeverityGlyph severity="critical" />
          {first ? counted(freshBlocker, "blocker") : `${freshBlocker}${more}`}
        </span>
      )}
      {freshWarning === 0 ? null : (
        <span className="inline-flex items-center gap-1.5">
          <SeverityGlyph severity="medium" />
          {counted(freshWarning, "warning")}
        </span>
      )}
      {unseen > 0 || step.verdict === "unknown" ? (
        <span className="inline-flex items-center gap-1.5 text-unseen">
          <VerdictGlyph verdict="notAssessed" />
          {unseen > 0 ? `${counted(unseen, "check")} not assessed` : "not known"}
        </span>
      ) : null}
    </>
  );
}
