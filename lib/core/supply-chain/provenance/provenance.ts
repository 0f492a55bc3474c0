/** Where an image says that it was built, by whom and from what, in one shape for every format. */

/** A thing that the build used. */
export interface BuildDependency {
  readonly uri?: string;
  /** Algorithm to hexadecimal digits. */
  readonly digest: Readonly<Record<string, string>>;
}

/** A value that somebody gave to the build. A value that looks like a credential is not kept. */
export type BuildParameter =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly redacted: string };

export interface BuildSource {
  /** Without `git+`, `.git`, reference and user information, such as `https://github.com/acme/shop`. */
  readonly repository?: string;
  /** A commit's id in hexadecimal digits. */
  readonly commit?: string;
  readonly ref?: string;
  /** The workflow, Dockerfile or pipeline in the repository. */
  readonly entryPoint?: string;
}

/** What a predicate says. Nothing of it is proved by its being there: its signature, signer and builder decide what it is worth. */
export interface Provenance {
  readonly format: "slsa-0.1" | "slsa-0.2" | "slsa-1";
  readonly system: "github-actions" | "buildkit" | "tekton-chains" | "other";
  readonly buildType: string;
  readonly builder?: string;
  readonly source: BuildSource;
  readonly dependencies: readonly BuildDependency[];
  readonly parameters: readonly BuildParameter[];
  /** The run, by its URL or id. */
  readonly invocation?: string;
  /** The event that started it, such as `push`. */
  readonly trigger?: string;
  /** As the predicate calls it, such as `github-hosted` or `self-hosted`. */
  readonly runner?: string;
  readonly repositoryIdentifier?: string;
  readonly repositoryOwnerIdentifier?: string;
  readonly startedOn?: string;
  readonly finishedOn?: string;
  /** Whether it claims to name all materials and all parameters, and to be reproducible; absent where it says nothing. */
  readonly complete?: { readonly materials?: boolean; readonly parameters?: boolean };
  readonly reproducible?: boolean;
}
