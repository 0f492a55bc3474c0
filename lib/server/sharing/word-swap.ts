/** Swaps many words in texts at once. The time that a text takes hardly grows with the number of words. */

const keyLength = 3;
/** A word of at least this length is swapped inside longer ones too; a shorter one would be found everywhere. */
const insideFrom = 5;

interface Swap {
  readonly length: number;
  readonly by: string;
}

/** Words that begin alike, with their lengths from the longest on. */
interface Words {
  readonly byWord: Map<string, string>;
  lengths: readonly number[];
}

export class WordSwap {
  readonly #byKey = new Map<string, Words>();
  readonly #whole = new Map<string, string>();

  /** @param swaps what is replaced by what, whatever its case; the longest word at a place wins */
  constructor(swaps: Iterable<readonly [word: string, by: string]>) {
    for (const [given, by] of swaps) {
      const word = lowered(given);
      if (word === "" || this.#whole.has(word)) continue;
      this.#whole.set(word, by);
      if (word.length < keyLength) continue;
      const key = word.slice(0, keyLength);
      const words = this.#byKey.get(key) ?? { byWord: new Map(), lengths: [] };
      words.byWord.set(word, by);
      this.#byKey.set(key, words);
    }
    for (const words of this.#byKey.values())
      words.lengths = [...new Set([...words.byWord.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  }

  /** @returns the text without any of the words. Words of one or two letters are swapped where they are all of it. */
  apply(text: string): string {
    const lower = lowered(text);
    const whole = this.#whole.get(lower);
    if (whole !== undefined) return whole;
    let out = "";
    for (let at = 0; at < text.length; ) {
      const swap = this.#at(lower, at);
      out += swap?.by ?? text[at];
      at += swap?.length ?? 1;
    }
    return out;
  }

  #at(lower: string, at: number): Swap | undefined {
    const words = this.#byKey.get(lower.slice(at, at + keyLength));
    for (const length of words?.lengths ?? []) {
      const by = words?.byWord.get(lower.slice(at, at + length));
      if (by === undefined) continue;
      if (length >= insideFrom || (isEdge(lower[at - 1]) && isEdge(lower[at + length]))) return { length, by };
    }
    return undefined;
  }
}

/** Letter by letter, so that each stays where it is: some become longer in lower case, and are left as they are. */
function lowered(text: string): string {
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join("");
}

function isEdge(letter: string | undefined): boolean {
  return letter === undefined || !/[\p{L}\p{N}]/u.test(letter);
}
