/**
 * One signature under one public key. The library tries SHA-256 alone; here each kind of key has the algorithms that signers of
 * images use with it, and a kind that is not in the table is told apart from a signature that is wrong.
 */
import { constants, hash, type KeyObject, verify } from "node:crypto";
import { ed25519ph } from "@noble/curves/ed25519.js";
import { p256, p384, p521 } from "@noble/curves/nist.js";

/** What was signed: the bytes, or where they are not at hand their digest. */
export type Signed = { readonly bytes: Uint8Array } | { readonly algorithm: string; readonly digest: Uint8Array };

export type SignatureAnswer =
  | { readonly kind: "right" }
  | { readonly kind: "wrong" }
  | { readonly kind: "cannot"; readonly why: string };

const hashesOf: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ["sha256"],
  secp384r1: ["sha384", "sha256"],
  secp521r1: ["sha512", "sha256"],
};
const curves: Readonly<Record<string, typeof p256>> = { prime256v1: p256, secp384r1: p384, secp521r1: p521 };
const smallestModulus = 2048;

export function checkSignature(key: KeyObject, signed: Signed, signature: Uint8Array): SignatureAnswer {
  try {
    switch (key.asymmetricKeyType) {
      case "ec":
        return ecdsa(key, signed, signature);
      case "rsa":
        return rsa(key, signed, signature);
      case "ed25519":
        return ed25519(key, signed, signature);
      default:
        return cannot(`a key of the kind ${key.asymmetricKeyType ?? "unknown"} is not supported`);
    }
  } catch {
    return { kind: "wrong" };
  }
}

function ecdsa(key: KeyObject, signed: Signed, signature: Uint8Array): SignatureAnswer {
  const curve = key.asymmetricKeyDetails?.namedCurve ?? "";
  const algorithms = hashesOf[curve];
  if (algorithms === undefined) return cannot(`the curve ${curve} is not supported`);
  if ("bytes" in signed) {
    return answer(algorithms.some((name) => verify(name, signed.bytes, { key, dsaEncoding: "der" }, signature)));
  }
  if (!algorithms.includes(signed.algorithm))
    return cannot(`a digest by ${signed.algorithm} does not go with the curve ${curve}`);
  const options = { prehash: false, lowS: false, format: "der" } as const;
  return answer(curves[curve]?.verify(signature, signed.digest, ellipticPoint(key), options) === true);
}

function ellipticPoint(key: KeyObject): Uint8Array {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
}

function rsa(key: KeyObject, signed: Signed, signature: Uint8Array): SignatureAnswer {
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (modulusLength < smallestModulus) return cannot(`an RSA key of ${modulusLength} bits is too short`);
  if (!("bytes" in signed)) return cannot("a signature by an RSA key needs the signed file itself");
  const paddings = [constants.RSA_PKCS1_PADDING, constants.RSA_PKCS1_PSS_PADDING];
  const algorithms = ["sha256", "sha384", "sha512"];
  return answer(paddings.some((padding) => algorithms.some((name) => verify(name, signed.bytes, { key, padding }, signature))));
}

function ed25519(key: KeyObject, signed: Signed, signature: Uint8Array): SignatureAnswer {
  const point = Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
  if (!("bytes" in signed)) return cannot("a signature by an Ed25519 key needs the signed file itself");
  return answer(verify(null, signed.bytes, key, signature) || ed25519ph.verify(signature, signed.bytes, point));
}

function answer(right: boolean): SignatureAnswer {
  return { kind: right ? "right" : "wrong" };
}

function cannot(why: string): SignatureAnswer {
  return { kind: "cannot", why };
}

/** @returns the digest of the bytes. @param algorithm as Node names it. */
export function digestOf(algorithm: string, bytes: Uint8Array): Buffer {
  return hash(algorithm, bytes, "buffer");
}
