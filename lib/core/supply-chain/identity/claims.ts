/** What a Fulcio certificate says of the run that it was made for, read from its extensions. */
import { ASN1Obj, type X509Certificate } from "@sigstore/core";

/** The authority vouches for these; absent is what the certificate does not say. */
export interface CertificateClaims {
  readonly buildSignerUri?: string;
  readonly buildSignerDigest?: string;
  readonly runnerEnvironment?: string;
  readonly sourceRepositoryUri?: string;
  readonly sourceRepositoryDigest?: string;
  readonly sourceRepositoryRef?: string;
  readonly sourceRepositoryIdentifier?: string;
  readonly sourceRepositoryOwnerUri?: string;
  readonly sourceRepositoryOwnerIdentifier?: string;
  readonly buildConfigUri?: string;
  readonly buildConfigDigest?: string;
  readonly buildTrigger?: string;
  readonly runInvocationUri?: string;
  readonly sourceRepositoryVisibility?: string;
  readonly deploymentEnvironment?: string;
}

const fulcio = "1.3.6.1.4.1.57264.1";

/** By the last number of the extension's OID. Those from 8 on are DER, the older ones bare bytes. */
const claimOf: Readonly<Record<number, keyof CertificateClaims>> = {
  9: "buildSignerUri",
  10: "buildSignerDigest",
  11: "runnerEnvironment",
  12: "sourceRepositoryUri",
  13: "sourceRepositoryDigest",
  14: "sourceRepositoryRef",
  15: "sourceRepositoryIdentifier",
  16: "sourceRepositoryOwnerUri",
  17: "sourceRepositoryOwnerIdentifier",
  18: "buildConfigUri",
  19: "buildConfigDigest",
  20: "buildTrigger",
  21: "runInvocationUri",
  22: "sourceRepositoryVisibility",
  23: "deploymentEnvironment",
};

/** The extensions from before there were the ones above, for certificates that have no others. */
const olderClaimOf: Readonly<Record<number, keyof CertificateClaims>> = {
  2: "buildTrigger",
  3: "sourceRepositoryDigest",
  6: "sourceRepositoryRef",
};

/** @returns what the certificate says; an extension that cannot be read is absent. */
export function readClaims(certificate: X509Certificate): CertificateClaims {
  const claims: Partial<Record<keyof CertificateClaims, string>> = {};
  for (const [number, claim] of Object.entries(olderClaimOf)) {
    const text = bareText(certificate, `${fulcio}.${number}`);
    if (text !== undefined) claims[claim] = text;
  }
  for (const [number, claim] of Object.entries(claimOf)) {
    const text = derText(certificate, `${fulcio}.${number}`);
    if (text !== undefined) claims[claim] = text;
  }
  return claims;
}

/** @returns the identity provider that the certificate names; undefined where it names none that can be read. */
export function readIssuer(certificate: X509Certificate): string | undefined {
  if (certificate.extension(`${fulcio}.8`) !== undefined) return derText(certificate, `${fulcio}.8`);
  return bareText(certificate, `${fulcio}.1`);
}

function derText(certificate: X509Certificate, oid: string): string | undefined {
  const extension = certificate.extension(oid);
  if (extension === undefined) return undefined;
  try {
    const value = ASN1Obj.parseBuffer(Buffer.from(extension.value));
    return value.tag.number === 0x0c && value.tag.isUniversal() ? text(value.value) : undefined;
  } catch {
    return undefined;
  }
}

function bareText(certificate: X509Certificate, oid: string): string | undefined {
  const extension = certificate.extension(oid);
  return extension === undefined ? undefined : text(extension.value);
}

/** @returns the bytes as UTF-8; undefined where they are not. The library reads them as ASCII and drops each byte's highest bit. */
export function text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
