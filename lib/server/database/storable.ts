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

const rfc3339 = /^[1-9]\d{3}-\d\d-\d\dT/;

/** @returns an instant as PostgreSQL takes it; undefined for what is none: a snapshot may say anything. */
export function storableTime(text: string | undefined): string | undefined {
  const time = text !== undefined && rfc3339.test(text) ? new Date(text) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
