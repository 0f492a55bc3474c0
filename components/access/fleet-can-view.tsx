"use client";
import type { AskedCluster } from "#contracts/access/ask.ts";
import { Answer } from "../ui/panel.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { Answered } from "./answer-view.tsx";
import { VerdictMark, verdictWords, Who } from "./can-view.tsx";
import { bindingsOf } from "./chain-steps.ts";
import { FleetClusters } from "./fleet-clusters.tsx";
import { QuestionTitle } from "./question-title.tsx";
import { counted } from "./subject-words.ts";

/** Whether one subject can do something, in every cluster. */
export function FleetCanView({ question, answer }: Answered) {
  if (question.as === undefined) return null;
  const allowed = answer.clusters.filter(({ verdict }) => verdict === "allowed").length;
  const unsure = answer.clusters.filter(({ complete }) => !complete).length;
  return (
    <>
      <Answer
        title={
          <>
            <Who as={question.as} /> {allowed === 0 ? (unsure === 0 ? "cannot" : "cannot, as far as was seen,") : "can"}{" "}
            <QuestionTitle question={question} />
            {allowed === 0 ? ", in any cluster." : `, in ${allowed} of ${counted(answer.clusters.length, "cluster")}.`}
          </>
        }
      >
        {unsure === 0 ? null : (
          <p>{counted(unsure, "cluster")} could not be assessed in full: it is neither allowed nor refused there.</p>
        )}
      </Answer>
      <FleetClusters clusters={answer.clusters} answer={(found) => <Line found={found} />} />
    </>
  );
}

function Line({ found }: { found: AskedCluster }) {
  const { verdict = "unknown", because = [], nearest = [] } = found;
  return (
    <span className="flex items-start gap-2">
      <VerdictMark verdict={verdict} className="mt-0.5 size-4 flex-none" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {verdictWords[verdict]}
        <span className="text-ink-3">
          {verdict === "allowed"
            ? `: ${bindingsOf(because).slice(0, 3).map(visibleText).join(", ") || "before RBAC is asked"}`
            : null}
          {verdict === "notAllowed" && nearest[0] !== undefined ? `. ${visibleText(nearest[0].sentence)}` : null}
        </span>
      </span>
    </span>
  );
}
