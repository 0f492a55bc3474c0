/** Says a question in words that `parseAsked` reads back to the same question. */
import type { AskedPlace, AskedQuestion, AskedResource, AskedTarget } from "./question.ts";
import { formatSubjectWords } from "./subject.ts";
import { actions, subresources, synonyms } from "./vocabulary.ts";
import { quoteWord } from "./words.ts";

const grammar: ReadonlySet<string> = new Set(
  "in within inside -n -a anywhere everywhere cluster-wide clusterwide named called across subresource into to of on from at as the a an any all every some namespace or and cluster cluster-admin who which can may could is are has with".split(
    " ",
  ),
);
const verbWords: ReadonlySet<string> = new Set([...grammar, ...actions.keys()]);
const targetGrammar: ReadonlySet<string> = new Set([...grammar, ...synonyms.keys()]);

/** @returns the shortest sentence: `who can get, list or watch secrets in payments`. */
export function formatAsked(question: AskedQuestion): string {
  const lead = question.as === undefined ? "who can" : `can ${formatSubjectWords(question.as)}`;
  const place = question.place === "any" ? "" : ` ${placeWords(question.place)}`;
  return `${lead} ${listed(question.verbs.map(verbWord))} ${targetWords(question.target)}${place}`;
}

/** @returns the sentence with nothing left out: where no place was named, that it is any namespace. */
export function sayAsked(question: AskedQuestion): string {
  const sentence = formatAsked(question);
  return question.place === "any" && !("path" in question.target) ? `${sentence} ${placeWords("any")}` : sentence;
}

/** @returns `in payments`, `in the whole cluster`, `in at least one namespace`. */
export function placeWords(place: AskedPlace): string {
  if (place === "any") return "in at least one namespace";
  return place === "cluster" ? "in the whole cluster" : `in ${quoteWord(place.namespace, grammar)}`;
}

/** Verbs are an open set: one that would be read as a word of everyday language, or in lower case, stands in quotes. */
function verbWord(verb: string): string {
  return quoteWord(verb, verb === verb.toLowerCase() ? verbWords : new Set([verb.toLowerCase()]));
}

/** @returns `get`, `get or list`, `get, list or watch`. */
function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** @returns `pods/web/exec`, `secrets named "two words"`, `/metrics`. */
export function targetWords(target: AskedTarget): string {
  if ("path" in target) return quoteWord(target.path);
  const { resource, subresource, name } = target;
  const spelled = spelledOut(target);
  if (spelled !== undefined) return spelled;
  const part = subresource === undefined ? "" : ` subresource ${quoteWord(subresource, grammar)}`;
  return `${quoteWord(resource, targetGrammar)}${part}${name === undefined ? "" : ` named ${quoteWord(name, grammar)}`}`;
}

/** With slashes, where they are read back as they are meant. */
function spelledOut({ resource, subresource, name }: AskedResource): string | undefined {
  if (name !== undefined && (subresources.has(name) || name.includes("/"))) return undefined;
  if (subresource !== undefined && !subresources.has(subresource)) return undefined;
  const spelled = [resource, name, subresource].filter((part) => part !== undefined).join("/");
  return quoteWord(spelled, targetGrammar) === spelled ? spelled : undefined;
}
