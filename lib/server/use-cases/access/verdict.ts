/** Whether somebody can, as the API shows it: every chain of a yes, and what a no lacks. */
import type { CanI } from "../../../contracts/access.ts";
import { canAsked, memberOnly } from "../../../core/rbac/ask/answer.ts";
import type { ResolvedQuestion } from "../../../core/rbac/ask/resolve.ts";
import { type Asker, missingFor } from "../../../core/rbac/missing/missing.ts";
import { subjectOfUser } from "../../../core/rbac/subject.ts";
import { renderManifests } from "../../cluster/role.ts";
import type { Access } from "./access-index.ts";
import { chainView } from "./access-view.ts";

type Question = Pick<ResolvedQuestion, "alternatives" | "place">;

/** @returns the answer; a role that would allow it lies in a namespace that the reader sees. */
export function verdictOf({ index, namespaces }: Access, asker: Asker, question: Question): Omit<CanI, "understood"> {
  const answer = canAsked(index, asker, question);
  const self = subjectOf(asker);
  const view = {
    verdict: answer.verdict,
    verbs: [...answer.verbs],
    because: answer.because.map((chain) => chainView(chain, self)),
    gaps: [...answer.gaps],
  };
  if (answer.verdict !== "notAllowed") return view;
  const otherwise = namespaces === "all" ? "default" : ([...namespaces].sort()[0] ?? "default");
  const { nearest, grant } = missingFor(index, asker, { question, otherwise });
  return {
    ...view,
    nearest: nearest.map(({ lacks, sentence, chain }) => ({ lacks, sentence, chain: chainView(chain, self) })),
    grant: renderManifests(grant),
  };
}

/** A group is asked about as a member of it and of nothing else. */
function subjectOf({ user, groups = [] }: Asker) {
  const [group] = groups;
  return user === memberOnly && group !== undefined ? ({ kind: "Group", name: group } as const) : subjectOfUser(user);
}
