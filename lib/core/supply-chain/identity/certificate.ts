/** The identity in a certificate that was already verified, read from its bytes. */
import { ASN1Obj, type X509Certificate } from "@sigstore/core";
import { readClaims, readIssuer, text } from "./claims.ts";
import type { CertificateSigner } from "./signer.ts";

const subjectAlternativeName = "2.5.29.17";
const emailAddress = 1;
const uniformResourceIdentifier = 6;

/** @param signedAt the trusted times that were checked. */
export function certificateSigner(certificate: X509Certificate, signedAt: readonly Date[]): CertificateSigner {
  const issuer = readIssuer(certificate);
  const subject = readSubject(certificate);
  const lookalike = [issuer, subject].some((part) => part !== undefined && !plain.test(part));
  return {
    kind: "certificate",
    ...(issuer !== undefined && { issuer }),
    ...(subject !== undefined && { subject }),
    ...(lookalike && { lookalike: [issuer, subject].map((part) => inEscapes(part ?? "")).join(" ") }),
    claims: readClaims(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    signedAt: signedAt.map((time) => time.toISOString()),
  };
}

/** @returns the one address or URI that the certificate names; undefined where there is none, or several to choose from. */
function readSubject(certificate: X509Certificate): string | undefined {
  const extension = certificate.extension(subjectAlternativeName);
  if (extension === undefined) return undefined;
  const names = ASN1Obj.parseBuffer(Buffer.from(extension.value)).subs.filter(
    ({ tag }) => tag.isContextSpecific(emailAddress) || tag.isContextSpecific(uniformResourceIdentifier),
  );
  const [name] = names;
  return name !== undefined && names.length === 1 ? text(name.value) : undefined;
}

const plain = /^[\x21-\x7e]*$/;

/** @returns the text with everything that is not a visible ASCII character as its escape. */
export function inEscapes(name: string): string {
  return name.replace(/[^\x21-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
