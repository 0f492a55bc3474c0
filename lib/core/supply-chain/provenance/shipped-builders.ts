/** The map of trusted builders as a release ships it: what the platforms say of themselves, to be changed where it is not believed. */
import type { TrustedBuilder } from "./level.ts";

export interface ShippedBuilder extends TrustedBuilder {
  /** Of the row that would take its place. */
  readonly id: string;
  /** One or two sentences: whose word the level is, and what it does not cover. */
  readonly note: string;
  readonly reference: string;
}

const github = { exact: "https://token.actions.githubusercontent.com" } as const;
const generator =
  "https://github\\.com/slsa-framework/slsa-github-generator/\\.github/workflows/(?:builder_[a-z-]+|generator_container)_slsa3\\.yml@refs/tags/v\\d+\\.\\d+\\.\\d+";
const anyWorkflow = "https://github\\.com/[^/@]+/[^/@]+/\\.github/workflows/[^/@]+\\.ya?ml@refs/(?:heads|tags)/.+";

export const shippedBuilders: readonly ShippedBuilder[] = [
  {
    ...{ id: "tbl_slsagithubgenerator", name: "slsa-github-generator", level: 3, hosted: true },
    signers: [{ kind: "identity", issuer: github, subject: { pattern: generator } }],
    builders: [{ pattern: generator }],
    note: "By its project's word: the builders and the container generator of a released version. The container generator states what the caller's workflow built; the generic one is left out, since others build there.",
    reference: "https://github.com/slsa-framework/slsa-github-generator",
  },
  {
    ...{ id: "tbl_githubattestations", name: "GitHub artifact attestations", level: 2, hosted: true },
    signers: [{ kind: "identity", issuer: github, subject: { pattern: anyWorkflow } }],
    builders: [{ pattern: anyWorkflow }],
    note: "By GitHub's word, of any workflow on its own machines. Level 3 takes a reusable workflow that you know: add it as an entry of its own.",
    reference: "https://docs.github.com/en/actions/concepts/security/artifact-attestations",
  },
  {
    ...{ id: "tbl_googlecloudbuild", name: "Google Cloud Build", level: 3, hosted: false },
    signers: [],
    builders: [{ pattern: "https://cloudbuild\\.googleapis\\.com/GoogleHostedWorker(?:@v\\d+(?:\\.\\d+)?)?" }],
    note: "By Google's word. It signs with a key of each region, which is not shipped: until you name its fingerprint here, and trust the key (projects/verified-builder, key ring attestor, builtByGCB), the entry grants nothing.",
    reference: "https://docs.cloud.google.com/build/docs/securing-builds/view-build-provenance",
  },
];
