/**
 * Envelope encryption of stored credentials. A random data key encrypts one secret (AES-256-GCM) and is itself wrapped for a
 * key of the ring (X25519, HKDF-SHA256, AES-256-GCM). Both layers are bound to the row that the secret belongs to. There is
 * no way to read a value that was not sealed.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { type PrivateKeyring, type PublicKeyring, rawPublicKey } from "./keyring.ts";

/** Where a secret belongs. Opening it anywhere else fails. */
export interface SealContext {
  readonly installation: string;
  readonly cluster: string;
  readonly field: string;
  /** The version of the field's contents. */
  readonly version: number;
  /** `endpointFingerprint` of the endpoint that the credential was given for. */
  readonly endpoint: string;
}

export type SealFailure = Failure<"sealMalformed" | "sealUnknownKey" | "sealBroken">;

const FORMAT = "v1";
const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** The wrapping key is used once, so its nonce may be fixed. */
const WRAP_IV = Buffer.alloc(IV_BYTES);

/** Seals a text for the current key. @returns `v1.kid.wrapped.iv.ct.tag`, each part in base64url. */
export function seal(ring: PublicKeyring, plaintext: string, context: SealContext): string {
  const dataKey = randomBytes(KEY_BYTES);
  const iv = randomBytes(IV_BYTES);
  const { ct, tag } = encrypt(dataKey, { iv, aad: aadOf(context), plaintext: Buffer.from(plaintext, "utf8") });
  return join({ kid: ring.current, wrapped: wrap(ring, dataKey, context), iv, ct, tag });
}

/** Opens what `seal` made for the same context. @returns the text, or which of the three things is wrong. */
export function open(ring: PrivateKeyring, sealed: string, context: SealContext): Result<string, SealFailure> {
  const opened = openBytes(ring, sealed, context);
  return opened.ok ? ok(opened.value.plaintext.toString("utf8")) : opened;
}

/**
 * Wraps the data key of a sealed text for the current key; the ciphertext stays. It opens the text first, so that damage is
 * found and not carried on. A text that the current key sealed comes back as it is.
 */
export function rewrap(ring: PrivateKeyring, sealed: string, context: SealContext): Result<string, SealFailure> {
  const opened = openBytes(ring, sealed, context);
  if (!opened.ok) return opened;
  const { parts, dataKey } = opened.value;
  if (parts.kid === ring.current) return ok(sealed);
  return ok(join({ ...parts, kid: ring.current, wrapped: wrap(ring, dataKey, context) }));
}

/** @returns the id of the key that a stored text needs, or undefined when the text is not sealed. */
export function sealedKid(sealed: string): string | undefined {
  return split(sealed)?.kid;
}

interface Parts {
  readonly kid: string;
  readonly wrapped: Buffer;
  readonly iv: Buffer;
  readonly ct: Buffer;
  readonly tag: Buffer;
}

function openBytes(
  ring: PrivateKeyring,
  sealed: string,
  context: SealContext,
): Result<{ parts: Parts; dataKey: Buffer; plaintext: Buffer }, SealFailure> {
  const parts = split(sealed);
  if (!parts)
    return fail("sealMalformed", "A stored credential is not in the sealed form.", "Give the cluster's credential again.");
  const key = ring.keys.get(parts.kid);
  if (!key)
    return fail(
      "sealUnknownKey",
      "A stored credential was sealed with a key that is not here.",
      "Put back the folder of DRYDOCK_KEYS from your backup, or give the credential again.",
    );
  const dataKey = unwrap(key, parts, context);
  const plaintext = dataKey && decrypt(dataKey, { ...parts, aad: aadOf(context) });
  if (!plaintext)
    return fail(
      "sealBroken",
      "A stored credential was changed, or belongs to another cluster or endpoint.",
      "Give the cluster's credential again.",
    );
  return ok({ parts, dataKey, plaintext });
}

function wrap(ring: PublicKeyring | PrivateKeyring, dataKey: Buffer, context: SealContext): Buffer {
  const recipient = ring.keys.get(ring.current);
  if (!recipient) throw new Error("the current key is missing from the ring");
  const publicKey = recipient.type === "private" ? createPublicKey(recipient) : recipient;
  const ephemeral = generateKeyPairSync("x25519");
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  const ephemeralRaw = rawPublicKey(ephemeral.publicKey);
  const wrappingKey = deriveWrappingKey(shared, {
    ephemeral: ephemeralRaw,
    recipient: rawPublicKey(publicKey),
    kid: ring.current,
  });
  const { ct, tag } = encrypt(wrappingKey, { iv: WRAP_IV, aad: aadOf(context), plaintext: dataKey });
  return Buffer.concat([ephemeralRaw, ct, tag]);
}

function unwrap(privateKey: KeyObject, { kid, wrapped }: Parts, context: SealContext): Buffer | undefined {
  const ephemeral = wrapped.subarray(0, KEY_BYTES);
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "X25519", x: ephemeral.toString("base64url") }, format: "jwk" });
  const shared = agree(privateKey, publicKey);
  if (!shared) return undefined;
  const wrappingKey = deriveWrappingKey(shared, { ephemeral, recipient: rawPublicKey(privateKey), kid });
  const ct = wrapped.subarray(KEY_BYTES, KEY_BYTES * 2);
  return decrypt(wrappingKey, { iv: WRAP_IV, ct, tag: wrapped.subarray(KEY_BYTES * 2), aad: aadOf(context) });
}

/** A point of small order has no shared secret, and OpenSSL says so by throwing. */
function agree(privateKey: KeyObject, publicKey: KeyObject): Buffer | undefined {
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("ERR_OSSL")) return undefined;
    throw error;
  }
}

function deriveWrappingKey(
  shared: Buffer,
  { ephemeral, recipient, kid }: { ephemeral: Buffer; recipient: Buffer; kid: string },
): Buffer {
  const salt = Buffer.concat([ephemeral, recipient]);
  return Buffer.from(hkdfSync("sha256", shared, salt, `drydock ${FORMAT} wrap ${kid}`, KEY_BYTES));
}

function encrypt(
  key: Buffer,
  { iv, aad, plaintext }: { iv: Buffer; aad: Buffer; plaintext: Buffer },
): { ct: Buffer; tag: Buffer } {
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
  const ct = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ct, tag: cipher.getAuthTag() };
}

function decrypt(key: Buffer, { iv, ct, tag, aad }: { iv: Buffer; ct: Buffer; tag: Buffer; aad: Buffer }): Buffer | undefined {
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad).setAuthTag(tag);
  const start = decipher.update(ct);
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch (error) {
    // `final` has one way to fail here: the tag is not that of this text, key and context.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Each part with its length in front, so that no two contexts have the same bytes. */
function aadOf({ installation, cluster, field, version, endpoint }: SealContext): Buffer {
  const parts = [FORMAT, installation, cluster, field, String(version), endpoint];
  return Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join("|"), "utf8");
}

function join({ kid, wrapped, iv, ct, tag }: Parts): string {
  return [FORMAT, kid, ...[wrapped, iv, ct, tag].map((bytes) => bytes.toString("base64url"))].join(".");
}

/** The one text form of each part is demanded, so that a changed character is never the same bytes. */
function split(sealed: string): Parts | undefined {
  const [format, kid = "", ...texts] = sealed.split(".");
  const [wrapped, iv, ct, tag] = texts.map((text) => Buffer.from(text, "base64url"));
  if (format !== FORMAT || texts.length !== 4 || !/^[0-9a-f]{16}$/.test(kid) || !wrapped || !iv || !ct || !tag) return undefined;
  const parts = { kid, wrapped, iv, ct, tag };
  const sizes = wrapped.length === KEY_BYTES * 2 + TAG_BYTES && iv.length === IV_BYTES && tag.length === TAG_BYTES;
  return sizes && join(parts) === sealed ? parts : undefined;
}

function fail(code: SealFailure["code"], message: string, remedy: string) {
  return err<SealFailure>({ code, message, remedy });
}
