/** What a sentence asks: whoever may do something, or whether somebody may. It knows the grammar, and no cluster. */

export type AskedSubject =
  | { readonly kind: "User"; readonly name: string; readonly groups?: readonly string[] }
  | { readonly kind: "Group"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly namespace: string; readonly name: string };

export interface AskedResource {
  /** As it was typed: a plural, a singular, a kind or a short name, with its group behind a dot. */
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
}

export type AskedTarget = AskedResource | { readonly path: string };

/** In at least one namespace, in the whole cluster, or in one namespace. */
export type AskedPlace = "any" | "cluster" | { readonly namespace: string };

export interface AskedQuestion {
  /** Absent: everybody who may. */
  readonly as?: AskedSubject;
  /** Any of them; at least one. */
  readonly verbs: readonly string[];
  readonly target: AskedTarget;
  readonly place: AskedPlace;
}
