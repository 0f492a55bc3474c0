/** The certificate authority of the tests' own Sigstore: it issues whatever it is asked for. */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
// It loads the metadata polyfill that the other one needs, and so comes first.
import type { initializeCTLog } from "@sigstore/mock";
import "@sigstore/mock";
import * as x509 from "@peculiar/x509";

type CertificateLog = Awaited<ReturnType<typeof initializeCTLog>>;

export interface Authority {
  readonly certificate: Buffer;
  issue(wish: CertificateWish): Promise<IssuedCertificate>;
}

export interface CertificateWish {
  /** The subject alternative names; a workflow's URI by default. */
  readonly names?: ConstructorParameters<typeof x509.SubjectAlternativeNameExtension>[0];
  /** Absent for the issuer of GitHub's tokens; null for none. */
  readonly issuer?: string | null;
  /** By the last number of Fulcio's OID. */
  readonly claims?: Readonly<Record<number, string>>;
  readonly extensions?: readonly x509.Extension[];
  readonly notBefore?: Date;
  readonly keys?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

export interface IssuedCertificate {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

export const workflow = "https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main";
export const githubIssuer = "https://token.actions.githubusercontent.com";
const fulcio = "1.3.6.1.4.1.57264.1";
const name = "CN=sigstore,O=drydock.test";
const signingAlgorithm = { name: "ECDSA", hash: "SHA-384", namedCurve: "P-384" };
const tenMinutes = 600_000;
const receiptList = "1.3.6.1.4.1.11129.2.4.2";

/** @param log without it the certificates have no receipts. */
export async function createAuthority(clock: Date, log?: CertificateLog): Promise<Authority> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, true, ["sign", "verify"]);
  const notBefore = new Date(clock.getTime() - 86_400_000);
  const extensions = [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.keyCertSign, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
  ];
  const notAfter = new Date(clock.getTime() + 365 * 86_400_000);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name,
    notBefore,
    notAfter,
    signingAlgorithm,
    keys,
    extensions,
  });
  return {
    certificate: Buffer.from(root.rawData),
    issue: (wish) => issue(wish, { keys, clock, log }),
  };
}

async function issue(
  wish: CertificateWish,
  { keys, clock, log }: { keys: CryptoKeyPair; clock: Date; log: CertificateLog | undefined },
): Promise<IssuedCertificate> {
  const pair = wish.keys ?? generateKeyPairSync("ec", { namedCurve: "P-256" });
  const notBefore = wish.notBefore ?? clock;
  const template = {
    serialNumber: randomBytes(8).toString("hex").replace(/^./, "1"),
    issuer: name,
    notBefore,
    notAfter: new Date(notBefore.getTime() + tenMinutes),
    signingAlgorithm,
    signingKey: keys.privateKey,
    publicKey: new x509.PublicKey(
      createPublicKey(pair.publicKey.export({ format: "pem", type: "spki" })).export({ format: "der", type: "spki" }),
    ),
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.codeSigning]),
      await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey, false),
      ...subjectNames(wish),
      ...claimExtensions(wish),
      ...(wish.extensions ?? []),
    ],
  };
  if (log !== undefined) {
    const before = await x509.X509CertificateGenerator.create(template);
    const spki = await crypto.subtle.exportKey("spki", keys.publicKey);
    const receipt = Buffer.from(await log.log(before.rawData, await crypto.subtle.digest("SHA-256", spki)));
    const list = Buffer.concat([Buffer.of(0, receipt.length), receipt]);
    template.extensions.push(new x509.Extension(receiptList, false, octetString(list)));
  }
  const made = await x509.X509CertificateGenerator.create(template);
  return { certificate: Buffer.from(made.rawData), privateKey: pair.privateKey };
}

function subjectNames({ names = [{ type: "url", value: workflow }] }: CertificateWish): readonly x509.Extension[] {
  return Array.isArray(names) && names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names, true)];
}

function claimExtensions({ issuer = githubIssuer, claims = {} }: CertificateWish): readonly x509.Extension[] {
  const all = { ...(issuer !== null && { 8: issuer }), ...claims };
  return Object.entries(all).map(([number, value]) => new x509.Extension(`${fulcio}.${number}`, false, utf8String(value)));
}

/** An extension that is not critical, of any bytes. */
export function certificateExtension(oid: string, value: Buffer<ArrayBuffer>): x509.Extension {
  return new x509.Extension(oid, false, value);
}

export function utf8String(value: string): Buffer<ArrayBuffer> {
  return withLength(0x0c, Buffer.from(value));
}

function octetString(value: Buffer): Buffer<ArrayBuffer> {
  return withLength(0x04, value);
}

export function withLength(tag: number, value: Buffer): Buffer<ArrayBuffer> {
  const { length } = value;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), value]);
}
