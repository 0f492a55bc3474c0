"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useQueryState } from "nuqs";
import { problemOf } from "#client/problem.ts";
import type { RunBookItemView, RunBookView } from "#contracts/upgrade-plan.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock, CopyButton } from "../ui/copy.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { TargetChoice } from "./target-choice.tsx";
import { planOptions, runBookOptions } from "./upgrade-query.ts";
import { targetParser } from "./upgrade-url.ts";

/** The order of the upgrade for one cluster and one target: what to do, what to wait for, how to see it. */
export function RunBookPage({ scanId }: { scanId: string }) {
  const [target, setTarget] = useQueryState("target", targetParser);
  const query = useQuery(runBookOptions(scanId, target));
  const plan = useQuery(planOptions(scanId, target)).data;
  const book = query.data;
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
            <p className="max-w-[92ch] border-line border-b px-4 py-3 text-ink-2">{section.text}</p>
          )}
          <ol>
            {section.items.map((item) => (
              <Item key={item.id} item={item} />
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

function Title({ book, choice }: { book: RunBookView; choice: React.ReactNode }) {
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

function Item({ item }: { item: RunBookItemView }) {
  return (
    <li className="grid gap-2 border-line border-b px-4 py-3 last:border-b-0">
      <h3 className="text-14 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{item.title}</h3>
      {item.text.map((sentence) => (
        <p key={sentence} className="max-w-[92ch] text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
          {sentence}
        </p>
      ))}
      {item.commands.length === 0 ? null : <CodeBlock text={item.commands.join("\n")} label={`Commands: ${item.title}`} />}
      {item.waitsFor === undefined ? null : (
        <p className="max-w-[92ch]">
          <b className="font-label">Wait for</b> {item.waitsFor}
        </p>
      )}
      {item.check === undefined ? null : <CodeBlock text={item.check.join("\n")} label={`How to check: ${item.title}`} />}
    </li>
  );
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
