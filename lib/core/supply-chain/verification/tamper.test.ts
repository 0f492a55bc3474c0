/**
 * No change to an authenticated byte ever ends in verified, and each field ends in the states of this table. SEED and CASES
 * choose the changes.
 */
import { generateKeyPairSync } from "node:crypto";
import { RFC3161Timestamp } from "@sigstore/core";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { githubIssuer, workflow } from "#test/sigstore/certificates.ts";
import {
  cosignPublicKey,
  legacyDigest,
  legacySignature,
  shopDigest,
  shopProvenance,
  shopSignature,
} from "#test/sigstore/cosign/artefacts.ts";
import { createSigstore, type TestBundle } from "#test/sigstore/sigstore.ts";
import { compilePolicy } from "../identity/policy.ts";
import { fingerprintOf, keyProfile, readPublicKey } from "../trust/keys.ts";
import { sigstoreProfile } from "../trust/root.ts";
import type { Evidence, VerificationTarget } from "./evidence.ts";
import { judge } from "./judge.ts";
import type { VerificationState } from "./result.ts";
import type { ImageDigest } from "./statement.ts";
import { createVerifier } from "./verify.ts";

const seed = Number(process.env.SEED ?? 20_261_128);
const numRuns = Number(process.env.CASES ?? 8);
console.info(`Changes of artefacts: SEED=${seed} CASES=${numRuns}`);

const sigstore = await createSigstore();
const image: ImageDigest = `sha256:${"ab".repeat(32)}`;
const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "shop", digest: { sha256: "ab".repeat(32) } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: { runDetails: { builder: { id: "https://acme.test/builder" } } },
};

const verifier = createVerifier([privateProfile(), keyProfile({ name: "keys", keys: registered() })]);
const policy = compiledPolicy();

function privateProfile() {
  const profile = sigstoreProfile({ name: "private", json: sigstore.root });
  if (!profile.ok) throw new Error(profile.error.message);
  return profile.value;
}

function registered() {
  const cosign = readPublicKey("cosign.pub", cosignPublicKey);
  if (!cosign.ok) throw new Error(cosign.error.message);
  return [cosign.value, { name: "release", fingerprint: fingerprintOf(keys.publicKey), key: keys.publicKey }];
}

function compiledPolicy() {
  const compiled = compilePolicy({
    name: "release",
    signers: [
      { kind: "identity", issuer: { exact: githubIssuer }, subject: { exact: workflow } },
      ...registered().map(({ fingerprint }) => ({ kind: "key", fingerprint }) as const),
    ],
  });
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value;
}

function stateOf(evidence: Evidence, target: VerificationTarget): VerificationState {
  return judge(verifier.verify(evidence, target), policy).state;
}

/** Bytes inside an artefact, and the states that a change to them may end in. */
interface Field {
  readonly name: string;
  readonly states: readonly VerificationState[];
  read(bundle: TestBundle): Buffer;
  write(bundle: TestBundle, bytes: Buffer): void;
}

type Path = readonly (string | number)[];

/** biome-ignore lint/suspicious/noExplicitAny: a path leads anywhere. */
function at(value: any, path: Path): any {
  return path.reduce((inner, step) => inner[step], value);
}

function field(name: string, path: Path, states: readonly VerificationState[], encoding: BufferEncoding = "base64"): Field {
  const last = path.at(-1) ?? "";
  return {
    name,
    states,
    read: (bundle) => Buffer.from(String(at(bundle, path)), encoding),
    write: (bundle, bytes) => {
      at(bundle, path.slice(0, -1))[last] = bytes.toString(encoding);
    },
  };
}

const entry = ["verificationMaterial", "tlogEntries", 0] as const;
const invalid = ["invalid"] as const;
const either = ["invalid", "signed-unverifiable"] as const;
const unverifiable = ["signed-unverifiable"] as const;

const envelope: readonly Field[] = [
  field("the statement", ["dsseEnvelope", "payload"], either),
  field("the payload's type", ["dsseEnvelope", "payloadType"], unverifiable, "utf8"),
  field("the signature", ["dsseEnvelope", "signatures", 0, "sig"], invalid),
];
const message: readonly Field[] = [
  field("the digest", ["messageSignature", "messageDigest", "digest"], invalid),
  field("the signature", ["messageSignature", "signature"], invalid),
];
const certificate = field("the certificate", ["verificationMaterial", "certificate", "rawBytes"], either);
const logged: readonly Field[] = [
  field("the entry's body", [...entry, "canonicalizedBody"], invalid),
  field("the log's id", [...entry, "logId", "keyId"], unverifiable),
  field("the entry's kind", [...entry, "kindVersion", "kind"], invalid, "utf8"),
  checkpoint("the checkpoint's text", (note) => note.slice(0, note.indexOf("\n\n") + 1)),
  checkpointSignature(),
];
const promised: readonly Field[] = [
  field("the promise", [...entry, "inclusionPromise", "signedEntryTimestamp"], invalid),
  field("the proof's root", [...entry, "inclusionProof", "rootHash"], invalid),
  // Before there was any authority nobody could have issued the certificate.
  digits("the time", [...entry, "integratedTime"], either),
  digits("the index", [...entry, "logIndex"]),
  digits("the proof's index", [...entry, "inclusionProof", "logIndex"]),
  digits("the proof's size", [...entry, "inclusionProof", "treeSize"]),
];
const stamped: readonly Field[] = [
  timestampPart("the timestamp's signature", (stamp) => stamp.signatureValue),
  timestampPart("the timestamp's imprint", (stamp) => stamp.tstInfo.messageImprintHashedMessage),
];

/** A number in text: another digit, so that it stays a number. */
function digits(name: string, path: Path, states: Field["states"] = invalid): Field {
  return {
    ...field(name, path, states, "utf8"),
    write: (bundle, bytes) => {
      at(bundle, path.slice(0, -1))[path.at(-1) ?? ""] = [...bytes].map((byte) => String(byte % 10)).join("");
    },
  };
}

function checkpoint(name: string, part: (note: string) => string): Field {
  const path = [...entry, "inclusionProof", "checkpoint", "envelope"];
  return {
    name,
    states: invalid,
    read: (bundle) => Buffer.from(part(at(bundle, path)), "latin1"),
    write: (bundle, bytes) => {
      const note: string = at(bundle, path);
      at(bundle, path.slice(0, -1)).envelope = note.replace(part(note), () => bytes.toString("latin1"));
    },
  };
}

function checkpointSignature(): Field {
  const path = [...entry, "inclusionProof", "checkpoint", "envelope"];
  const signature = (note: string) => note.trimEnd().split(" ").at(-1) ?? "";
  return {
    name: "the checkpoint's signature",
    states: invalid,
    read: (bundle) => Buffer.from(signature(at(bundle, path)), "base64"),
    write: (bundle, bytes) => {
      const note: string = at(bundle, path);
      at(bundle, path.slice(0, -1)).envelope = note.replace(signature(note), () => bytes.toString("base64"));
    },
  };
}

/** Not all of a timestamp is authenticated: its status, and certificates that come with it, are not. */
function timestampPart(name: string, part: (stamp: RFC3161Timestamp) => Buffer): Field {
  const path = ["verificationMaterial", "timestampVerificationData", "rfc3161Timestamps", 0, "signedTimestamp"];
  const whole = field(name, path, either);
  return {
    ...whole,
    read: (bundle) => part(RFC3161Timestamp.parse(Buffer.from(at(bundle, path), "base64"))),
    write: (bundle, bytes) => {
      const stamp = whole.read(bundle);
      const position = stamp.indexOf(part(RFC3161Timestamp.parse(Buffer.from(stamp))));
      bytes.copy(stamp, position);
      whole.write(bundle, stamp);
    },
  };
}

const file = Buffer.from("a file");
const toImage: VerificationTarget = { digests: [image] };
const toFile: VerificationTarget = { digests: [], artifact: file };
const hint = Buffer.from(fingerprintOf(keys.publicKey), "hex").toString("base64");
const key = { privateKey: keys.privateKey, hint };
const keyHint = field("the key's hint", ["verificationMaterial", "publicKey", "hint"], unverifiable);

const forms: readonly [string, TestBundle, VerificationTarget, readonly Field[]][] = [
  [
    "a statement in the older log",
    await sigstore.signStatement(statement),
    toImage,
    [...envelope, certificate, ...logged, ...promised],
  ],
  [
    "a statement in the newer log",
    await sigstore.signStatement(statement, { log: "v2", timestamp: true }),
    toImage,
    [...envelope, certificate, ...logged, ...stamped],
  ],
  ["a file in the older log", await sigstore.signMessage(file), toFile, [...message, certificate, ...logged, ...promised]],
  ["a statement of a key", await sigstore.signStatement(statement, { key, log: "none" }), toImage, [...envelope, keyHint]],
  ["cosign's signature", cosign(shopSignature), { digests: [shopDigest] }, [...envelope, keyHint]],
  ["cosign's provenance", cosign(shopProvenance), { digests: [shopDigest] }, [...envelope, keyHint]],
];

function cosign(evidence: Evidence): TestBundle {
  if (evidence.kind !== "bundle") throw new Error("not a bundle");
  return evidence.bundle as TestBundle;
}

/** Any other value of one byte. */
function changed(bytes: Buffer, position: number, change: number): Buffer {
  const other = Buffer.from(bytes);
  const place = position % bytes.length;
  other[place] = (bytes[place] ?? 0) ^ change;
  return other;
}

const changes = fc.record({ position: fc.nat(), change: fc.integer({ min: 1, max: 255 }) });

describe.each(forms)("%s", (_, bundle, target, fields) => {
  it("is verified as it is", () => {
    expect(stateOf({ kind: "bundle", bundle }, target)).toBe("verified");
  });

  it.each(fields.map((each) => [each.name, each] as const))("is not with another byte in %s", (__, { read, write, states }) => {
    fc.assert(
      fc.property(changes, ({ position, change }) => {
        const broken = structuredClone(bundle);
        const before = JSON.stringify(broken);
        write(broken, changed(read(bundle), position, change));
        fc.pre(JSON.stringify(broken) !== before);
        expect(states).toContain(stateOf({ kind: "bundle", bundle: broken }, target));
      }),
      { seed, numRuns },
    );
  });

  it("is invalid for another image or file", () => {
    fc.assert(
      fc.property(changes, ({ position, change }) => {
        const elsewhere =
          target.artifact === undefined
            ? { digests: target.digests.map((digest) => otherDigest(digest, position, change)) }
            : { digests: [], artifact: changed(file, position, change) };
        expect(stateOf({ kind: "bundle", bundle }, elsewhere)).toBe("invalid");
      }),
      { seed, numRuns },
    );
  });
});

function otherDigest(digest: ImageDigest, position: number, change: number): ImageDigest {
  return `sha256:${changed(Buffer.from(digest.slice("sha256:".length), "hex"), position, change).toString("hex")}`;
}

describe("cosign's older signature", () => {
  if (legacySignature.kind !== "simple-signing") throw new Error("not an older signature");
  const { kind, payload, annotations } = legacySignature;
  const name = "dev.cosignproject.cosign/signature";
  const target = { digests: [legacyDigest] as const };

  test("is verified as it is", () => {
    expect(stateOf(legacySignature, target)).toBe("verified");
  });

  test("is not with another byte in payload or signature, though without a hint nobody knows whose it was meant to be", () => {
    fc.assert(
      fc.property(changes, ({ position, change }) => {
        const otherPayload = changed(Buffer.from(payload), position, change);
        const signature = changed(Buffer.from(annotations[name] ?? "", "base64"), position, change).toString("base64");
        expect(either).toContain(stateOf({ kind, annotations, payload: otherPayload }, target));
        expect(unverifiable).toContain(stateOf({ kind, payload, annotations: { [name]: signature } }, target));
      }),
      { seed, numRuns: numRuns * 4 },
    );
  });
});
