/**
 * The keys that credentials are sealed with. The private halves live in files of DRYDOCK_KEYS that the worker alone is given;
 * web holds the public halves, and so can seal and never open.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { chmod, mkdir, open as openFile, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { err, type Failure, ok, type Result } from "#core/result.ts";

export interface PublicKeyring {
  /** The key that new secrets are sealed with. */
  readonly current: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

export interface PrivateKeyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

export type KeyringCode = "keysMissing" | "keysDamaged" | "keysExposed" | "keyUnknown" | "keyInUse";

const KEY_FILE = /^([0-9a-f]{16})\.key$/;
const CURRENT = "current";

/** Makes a folder (0700) with one new key (0600). A folder that has keys already is left as it is. */
export async function createKeyring(dir: string): Promise<Result<PrivateKeyring, Failure<KeyringCode>>> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  const existing = await loadKeyring(dir);
  if (existing.ok || existing.error.code !== "keysMissing") return existing;
  return addKey(dir);
}

/** Adds a key and makes it the current one: the first half of a rotation, which `rewrap` of every stored secret ends. */
export async function addKey(dir: string): Promise<Result<PrivateKeyring, Failure<KeyringCode>>> {
  const { privateKey } = generateKeyPairSync("x25519");
  const kid = kidOf(privateKey);
  await writePrivately(dir, `${kid}.key`, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  await writePrivately(dir, CURRENT, `${kid}\n`);
  return loadKeyring(dir);
}

/**
 * Removes a key for good. What it sealed can then never be opened, so the caller says how many secrets it still seals,
 * and only none will do.
 */
export async function removeKey(dir: string, kid: string, uses: number): Promise<Result<PrivateKeyring, Failure<KeyringCode>>> {
  const ring = await loadKeyring(dir);
  if (!ring.ok) return ring;
  if (!ring.value.keys.has(kid)) return fail("keyUnknown", "There is no key of that id.", "Look at the ids in the keys' folder.");
  if (uses > 0 || kid === ring.value.current)
    return fail(
      "keyInUse",
      "The key still seals credentials or is the current one.",
      "Rotate first, and wait until nothing is sealed with it.",
    );
  await rm(join(dir, `${kid}.key`));
  return loadKeyring(dir);
}

/** Reads every key of the folder. @returns the ring, or why the keys cannot be used; it never makes a key. */
export async function loadKeyring(dir: string): Promise<Result<PrivateKeyring, Failure<KeyringCode>>> {
  const names = await readdir(dir).catch(orMissing);
  const kids = (names ?? []).flatMap((name) => KEY_FILE.exec(name)?.[1] ?? []);
  if (kids.length === 0)
    return fail(
      "keysMissing",
      "The keys' folder holds no key.",
      "Put back the folder of DRYDOCK_KEYS from your backup, or register the clusters again.",
    );
  const keys = new Map<string, KeyObject>();
  for (const kid of kids.sort()) {
    const key = await readKey(dir, kid);
    if (!key.ok) return key;
    keys.set(kid, key.value);
  }
  const current =
    (await readFile(join(dir, CURRENT), "utf8").catch(orMissing))?.trim() ?? (kids.length === 1 ? kids[0] : undefined);
  if (current === undefined || !keys.has(current)) return damaged("does not say which key is current");
  return ok({ current, keys });
}

/** @returns the halves that web may have. */
export function publicHalf(ring: PrivateKeyring): PublicKeyring {
  return { current: ring.current, keys: new Map([...ring.keys].map(([kid, key]) => [kid, createPublicKey(key)])) };
}

/** @returns one line of text for the environment of the web process; it holds nothing secret. */
export function encodePublicKeyring({ current, keys }: PublicKeyring): string {
  const others = [...keys.keys()].filter((kid) => kid !== current).sort();
  return [current, ...others].map((kid) => `${kid}:${rawPublicKey(keys.get(kid)).toString("base64url")}`).join(",");
}

/** Reads what `encodePublicKeyring` wrote; the first key is the current one. */
export function decodePublicKeyring(text: string): Result<PublicKeyring, Failure<KeyringCode>> {
  const keys = new Map<string, KeyObject>();
  for (const entry of text.split(",")) {
    const [kid = "", raw = ""] = entry.split(":");
    const bytes = Buffer.from(raw, "base64url");
    if (bytes.length !== 32 || kidOfRaw(bytes) !== kid) return damaged("is not a public key ring");
    keys.set(kid, createPublicKey({ key: { kty: "OKP", crv: "X25519", x: raw }, format: "jwk" }));
  }
  const [current = ""] = keys.keys();
  return ok({ current, keys });
}

/** @returns the 32 bytes of an X25519 key's public half. */
export function rawPublicKey(key: KeyObject | undefined): Buffer {
  if (!key) throw new Error("a key of the ring is missing");
  const { x } = (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" });
  return Buffer.from(x ?? "", "base64url");
}

function kidOf(key: KeyObject): string {
  return kidOfRaw(rawPublicKey(key));
}

function kidOfRaw(raw: Buffer): string {
  return createHash("sha256").update(raw).digest("hex").slice(0, 16);
}

async function readKey(dir: string, kid: string): Promise<Result<KeyObject, Failure<KeyringCode>>> {
  const file = await openFile(join(dir, `${kid}.key`), "r");
  try {
    const { mode } = await file.stat();
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      return fail(
        "keysExposed",
        "A key file can be read by other users of the machine.",
        `Run chmod 600 on the files of DRYDOCK_KEYS, and rotate the keys.`,
      );
    const key = createPrivateKey(await file.readFile("utf8"));
    return key.asymmetricKeyType === "x25519" && kidOf(key) === kid ? ok(key) : damaged("holds a key under another id");
  } catch (error) {
    // What OpenSSL says may hold parts of the key.
    if ((error as NodeJS.ErrnoException).code?.startsWith("ERR_OSSL")) return damaged("holds a key that cannot be read");
    throw error;
  } finally {
    await file.close();
  }
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. */
async function writePrivately(dir: string, name: string, text: string): Promise<void> {
  const partial = join(dir, `${name}.partial`);
  const file = await openFile(partial, "w", 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, join(dir, name));
}

function orMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

function damaged(what: string) {
  return fail("keysDamaged", `The keys' folder ${what}.`, "Put back the folder of DRYDOCK_KEYS from your backup.");
}

function fail(code: KeyringCode, message: string, remedy: string) {
  return err<Failure<KeyringCode>>({ code, message, remedy });
}
