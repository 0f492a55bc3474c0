/** Images as a build of GitHub's would push them: signed, with provenance and a bill of materials, all by the tests' own Sigstore. */
import { githubIssuer, workflow } from "#test/sigstore/certificates.ts";
import type { SignOptions, TestBundle, TestSigstore } from "#test/sigstore/sigstore.ts";
import type { RegistryStore } from "./store.ts";

export const sourceRepository = "https://github.com/acme/shop";
export const sourceCommit = "3f9c2e1b7a40d5c6e8f90123456789abcdef0123";
const ref = "refs/heads/main";
const run = `${sourceRepository}/actions/runs/42/attempts/1`;

/** By the last numbers of Fulcio's OIDs. */
export const certificateClaims: Readonly<Record<number, string>> = {
  9: workflow,
  11: "github-hosted",
  12: sourceRepository,
  13: sourceCommit,
  14: ref,
  18: workflow,
  20: "push",
  21: run,
};

export const releasePolicy = {
  name: "shop-production",
  images: ["**"],
  signers: [{ kind: "identity", issuer: { exact: githubIssuer }, subject: { exact: workflow } }],
} as const;

export interface ImageWish {
  readonly tag: string;
  /** Makes the image another one. */
  readonly content?: string;
}

export interface PushedImage {
  readonly digest: string;
  readonly config: string;
}

/** Pushes an image of one platform. */
export function pushImage(store: RegistryStore, { tag, content = tag }: ImageWish): PushedImage {
  const config = store.blob(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      created: "2026-11-01T08:00:00Z",
      config: { User: "1000", Cmd: [content] },
    }),
    "application/vnd.oci.image.config.v1+json",
  );
  const layer = store.blob(`layer of ${content}`, "application/vnd.oci.image.layer.v1.tar");
  const { digest } = store.manifest({ config, layers: [layer] }, tag);
  return { digest, config: config.digest };
}

export interface Attesting {
  readonly predicateType: string;
  readonly predicate: unknown;
  /** The digest that the statement names; the image's unless said otherwise. */
  readonly names?: string;
  readonly sign?: SignOptions;
}

/** Signs a statement about an image. */
export function attest(sigstore: TestSigstore, digest: string, { predicateType, predicate, names = digest, sign }: Attesting) {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    predicateType,
    subject: [{ name: "shop", digest: { sha256: names.slice("sha256:".length) } }],
    predicate,
  };
  return sigstore.signStatement(statement, { certificate: { claims: certificateClaims }, ...sign });
}

/** Puts a bundle beside an image, as a referrer. */
export function attach(store: RegistryStore, subject: string, bundle: TestBundle): string {
  const mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
  const { bytes, mediaType: subjectType } = store.manifests.get(subject) ?? { bytes: Buffer.alloc(0), mediaType: "" };
  return store.manifest({
    artifactType: mediaType,
    config: store.blob("{}", "application/vnd.oci.empty.v1+json"),
    layers: [store.blob(JSON.stringify(bundle), mediaType)],
    subject: { mediaType: subjectType, digest: subject, size: bytes.length },
  }).digest;
}

export const signature = { predicateType: "https://sigstore.dev/cosign/sign/v1", predicate: {} };
const log4j = "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1";

export const sbom = {
  predicateType: "https://cyclonedx.org/bom",
  predicate: {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ type: "library", name: "log4j-core", version: "2.14.1", purl: log4j }],
  },
};

/** As `cosign attest --type vuln` writes what Trivy found. */
export const scanned = {
  predicateType: "https://cosign.sigstore.dev/attestation/vuln/v1",
  predicate: {
    scanner: {
      uri: "pkg:github/aquasecurity/trivy",
      result: {
        SchemaVersion: 2,
        ArtifactType: "container_image",
        Results: [
          {
            Target: "app.jar",
            Vulnerabilities: [
              {
                VulnerabilityID: "CVE-2021-44228",
                PkgName: "log4j-core",
                PkgIdentifier: { PURL: log4j },
                InstalledVersion: "2.14.1",
                Severity: "CRITICAL",
              },
            ],
          },
        ],
      },
    },
    metadata: { scanFinishedOn: new Date().toISOString() },
  },
};

/** @param commit that the provenance names. */
export function provenance(commit = sourceCommit, repository = sourceRepository) {
  return {
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: { workflow: { ref, repository, path: ".github/workflows/release.yaml" } },
        internalParameters: { github: { event_name: "push", runner_environment: "github-hosted" } },
        resolvedDependencies: [{ uri: `git+${repository}@${ref}`, digest: { gitCommit: commit } }],
      },
      runDetails: { builder: { id: workflow }, metadata: { invocationId: run } },
    },
  };
}

/** Pushes an image with all three, unless told to put others beside it. */
export async function pushSigned(
  sigstore: TestSigstore,
  store: RegistryStore,
  { beside = [signature, provenance(), sbom], ...wish }: ImageWish & { readonly beside?: readonly Attesting[] },
): Promise<PushedImage> {
  const image = pushImage(store, wish);
  for (const one of beside) attach(store, image.digest, await attest(sigstore, image.digest, one));
  return image;
}
