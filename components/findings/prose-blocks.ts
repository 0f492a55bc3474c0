/** A block of a check's text: a paragraph of words and code, or lines of code. */
export type Block =
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "code"; readonly text: string };
export interface Inline {
  readonly text: string;
  readonly code: boolean;
}

/** @returns words and `code` in order; an odd backtick is a character like any other. */
function inlineParts(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), code: false });
    parts.push({ text: match[1] ?? "", code: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), code: false });
  return parts;
}

const bullet = /^[-*] /;

function blockOf(text: string): Block {
  const lines = text.split("\n");
  if (lines.every((line) => bullet.test(line))) {
    return { kind: "list", items: lines.map((line) => inlineParts(line.replace(bullet, ""))) };
  }
  if (lines.every((line) => line.startsWith("    ")))
    return { kind: "code", text: lines.map((line) => line.slice(4)).join("\n") };
  return { kind: "paragraph", parts: inlineParts(lines.join(" ")) };
}

/** @returns the blocks of a text: fenced or indented code, lists with dashes, and paragraphs. Nothing in it is markup. */
export function prose(text: string): readonly Block[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/^```[a-z]*\n([\s\S]*?)^```[ \t]*$/m)
    .flatMap((piece, index): Block[] => {
      if (index % 2 === 1) return [{ kind: "code", text: piece.replace(/\n$/, "") }];
      return piece
        .split(/\n\s*\n/)
        .map((block) => block.replace(/^\n+|\s+$/g, ""))
        .filter((block) => block !== "")
        .map(blockOf);
    });
}
