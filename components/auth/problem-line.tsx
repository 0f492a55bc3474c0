import { problemOf } from "#client/problem.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";

/** A failure beside a form: the sentence, what to do, the code. */
export function ProblemLine({ error }: { error: Error }) {
  const problem = problemOf(error);
  return (
    <div role="alert" className="rounded-control border border-critical bg-critical-soft px-3 py-2">
      <p className="flex items-start gap-2 font-label">
        <VerdictGlyph verdict="fail" className="mt-1" />
        {problem.detail ?? problem.title}
      </p>
      <p className="pl-5 text-12 text-ink-2">
        {problem.remedy} <code className="text-ink-3">{problem.code}</code>
      </p>
    </div>
  );
}
