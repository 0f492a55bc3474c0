/** The one field of Ask: reads a sentence, and writes it again. Knows the grammar, not the cluster. */

interface Target {
  readonly verb: string;
  /** `plural[.group][/NAME]`, or a path that begins with a slash. */
  readonly resource: string;
  readonly subresource?: string | undefined;
  readonly namespace?: string | undefined;
}
export type Asker =
  | { readonly kind: "User"; readonly name: string }
  | { readonly kind: "Group"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly namespace: string; readonly name: string };
export type Question = ({ readonly kind: "whoCan" } & Target) | ({ readonly kind: "can"; readonly as: Asker } & Target);
export type Reading =
  | { readonly ok: true; readonly question: Question }
  | { readonly ok: false; readonly problem: string; readonly remedy: string };

/** What the API calls a part of an object rather than an object's name. */
const subresources = new Set([
  "approval",
  "attach",
  "binding",
  "ephemeralcontainers",
  "eviction",
  "exec",
  "finalize",
  "log",
  "portforward",
  "proxy",
  "resize",
  "rollback",
  "scale",
  "status",
  "token",
]);
const example = "Write: who can get secrets in payments. Or: can sa:ci/deployer delete nodes.";

function no(problem: string, remedy: string = example): Reading {
  return { ok: false, problem, remedy };
}

/** Words; a quoted one may hold spaces. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
}

/** @returns the subject: `sa:ns/name`, `group:x`, `user:x`, or a user's name as it is. Undefined for half a service account. */
export function parseAsker(text: string): Asker | undefined {
  const account =
    /^(?:sa|serviceaccount):([^/:]+)[/:]([^/:]+)$/i.exec(text) ?? /^system:serviceaccount:([^:]+):([^:]+)$/.exec(text);
  if (account?.[1] !== undefined && account[2] !== undefined) {
    return { kind: "ServiceAccount", namespace: account[1], name: account[2] };
  }
  if (/^(?:sa|serviceaccount):/i.test(text)) return undefined;
  const prefixed = /^(user|group):(.+)$/i.exec(text);
  if (prefixed?.[1] === undefined || prefixed[2] === undefined) return text === "" ? undefined : { kind: "User", name: text };
  return { kind: prefixed[1].toLowerCase() === "group" ? "Group" : "User", name: prefixed[2] };
}

function parseTarget(words: readonly string[]): Target | Reading {
  const [verb, what, ...rest] = words;
  if (verb === undefined || verb === "") return no("The verb is missing, such as get or delete.");
  if (what === undefined) return no(`What to ${verb} is missing, such as secrets or pods/exec.`);
  const [word, namespace, ...more] = rest;
  if (word !== undefined && word !== "in" && word !== "-n")
    return no(`“${word}” is not understood here.`, "After the resource, write: in NAMESPACE.");
  if (word !== undefined && namespace === undefined) return no("The namespace is missing.", "After “in”, write a namespace.");
  if (more.length > 0) return no(`“${more.join(" ")}” is not understood here.`, "End the question after the namespace.");
  return { verb, ...parseResource(what), ...(namespace === undefined ? {} : { namespace }) };
}

function parseResource(text: string): { resource: string; subresource?: string } {
  if (text.startsWith("/")) return { resource: text };
  const [plural = text, ...parts] = text.split("/");
  const last = parts.at(-1);
  if (last === undefined || !subresources.has(last)) return { resource: text };
  const name = parts.slice(0, -1);
  return { resource: [plural, ...name].join("/"), subresource: last };
}

/** @returns the question that a sentence asks, or what is missing and what to write. Words of grammar may be in any case. */
export function parseQuestion(text: string): Reading {
  const words = wordsOf(text.trim().replace(/\?+$/, ""));
  const first = words[0]?.toLowerCase();
  if (first === undefined) return no("There is no question yet.");
  if (first === "who") {
    const start = words[1]?.toLowerCase() === "can" ? 2 : 1;
    const target = parseTarget(words.slice(start));
    return "ok" in target ? target : { ok: true, question: { kind: "whoCan", ...target } };
  }
  if (first !== "can") {
    if (words.length > 2 && !/^(in|-n)$/i.test(words[2] ?? ""))
      return no("The question begins with neither “who can” nor “can”.");
    const target = parseTarget(words);
    return "ok" in target ? target : { ok: true, question: { kind: "whoCan", ...target } };
  }
  const as = parseAsker(words[1] ?? "");
  if (as === undefined) return no("Who is asked about is missing.", "Write sa:NAMESPACE/NAME, group:NAME, or a user's name.");
  const target = parseTarget(words.slice(2));
  return "ok" in target ? target : { ok: true, question: { kind: "can", as, ...target } };
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text;
}

/** @returns the subject as it is typed. */
export function formatAsker(as: Asker): string {
  if (as.kind === "ServiceAccount") return `sa:${as.namespace}/${as.name}`;
  if (as.kind === "Group") return `group:${as.name}`;
  return /^(sa|serviceaccount|user|group):/i.test(as.name) ? `user:${as.name}` : as.name;
}

/** @returns the question as a sentence that `parseQuestion` reads back to the same question. */
export function formatQuestion(question: Question): string {
  const what = question.subresource === undefined ? question.resource : `${question.resource}/${question.subresource}`;
  const place = question.namespace === undefined ? "" : ` in ${quoted(question.namespace)}`;
  const target = `${quoted(question.verb)} ${quoted(what)}${place}`;
  return question.kind === "whoCan" ? `who can ${target}` : `can ${quoted(formatAsker(question.as))} ${target}`;
}

/**
 * @param understood what the API says that it understood
 * @returns it, where it says more than the question itself: another resource of the same name, or a warning
 */
export function beyond(understood: string, { verb, resource, subresource, namespace }: Question): string | undefined {
  const what = subresource === undefined ? resource : `${resource}/${subresource}`;
  const place = resource.startsWith("/") ? "" : namespace === undefined ? " in at least one namespace" : ` in ${namespace}`;
  return understood.endsWith(` ${verb} ${what}${place}.`) ? undefined : understood;
}

/** A user that nothing is bound to: a member of a group and nothing else. */
const memberOnly = "drydock:any-member";

/** @returns the user and groups that the API is asked about. */
export function identityOf(as: Asker): { as: string; asGroup?: string[] } {
  if (as.kind === "User") return { as: as.name };
  if (as.kind === "Group") return { as: memberOnly, asGroup: [as.name] };
  return { as: `system:serviceaccount:${as.namespace}:${as.name}` };
}
