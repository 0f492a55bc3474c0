const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800\u3164]/gu;

/**
 * A name may hold characters that cannot be seen and that turn round what stands beside them. They are shown as what they
 * are, so that no name looks like another.
 * @returns the text with each of them as `‹U+202E›`; every other character as it is
 */
export function visibleText(text: string): string {
  return text.replace(
    hidden,
    (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
  );
}
