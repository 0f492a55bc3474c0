/** What could come next in the field of Ask. */
export interface Completion {
  /** The whole sentence, when it is taken. */
  readonly text: string;
  /** The part that it adds. */
  readonly word: string;
  readonly what: "verb" | "resource" | "question";
}

const verbs = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "bind",
  "escalate",
  "impersonate",
];
const openings = ["who can ", "can sa:"];
const most = 8;

/** Which word is being typed, counted from the verb; undefined before it. */
function position(words: readonly string[]): number | undefined {
  const first = words[0]?.toLowerCase();
  if (first === "who") return words[1]?.toLowerCase() === "can" ? words.length - 3 : undefined;
  if (first === "can") return words.length - 3;
  return undefined;
}

/**
 * @param resources as they are typed: `secrets`, `deployments.apps`, `pods/exec`
 * @returns at most eight completions of the sentence; those that begin with what was typed come first
 */
export function completionsOf(text: string, resources: readonly string[]): readonly Completion[] {
  const words = text.split(/\s+/);
  const typed = words.at(-1) ?? "";
  const at = position(words);
  if (at === undefined || at < 0) {
    return openings
      .filter((open) => open.startsWith(text.toLowerCase()) && open !== text)
      .map((open) => ({ text: open, word: open, what: "question" }));
  }
  if (at > 1) return [];
  const choices = at === 0 ? verbs : resources;
  const head = text.slice(0, text.length - typed.length);
  return ranked(choices, typed.toLowerCase())
    .slice(0, most)
    .map((word) => ({ text: `${head}${word} `, word, what: at === 0 ? "verb" : "resource" }));
}

function ranked(choices: readonly string[], typed: string): readonly string[] {
  const beginning = choices.filter((choice) => choice.startsWith(typed));
  const holding = choices.filter((choice) => !choice.startsWith(typed) && choice.includes(typed));
  const found = [...beginning, ...holding];
  return found.length === 1 && found[0] === typed ? [] : found;
}
