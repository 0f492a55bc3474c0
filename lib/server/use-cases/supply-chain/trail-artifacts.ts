/** Artefacts of a trail as they are shown: what each is, what was checked of it, and where two proofs of it differ. */
import type { SignerView, TrailArtifactView, TrailLinkView } from "../../../contracts/supply-chain.ts";
import type { Signer } from "../../../core/supply-chain/identity/signer.ts";
import { signerKey, signerName } from "../../../core/supply-chain/identity/signer-key.ts";
import { type Contradiction, crossCheck } from "../../../core/supply-chain/provenance/cross-check.ts";
import type { Provenance } from "../../../core/supply-chain/provenance/provenance.ts";
import type { JudgedArtifact } from "../../../core/supply-chain/trail/judged-artifact.ts";
import type { CheckId, VerificationCheck } from "../../../core/supply-chain/verification/result.ts";
import type { ArtifactRow } from "../../database/supply-chain/image-rows.ts";

type CheckView = TrailArtifactView["checks"][number];

/** @param row what is kept of the artefact. */
export function artifactView(artifact: JudgedArtifact, row: ArtifactRow | undefined, seq: number): TrailArtifactView {
  const { role, layout, place, attachedTo, covers, mediaType, digest, result, built } = artifact;
  // A provenance that is not bound to its builder is a sound signature all the same: its link says what it is worth.
  const { state, reason } = artifact;
  return {
    ...{ seq, role, state, reason, layout, place, attachedTo, covers: [...covers], mediaType },
    ...(result?.statement && { predicateType: result.statement.predicateType }),
    ...(digest && { blob: digest }),
    ...(row?.evidence && { digest: row.evidence }),
    ...(row?.size !== undefined && { size: row.size }),
    ...(result?.signer && { signer: signerView(result.signer) }),
    ...(result?.profile && { profile: result.profile }),
    checks: (result?.checks ?? []).map(checkView),
    contradictions: built ? contradictionsOf(built.provenance, result?.signer) : [],
    facts: [...(built ? provenanceFacts(built.provenance) : []), ...signerFacts(result?.signer)],
  };
}

export function signerView(signer: Signer): SignerView {
  const shared = { id: signerKey(signer), kind: signer.kind, name: signerName(signer), signedAt: [...signer.signedAt] };
  if (signer.kind === "key") return { ...shared, fingerprint: signer.fingerprint };
  const { issuer, subject, lookalike } = signer;
  return {
    ...shared,
    ...(issuer !== undefined && { issuer }),
    ...(subject !== undefined && { subject }),
    ...(lookalike !== undefined && { lookalike }),
  };
}

const checkTitles: Readonly<Record<CheckId, string>> = {
  format: "It can be read",
  subject: "It names this image",
  "trusted-time": "The time of the signature is vouched for",
  "certificate-chain": "The certificate chains to a trusted authority",
  "certificate-log": "The certificate is in a log of certificates",
  "transparency-log": "The signature is in a transparency log",
  signature: "The signature verifies",
  identity: "A policy names the signer",
};

export function checkView({ id, outcome, detail }: VerificationCheck): CheckView {
  return { id, title: checkTitles[id], outcome, detail };
}

type Field = Contradiction["field"];

/** Where the certificate says it, and where the predicate does. */
const certificatePlaces: Readonly<Record<Field, string>> = {
  repository: "1.3.6.1.4.1.57264.1.12, source repository",
  commit: "1.3.6.1.4.1.57264.1.13, source repository digest",
  ref: "1.3.6.1.4.1.57264.1.14, source repository ref",
  builder: "1.3.6.1.4.1.57264.1.9, build signer",
  "build configuration": "1.3.6.1.4.1.57264.1.18, build configuration",
  trigger: "1.3.6.1.4.1.57264.1.20, build trigger",
  run: "1.3.6.1.4.1.57264.1.21, run invocation",
  runner: "1.3.6.1.4.1.57264.1.11, runner environment",
  "repository id": "1.3.6.1.4.1.57264.1.15, source repository identifier",
  "owner id": "1.3.6.1.4.1.57264.1.17, source repository owner identifier",
};
const predicatePlaces: Readonly<Record<Provenance["format"], Partial<Record<Field, string>>>> = {
  "slsa-1": {
    repository: "externalParameters.workflow.repository",
    commit: "resolvedDependencies[].digest.gitCommit",
    ref: "externalParameters.workflow.ref",
    builder: "runDetails.builder.id",
    run: "runDetails.metadata.invocationId",
  },
  "slsa-0.2": {
    repository: "invocation.configSource.uri",
    commit: "invocation.configSource.digest.sha1",
    builder: "builder.id",
    run: "metadata.buildInvocationId",
  },
  "slsa-0.1": { repository: "recipe.definedInMaterial", commit: "materials[].digest.sha1", builder: "builder.id" },
};

/** @returns each fact that certificate and predicate tell differently; the certificate's word counts. */
export function contradictionsOf(provenance: Provenance, signer: Signer | undefined): TrailArtifactView["contradictions"] {
  const claims = signer?.kind === "certificate" ? signer.claims : {};
  return crossCheck(provenance, claims).contradictions.map(({ field, certificate, predicate }) => ({
    fact: field,
    certificate,
    certificateFrom: certificatePlaces[field],
    predicate,
    predicateFrom: predicatePlaces[provenance.format][field] ?? "the predicate",
  }));
}

/** @returns a check for each fact that certificate and predicate both tell. */
export function crossChecks(provenance: Provenance, signer: Signer | undefined): CheckView[] {
  const claims = signer?.kind === "certificate" ? signer.claims : {};
  const { agreed, contradictions } = crossCheck(provenance, claims);
  return [
    ...agreed.map((field) => ({
      id: `same-${field.replaceAll(" ", "-")}`,
      title: `The ${field} is the same in both`,
      outcome: "passed" as const,
      detail: certificatePlaces[field],
    })),
    ...contradictions.map(({ field, certificate, predicate }) => ({
      id: `same-${field.replaceAll(" ", "-")}`,
      title: `The ${field} is the same in both`,
      outcome: "failed" as const,
      detail: `${certificate} ≠ ${predicate}`,
    })),
  ];
}

function provenanceFacts(provenance: Provenance): TrailArtifactView["facts"] {
  const { format, buildType, builder, source, invocation, trigger, runner, startedOn, finishedOn, dependencies } = provenance;
  return facts([
    ["Format", format],
    ["Build type", buildType],
    ["Builder", builder],
    ["Repository", source.repository],
    ["Commit", source.commit],
    ["Ref", source.ref],
    ["Entry point", source.entryPoint],
    ["Run", invocation],
    ["Trigger", trigger],
    ["Runner", runner],
    ["Started", startedOn],
    ["Finished", finishedOn],
    ["Dependencies", dependencies.length === 0 ? undefined : String(dependencies.length)],
  ]);
}

function signerFacts(signer: Signer | undefined): TrailArtifactView["facts"] {
  if (signer?.kind !== "certificate") return [];
  const { claims, notBefore, notAfter } = signer;
  return facts([
    ["Certificate valid from", notBefore],
    ["Certificate valid to", notAfter],
    ["Certificate: repository", claims.sourceRepositoryUri],
    ["Certificate: commit", claims.sourceRepositoryDigest],
    ["Certificate: ref", claims.sourceRepositoryRef],
    ["Certificate: workflow", claims.buildConfigUri],
    ["Certificate: run", claims.runInvocationUri],
    ["Certificate: trigger", claims.buildTrigger],
    ["Certificate: runner", claims.runnerEnvironment],
  ]);
}

function facts(pairs: readonly (readonly [string, string | undefined])[]): TrailArtifactView["facts"] {
  return pairs.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [{ name, value }]));
}

/** @returns what a link shows of the artefacts that it rests on. */
export function checksOfArtifacts(artifacts: readonly JudgedArtifact[], places: readonly number[]): TrailLinkView["checks"] {
  const [first] = places;
  return (first === undefined ? [] : (artifacts[first]?.result?.checks ?? [])).map(checkView);
}
