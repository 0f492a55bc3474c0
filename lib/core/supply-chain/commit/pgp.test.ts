/** Commits that GnuPG signed, judged by the keys that are registered. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { createMessage, generateKey, readKey, readPrivateKey, revokeKey, sign } from "openpgp";
import { describe, expect, it } from "vitest";
import { commitId, unsignedCommit } from "#test/sigstore/gitsign.ts";
import { createVerifier } from "../verification/verify.ts";
import { type PgpSigner, pgpVerdict, readPgpKeys } from "./pgp-signature.ts";
import { verifyCommit } from "./verify-commit.ts";

const seed = Number(process.env.SEED ?? 20261128);
const numRuns = Number(process.env.CASES ?? 40);
const file = (name: string) => readFileSync(new URL(`../../../../test/commits/${name}`, import.meta.url));
const raw = file("pgp.commit");
const jane: PgpSigner = { name: "Jane", keys: file("pgp.keys").toString() };

async function verdictOn(bytes: Buffer, signers: readonly PgpSigner[] = [jane]) {
  const id = commitId(bytes);
  const pgp = await pgpVerdict(bytes, id, signers);
  return verifyCommit(bytes, id, { verifier: createVerifier([]), allowedSigners: [], pgp });
}

/** A commit that a fresh key signed at a time. */
async function signedBy(armored: string, date: Date): Promise<Buffer> {
  const signature = await sign({
    message: await createMessage({ binary: Buffer.from(unsignedCommit) }),
    signingKeys: await readPrivateKey({ armoredKey: armored }),
    detached: true,
    date,
  });
  const header = `gpgsig ${String(signature).trim().replaceAll("\r", "").split("\n").join("\n ")}`;
  return Buffer.from(unsignedCommit.replace("\n\n", `\n${header}\n\n`));
}

describe("a commit that GnuPG signed", () => {
  it("is verified by the registered key, and by no other", async () => {
    expect(await verdictOn(raw)).toMatchObject({
      form: "pgp",
      state: "verified",
      reason: "Signed with the registered PGP key of Jane.",
      signer: { kind: "pgp", name: "Jane", fingerprint: expect.stringMatching(/^[0-9A-F]{40}$/) },
    });
    const { publicKey: other } = await generateKey({ userIDs: [{ name: "Eve" }] });
    for (const signers of [[], [{ name: "Eve", keys: other }], [{ name: "Eve", keys: "none" }]])
      expect(await verdictOn(raw, signers)).toMatchObject({
        state: "signed-unverifiable",
        reason: expect.stringContaining("nobody registered"),
      });
  });

  it("is never verified with another byte, and invalid with another message", async () => {
    const other = Buffer.from(raw.toString().replace("Change something", "Change anything!"));
    expect(await verdictOn(other)).toMatchObject({ form: "pgp", state: "invalid" });
    const [signature, message] = [raw.indexOf("gpgsig"), raw.indexOf("\n\n")];
    const signed = [...raw.keys()].filter((at) => at < signature || at > message);
    const changes = fc.record({ position: fc.constantFrom(...signed), change: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(changes, async ({ position, change }) => {
        const changed = Buffer.from(raw);
        changed[position] = (raw[position] ?? 0) ^ change;
        expect((await verdictOn(changed)).state).not.toBe("verified");
      }),
      { seed, numRuns },
    );
  });
});

describe("a key", () => {
  const born = new Date("2026-01-01T00:00:00Z");
  const wish = { userIDs: [{ name: "Jane" }], date: born };

  it("counts as it was when it signed, though it has ended since", async () => {
    const { privateKey, publicKey } = await generateKey({ ...wish, keyExpirationTime: 86_400 });
    const signers = [{ name: "Jane", keys: publicKey }];
    expect((await verdictOn(await signedBy(privateKey, new Date("2026-01-01T12:00:00Z")), signers)).state).toBe("verified");
  });

  it("that was revoked proves nothing", async () => {
    const { privateKey, publicKey, revocationCertificate } = await generateKey(wish);
    const bytes = await signedBy(privateKey, new Date("2026-01-02T00:00:00Z"));
    expect((await verdictOn(bytes, [{ name: "Jane", keys: publicKey }])).state).toBe("verified");
    const revoked = await revokeKey({ key: await readKey({ armoredKey: publicKey }), revocationCertificate });
    expect(await verdictOn(bytes, [{ name: "Jane", keys: revoked.publicKey }])).toMatchObject({ state: "signed-unverifiable" });
  });

  it("is taken in ASCII armour, and a private one is refused", async () => {
    expect(await readPgpKeys(jane.keys)).toMatchObject({ ok: true, value: [expect.stringMatching(/^[0-9A-F]{40}$/)] });
    expect(await readPgpKeys("ssh-ed25519 AAAA")).toMatchObject({ ok: false, error: { code: "pgp-key" } });
    const { privateKey } = await generateKey(wish);
    expect(await readPgpKeys(privateKey)).toMatchObject({ ok: false, error: { message: expect.stringContaining("private") } });
  });
});
