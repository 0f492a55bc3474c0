import type { SourceLink } from "../../../core/supply-chain/source/source-links.ts";
import { clean } from "../../../core/text/clean.ts";

/** @returns who signed a commit, in one line; undefined where a certificate names nobody. */
export function signerText(signer: NonNullable<SourceLink["signer"]>): string | undefined {
  if (signer.kind === "ssh") return clean(`${signer.principals} (${signer.fingerprint})`);
  if (signer.kind === "pgp") return clean(`${signer.name} (${signer.fingerprint})`);
  const name = signer.kind === "key" ? signer.name : signer.subject;
  return name === undefined ? undefined : clean(name);
}
