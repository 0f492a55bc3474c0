/** Swaps many words in texts at once. The time that a text takes does not grow with the number of words. */

const keyLength = 3;
/** A word of at least this length is swapped inside longer ones too; a shorter one would be found everywhere. */
const insideFrom = 5;

interface Swap {
  readonly word: string;
  readonly by: string;
}

export class WordSwap {
  readonly #byKey = new Map<string, Swap[]>();
  readonly #whole = new Map<string, string>();

  /** @param swaps what is replaced by what, whatever its case; the longest word at a place wins */
  constructor(swaps: Iterable<readonly [word: string, by: string]>) {
    for (const [given, by] of swaps) {
      const word = given.toLowerCase();
      if (word === "" || this.#whole.has(word)) continue;
      this.#whole.set(word, by);
      if (word.length < keyLength) continue;
      const key = word.slice(0, keyLength);
      this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), { word, by }]);
    }
    for (const list of this.#byKey.values()) list.sort((a, b) => b.word.length - a.word.length);
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
      at += swap?.word.length ?? 1;
    }
    return out;
  }

  #at(lower: string, at: number): Swap | undefined {
    return this.#byKey.get(lower.slice(at, at + keyLength))?.find(({ word }) => {
      if (!lower.startsWith(word, at)) return false;
      return word.length >= insideFrom || (isEdge(lower[at - 1]) && isEdge(lower[at + word.length]));
    });
  }
}

/** Some letters become longer in lower case; such a text is compared as it is. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

function isEdge(letter: string | undefined): boolean {
  return letter === undefined || !/[\p{L}\p{N}]/u.test(letter);
}
