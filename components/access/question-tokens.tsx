import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { formatSubjectWords } from "#core/rbac/ask/subject.ts";
import { visibleText } from "../ui/visible-text.ts";

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

const places = { any: "at least one", cluster: "the whole cluster" } as const;

/** What was understood of the sentence, part by part, so that a misunderstanding is seen before the answer is believed. */
export function QuestionTokens({ question }: { question: AskedQuestion }) {
  const { as, verbs, target, place } = question;
  return (
    <div className="flex flex-wrap items-center gap-2 text-12 text-ink-3">
      Understood as
      {as === undefined ? null : <Token what="subject" name={formatSubjectWords(as)} />}
      <Token what={verbs.length === 1 ? "verb" : "any of"} name={verbs.join(", ")} />
      {"path" in target ? (
        <Token what="URL" name={target.path} />
      ) : (
        <>
          <Token what="resource" name={target.resource} />
          {target.subresource === undefined ? null : <Token what="subresource" name={target.subresource} />}
          {target.name === undefined ? null : <Token what="name" name={target.name} />}
          <Token
            what={place === "cluster" ? "place" : "namespace"}
            name={typeof place === "string" ? places[place] : place.namespace}
          />
        </>
      )}
    </div>
  );
}
