/** The three answers to “is it there”: yes, no, and we could not look. The third never becomes the second. */
import type { Failure } from "../../result.ts";

export type LookCode =
  /** The operator did not allow the host. */
  | "hostNotAllowed"
  /** The operator gave nothing to sign in with, and without it nobody is asked. */
  | "noToken"
  /** The other side has no way to ask for it. */
  | "noApi"
  /** The registry sends us for a token, or for bytes, to a host that is not allowed, or not by https. */
  | "realmNotAllowed"
  | "redirectNotAllowed"
  /** The guard of addresses refused it. */
  | "addressRefused"
  | "unreachable"
  | "unauthorized"
  | "forbidden"
  | "throttled"
  | "serverError"
  | "tooLarge"
  /** The bytes are others than those that were asked for. */
  | "wrongDigest"
  | "malformed"
  /** Something names it, and it is not there. */
  | "missing"
  | "cancelled";

export type LookFailure = Failure<LookCode>;

export type Look<T> =
  | { readonly kind: "found"; readonly value: T }
  /** A definite no. */
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly failure: LookFailure };

export const absent = { kind: "absent" } as const;

export function found<T>(value: T): { readonly kind: "found"; readonly value: T } {
  return { kind: "found", value };
}

export function unknown(
  code: LookCode,
  message: string,
  remedy = "",
): { readonly kind: "unknown"; readonly failure: LookFailure } {
  return { kind: "unknown", failure: { code, message, remedy } };
}
