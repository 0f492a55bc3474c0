/** What could come next in a question that is being typed. */

export interface NextWord {
  readonly what: "question" | "verb" | "resource" | "subject" | "namespace";
  /** The part of it that is there already. */
  readonly typed: string;
  /** The sentence before it. */
  readonly head: string;
}

const modal = "(?:can|may|could)";
const subjectPrefix = "(?:group|user|sa|service account)";
const lead = new RegExp(
  `^(?:(?:who|which subjects?) ${modal}|${modal} (?:${subjectPrefix} )?\\S+(?: with groups? \\S+)?|is (?:${subjectPrefix} )?\\S+ (?:allowed|able) to)$`,
);

/** @returns which kind of word is being typed, or undefined where nothing is known to come. Names in quotes are not completed. */
export function nextWord(text: string): NextWord | undefined {
  if (text.includes('"')) return undefined;
  const typed = /\S*$/.exec(text)?.[0] ?? "";
  const head = text.slice(0, text.length - typed.length);
  const before = head.trim().toLowerCase().replace(/\s+/g, " ");
  const what = whatFollows(before);
  return what && { what, typed, head };
}

function whatFollows(before: string): NextWord["what"] | undefined {
  if (before === "" || /^(?:who|which|which subjects?)$/.test(before)) return "question";
  if (/ (?:in|-n|in namespace|within|inside)$/.test(before)) return "namespace";
  if (new RegExp(`^(?:${modal}|is)(?: ${subjectPrefix})?$`).test(before)) return "subject";
  if (lead.test(before)) return "verb";
  if (/(?:,| or| and)$/.test(before)) return "verb";
  return isVerbLast(before) ? "resource" : undefined;
}

/** A verb, or several, right after how the question begins. */
function isVerbLast(before: string): boolean {
  const words = before.split(" ");
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const start = words.slice(0, at).join(" ");
    if (start === "" || lead.test(start))
      return /^\S+(?:(?:,| or| and|, or) \S+)*(?: into| to| on| any| all| the)?$/.test(words.slice(at).join(" "));
  }
  return false;
}
