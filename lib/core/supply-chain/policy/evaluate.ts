/** What one policy says of an image, from all that is soundly signed about it. */
import { compareText } from "../../inventory/gap.ts";
import { inEscapes } from "../identity/certificate.ts";
import type { Signer } from "../identity/signer.ts";
import type { ArtifactRole } from "../trail/judged-artifact.ts";
import { nameOf } from "../verification/judge.ts";
import type { CompiledImagePolicy } from "./compile.ts";

/** An artefact of an image whose cryptography holds, whoever signed it. */
export interface SoundArtifact {
  readonly signer: Signer;
  readonly role: ArtifactRole;
  readonly predicateType?: string | undefined;
  /** Where the certificate, or else the provenance, says that the image comes from. */
  readonly source?: string | undefined;
}

export type PolicyReason =
  | "allowed"
  /** The policy allows nobody. */
  | "refused"
  | "notSigned"
  /** Statements about the image are signed; the image itself is not. */
  | "statementsAlone"
  | "signerNotNamed"
  | "attestationMissing"
  | "sourceUnknown"
  | "sourceNotNamed";

export interface PolicyVerdict {
  readonly policy: { readonly id: string; readonly name: string };
  readonly allows: boolean;
  readonly reason: PolicyReason;
  /** One sentence, with characters that look like others as escapes. */
  readonly sentence: string;
}

/**
 * @param platforms what covers each platform of the image, every artefact whose cryptography holds; that there are no others has
 * to be known. Where nothing says which platforms there are, one list.
 * @returns the verdict of the platform that fares worst: any of them may run.
 */
export function verdictOfImage(compiled: CompiledImagePolicy, platforms: readonly (readonly SoundArtifact[])[]): PolicyVerdict {
  const verdicts = platforms.map((artifacts) => verdictOf(compiled, artifacts));
  const worst = verdicts.find(({ allows }) => !allows) ?? verdicts[0] ?? verdictOf(compiled, []);
  if (worst.reason !== "notSigned" || platforms.every((artifacts) => artifacts.length === 0)) return worst;
  return { ...worst, sentence: "Not all of the image's platforms are signed: what is signed is about some of them alone." };
}

function verdictOf(compiled: CompiledImagePolicy, artifacts: readonly SoundArtifact[]): PolicyVerdict {
  const { id, name } = compiled.policy;
  const { reason, sentence } =
    judgeSigners(compiled, artifacts) ?? judgeSource(compiled, artifacts) ?? allowed(compiled, artifacts);
  return { policy: { id, name }, allows: reason === "allowed", reason, sentence };
}

interface Judged {
  readonly reason: PolicyReason;
  readonly sentence: string;
}

function judgeSigners({ policy, signers }: CompiledImagePolicy, artifacts: readonly SoundArtifact[]): Judged | undefined {
  const { name, attestations } = policy;
  if (policy.signers.length === 0) return { reason: "refused", sentence: `${name} lets nobody run these images.` };
  if (attestations.length === 0) {
    const signatures = artifacts.filter(({ role }) => role === "signature");
    if (signatures.some(({ signer }) => signers.allows(signer))) return undefined;
    if (signatures.length > 0) return notNamed(name, signatures);
    if (artifacts.length === 0) return { reason: "notSigned", sentence: "Nobody signed the image." };
    const sentence = `Only statements about the image are signed, and ${name} wants the image itself signed.`;
    return { reason: "statementsAlone", sentence };
  }
  for (const wanted of attestations) {
    const stated = artifacts.filter(({ predicateType }) => predicateType !== undefined && isOfType(predicateType, wanted));
    if (stated.some(({ signer }) => signers.allows(signer))) continue;
    if (stated.length > 0) return notNamed(name, stated);
    return { reason: "attestationMissing", sentence: `Nobody signed a statement of the type ${wanted}, which ${name} wants.` };
  }
  return undefined;
}

function notNamed(policy: string, artifacts: readonly SoundArtifact[]): Judged {
  return { reason: "signerNotNamed", sentence: `Signed by ${namesOf(artifacts)}, whom ${policy} does not name.` };
}

const mostNames = 3;

function namesOf(artifacts: readonly SoundArtifact[]): string {
  const names = [...new Set(artifacts.map(({ signer }) => nameOf(signer)))].sort(compareText);
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(" and ") + (more > 0 ? ` and ${more} more` : "");
}

/** Only who may sign the image may say where it comes from. */
function judgeSource(compiled: CompiledImagePolicy, artifacts: readonly SoundArtifact[]): Judged | undefined {
  const { name, sources } = compiled.policy;
  if (sources.length === 0) return undefined;
  const told = artifacts.flatMap(({ signer, source }) =>
    source !== undefined && compiled.signers.allows(signer) ? [source] : [],
  );
  const [first] = told;
  if (first === undefined)
    return { reason: "sourceUnknown", sentence: `No signer that ${name} names says which repository the image comes from.` };
  const other = told.find((source) => !compiled.allowsSource(source));
  if (other === undefined) return undefined;
  return { reason: "sourceNotNamed", sentence: `It comes from ${inEscapes(other)}, which ${name} does not name.` };
}

function allowed({ policy, signers }: CompiledImagePolicy, artifacts: readonly SoundArtifact[]): Judged {
  const named = artifacts.filter(({ signer }) => signers.allows(signer));
  return { reason: "allowed", sentence: `Signed by ${namesOf(named)}, by the rules of ${policy.name}.` };
}

/** The short names that cosign and the admission controllers have for types of predicates. */
const shortNames: Readonly<Record<string, RegExp>> = {
  slsaprovenance: /^https:\/\/slsa\.dev\/provenance\/v0\.[12]$/,
  slsaprovenance02: /^https:\/\/slsa\.dev\/provenance\/v0\.2$/,
  slsaprovenance1: /^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d+)?$/,
  spdx: /^https:\/\/spdx\.dev\/Document(?:\/|$)/,
  spdxjson: /^https:\/\/spdx\.dev\/Document(?:\/|$)/,
  cyclonedx: /^https:\/\/cyclonedx\.org\/(?:bom|schema)(?:\/|$)/,
  link: /^https:\/\/in-toto\.io\/Link\/v\d+$/,
  vuln: /^(?:https:\/\/)?cosign\.sigstore\.dev\/attestation\/vuln\/v1$/,
  openvex: /^https:\/\/openvex\.dev\/ns(?:\/|$)/,
  custom: /^(?:https:\/\/)?cosign\.sigstore\.dev\/attestation\/v1$/,
};

/** @returns whether a predicate is of a type, which is written in full or by cosign's short name. */
export function isOfType(predicateType: string, wanted: string): boolean {
  return predicateType === wanted || (Object.hasOwn(shortNames, wanted) && shortNames[wanted]?.test(predicateType) === true);
}
