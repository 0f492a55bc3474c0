/** What the credential of a registry is bound to: installation, row, version, and where it would be sent. Opening it anywhere else fails. */
import type { SealContext } from "../crypto/seal.ts";
import { type AskedHosts, accessFingerprint } from "../registry/access-fingerprint.ts";

export interface CredentialPlace extends AskedHosts {
  /** The registry's. */
  readonly id: string;
  readonly installation: string;
}

/** @returns the context, computed from what the registry's hosts are now. */
export function registrySealContext(place: CredentialPlace, version: number): SealContext {
  const { installation, id } = place;
  return { installation, cluster: id, field: "registryCredential", version, endpoint: accessFingerprint(place) };
}
