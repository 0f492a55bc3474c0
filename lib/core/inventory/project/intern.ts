/**
 * Keeps one copy of what repeats: the pods of a workload share their containers, and a hundred thousand objects share a few
 * thousand names. One table lives as long as one collection.
 */
export interface Intern {
  /** @returns the first text that was equal to this one. */
  text(value: string): string;
  /** @returns the first value that was equal to this one; the value must not be changed afterwards. */
  value<T extends object>(value: T): T;
}

/** @returns an empty table. */
export function createIntern(): Intern {
  const texts = new Map<string, string>();
  const values = new Map<string, object>();
  return {
    text(value) {
      const known = texts.get(value);
      if (known !== undefined) return known;
      texts.set(value, value);
      return value;
    },
    value(value) {
      const key = JSON.stringify(value);
      const known = values.get(key);
      if (known !== undefined) return known as typeof value;
      values.set(key, value);
      return value;
    },
  };
}

/** Keeps nothing: for a single object. */
export const noIntern: Intern = { text: (value) => value, value: (value) => value };
