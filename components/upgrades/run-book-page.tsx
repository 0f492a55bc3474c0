"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import type { RunBookView } from "#contracts/upgrade-plan.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock, CopyButton } from "../ui/copy.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { notify } from "../ui/toast.tsx";
import { RunBookItem } from "./run-book-item.tsx";
import { TargetChoice } from "./target-choice.tsx";
import { planOptions, runBookOptions } from "./upgrade-query.ts";
import { targetParser } from "./upgrade-url.ts";
import { progressWords } from "./upgrade-words.ts";

/** The order of the upgrade for one cluster and one target: what to do, what to wait for, how to see it. */
export function RunBookPage({ scanId }: { scanId: string }) {
  const [target, setTarget] = useQueryState("target", targetParser);
  const query = useQuery(runBookOptions(scanId, target));
  const plan = useQuery(planOptions(scanId, target)).data;
  const book = query.data;
  const may = useMay("upgrade:plan");
  const tick = useTick(scanId, target);
  if (query.isError) {
    return (
      <>
        <h1 className="sr-only">Run book</h1>
        <ErrorState
          error={problemOf(query.error)}
          actions={plan === undefined ? null : <TargetChoice plan={plan} onTarget={(minor) => void setTarget(minor)} />}
          className="px-0"
        />
      </>
    );
  }
  if (book === undefined) return <RunBookSkeleton />;
  return (
    <div className="grid gap-4">
      <Title
        book={book}
        scanId={scanId}
        choice={plan === undefined ? null : <TargetChoice plan={plan} onTarget={(minor) => void setTarget(minor)} />}
      />
      {book.variables.length === 0 ? null : (
        <Panel title="Set these first">
          <div className="p-4">
            <CodeBlock text={book.variables.join("\n")} label="Variables of the commands below" />
          </div>
        </Panel>
      )}
      {book.sections.map((section) => (
        <Panel key={section.title} title={section.title}>
          {section.text === undefined ? null : (
            <div className="border-line border-b px-4 py-3 text-ink-2">
              <p className="max-w-[92ch]">{section.text}</p>
            </div>
          )}
          <ol>
            {section.items.map((item) => (
              <RunBookItem key={item.id} item={item} onTick={may ? (done) => tick(book, item.id, done) : undefined} />
            ))}
          </ol>
        </Panel>
      ))}
      <Panel title="Read on">
        <ul className="px-4 py-3">
          {book.refs.map((ref) => (
            <li key={ref}>
              <a
                href={ref}
                rel="noreferrer"
                className="inline-flex min-h-6 items-center text-accent-text [overflow-wrap:anywhere] hover:underline"
              >
                {ref}
              </a>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

/** @returns what ticks a step; the answer is the book as it is then. */
function useTick(scanId: string, target: string | null) {
  const queries = useQueryClient();
  const { queryKey } = runBookOptions(scanId, target);
  const change = useMutation(
    api.upgradePlans.tick.mutationOptions({
      onSuccess: (book) => queries.setQueryData(queryKey, book),
      onError: (error) => {
        const { title, remedy, detail } = problemOf(error);
        notify(detail ?? title, { detail: remedy, failed: true });
      },
      // One after the other: each answer is the whole book.
      scope: { id: `run book of ${scanId}` },
    }),
  );
  return (book: RunBookView, step: string, done: boolean) => change.mutate({ id: scanId, target: book.target, step, done });
}

interface TitleProps {
  readonly book: RunBookView;
  readonly scanId: string;
  readonly choice: ReactNode;
}

function Title({ book, scanId, choice }: TitleProps) {
  return (
    <Answer
      title={
        <>
          <code className="[unicode-bidi:isolate]">{book.cluster}</code> from {book.from} to {book.target}
        </>
      }
      actions={
        <span className="flex flex-wrap gap-2 print:hidden">
          {choice}
          <ShareButton
            size="large"
            view={{ kind: "run-book", scan: scanId, target: book.target }}
            title={`Upgrade of ${book.cluster} from ${book.from} to ${book.target}`}
          />
          <CopyButton text={book.markdown} label="Copy as Markdown" className="h-8" />
          <Button size="large" onClick={() => save(book)}>
            <Download aria-hidden />
            Save as Markdown
          </Button>
          <Button size="large" onClick={() => globalThis.print()}>
            <Printer aria-hidden />
            Print
          </Button>
        </span>
      }
    >
      <p className="mt-1 text-ink">{progressWords(book.progress)}</p>
      {book.opening.map((sentence) => (
        <p key={sentence} className="mt-1 [overflow-wrap:anywhere]">
          {sentence}
        </p>
      ))}
    </Answer>
  );
}

function save({ markdown, from, target }: RunBookView) {
  const address = URL.createObjectURL(new Blob([markdown], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `run-book-${from}-to-${target}.md`;
  link.click();
  URL.revokeObjectURL(address);
}

/** The page before its book is known. */
export function RunBookSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <h1 className="sr-only">Run book</h1>
      <Skeleton className="h-9 w-2/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={2} />
      </div>
    </div>
  );
}
