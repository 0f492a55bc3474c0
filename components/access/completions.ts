/** What could come next in the field of Ask: what the grammar knows here, and what the clusters know by the API. */
import { type NextWord, nextWord } from "#core/rbac/ask/next.ts";

export interface Completion {
  /** The whole sentence, when it is taken. */
  readonly text: string;
  /** The part that it adds. */
  readonly word: string;
  readonly what: NextWord["what"];
}

const verbs = [
  "read",
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "exec",
  "write",
  "admin",
  "bind",
  "escalate",
  "impersonate",
];
const openings = ["who can", "can sa:", "can group:", "can user:"];
const most = 8;

/** @returns the kind of word that only the clusters know, and its beginning; undefined where the grammar is enough. */
export function wordsWanted(text: string): { what: "resource" | "subject" | "namespace"; q: string } | undefined {
  const next = nextWord(text);
  if (next === undefined || next.what === "question" || next.what === "verb") return undefined;
  return { what: next.what, q: next.typed };
}

/**
 * @param known words of the clusters, for what `wordsWanted` says
 * @returns at most eight completions of the sentence; those that begin with what was typed come first
 */
export function completionsOf(text: string, known: readonly string[] = []): readonly Completion[] {
  const next = nextWord(text);
  if (next === undefined) return [];
  if (next.what === "question") return questions(text);
  const { what, head, typed } = next;
  const words = what === "verb" ? ranked(verbs, typed.toLowerCase()) : known;
  if (words.length === 1 && words[0] === typed) return [];
  return words.slice(0, most).map((word) => ({ text: `${head}${word} `, word, what }));
}

function questions(text: string): readonly Completion[] {
  const begun = text.toLowerCase();
  const leads = openings.filter((open) => open.startsWith(begun) && open !== begun);
  const found = leads.map((open): Completion => ({ text: open.endsWith(":") ? open : `${open} `, word: open, what: "question" }));
  if (text === "" || text.includes(" ")) return found;
  const direct = ranked(verbs, begun).map((word): Completion => ({ text: `${word} `, word, what: "verb" }));
  return [...found, ...direct].slice(0, most);
}

function ranked(choices: readonly string[], typed: string): readonly string[] {
  const beginning = choices.filter((choice) => choice.startsWith(typed));
  const holding = choices.filter((choice) => !choice.startsWith(typed) && choice.includes(typed));
  const found = [...beginning, ...holding];
  return found.length === 1 && found[0] === typed ? [] : found;
}
