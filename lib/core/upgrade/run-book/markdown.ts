/** The run book as Markdown, for a ticket or a repository. What a cluster calls its objects cannot become markup in it. */
import type { RunBook, RunBookItem, RunBookSection } from "./book.ts";

/** Without brackets that are square there is no link, so that round ones may stand as they are. */
const special = /[\\`*_{}[\]<>#+!|~&$]/g;
const breaking = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** @returns a text as it reads, in one line. */
function plain(text: string): string {
  return text.replace(breaking, " ").replace(special, "\\$&");
}

/** Who called an item done, by its id; `at` is an ISO moment. */
export type Ticks = ReadonlyMap<string, { readonly by: string; readonly at: string }>;

/** @returns the book, with boxes to tick, those of the ticks ticked, and a line feed at its end. */
export function runBookMarkdown(book: RunBook, ticks: Ticks = new Map()): string {
  const lines = [
    `# Upgrade of ${plain(book.cluster)} from ${book.from} to ${book.target}`,
    "",
    ...book.opening.flatMap((text) => [plain(text), ""]),
    ...(book.variables.length === 0 ? [] : fence(book.variables, "")),
    ...book.sections.flatMap((one) => section(one, ticks)),
    "## Read on",
    "",
    ...book.refs.map((ref) => `- <${ref}>`),
  ];
  return `${lines.join("\n")}\n`;
}

function section({ title, text, items }: RunBookSection, ticks: Ticks): readonly string[] {
  const lines = items.flatMap((one) => item(one, ticks.get(one.id)));
  return [`## ${plain(title)}`, "", ...(text === undefined ? [] : [plain(text), ""]), ...lines];
}

function item({ title, text, commands, waitsFor, check }: RunBookItem, tick: ReturnType<Ticks["get"]>): readonly string[] {
  return [
    `- [${tick === undefined ? " " : "x"}] **${plain(title)}**`,
    "",
    ...(tick === undefined ? [] : [`  Ticked by ${plain(tick.by)} on ${tick.at.slice(0, 16).replace("T", " ")} UTC`, ""]),
    ...text.flatMap((sentence) => [`  ${plain(sentence)}`, ""]),
    ...(commands.length === 0 ? [] : fence(commands, "  ")),
    ...(waitsFor === undefined ? [] : [`  Wait for: ${plain(waitsFor)}`, ""]),
    ...(check === undefined ? [] : ["  Check with:", "", ...fence(check, "  ")]),
  ];
}

function fence(commands: readonly string[], indent: string): readonly string[] {
  return [`${indent}\`\`\`sh`, ...commands.map((command) => `${indent}${command}`), `${indent}\`\`\``, ""];
}
