import type { Problem } from "#contracts/problems.ts";
import { AuthCard } from "./auth-card.tsx";

/** Why a link cannot be opened now, though it may be a good one. */
export function LinkProblem({ problem }: { problem: Problem }) {
  return (
    <AuthCard title={problem.title}>
      <p className="text-ink-2">
        {problem.remedy} <code className="text-ink-3">{problem.code}</code>
      </p>
    </AuthCard>
  );
}
