/** Expected failures are values: what may go wrong stands in the type, with a closed set of codes. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A failure that a person can act on. It never carries a secret, a body or a stack. */
export interface Failure<C extends string = string> {
  readonly code: C;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** The field or place that it is about, such as `users[0].user.exec`. */
  readonly path?: string;
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
