/** What is signed: an in-toto statement, or cosign's older payload, read strictly. */

/** The digest by which an image is named. */
export type ImageDigest = `sha256:${string}` | `sha512:${string}`;

export interface StatementSubject {
  readonly name?: string;
  /** Algorithm to lower-case hexadecimal digits, such as `sha256`. */
  readonly digest: Readonly<Record<string, string>>;
}

/** An in-toto statement. A simple-signing payload is read as one, with cosign's own predicate type. */
export interface Statement {
  readonly type: string;
  readonly predicateType: string;
  readonly subjects: readonly StatementSubject[];
  readonly predicate: unknown;
}
