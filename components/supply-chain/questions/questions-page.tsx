"use client";
import { useQuery } from "@tanstack/react-query";
import { MessageCircleQuestionMark } from "lucide-react";
import { useQueryState } from "nuqs";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { SupplyQuestionsView } from "#contracts/supply-questions.ts";
import { WithScan } from "../../scans/with-scan.tsx";
import { Button } from "../../ui/button.tsx";
import { nameOfVerdict } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { DeployRights } from "./deploy-rights.tsx";
import { EnforcementPanel } from "./enforcement-panel.tsx";
import { QuestionItem } from "./question-item.tsx";
import { answerParser, answers } from "./questions-url.ts";
import { answersSentence, groupWords } from "./questions-words.ts";

const welcome = {
  icon: <MessageCircleQuestionMark aria-hidden />,
  title: "The questions of the supply chain's threat model, answered",
  text: "Register a cluster or upload a snapshot. Then each question has its answer, what that rests on, and what nobody has looked at yet.",
};

/** `/supply-chain/questions` */
export function SupplyQuestions() {
  return (
    <SupplyFrame>
      <WithScan
        title="Questions"
        skeleton={<QuestionsSkeleton />}
        welcome={welcome}
        unknown="No question can be answered yet. Scan it, and the answers stand here."
      >
        {(scanId) => <QuestionsPage key={scanId} scanId={scanId} />}
      </WithScan>
    </SupplyFrame>
  );
}

function QuestionsPage({ scanId }: { scanId: string }) {
  const query = useQuery(api.supplyQuestions.get.queryOptions({ input: { id: scanId } }));
  if (query.data !== undefined) return <Found found={query.data} />;
  if (query.isError) return <Refused scanId={scanId} error={query.error} retry={() => void query.refetch()} />;
  return <QuestionsSkeleton />;
}

/** Who sees some namespaces is told why the questions are not for them, and who can change what runs in those. */
function Refused({ scanId, error, retry }: { scanId: string; error: Error; retry: () => void }) {
  const problem = problemOf(error);
  const final = problem.status === 404 || problem.status === 403;
  return (
    <div className="grid gap-6">
      <ErrorState
        level={1}
        error={problem}
        retry={final ? undefined : retry}
        className="rounded-panel border border-line bg-panel"
      />
      {final ? <DeployRights scanId={scanId} /> : null}
    </div>
  );
}

function Found({ found }: { found: SupplyQuestionsView }) {
  const [shown, setShown] = useQueryState("answer", answerParser);
  const groups = found.groups
    .map((group) => ({ ...group, left: group.questions.filter(({ verdict }) => shown === "all" || verdict === shown) }))
    .filter(({ left }) => left.length > 0);
  const options = (["all", ...answers] as const).map((value) => ({
    value,
    label: value === "all" ? "All" : `${nameOfVerdict(value)} ${found.counts[value]}`,
  }));
  return (
    <>
      <Answer
        title={answersSentence(found.counts)}
        actions={
          <Button asChild size="large" className="print:hidden">
            <Link href={`/supply-chain?cluster=${found.clusterId}`}>Open the images</Link>
          </Button>
        }
      >
        <p>
          What somebody who attacks the supply chain of <code className="[unicode-bidi:isolate]">{found.cluster}</code> would try,
          asked of scan {found.number} as of <Time at={found.takenAt} /> and of what is known of its images. A question passes
          where there is evidence, and for no other reason.
        </p>
      </Answer>
      <div className="mb-4 print:hidden">
        <Segmented label="Answer" value={shown} onChange={(value) => void setShown(value)} options={options} />
      </div>
      <div className="grid gap-4">
        {groups.length === 0 ? (
          <Panel aria-label="Questions">
            <EmptyState
              title="No question has this answer"
              action={<Button onClick={() => void setShown("all")}>Show all questions</Button>}
            />
          </Panel>
        ) : null}
        {groups.map(({ id, title, text, questions, left }) => (
          <Panel key={id} title={title} aside={groupWords(questions)} className="print:border-0">
            <p className="border-line border-b px-4 py-2 text-12 text-ink-3">{text}</p>
            <ul>
              {left.map((question) => (
                <QuestionItem key={question.id} question={question} place={found} />
              ))}
            </ul>
          </Panel>
        ))}
        <EnforcementPanel scanId={found.scanId} />
        <DeployRights scanId={found.scanId} clusterId={found.clusterId} />
      </div>
    </>
  );
}

function QuestionsSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <h1 className="sr-only">Questions</h1>
      <Skeleton className="h-9 w-3/5" />
      <Skeleton className="h-8 w-96 max-w-full" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={2} />
      </div>
    </div>
  );
}
