/** Reads certificates and keys that were pasted: PEM in, canonical PEM out, no file ever. */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { err, ok, type Result } from "#core/result.ts";
import { type KubeconfigCode, type KubeconfigRefused, REGISTER } from "./refusal.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,65536}-----END CERTIFICATE-----/g;
const MAX_CERTIFICATES = 100;

/** Where a value stands in the file, for what is said about it. */
export interface Place {
  readonly path: string;
  readonly line?: number;
}

export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly expiresAt: string;
  readonly subject: string;
}

/** @returns the bytes of a base64 field as text, or undefined when it is not base64. */
export function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/\s/g, "");
  if (compact === "" || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  return Buffer.from(compact, "base64").toString("latin1");
}

/** Reads a bundle of certificate authorities. @returns the certificates alone, as PEM. */
export function readAuthority(pem: string, place: Place): Result<string, KubeconfigRefused> {
  const certificates = readCertificates(pem);
  if (certificates) return ok(certificates.map((one) => one.toString()).join(""));
  return refuse(
    place,
    "authorityInvalid",
    "holds no readable certificate",
    "Give the PEM certificate of the cluster's authority.",
  );
}

/** Reads a client certificate with its key. The key has to be unencrypted and to belong to the certificate. */
export function readClientCertificate(
  certificatePem: string,
  keyPem: string,
  { certificate, key, now }: { certificate: Place; key: Place; now: Date | undefined },
): Result<ClientCertificate, KubeconfigRefused> {
  const chain = readCertificates(certificatePem);
  const leaf = chain?.[0];
  if (!chain || !leaf) return refuse(certificate, "certificateInvalid", "is not a readable certificate", REGISTER);
  const privateKey = readKey(keyPem, key);
  if (!privateKey.ok) return privateKey;
  if (!leaf.checkPrivateKey(privateKey.value))
    return refuse(
      key,
      "keyMismatch",
      "does not belong to the client certificate",
      "Give the key that was made with the certificate.",
    );
  const expiresAt = leaf.validToDate;
  if (now && expiresAt <= now) return refuse(certificate, "certificateExpired", "has expired", REGISTER);
  return ok({
    certificate: chain.map((one) => one.toString()).join(""),
    key: privateKey.value.export({ type: "pkcs8", format: "pem" }).toString(),
    expiresAt: expiresAt.toISOString(),
    subject: leaf.subject.replace(/\n/g, ", ").replace(/\p{C}/gu, "").slice(0, 500),
  });
}

function readCertificates(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(CERTIFICATE) ?? [];
  if (blocks.length === 0 || blocks.length > MAX_CERTIFICATES) return undefined;
  const certificates = blocks.map((block) => attempt(() => new X509Certificate(block)));
  return certificates.every((one) => one !== undefined) ? certificates : undefined;
}

function readKey(pem: string, place: Place): Result<KeyObject, KubeconfigRefused> {
  if (/ENCRYPTED/.test(pem))
    return refuse(
      place,
      "keyEncrypted",
      "is protected by a passphrase",
      "Give the key without a passphrase; it is sealed before it is stored.",
    );
  const key = attempt(() => createPrivateKey({ key: pem, format: "pem" }));
  return key ? ok(key) : refuse(place, "keyInvalid", "is not a readable private key", REGISTER);
}

/** OpenSSL reports unreadable input by throwing; its words may hold parts of the input, so they are dropped. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function refuse({ path, line }: Place, code: KubeconfigCode, what: string, remedy: string) {
  return err<KubeconfigRefused>({ code, message: `${path} ${what}.`, remedy, path, line });
}
