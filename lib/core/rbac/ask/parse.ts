/** Reads a question as people type it: `who can read secrets in payments`, `exec`, `can sa:ci/deployer delete nodes`. */
import { err, ok, type Result } from "../../result.ts";
import type { AskedPlace, AskedQuestion, AskedResource, AskedSubject, AskedTarget } from "./question.ts";
import { readSubject } from "./subject.ts";
import { actions, spokenResource, subresources, verbsOfKubernetes } from "./vocabulary.ts";
import { type Word, WordReader, wordsOf } from "./words.ts";

export interface NotUnderstood {
  /** One sentence: what is missing, or which words mean nothing here. */
  readonly problem: string;
  /** One sentence: what to write. */
  readonly remedy: string;
}

const example = "Write: who can get secrets in payments. Or: can sa:ci/deployer delete nodes.";
const askAboutSubject = "Write sa:NAMESPACE/NAME, group:NAME, or a user's name.";

function no(problem: string, remedy: string = example): { readonly ok: false; readonly error: NotUnderstood } {
  return err({ problem, remedy });
}

export interface ReadSentence {
  readonly question: AskedQuestion;
  /** Whether the sentence says where; else it is asked about at least one namespace. */
  readonly saysPlace: boolean;
}

/** @returns the question that a sentence asks, or what is missing and what to write. It never throws. */
export function parseAsked(sentence: string): Result<AskedQuestion, NotUnderstood> {
  const read = readSentence(sentence);
  return read.ok ? ok(read.value.question) : read;
}

/** The same, and whether the sentence says where. */
export function readSentence(sentence: string): Result<ReadSentence, NotUnderstood> {
  const words = new WordReader(wordsOf(sentence));
  if (words.peek() === undefined) return no("There is no question yet.");
  const lead = readLead(words);
  if (!lead.ok) return lead;
  const action = readAction(words);
  if (action === undefined) return no("The verb is missing, such as get or delete.");
  const target = readTarget(words, action);
  if (target === undefined) return no(`What to ${action.said} is missing, such as secrets or pods/exec.`);
  const tail = readTail(words);
  if (!tail.ok) return tail;
  const { name, subresource, place = action.place } = tail.value;
  if ("path" in target && (name ?? subresource) !== undefined) return no("A URL has neither a name nor a subresource.");
  if ("path" in target && place !== undefined) return no("A URL lies in no namespace.", "End the question after the URL.");
  const narrowed = { ...target, ...(subresource !== undefined && { subresource }), ...(name !== undefined && { name }) };
  const question = { ...(lead.value && { as: lead.value }), verbs: action.verbs, target: narrowed, place: place ?? "any" };
  return ok({ question, saysPlace: place !== undefined });
}

const modal = new Set(["can", "may", "could"]);
const able = new Set(["able", "allowed", "permitted"]);

/** Reads how the question begins. @returns the subject that it is about, or undefined where it is about everybody. */
function readLead(words: WordReader): Result<AskedSubject | undefined, NotUnderstood> {
  if (words.take("who") || words.take("which", "subjects") || words.take("which", "subject")) {
    if (words.takeOneOf(modal) === undefined && (words.take("is") || words.take("are") || words.take("has"))) takeAllowed(words);
    return ok(undefined);
  }
  const begins = words.takeOneOf(modal) ?? (words.take("is") ? "is" : undefined);
  if (begins === undefined) return ok(undefined);
  const subject = readSubject(words);
  if (subject === undefined) return no("Who is asked about is missing.", askAboutSubject);
  if (begins === "is") takeAllowed(words);
  return ok(subject);
}

function takeAllowed(words: WordReader): void {
  if (words.takeOneOf(able)) words.take("to");
}

interface ReadAction {
  readonly verbs: readonly string[];
  /** The verb as it was typed. */
  readonly said: string;
  readonly target?: AskedResource | undefined;
  readonly subresource?: string | undefined;
  readonly place?: AskedPlace;
}

const between = new Set([",", "or", "and"]);

/** Reads one verb, or several of which any will do. */
function readAction(words: WordReader): ReadAction | undefined {
  if (words.take("a") || words.take("an") || words.take("the")) return readAction(words);
  if (words.take("cluster", "admin") || words.take("cluster-admin"))
    return { ...actions.get("admin"), verbs: ["*"], said: "administer", place: "cluster" };
  const read: ReadAction[] = [];
  do {
    while (words.takeOneOf(between) !== undefined);
    const word = words.peek();
    if (word === undefined || word.text === "" || beginsTail.has(word.key)) break;
    words.next();
    read.push(actionOf(word));
  } while (between.has(words.peek()?.key ?? ""));
  const [only] = read;
  if (only === undefined || read.length === 1) return only;
  return { verbs: [...new Set(read.flatMap(({ verbs }) => verbs))], said: only.said };
}

function actionOf({ key, text }: Word): ReadAction {
  const action = actions.get(key);
  return { ...action, verbs: action?.verbs ?? [verbsOfKubernetes.has(key) ? key : text], said: text };
}

const fillers = new Set(["into", "to", "of", "on", "from", "at", "as", "the", "a", "an", "any", "all", "every"]);
const beginsTail = new Set([
  "in",
  "within",
  "inside",
  "-n",
  "-a",
  "anywhere",
  "everywhere",
  "cluster-wide",
  "clusterwide",
  "named",
  "called",
  "across",
  "subresource",
]);

/** Reads what it is done to. @returns undefined where it is missing. */
function readTarget(words: WordReader, { target, subresource }: ReadAction): AskedTarget | undefined {
  if (subresource === "exec" && words.peek()?.key === "in" && /^pods?(\/|$)/.test(words.peek(1)?.key ?? "")) words.take("in");
  while (words.takeOneOf(fillers) !== undefined);
  const word = words.peek();
  if (word === undefined || beginsTail.has(word.key)) return target;
  const spoken = spokenResource([word.key, words.peek(1)?.key ?? "", words.peek(2)?.key ?? ""]);
  for (let taken = 0; taken < (spoken?.words ?? 1); taken += 1) words.next();
  const said = parseTarget(spoken?.resource ?? word.text);
  if ("path" in said || said.subresource !== undefined || subresource === undefined)
    return said.resource === "" ? undefined : said;
  return { ...said, subresource };
}

/** `plural[.group][/NAME][/SUBRESOURCE]`, or a URL. */
function parseTarget(text: string): AskedTarget & { readonly resource?: string; readonly subresource?: string } {
  if (text.startsWith("/")) return { path: text };
  const [resource = text, ...parts] = text.split("/");
  const last = parts.at(-1);
  const isPart = last !== undefined && subresources.has(last);
  const name = (isPart ? parts.slice(0, -1) : parts).join("/");
  return { resource, ...(isPart && { subresource: last }), ...(name !== "" && { name }) };
}

interface Tail {
  name?: string;
  subresource?: string;
  place?: AskedPlace;
}

const places: readonly (readonly [words: readonly string[], place: AskedPlace])[] = [
  [["anywhere"], "any"],
  [["-a"], "any"],
  [["in", "any", "namespace"], "any"],
  [["in", "some", "namespace"], "any"],
  [["in", "at", "least", "one", "namespace"], "any"],
  [["across", "namespaces"], "any"],
  [["across", "all", "namespaces"], "any"],
  [["everywhere"], "cluster"],
  [["cluster-wide"], "cluster"],
  [["clusterwide"], "cluster"],
  [["in", "the", "whole", "cluster"], "cluster"],
  [["in", "the", "cluster"], "cluster"],
  [["in", "every", "namespace"], "cluster"],
  [["in", "all", "namespaces"], "cluster"],
];

/** Reads what narrows the question: a name, a subresource, a place. */
function readTail(words: WordReader): Result<Tail, NotUnderstood> {
  const tail: Tail = {};
  while (words.peek() !== undefined) {
    const field = words.take("named") || words.take("called") ? "name" : words.take("subresource") ? "subresource" : "place";
    if (tail[field] !== undefined) return no(`The ${field} is said twice.`, "Say it once.");
    if (field === "place") {
      const place = readPlace(words);
      if (!place.ok) return place;
      tail.place = place.value;
    } else {
      const word = words.next();
      if (word === undefined || word.text === "") return no(`The ${field} is missing.`, "Write it after that word.");
      tail[field] = word.text;
    }
  }
  return ok(tail);
}

function readPlace(words: WordReader): Result<AskedPlace, NotUnderstood> {
  const fixed = places.find(([keys]) => words.take(...keys));
  if (fixed !== undefined) return ok(fixed[1]);
  const begins = words.takeOneOf(new Set(["in", "within", "inside", "-n"]));
  if (begins === undefined) return no(`“${words.rest()}” is not understood here.`, "After the resource, write: in NAMESPACE.");
  words.take("the");
  words.take("namespace");
  const word = words.next();
  if (word === undefined || word.text === "") return no("The namespace is missing.", "After “in”, write a namespace.");
  words.take("namespace");
  return ok({ namespace: word.text });
}
