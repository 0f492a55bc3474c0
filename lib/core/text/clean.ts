/**
 * Text that came from a cluster is hostile on a terminal: it may move the cursor, change colours, rename the window or turn
 * the direction of the line. Every such character is shown as its escape, so that two names never look alike because of it.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

function visible(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, "0")}`;
  return `\\u{${point.toString(16)}}`;
}

/** @returns the text on one line, with every control and formatting character as its escape. */
export function clean(text: string): string {
  return text.replace(unsafe, visible);
}

/** @returns the text with its line breaks kept, and everything else as `clean` has it. */
export function cleanLines(text: string): string {
  return text.split("\n").map(clean).join("\n");
}

/** @returns JSON that is safe on a terminal: characters that JSON lets through are escaped as JSON escapes them. */
export function json(value: unknown, indent?: number): string {
  return `${JSON.stringify(value, undefined, indent).replace(unsafe, jsonEscape)}\n`;
}

function jsonEscape(character: string): string {
  if (character === "\n") return character;
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
