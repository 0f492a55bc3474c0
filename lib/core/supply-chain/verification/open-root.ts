/** A root made ready: the library's verifier, and which logs and authorities are known, for telling unknown from wrong. */
import type { TrustedRoot } from "@sigstore/protobuf-specs";
import { type SignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import type { Thresholds } from "../trust/profile.ts";

type Material = ReturnType<typeof toTrustMaterial>;

export interface OpenRoot {
  readonly thresholds: Thresholds;
  verify(entity: SignedEntity): void;
  /** One for each certificate authority, so that the error of each is seen and not only the last one's. */
  readonly byAuthority: readonly ((entity: SignedEntity) => void)[];
  knowsLog(id: Uint8Array): boolean;
  knowsCertificateLog(id: Uint8Array): boolean;
  knowsTimestampAuthority(serialNumber: Buffer, issuer: Buffer): boolean;
  logName(id: Uint8Array): string;
}

/** @param key the key for signatures that are of a key; without it they are refused. */
export function openRoot(root: TrustedRoot, thresholds: Thresholds, key?: Material["publicKey"]): OpenRoot {
  const material = toTrustMaterial(root, key);
  const log = (id: Uint8Array) => material.tlogs.find(({ logID }) => logID.equals(id));
  return {
    thresholds,
    verify: verifierOf(material, thresholds),
    byAuthority: material.certificateAuthorities.map((authority) =>
      verifierOf({ ...material, certificateAuthorities: [authority] }, thresholds),
    ),
    knowsLog: (id) => log(id) !== undefined,
    knowsCertificateLog: (id) => material.ctlogs.some(({ logID }) => logID.equals(id)),
    knowsTimestampAuthority: (serialNumber, issuer) =>
      material.timestampAuthorities.some(
        ({ certChain: [leaf] }) => leaf?.serialNumber.equals(serialNumber) === true && leaf.issuer.equals(issuer),
      ),
    logName: (id) => log(id)?.baseURL ?? `with the id ${Buffer.from(id).toString("hex").slice(0, 16)}`,
  };
}

function verifierOf(
  material: Material,
  { certificateLog, transparencyLog, trustedTime }: Thresholds,
): (entity: SignedEntity) => void {
  const verifier = new Verifier(material, {
    ctlogThreshold: certificateLog,
    tlogThreshold: transparencyLog,
    timestampThreshold: trustedTime,
  });
  return (entity) => {
    verifier.verify(entity);
  };
}
