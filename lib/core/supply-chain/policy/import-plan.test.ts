import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { planImport, type TakenRule } from "./import-plan.ts";

const pem = () =>
  generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey.export({ format: "pem", type: "spki" }) as string;
const key = { name: "signed key 1", pem: pem() };
const nothing = { policies: new Set<string>(), profiles: new Set<string>(), fingerprints: new Set<string>() };

function rule(name: string, more: Partial<TakenRule> & { readonly cluster?: string } = {}): TakenRule {
  const { cluster, ...rest } = more;
  const policy = { name, images: ["**"], signers: [], attestations: [], sources: [] };
  return {
    origin: { kind: "ClusterImagePolicy", name, untranslated: [], ...(cluster && { cluster }) },
    ...{ policies: [policy], keys: [key], ...rest },
  };
}
const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test("two clusters' policies of one name get two names, and a key that both hold is trusted once", () => {
  const rules = ["one", "two", "two"].map((cluster) => rule("signed", { cluster }));
  const plan = planImport(rules, nothing);
  expect(namesOf(plan.policies)).toEqual(["signed", "signed (two)", "signed 2"]);
  expect(plan.profiles).toEqual([{ name: "Keys of signed", keys: [key] }]);
});

test("what is here already stays, and brings no key with it", () => {
  const plan = planImport([rule("signed"), rule("other", { keys: [] })], { ...nothing, policies: new Set(["signed"]) });
  expect([namesOf(plan.policies), plan.profiles, plan.passedOver]).toEqual([["other"], [], ["signed"]]);
});

test("names are as long as they may be, and tell apart what was told apart", () => {
  const long = "n".repeat(300);
  const plan = planImport([rule(long), rule(`${long}x`)], { ...nothing, profiles: new Set(["Keys of signed"]) });
  expect(namesOf(plan.policies).map(({ length }) => length)).toEqual([100, 100]);
  expect(new Set(namesOf(plan.policies)).size).toBe(2);
  expect(planImport([rule("signed")], { ...nothing, profiles: new Set(["Keys of signed"]) }).profiles[0]?.name).toBe(
    "Keys of signed 2",
  );
});

test("a key that cannot be read is kept for the refusal", () => {
  const broken = { name: "k", pem: "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----" };
  expect(planImport([rule("signed", { keys: [broken] })], nothing).profiles).toEqual([
    { name: "Keys of signed", keys: [broken] },
  ]);
});
