/** The signature of a commit by a PGP key: judged by keys that somebody registered, and by none that the signature or a server names. */
import type { Key } from "openpgp";
import { err, type Failure, ok, type Result } from "../../result.ts";
import { openCommit } from "./commit-object.ts";

export interface PgpSigner {
  /** Whom the keys are of, as they were registered. */
  readonly name: string;
  /** Public keys in ASCII armour. */
  readonly keys: string;
}

export type PgpVerdict =
  | { readonly kind: "right"; readonly name: string; readonly fingerprint: string }
  /** No registered key has the id that the signature names. */
  | { readonly kind: "unknownKey"; readonly id: string }
  /** The bytes are not those that the key signed. */
  | { readonly kind: "wrong"; readonly name: string }
  /** The key had ended or was revoked when it signed, or it is of a kind that is not strong enough. */
  | { readonly kind: "unusable"; readonly name: string }
  | { readonly kind: "unread" };

/** It weighs several megabytes, and few processes ever meet such a signature. */
const openpgp = () => import("openpgp");

const start = "-----BEGIN PGP SIGNATURE-----";
/** Characters of a signature: larger ones are not read. */
const longest = 100_000;
/** The library's words for a signature that was made over something else. */
const mismatches: ReadonlySet<string> = new Set(["Signed digest did not match", "Signature verification failed"]);

/** @returns fingerprints in capital letters, or why the keys are refused. A private key is refused: it must not be here. */
export async function readPgpKeys(armored: string): Promise<Result<readonly string[], Failure<"pgp-key">>> {
  const keys = await open(armored);
  if (keys.length === 0) return err(refusal("There is no public key in ASCII armour in it."));
  if (keys.some((key) => key.isPrivate())) return err(refusal("It is a private key: give the public one alone."));
  return ok(keys.map(fingerprintOf));
}

function refusal(message: string): Failure<"pgp-key"> {
  return { code: "pgp-key", message, remedy: "Give what `gpg --armor --export` prints." };
}

/**
 * @param raw object of a commit, whose id is checked.
 * @returns undefined where the commit is not signed with PGP. A key counts as it was when it signed; one that was compromised never.
 */
export async function pgpVerdict(raw: Uint8Array, id: string, signers: readonly PgpSigner[]): Promise<PgpVerdict | undefined> {
  const commit = openCommit(raw, id);
  if (!commit.ok || commit.value.signature?.startsWith(start) !== true) return undefined;
  const { payload, signature: armored } = commit.value;
  if (armored.length > longest) return { kind: "unread" };
  const { createMessage, readSignature, verify } = await openpgp();
  const signature = await readSignature({ armoredSignature: armored }).catch(() => undefined);
  const [keyId, ...others] = signature?.getSigningKeyIDs() ?? [];
  // Of several signatures readers differ in which one counts.
  if (signature === undefined || keyId === undefined || others.length > 0) return { kind: "unread" };
  for (const { name, keys } of signers) {
    const key = (await open(keys)).find((one) => one.getKeys(keyId).length > 0);
    if (key === undefined) continue;
    const message = await createMessage({ binary: payload });
    const { signatures } = await verify({ message, signature, verificationKeys: [key], format: "binary" });
    const problem = await signatures[0]?.verified.then(
      () => "",
      (error: Error) => error.message,
    );
    if (problem === "") return { kind: "right", name, fingerprint: fingerprintOf(key) };
    return { kind: mismatches.has(problem ?? "") ? "wrong" : "unusable", name };
  }
  return { kind: "unknownKey", id: keyId.toHex().toUpperCase() };
}

function fingerprintOf(key: Key): string {
  return key.getFingerprint().toUpperCase();
}

/** @returns nothing for what cannot be read. */
async function open(armored: string): Promise<Key[]> {
  const { readKeys } = await openpgp();
  return readKeys({ armoredKeys: armored }).catch(() => []);
}
