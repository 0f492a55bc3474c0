import type { Datum, ObjectRef } from "./verdict.ts";

const listed = 3;
const longest = 600;

/** @returns `ClusterRoleBinding ci-deployer`, `Deployment payments/web`. */
export function formatObject(object: Pick<ObjectRef, "kind" | "namespace" | "name">): string {
  return `${object.kind} ${object.namespace === undefined ? "" : `${object.namespace}/`}${object.name}`;
}

/** @returns `a, b and c`, and beyond three `a, b, c and 4 more`. */
export function formatList(values: readonly string[]): string {
  if (values.length <= 1) return values[0] ?? "nothing";
  if (values.length <= listed) return `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;
  return `${values.slice(0, listed).join(", ")} and ${values.length - listed} more`;
}

function formatDatum(datum: Datum): string {
  return typeof datum === "object" ? formatList(datum) : String(datum);
}

/** Control characters, and those that turn the direction of a text, have no place in a sentence. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Nearly every sentence, told in a fraction of the time. */
const plainlyPrintable = /^[ -~]*$/;

/** Texts and the names of placeholders in turn, a text first; there are as many templates as messages of checks. */
const split = new Map<string, readonly string[]>();

function partsOf(template: string): readonly string[] {
  const known = split.get(template) ?? template.split(/\{(\w+)\}/);
  split.set(template, known);
  return known;
}

/**
 * @returns the sentence of a message: `{object}` is the object, `{name}` the datum of that name. Plain text; names inside are
 *   whatever somebody called their objects.
 */
export function renderMessage(template: string, at: ObjectRef, data: Readonly<Record<string, Datum>>): string {
  let text = "";
  let isText = true;
  for (const part of partsOf(template)) {
    text += isText ? part : textOf(part, at, data);
    isText = !isText;
  }
  const printable = plainlyPrintable.test(text) ? text : text.replace(unprintable, "");
  return printable.length <= longest ? printable : `${printable.slice(0, longest - 1)}…`;
}

function textOf(key: string, at: ObjectRef, data: Readonly<Record<string, Datum>>): string {
  if (key === "object") return formatObject(at);
  const datum = Object.hasOwn(data, key) ? data[key] : undefined;
  return datum === undefined ? `{${key}}` : formatDatum(datum);
}

/** @returns the names of the placeholders of a template. */
export function placeholders(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
}
