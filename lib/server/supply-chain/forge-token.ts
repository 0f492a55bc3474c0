/** What the token of a forge is bound to: installation, row, version, and the API that it would be sent to. Opening it anywhere else fails. */
import type { SealContext } from "../crypto/seal.ts";
import { apiOf } from "../forge/access.ts";

export interface TokenPlace {
  /** The forge's. */
  readonly id: string;
  readonly installation: string;
  readonly host: string;
  readonly kind: "github" | "gitlab" | "scorecard" | "clair";
}

/** @returns the context, computed from where the forge's API is now. */
export function forgeSealContext({ id, installation, host, kind }: TokenPlace, version: number): SealContext {
  const endpoint = apiOf({ kind, host });
  return { installation, cluster: id, field: "forgeToken", version, endpoint };
}
