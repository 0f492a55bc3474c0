import { cn } from "../../ui/cn.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { nameOfStep, type Step, stepsOf, type Way } from "./wizard-state.ts";

interface StepListProps {
  way: Way;
  step: Step;
  /** Absent where there is no way back: the cluster is registered. */
  onBack: ((step: Step) => void) | undefined;
}

/** Where one is in the wizard; a step that lies behind can be opened again. */
export function StepList({ way, step, onBack }: StepListProps) {
  const own = stepsOf[way];
  const now = own.indexOf(step);
  return (
    <ol aria-label="Steps" className="mb-5 flex flex-wrap gap-x-5 gap-y-1 border-line border-b pb-2">
      {own.map((one, index) => {
        const mark =
          index < now ? (
            <VerdictGlyph verdict="pass" className="size-4" />
          ) : (
            <span
              aria-hidden
              className={cn(
                "grid size-4 place-items-center rounded-full border text-[10px]/none",
                index === now ? "border-accent bg-accent text-accent-ink" : "border-line-strong text-ink-3",
              )}
            >
              {index + 1}
            </span>
          );
        const name = <span className={index === now ? "font-label text-ink" : "text-ink-3"}>{nameOfStep(one, way)}</span>;
        return (
          <li key={one} aria-current={index === now ? "step" : undefined}>
            {index < now && onBack !== undefined ? (
              <button type="button" onClick={() => onBack(one)} className="flex min-h-7 items-center gap-2 hover:underline">
                {mark}
                {name}
              </button>
            ) : (
              <span className="flex min-h-7 items-center gap-2">
                {mark}
                {name}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
