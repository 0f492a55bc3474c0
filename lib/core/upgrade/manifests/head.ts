/** What a document says of itself: the fields that tell which API it is written for and which object it is. */
export interface Head {
  readonly apiVersion: string;
  readonly kind: string;
  /** Or the beginning of it, where the API server makes the rest. */
  readonly name?: string;
  readonly namespace?: string;
  /** The line of `apiVersion`, counted from 1 in the document. */
  readonly line: number;
  /** The object itself, where it is an item of a list. */
  readonly value?: object;
}
