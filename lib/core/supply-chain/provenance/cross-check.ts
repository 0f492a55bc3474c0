/** What the certificate says of the run beside what the predicate says. Where they differ the certificate counts: an authority vouches for it. */
import type { CertificateClaims } from "../identity/claims.ts";
import { sameRepository } from "./git-uri.ts";
import type { BuildSource, Provenance } from "./provenance.ts";

export interface Contradiction {
  readonly field:
    | "repository"
    | "commit"
    | "ref"
    | "builder"
    | "build configuration"
    | "trigger"
    | "run"
    | "runner"
    | "repository id"
    | "owner id";
  readonly certificate: string;
  readonly predicate: string;
}

/** One fact with where it stands. */
export interface SourcedFact {
  readonly value: string;
  readonly from: "certificate" | "predicate";
}

export interface CrossChecked {
  readonly contradictions: readonly Contradiction[];
  /** What both say alike. */
  readonly agreed: readonly Contradiction["field"][];
  readonly source: Readonly<Partial<Record<keyof BuildSource, SourcedFact>>>;
}

/** @param claims of the certificate that signed the provenance, and verified; absent for a key's signature. */
export function crossCheck(provenance: Provenance, claims: CertificateClaims = {}): CrossChecked {
  const both = comparisons(provenance, claims).filter(
    (each): each is Comparison => each.certificate !== undefined && each.predicate !== undefined,
  );
  return {
    contradictions: both
      .filter(({ same }) => !same)
      .map(({ field, certificate, predicate }) => ({ field, certificate, predicate })),
    agreed: both.filter(({ same }) => same).map(({ field }) => field),
    source: sourceOf(provenance.source, claims),
  };
}

interface Comparison extends Contradiction {
  readonly same: boolean;
}
type Compared = Pick<Contradiction, "field"> & { certificate: string | undefined; predicate: string | undefined; same: boolean };

function comparisons({ source, ...said }: Provenance, claims: CertificateClaims): readonly Compared[] {
  const { buildConfigUri, sourceRepositoryUri, sourceRepositoryRef } = claims;
  const { entryPoint, ref } = source;
  const isWhole = source.repository !== undefined && entryPoint !== undefined && ref !== undefined;
  const configuration = isWhole ? `${source.repository}/${entryPoint}@${ref}` : undefined;
  return [
    compare("repository", sourceRepositoryUri, source.repository, sameRepository),
    compare("commit", claims.sourceRepositoryDigest, source.commit),
    compare("ref", sourceRepositoryRef, ref, sameRef),
    compare("builder", said.system === "github-actions" ? claims.buildSignerUri : undefined, workflowBuilder(said.builder)),
    compare("build configuration", said.system === "github-actions" ? buildConfigUri : undefined, configuration),
    compare("trigger", claims.buildTrigger, said.trigger),
    compare("run", claims.runInvocationUri, said.invocation?.startsWith("https://") ? said.invocation : undefined),
    compare("runner", claims.runnerEnvironment, said.runner),
    compare("repository id", claims.sourceRepositoryIdentifier, said.repositoryIdentifier),
    compare("owner id", claims.sourceRepositoryOwnerIdentifier, said.repositoryOwnerIdentifier),
  ];
}

/** Certificates write refs in full; builders also write what people call them, such as `main` or `v1`. */
function sameRef(certificate: string, predicate: string): boolean {
  return ["", "refs/", "refs/heads/", "refs/tags/"].some((start) => certificate === start + predicate);
}

/** GitHub names the kind of runner, too, as a builder; only a workflow can be compared with the certificate's. */
function workflowBuilder(builder: string | undefined): string | undefined {
  return builder?.includes("/.github/workflows/") ? builder : undefined;
}

function compare(
  field: Contradiction["field"],
  certificate: string | undefined,
  predicate: string | undefined,
  equal: (one: string, other: string) => boolean = (one, other) => one === other,
): Compared {
  return {
    field,
    certificate,
    predicate,
    same: certificate !== undefined && predicate !== undefined && equal(certificate, predicate),
  };
}

function sourceOf(source: BuildSource, claims: CertificateClaims): CrossChecked["source"] {
  const fact = (certificate: string | undefined, predicate: string | undefined): SourcedFact | undefined =>
    certificate !== undefined
      ? { value: certificate, from: "certificate" }
      : predicate === undefined
        ? undefined
        : { value: predicate, from: "predicate" };
  const facts = {
    repository: fact(claims.sourceRepositoryUri, source.repository),
    commit: fact(claims.sourceRepositoryDigest, source.commit),
    ref: fact(claims.sourceRepositoryRef, source.ref),
    entryPoint: fact(claims.buildConfigUri, source.entryPoint),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
