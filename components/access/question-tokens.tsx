import { visibleText } from "../ui/visible-text.ts";
import { formatAsker, type Question } from "./question.ts";

function Token({ what, name }: { what: string; name: string }) {
  return (
    <span className="inline-flex min-h-5 max-w-full items-center gap-1.5 rounded-tag border border-line-strong bg-panel px-1.5 text-12 text-ink-2">
      {what}
      <code className="truncate text-ink [unicode-bidi:isolate]" title={name}>
        {visibleText(name)}
      </code>
    </span>
  );
}

/** What was understood of the sentence, part by part, so that a misunderstanding is seen before the answer is believed. */
export function QuestionTokens({ question }: { question: Question }) {
  const url = question.resource.startsWith("/");
  return (
    <div className="flex flex-wrap items-center gap-2 text-12 text-ink-3">
      Understood as
      {question.kind === "can" ? <Token what="subject" name={formatAsker(question.as)} /> : null}
      <Token what="verb" name={question.verb} />
      <Token what={url ? "URL" : "resource"} name={question.resource} />
      {question.subresource === undefined ? null : <Token what="subresource" name={question.subresource} />}
      {url ? null : <Token what="namespace" name={question.namespace ?? "at least one"} />}
    </div>
  );
}
