/** Seals what somebody gives, so that the worker alone can open it. */
import { decodePublicKeyring } from "../crypto/keyring.ts";
import { type SealContext, seal } from "../crypto/seal.ts";
import type { Services } from "./services.ts";

export interface SealedForWorker {
  /** `v1.kid.wrapped.iv.ct.tag` */
  readonly sealed: string;
  readonly kid: string;
}

/** @param contextOf what the text is bound to, in an installation. What comes back holds nothing that could be read again here. */
export async function sealForWorker(
  text: string,
  contextOf: (installation: string) => SealContext,
  { repositories, settings }: Services,
): Promise<SealedForWorker> {
  const installation = await repositories.installation.ensure();
  const ring = decodePublicKeyring(settings.publicKeyring ?? installation.keyring);
  if (!ring.ok) throw new Error(`The public keyring cannot be read: ${ring.error.code}`);
  return { sealed: seal(ring.value, text, contextOf(installation.id)), kid: ring.value.current };
}
