/** From a user name and a password to what may be stored of them. */
import type { Actor } from "../../auth/actor.ts";
import type { RegistryRow } from "../../database/supply-chain/registries.ts";
import type { RegistryCredential } from "../../registry/access.ts";
import { accessFingerprint } from "../../registry/access-fingerprint.ts";
import { registrySealContext } from "../../supply-chain/registry-credential.ts";
import { sealForWorker } from "../seal-for-worker.ts";
import type { Services } from "../services.ts";

export interface Given {
  readonly row: RegistryRow;
  readonly credential: RegistryCredential;
}

/** Seals a credential for the registry's hosts as they are. What is stored cannot be read again here. @returns whether the registry is there. */
export async function storeCredential(actor: Actor, { row, credential }: Given, services: Services): Promise<boolean> {
  const version = (row.credential?.version ?? 0) + 1;
  const contextOf = (installation: string) => registrySealContext({ ...row, installation }, version);
  const { username, password } = credential;
  return services.repositories.registries.putCredential(actor.scope, row.id, {
    ...(await sealForWorker(JSON.stringify({ username, password }), contextOf, services)),
    version,
    endpointFingerprint: accessFingerprint(row),
  });
}
