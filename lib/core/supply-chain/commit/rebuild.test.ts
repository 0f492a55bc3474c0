import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gitCommit } from "#test/forge/github-world.ts";
import { commitId } from "#test/sigstore/gitsign.ts";
import { rebuildSigned, rebuildUnsigned, type UnsignedParts } from "./rebuild.ts";

const seed = Number(process.env.SEED ?? 20261128);
const numRuns = Number(process.env.CASES ?? 12);
const signed = readFileSync(new URL("../../../../test/commits/ed25519.commit", import.meta.url));

interface Parts {
  readonly verification: { readonly payload: string; readonly signature: string };
}

describe("a signed commit", () => {
  const { sha, answer } = gitCommit(signed);
  const { payload, signature } = (answer as unknown as Parts).verification;

  it("is rebuilt, however the signature's last line break is told", () => {
    for (const text of [signature, `${signature}\n`, signature.trim()])
      expect(rebuildSigned({ payload, signature: text }, sha)?.equals(signed)).toBe(true);
  });

  it("takes no time that grows faster than what its maker wrote", () => {
    const endless = `${"\n".repeat(1_000_000)}x`;
    expect(rebuildSigned({ payload, signature: endless }, sha)).toBeUndefined();
    const headed = payload.replace("\n\n", `\n${"x y\n".repeat(20_000)}\n`);
    expect(rebuildSigned({ payload: headed, signature }, sha)).toBeUndefined();
  });

  it("is rebuilt where the signature stands before the encoding, and with GitHub's empty last line", () => {
    const [before = "", after = ""] = signed.toString().split(/(?=gpgsig )/);
    const end = after.indexOf("\n\n");
    const raw = Buffer.from(`${before}${after.slice(0, end)}\n \nencoding ISO-8859-1${after.slice(end)}`);
    const other = Buffer.from(`${before}encoding ISO-8859-1\n\n${after.slice(end + 2)}`).toString();
    expect(rebuildSigned({ payload: other, signature: `${signature}\n` }, commitId(raw))?.equals(raw)).toBe(true);
  });

  it("with another payload is not", () => {
    expect(rebuildSigned({ payload: payload.replace("Change", "Chance"), signature }, sha)).toBeUndefined();
    expect(rebuildSigned({ payload: "no commit", signature }, sha)).toBeUndefined();
  });
});

describe("an unsigned commit", () => {
  const zone = fc.integer({ min: -48, max: 56 }).map((quarters) => {
    const minutes = Math.abs(quarters) * 15;
    const digits = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
    return `${quarters < 0 ? "-" : "+"}${digits.join("")}`;
  });
  const commits = fc.record({
    zones: fc.tuple(zone, zone),
    parents: fc.array(fc.constant("a".repeat(40)), { maxLength: 2 }),
    message: fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.endsWith("\n")),
    end: fc.constantFrom("\n", ""),
    seconds: fc.integer({ min: 0, max: 2_000_000_000 }),
  });

  it("is rebuilt whatever its time zones were", () => {
    fc.assert(
      fc.property(commits, ({ zones, parents, message, end, seconds }) => {
        const raw = Buffer.from(
          [
            `tree ${"b".repeat(40)}`,
            ...parents.map((parent) => `parent ${parent}`),
            `author Jane <jane@acme.test> ${seconds} ${zones[0]}`,
            `committer Jané <j@acme.test> ${seconds + 5} ${zones[1]}`,
            "",
            `${message}${end}`,
          ].join("\n"),
        );
        const at = (time: number) => new Date(time * 1_000).toISOString();
        const told: UnsignedParts = {
          tree: "b".repeat(40),
          parents,
          author: { name: "Jane", email: "jane@acme.test", date: at(seconds) },
          committer: { name: "Jané", email: "j@acme.test", date: at(seconds + 5) },
          message,
        };
        expect(rebuildUnsigned(told, commitId(raw))?.equals(raw)).toBe(true);
        expect(rebuildUnsigned({ ...told, message: `${message}!` }, commitId(raw))).toBeUndefined();
      }),
      { seed, numRuns },
    );
  });
});
