/** From a user name and a password to what may be stored of them. */

import type { Actor } from "../../auth/actor.ts";
import { decodePublicKeyring } from "../../crypto/keyring.ts";
import { seal } from "../../crypto/seal.ts";
import type { RegistryRow } from "../../database/supply-chain/registries.ts";
import type { RegistryCredential } from "../../registry/access.ts";
import { registrySealContext } from "../../supply-chain/registry-credential.ts";
import type { Services } from "../services.ts";

export interface Given {
  readonly row: RegistryRow;
  readonly credential: RegistryCredential;
}

/** Seals a credential for the registry's hosts as they are. What is stored cannot be read again here. @returns whether the registry is there. */
export async function storeCredential(
  actor: Actor,
  { row, credential }: Given,
  { repositories, settings }: Services,
): Promise<boolean> {
  const installation = await repositories.installation.ensure();
  const ring = decodePublicKeyring(settings.publicKeyring ?? installation.keyring);
  if (!ring.ok) throw new Error(`The public keyring cannot be read: ${ring.error.code}`);
  const version = (row.credential?.version ?? 0) + 1;
  const context = registrySealContext({ ...row, installation: installation.id }, version);
  const { username, password } = credential;
  return repositories.registries.putCredential(actor.scope, row.id, {
    sealed: seal(ring.value, JSON.stringify({ username, password }), context),
    kid: ring.value.current,
    version,
    endpointFingerprint: context.endpoint,
  });
}
