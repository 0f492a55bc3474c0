import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { targetWords } from "#core/rbac/ask/say.ts";
import { visibleText } from "../ui/visible-text.ts";
import { verbWords } from "./asked-words.ts";

/** `get, list or watch secrets in payments`, for the sentence of an answer. */
export function QuestionTitle({ question: { verbs, target, place } }: { question: AskedQuestion }) {
  return (
    <>
      {visibleText(verbWords(verbs))} <code className="[unicode-bidi:isolate]">{visibleText(targetWords(target))}</code>
      {place === "cluster" ? " in the whole cluster" : null}
      {typeof place === "object" ? (
        <>
          {" "}
          in <code className="[unicode-bidi:isolate]">{visibleText(place.namespace)}</code>
        </>
      ) : null}
    </>
  );
}
