/** Secrets that hold a service account's token. It never ends; labels tell when it was used, or that it is refused by now. */
import type { SecretItem } from "../inventory/items.ts";

export interface TokenSecret {
  /** The name of the account, in the Secret's namespace; absent where the Secret names none. */
  readonly account?: string;
  /** A day, `2026-11-23`, that the API server writes when the token is used. */
  readonly lastUsed?: string;
  /** The day since when Kubernetes refuses the token, because nobody had used it. */
  readonly invalidSince?: string;
}

/** @returns what a Secret says of its token, or undefined where it is of another type. */
export function tokenSecretOf({ type, meta }: SecretItem): TokenSecret | undefined {
  if (type !== "kubernetes.io/service-account-token") return undefined;
  const account = meta.annotations?.["kubernetes.io/service-account.name"];
  const lastUsed = meta.labels?.["kubernetes.io/legacy-token-last-used"];
  const invalidSince = meta.labels?.["kubernetes.io/legacy-token-invalid-since"];
  return {
    ...(account !== undefined && { account }),
    ...(lastUsed !== undefined && { lastUsed }),
    ...(invalidSince !== undefined && { invalidSince }),
  };
}
