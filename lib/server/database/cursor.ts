/** Opaque cursors of keyset pages. They carry sort values, which their reader was shown already, and nothing else. */

export type CursorPart = string | number;

export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** @returns the parts where they have the expected types, else undefined. */
export function decodeCursor(text: string, types: readonly ("string" | "number")[]): readonly CursorPart[] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(parts) || parts.length !== types.length) return undefined;
  const fits = parts.every((part, i) => typeof part === types[i] && (typeof part === "string" || Number.isSafeInteger(part)));
  return fits ? parts : undefined;
}
