/** What one core verifies in a second: statements with certificate, receipt, log entry and promise, and those of a key. */
import { generateKeyPairSync } from "node:crypto";
import { compilePolicy } from "#core/supply-chain/identity/policy.ts";
import { fingerprintOf, keyProfile } from "#core/supply-chain/trust/keys.ts";
import { sigstoreProfile } from "#core/supply-chain/trust/root.ts";
import { judge } from "#core/supply-chain/verification/judge.ts";
import { type Cryptography, createVerifier } from "#core/supply-chain/verification/verify.ts";
import { githubIssuer, workflow } from "#test/sigstore/certificates.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import type { Figure } from "./figure.ts";

const artefacts = 50;
const milliseconds = 3_000;
const running = 15_000;
const digest = `sha256:${"ab".repeat(32)}` as const;
const statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ digest: { sha256: "ab".repeat(32) } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {},
};

/** @returns the rates, and what a changed policy costs over 5,000 images with three artefacts each. */
export async function benchVerify(say: (line: string) => void): Promise<Figure[]> {
  say("signing what is verified");
  const sigstore = await createSigstore();
  const profile = sigstoreProfile({ name: "private", json: sigstore.root });
  if (!profile.ok) throw new Error(profile.error.message);
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const fingerprint = fingerprintOf(publicKey);
  const key = { privateKey, hint: Buffer.from(fingerprint, "hex").toString("base64") };
  const byCertificate = await many(() => sigstore.signStatement(statement));
  const byKey = await many(() => sigstore.signStatement(statement, { key, log: "none" }));
  const certificates = createVerifier([profile.value]);
  const keys = createVerifier([keyProfile({ name: "keys", keys: [{ name: "key", fingerprint, key: publicKey }] })]);
  say("verifying");
  const verifyBy = (verifier: typeof keys) => (bundle: unknown) =>
    verifier.verify({ kind: "bundle", bundle }, { digests: [digest] });
  return [
    {
      name: "Verifications a second and core, with certificates",
      value: rate(byCertificate, verifyBy(certificates)),
      unit: "",
      least: 45,
    },
    { name: "Verifications a second and core, with keys", value: rate(byKey, verifyBy(keys)), unit: "" },
    {
      name: "Another policy over 15,000 verified artefacts",
      value: repolicy(byCertificate.map(verifyBy(certificates))),
      unit: "s",
      budget: 2,
    },
  ];
}

async function many<T>(make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < artefacts; index++) made.push(await make());
  return made;
}

function rate(bundles: readonly unknown[], verify: (bundle: unknown) => Cryptography): number {
  let verified = 0;
  const start = performance.now();
  while (performance.now() - start < milliseconds) {
    for (const bundle of bundles) if (verify(bundle).state !== "sound") throw new Error("A sound artefact was not found sound.");
    verified += bundles.length;
  }
  return verified / ((performance.now() - start) / 1_000);
}

/** Patterns, and the last of ten that matches, so that no policy is cheaper than a real one. */
function repolicy(cryptography: readonly Cryptography[]): number {
  const start = performance.now();
  const repositories = [...Array(9).keys()].map((index) => `https://github\\.com/acme/team-${index}/.+`);
  const signers = [...repositories, "https://github\\.com/acme/.+@refs/heads/main"].map((pattern) => ({
    kind: "identity" as const,
    issuer: { exact: githubIssuer },
    subject: { pattern },
  }));
  const policy = compilePolicy({ name: "release", signers });
  if (!policy.ok) throw new Error(policy.error.message);
  for (let index = 0; index < running; index++) {
    const one = cryptography[index % cryptography.length];
    if (one === undefined || judge(one, policy.value).state !== "verified") throw new Error(`${workflow} was not matched.`);
  }
  return (performance.now() - start) / 1_000;
}
