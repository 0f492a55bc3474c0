/** SSHSIG: the signature of a commit by an SSH key, as `ssh-keygen -Y sign` makes it. */
import { constants, createHash, hash, verify } from "node:crypto";
import { derElement } from "./der.ts";
import { readSshKey, type SshKey, WireReader, wireString } from "./ssh-wire.ts";

export interface SshSignature {
  readonly namespace: string;
  /** As ssh-keygen prints it: `SHA256:` and base64. */
  readonly fingerprint: string;
  verify(message: Uint8Array): "right" | "wrong" | "unsupported";
}

const armor = /^-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END SSH SIGNATURE-----\s*$/;

/** @returns the signature; undefined for what is none. */
export function readSshSignature(text: string): SshSignature | undefined {
  const [, body = ""] = armor.exec(text) ?? [];
  if (body === "") return undefined;
  try {
    return open(Buffer.from(body, "base64"));
  } catch {
    return undefined;
  }
}

function open(bytes: Buffer): SshSignature | undefined {
  const reader = new WireReader(bytes);
  if (!reader.take(6).equals(Buffer.from("SSHSIG")) || reader.number() !== 1) return undefined;
  const blob = reader.string();
  const namespace = reader.text();
  const reserved = reader.string();
  const algorithm = reader.text();
  const signature = reader.string();
  reader.end();
  const key = readSshKey(blob);
  const signedParts = (message: Uint8Array) => [namespace, reserved, algorithm, createHash(algorithm).update(message).digest()];
  const known = algorithm === "sha256" || algorithm === "sha512";
  return {
    namespace,
    fingerprint: fingerprintOfSsh(blob),
    verify: (message) => {
      if (key === undefined || !known) return "unsupported";
      return check(key, Buffer.concat([Buffer.from("SSHSIG"), ...signedParts(message).map(wireString)]), signature);
    },
  };
}

/** @param blob a public key as SSH writes it. */
export function fingerprintOfSsh(blob: Uint8Array): string {
  return `SHA256:${hash("sha256", blob, "base64").replace(/=+$/, "")}`;
}

const hashes: Readonly<Record<string, string | null>> = {
  "ssh-ed25519": null,
  "ecdsa-sha2-nistp256": "sha256",
  "ecdsa-sha2-nistp384": "sha384",
  "ecdsa-sha2-nistp521": "sha512",
  "rsa-sha2-256": "sha256",
  "rsa-sha2-512": "sha512",
};

function check({ key, type, application }: SshKey, signed: Buffer, blob: Buffer): "right" | "wrong" | "unsupported" {
  try {
    const reader = new WireReader(blob);
    const algorithm = reader.text();
    const value = reader.string();
    if (algorithm !== type && type !== "ssh-rsa") return "wrong";
    const name = algorithm.replace(/^sk-/, "").replace(/@openssh\.com$/, "");
    const digest = hashes[name];
    if (digest === undefined || (type === "ssh-rsa") !== name.startsWith("rsa-")) return "unsupported";
    const counted = application === undefined ? signed : hardwareMessage(application, reader.take(5), signed);
    reader.end();
    const options = { key, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" } as const;
    return verify(digest, counted, options, name.startsWith("ecdsa") ? derOf(value) : value) ? "right" : "wrong";
  } catch {
    return "wrong";
  }
}

/** A key in hardware signs digests, with its flags and counter between them. */
function hardwareMessage(application: Buffer, flagsAndCounter: Buffer, signed: Buffer): Buffer {
  return Buffer.concat([hash("sha256", application, "buffer"), flagsAndCounter, hash("sha256", signed, "buffer")]);
}

/** SSH writes the two numbers of ECDSA as its own strings. */
function derOf(value: Buffer): Buffer {
  const reader = new WireReader(value);
  const numbers = [reader.string(), reader.string()].map((one) => derElement(0x02, one));
  reader.end();
  return derElement(0x30, Buffer.concat(numbers));
}
