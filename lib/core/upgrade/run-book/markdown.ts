/** The run book as Markdown, for a ticket or a repository. What a cluster calls its objects cannot become markup in it. */
import type { RunBook, RunBookItem, RunBookSection } from "./book.ts";

const special = /[\\`*_{}[\]<>()#+!|~&$]/g;
const breaking = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** @returns a text as it reads, in one line. */
function plain(text: string): string {
  return text.replace(breaking, " ").replace(special, "\\$&");
}

/** @returns the book, with boxes to tick and a line feed at its end. */
export function runBookMarkdown(book: RunBook): string {
  const lines = [
    `# Upgrade of ${plain(book.cluster)} from ${book.from} to ${book.target}`,
    "",
    ...book.opening.flatMap((text) => [plain(text), ""]),
    ...(book.variables.length === 0 ? [] : fence(book.variables, "")),
    ...book.sections.flatMap(section),
    "## Read on",
    "",
    ...book.refs.map((ref) => `- <${ref}>`),
  ];
  return `${lines.join("\n")}\n`;
}

function section({ title, text, items }: RunBookSection): readonly string[] {
  return [`## ${plain(title)}`, "", ...(text === undefined ? [] : [plain(text), ""]), ...items.flatMap(item)];
}

function item({ title, text, commands, waitsFor, check }: RunBookItem): readonly string[] {
  return [
    `- [ ] **${plain(title)}**`,
    "",
    ...text.flatMap((sentence) => [`  ${plain(sentence)}`, ""]),
    ...(commands.length === 0 ? [] : fence(commands, "  ")),
    ...(waitsFor === undefined ? [] : [`  Wait for: ${plain(waitsFor)}`, ""]),
    ...(check === undefined ? [] : ["  Check with:", "", ...fence(check, "  ")]),
  ];
}

function fence(commands: readonly string[], indent: string): readonly string[] {
  return [`${indent}\`\`\`sh`, ...commands.map((command) => `${indent}${command}`), `${indent}\`\`\``, ""];
}
