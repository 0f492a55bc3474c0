/** XML 1.0 of text that nobody trusts: what XML cannot hold stands as its escape, what it would take for markup as an entity. */
import { clean, cleanLines } from "../../core/text/clean.ts";

export const xmlType = "application/xml; charset=utf-8";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
/** Well-formed, and all the same no character of XML. */
const nonCharacters = /[\ufffe\uffff]/g;

function entitled(text: string): string {
  return text.replace(nonCharacters, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** @returns text between tags, with its lines. */
export function xmlText(text: string): string {
  return entitled(cleanLines(text.replaceAll("\r\n", "\n")));
}

/** @returns attributes, each after a blank; those without a value are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${entitled(clean(String(value)))}"`))
    .join("");
}
