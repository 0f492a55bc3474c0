/** Evidence is JSON with keys, certificates and signatures in base64: long runs of it are folded, so that the rest can be read. */

export interface TextPart {
  readonly text: string;
  /** A run of base64, or of hexadecimal digits: its beginning stands for it until it is unfolded. */
  readonly folded: boolean;
  /** One of the values that the reader looks for. */
  readonly marked: boolean;
}

/** Longer than a digest of 512 bits in hexadecimal. */
const longRun = /[A-Za-z0-9+/_-]{130,}={0,2}/g;

/**
 * @param marks values that are to be found, such as the two of a contradiction; shorter than four characters they are left
 * @returns the text in its order: what is read, what is folded, and what is marked in what is read
 */
export function foldText(text: string, marks: readonly string[] = []): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(longRun)) {
    parts.push(...markText(text.slice(from, index), marks), { text: run, folded: true, marked: false });
    from = index + run.length;
  }
  return [...parts, ...markText(text.slice(from), marks)];
}

function markText(text: string, marks: readonly string[]): readonly TextPart[] {
  const wanted = marks.filter((mark) => mark.length > 3 && text.includes(mark));
  const [first, ...rest] = wanted;
  if (first === undefined) return text === "" ? [] : [{ text, folded: false, marked: false }];
  return text
    .split(first)
    .flatMap((between, index) => [
      ...(index === 0 ? [] : [{ text: first, folded: false, marked: true }]),
      ...markText(between, rest),
    ]);
}

/** @returns JSON with an indent of two, so that it can be read; every other text as it is. */
export function readableText(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
