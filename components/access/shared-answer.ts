import type { ViewOf } from "#contracts/views.ts";
import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { formatAsked } from "#core/rbac/ask/say.ts";

const who = { User: "one user", Group: "a member of one group", ServiceAccount: "one service account" } as const;

/** @returns the answer as it is shared; its title names nobody, and no object that may be called like somebody. */
export function sharedAnswer(scan: string, question: AskedQuestion): { view: ViewOf<"answer">; title: string } {
  const { as, verbs, target } = question;
  const { name: _name, ...nameless } = "path" in target ? { ...target, name: undefined } : target;
  const sentence = formatAsked({ verbs, target: nameless, place: "any" });
  const title = as === undefined ? sentence.replace(/^w/, "W") : sentence.replace(/^who/, `Whether ${who[as.kind]}`);
  return { view: { kind: "answer", scan, question: formatAsked(question) }, title: title.slice(0, 120) };
}
