import { problemOf } from "#client/problem.ts";
import { ProblemLine } from "./problem-line.tsx";

/** A failure with the place of each part that is refused, such as `signers[1].subject`. */
export function ProblemIssues({ error }: { error: Error }) {
  const issues = problemOf(error).issues ?? [];
  return (
    <>
      <ProblemLine error={error} />
      {issues.length === 0 ? null : (
        <ul className="grid gap-1 text-12">
          {issues.map(({ path, message }) => (
            <li key={`${path} ${message}`} className="[overflow-wrap:anywhere]">
              <code className="font-label">{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
