/** Who signed is text that the signer chose: what it may not do to a policy, to a reader or to the time that matching takes. */

import { describe, expect, it, test } from "vitest";
import { certificateExtension, githubIssuer, utf8String, withLength, workflow } from "#test/sigstore/certificates.ts";
import { createSigstore, type SignOptions } from "#test/sigstore/sigstore.ts";
import { sigstoreProfile } from "../trust/root.ts";
import { judge } from "../verification/judge.ts";
import type { VerificationResult } from "../verification/result.ts";
import { createVerifier } from "../verification/verify.ts";
import { compileMatcher } from "./pattern.ts";
import { type AllowedSigner, compilePolicy, type TextMatcher } from "./policy.ts";

const sigstore = await createSigstore();
const image = `sha256:${"ab".repeat(32)}` as const;

async function verdictOn(
  certificate: NonNullable<SignOptions["certificate"]>,
  subject: TextMatcher,
  issuer?: TextMatcher,
): Promise<VerificationResult> {
  const profile = sigstoreProfile({ name: "private", json: sigstore.root });
  const signers: readonly AllowedSigner[] = [{ kind: "identity", issuer: issuer ?? { exact: githubIssuer }, subject }];
  const policy = compilePolicy({ name: "release", signers });
  if (!profile.ok || !policy.ok) throw new Error("The fixture is broken.");
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ digest: { sha256: "ab".repeat(32) } }],
    predicateType: "https://sigstore.dev/cosign/sign/v1",
    predicate: {},
  };
  const bundle = await sigstore.signStatement(statement, { certificate });
  return judge(createVerifier([profile.value]).verify({ kind: "bundle", bundle }, { digests: [image] }), policy.value);
}

function matches(pattern: string, text: string): boolean {
  const compiled = compileMatcher({ pattern });
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value(text);
}

describe("patterns", () => {
  it.each([
    ["github\\.com/acme", workflow, false],
    ["https://github\\.com/acme/.+", workflow, true],
    ["https://github\\.com/acme/.+", `https://evil.test/?https://github.com/acme/x`, false],
    ["https://github\\.com/acme/.+|x", `x/../../evil`, false],
    ["a|b)|(?:.*", "", undefined],
    ["[a-z]+@acme\\.test", "jane@acme.test\n", false],
    ["[a-z]+@acme\\.test", "jane@acme.test\nroot@evil.test", false],
    ["(?i)JANE@acme\\.test", "jane@acme.test", true],
  ])("%s against %j: %s", (pattern, text, expected) => {
    if (expected === undefined) expect(compileMatcher({ pattern }).ok).toBe(false);
    else expect(matches(pattern, text)).toBe(expected);
  });

  it.each([[""], [".*"], ["a*"], ["(?:x|)"], ["("], ["(?=a)b"], ["a".repeat(600)], ["(?:a{1000}){1000}"]])(
    "%.40s is refused",
    (pattern) => {
      const compiled = compileMatcher({ pattern });
      expect(compiled).toMatchObject({ ok: false, error: { code: "pattern" } });
    },
  );

  it("refuse to explode: what would take a backtracking engine years is answered", () => {
    expect(matches("(?:(?:a+)+)+b", "a".repeat(2000))).toBe(false);
    expect(matches("(?:a|aa)+$", `${"a".repeat(2000)}!`)).toBe(false);
    expect(matches("a.+", "a".repeat(1_000_000))).toBe(false);
  });

  it("name the place of the one that is refused", () => {
    const signers = [{ kind: "identity", issuer: { exact: githubIssuer }, subject: { pattern: ".*" } }] as const;
    expect(compilePolicy({ name: "p", signers })).toMatchObject({ ok: false, error: { path: "signers[0].subject" } });
  });
});

describe("identities in certificates", () => {
  const anything: TextMatcher = { pattern: ".+" };

  it.each<[string, NonNullable<SignOptions["certificate"]>]>([
    ["only a name in DNS", { names: [{ type: "dns", value: "github.com" }] }],
    ["no name at all", { names: [] }],
    [
      "two names to choose from",
      {
        names: [
          { type: "url", value: workflow },
          { type: "url", value: "https://evil.test" },
        ],
      },
    ],
    ["no issuer", { issuer: null }],
  ])("with %s are never verified", async (_, certificate) => {
    const result = await verdictOn(certificate, anything, anything);
    expect(result.state).toBe("signed-untrusted");
    expect(result.reason).toContain("that can be read");
  });

  it("in another name of theirs are never verified", async () => {
    const name = withLength(
      0xa0,
      Buffer.concat([Buffer.from("060a2b0601040183bf300107", "hex"), withLength(0xa0, utf8String("jane"))]),
    );
    const names = certificateExtension("2.5.29.17", withLength(0x30, name));
    const result = await verdictOn({ names: [], extensions: [names] }, anything);
    expect(result).toMatchObject({ state: "signed-untrusted" });
    expect(result.signer).not.toHaveProperty("subject");
  });

  it("by an address are matched", async () => {
    const result = await verdictOn({ names: [{ type: "email", value: "jane@acme.test" }] }, { exact: "jane@acme.test" });
    expect(result).toMatchObject({ state: "verified", signer: { subject: "jane@acme.test" } });
  });

  it.each([
    ["a letter of another script", Buffer.from(workflow.replace("acme", "аcme"))],
    ["bytes that lose their highest bit when they are read as ASCII", highBits(workflow)],
    ["an invisible character", Buffer.from(workflow.replace("acme", "ac\u200bme"))],
  ])("with %s are somebody else, and shown as such", async (_, bytes) => {
    const names = certificateExtension("2.5.29.17", withLength(0x30, withLength(0x86, bytes)));
    const result = await verdictOn({ names: [], extensions: [names] }, { exact: workflow });
    expect(result.state).toBe("signed-untrusted");
    expect(result.reason).not.toContain(`by ${workflow}`);
    expect(result.reason).toMatch(/\\u\{|that can be read/);
  });

  it.each([
    ["the end of a text of C", `${workflow}\0.evil.test`],
    ["a text that runs the other way", `${workflow}\u202e`],
    ["a line more", `${workflow}\nhttps://evil.test`],
    ["wide letters", workflow.replace("acme", "ａｃｍｅ")],
    ["letters of another case", workflow.toUpperCase()],
    ["a slash more", `${workflow}/`],
    ["the name of the host in another script", workflow.replace("github", "gіthub")],
    ["the same in Punycode", workflow.replace("github.com", "xn--gthub-n4a.com")],
    ["a name of many pages", `${workflow}${"a".repeat(20_000)}`],
    ["an empty name", ""],
  ])("with %s are nobody whom an exact name or a pattern names", async (_, name) => {
    const names = certificateExtension("2.5.29.17", withLength(0x30, withLength(0x86, Buffer.from(name))));
    const pattern = workflow.replaceAll(/[.@/]/g, "\\$&");
    for (const matcher of [{ exact: workflow }, { pattern }]) {
      const result = await verdictOn({ names: [], extensions: [names] }, matcher);
      expect(result.state).toBe("signed-untrusted");
      expect(result.reason).not.toMatch(/[\0\n\u202e]/);
    }
  });

  it.each([
    ["a slash more", `${githubIssuer}/`],
    ["letters of another case", githubIssuer.toUpperCase()],
    ["the end of a text of C", `${githubIssuer}\0`],
    ["nothing in it", ""],
  ])("of an issuer with %s are somebody else's", async (_, name) => {
    const issuer = certificateExtension("1.3.6.1.4.1.57264.1.8", withLength(0x0c, Buffer.from(name)));
    const result = await verdictOn({ issuer: null, extensions: [issuer] }, { exact: workflow });
    expect(result.state).toBe("signed-untrusted");
  });

  it("of an issuer whose bytes lose their highest bit are somebody else's", async () => {
    const issuer = certificateExtension("1.3.6.1.4.1.57264.1.8", withLength(0x0c, highBits(githubIssuer)));
    const result = await verdictOn({ issuer: null, extensions: [issuer] }, { exact: workflow });
    expect(result.state).toBe("signed-untrusted");
  });

  test("claims of the run are read whatever their length", async () => {
    const long = `https://github.com/acme/${"shop".repeat(60)}`;
    const result = await verdictOn(
      { claims: { 9: long, 11: "self-hosted", 12: "https://github.com/acme/shop" } },
      { exact: workflow },
    );
    expect(result.signer).toMatchObject({
      claims: { buildSignerUri: long, runnerEnvironment: "self-hosted", sourceRepositoryUri: "https://github.com/acme/shop" },
    });
  });
});

/** Each letter with its highest bit set. */
function highBits(text: string): Buffer {
  return Buffer.from([...Buffer.from(text)].map((byte) => byte | 0x80));
}
