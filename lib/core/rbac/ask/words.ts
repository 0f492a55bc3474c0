/** A sentence as words. A word in double quotes is never grammar, and may hold anything; a backslash keeps the next character. */

export interface Word {
  readonly text: string;
  /** Lower case where it may be grammar; empty for a quoted word. */
  readonly key: string;
}

const pieces = /"((?:[^"\\]|\\.)*)"|([^\s",]+)|,/gsu;

/** @returns the words; a comma is a word of its own, and what ends a sentence is not part of it. */
export function wordsOf(sentence: string): readonly Word[] {
  const found: Word[] = [];
  for (const [piece, quotedText, plain] of sentence.matchAll(pieces)) {
    if (quotedText !== undefined) found.push({ text: quotedText.replace(/\\(.)/gsu, "$1"), key: "" });
    else found.push({ text: plain ?? piece, key: (plain ?? piece).toLowerCase() });
  }
  return withoutEnd(found);
}

function withoutEnd(words: readonly Word[]): readonly Word[] {
  const last = words.at(-1);
  if (last === undefined || last.key === "" || !/[?!.]$/.test(last.text)) return words;
  const text = last.text.replace(last.text.startsWith("/") ? /[?!]+$/ : /[?!.]+$/, "");
  const rest = words.slice(0, -1);
  return text === "" ? rest : [...rest, { text, key: text.toLowerCase() }];
}

const plainWord = /^[\p{L}\p{N}*_@:/][\p{L}\p{N}*_@:./=+~-]*$/u;

/** @returns the word as it is typed: in quotes where it would be read otherwise. */
export function quoteWord(text: string, reserved: ReadonlySet<string> = new Set()): string {
  if (plainWord.test(text) && !/[.]$/.test(text) && !reserved.has(text.toLowerCase())) return text;
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Reads words one after the other. */
export class WordReader {
  readonly #words: readonly Word[];
  #at = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  /** @returns the word that is read next, or a later one. */
  peek(ahead = 0): Word | undefined {
    return this.#words[this.#at + ahead];
  }

  next(): Word | undefined {
    const word = this.#words[this.#at];
    if (word !== undefined) this.#at += 1;
    return word;
  }

  /** Passes over these words of grammar, where they all come next. @returns whether it did. */
  take(...keys: readonly string[]): boolean {
    if (!keys.every((key, ahead) => this.peek(ahead)?.key === key)) return false;
    this.#at += keys.length;
    return true;
  }

  /** Passes over one word of a set. @returns it, or undefined where another comes next. */
  takeOneOf(keys: ReadonlySet<string>): string | undefined {
    const key = this.peek()?.key;
    return key !== undefined && key !== "" && keys.has(key) ? this.next()?.key : undefined;
  }

  /** @returns the words that are left, as they were typed. */
  rest(): string {
    return this.#words
      .slice(this.#at)
      .map(({ text }) => text)
      .join(" ");
  }
}
