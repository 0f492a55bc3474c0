/** Parts of an asked question, for sentences and for marking rules. */
import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { formatAsked, sayAsked } from "#core/rbac/ask/say.ts";
import type { Asked } from "./rule-lines.ts";

/** @returns what of a rule answers the question, as far as the question says it. */
export function askedOf({ verbs, target }: AskedQuestion): Asked {
  if ("path" in target) return { verbs };
  const [plural = "", ...group] = target.resource.split(".");
  const resource = target.subresource === undefined ? plural : `${plural}/${target.subresource}`;
  return { verbs, group: group.join("."), resource };
}

/** @returns `get, list or watch`. */
export function verbWords(verbs: readonly string[]): string {
  return verbs.length < 2 ? verbs.join("") : `${verbs.slice(0, -1).join(", ")} or ${verbs.at(-1)}`;
}

/**
 * @param understood what the API says that it understood
 * @returns it, where it says more than the question itself: another resource of the same name, or a warning
 */
export function beyond(understood: string, question: AskedQuestion): string | undefined {
  const said = [formatAsked(question), sayAsked(question)].map((sentence) => `${sentence}.`.toLowerCase());
  return said.includes(understood.toLowerCase()) ? undefined : understood;
}
