/** Names of a cluster's objects are hostile, and PostgreSQL refuses some texts that JSON allows: U+0000 and lone surrogates. */

const refusedInJson = /\\u(0000|d[89a-f])/i;

/** @returns the text as PostgreSQL can keep it, with U+FFFD for what it cannot. */
export function storableText(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text).toWellFormed();
}

/** @returns the value as JSON that PostgreSQL can keep. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!refusedInJson.test(json)) return json;
  return JSON.stringify(value, (_key, part) => (typeof part === "string" ? storableText(part) : part));
}
