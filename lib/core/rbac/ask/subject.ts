/** Whom a question is about, as it is typed. */
import { accountOf, anonymousUser, authenticatedGroup } from "../subject.ts";
import type { AskedSubject } from "./question.ts";
import { quoteWord, type Word, type WordReader } from "./words.ts";

const accountKeys = new Set(["sa", "serviceaccount"]);
const everybody = new Set(["everybody", "everyone", "anybody", "anyone"]);
const commas = new Set([",", "and"]);

/** @returns the subject: `sa:ns/name`, `group:x`, `user:x`, or a user's name as it is. Undefined for half a service account. */
export function parseSubjectWord(text: string): AskedSubject | undefined {
  const account = /^(?:sa|serviceaccount):([^/:]+)[/:]([^/:]+)$/i.exec(text);
  if (account?.[1] !== undefined && account[2] !== undefined)
    return { kind: "ServiceAccount", namespace: account[1], name: account[2] };
  if (/^(?:sa|serviceaccount):/i.test(text)) return undefined;
  const prefixed = /^(user|group):(.+)$/isu.exec(text);
  if (prefixed?.[1] === undefined || prefixed[2] === undefined) return text === "" ? undefined : userOf(text);
  return prefixed[1].toLowerCase() === "group" ? { kind: "Group", name: prefixed[2] } : userOf(prefixed[2]);
}

/** A user named like a service account is that service account. */
function userOf(name: string): AskedSubject {
  const account = accountOf(name);
  return account?.namespace === undefined
    ? { kind: "User", name }
    : { kind: "ServiceAccount", namespace: account.namespace, name: account.name };
}

/** Reads the subject of `can SUBJECT …`, with the groups that a user is said to be in. */
export function readSubject(words: WordReader): AskedSubject | undefined {
  const subject = readName(words);
  if (subject?.kind !== "User" || !(words.take("with", "group") || words.take("with", "groups"))) return subject;
  const groups: string[] = [];
  do {
    const group = words.next();
    if (group === undefined || group.key === ",") return undefined;
    groups.push(group.text);
  } while (words.takeOneOf(commas) !== undefined);
  return { ...subject, groups };
}

function readName(words: WordReader): AskedSubject | undefined {
  if (words.takeOneOf(everybody)) return { kind: "Group", name: authenticatedGroup };
  if (words.take("anonymous")) return { kind: "User", name: anonymousUser };
  if (words.take("members", "of") || words.take("a", "member", "of") || words.take("group")) return named("Group", words.next());
  if (words.take("user")) return named("User", words.next());
  if (words.takeOneOf(accountKeys) || words.take("service", "account")) {
    const word = words.next();
    return word && parseSubjectWord(`sa:${word.text}`);
  }
  const word = words.next();
  return word && parseSubjectWord(word.text);
}

function named(kind: "User" | "Group", word: Word | undefined): AskedSubject | undefined {
  if (word === undefined || word.text === "") return undefined;
  return kind === "User" ? userOf(word.text) : { kind, name: word.text };
}

const reserved = new Set([...everybody, ...accountKeys, "anonymous", "members", "a", "group", "user", "service", "the"]);

/** @returns the subject as it is typed; `readSubject` reads it back. */
export function formatSubjectWords(subject: AskedSubject): string {
  if (subject.kind === "ServiceAccount") return quoteWord(`sa:${subject.namespace}/${subject.name}`);
  if (subject.kind === "Group") return quoteWord(`group:${subject.name}`);
  const isPrefixed = /^(sa|serviceaccount|user|group):/i.test(subject.name);
  const name = quoteWord(isPrefixed ? `user:${subject.name}` : subject.name, reserved);
  if (subject.groups === undefined || subject.groups.length === 0) return name;
  const groups = subject.groups.map((group) => quoteWord(group)).join(", ");
  return `${name} with ${subject.groups.length === 1 ? "group" : "groups"} ${groups}`;
}
