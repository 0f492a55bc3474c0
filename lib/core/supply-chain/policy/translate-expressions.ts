/** The expressions of an ImageValidatingPolicy that say which of its attestors are asked, in the forms in which people write them. */
import type { ImagePolicyRule } from "../../inventory/image-policy-items.ts";
import type { AllowedSigner } from "../identity/policy.ts";
import { type SignerContext, translateAny } from "./translate-signers.ts";

/** One of the signers has to sign the image, or to state something of each type. */
export interface Demand {
  readonly signers: readonly AllowedSigner[];
  readonly attestations: readonly string[];
}

const names = String.raw`\[((?:attestors\.\w+(?:,)?)+)\]`;
const asked = String.raw`(?:verifyImageSignatures\(\w+,${names}\)|verifyAttestationSignatures\(\w+,attestations\.(\w+),${names}\))`;
const parts = "(containers|initContainers|ephemeralContainers)";
const form = new RegExp(
  String.raw`^(?:!has\(images\.\w+\)\|\|)?images\.${parts}\.map\(\w+,${asked}(?:>0)?\)\.all\((\w+),\5(?:>0)?\)$`,
);

/** @returns what the policy asks for; what it asks in another form is named. */
export function readExpressions(rule: ImagePolicyRule, context: SignerContext): readonly Demand[] {
  const found = new Map<string, Demand>();
  const covered = new Set<string>();
  for (const expression of rule.expressions ?? []) {
    if (expression.trim() === "false") found.set("false", { signers: [], attestations: [] });
    else readOne(expression, { rule, context, found, covered });
  }
  if (covered.size > 0 && !covered.has("initContainers"))
    context.untranslated.push("It is about containers without init containers: here it would be about both.");
  return [...found.values()];
}

interface Reading {
  readonly rule: ImagePolicyRule;
  readonly context: SignerContext;
  /** By what is asked, since it is often asked of each kind of container. */
  readonly found: Map<string, Demand>;
  readonly covered: Set<string>;
}

function readOne(expression: string, { rule, context, found, covered }: Reading): void {
  const match = form.exec(expression.replace(/\s+/g, ""));
  if (match === null) return void context.untranslated.push(`The expression ${expression.trim().slice(0, 200)}`);
  const [, part = "", ofImage, attestation, ofStatement] = match;
  covered.add(part);
  const wanted = (ofImage ?? ofStatement ?? "").split(",").map((name) => name.replace("attestors.", ""));
  const key = JSON.stringify([wanted, attestation]);
  if (found.has(key)) return;
  const attestors = rule.attestors.flatMap((group) => group.attestors).filter(({ name }) => wanted.includes(name ?? ""));
  const signers = translateAny(attestors, context);
  const type = rule.attestations?.find(({ name }) => name === attestation)?.predicateType;
  if (signers?.kind !== "signers" || (attestation !== undefined && type === undefined)) return;
  found.set(key, { signers: signers.signers, attestations: type === undefined ? [] : [type] });
}
