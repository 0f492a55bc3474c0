/** Whether bytes may be handed to `JSON.parse`: what nests or lists without end costs more than it is worth. */
import { err, ok, type Result } from "../../result.ts";

/** Bytes, after unpacking. */
export const documentLimit = 64 * 1024 * 1024;
const deepest = 100;
const mostValues = 8_000_000;

const [quote, backslash, comma, openBracket, openBrace, closeBracket, closeBrace] = [...'"\\,[{]}'].map((sign) =>
  sign.charCodeAt(0),
);

/** @returns the value of the JSON, or a sentence that says why it was not read. */
export function parseDocument(bytes: Uint8Array): Result<unknown, string> {
  if (bytes.length > documentLimit) return err("The document is larger than 64 MB.");
  const refused = shapeError(bytes);
  if (refused !== undefined) return err(refused);
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return err("The document is no JSON in UTF-8.");
  }
}

/** @returns a sentence that says why the bytes are not to be parsed; undefined where they may be, JSON or not. */
export function shapeError(bytes: Uint8Array): string | undefined {
  let depth = 0;
  let values = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === backslash) at++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === comma) values++;
    else if (byte === openBrace || byte === openBracket) {
      values++;
      if (++depth > deepest) return `The document nests deeper than ${deepest} levels.`;
    } else if (byte === closeBrace || byte === closeBracket) depth--;
    if (values > mostValues) return "The document holds more than 8 million values.";
  }
  return undefined;
}
