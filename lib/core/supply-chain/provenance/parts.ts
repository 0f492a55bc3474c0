/** What the formats have in common. */
import { readGitUri } from "./git-uri.ts";
import type { BuildDependency, BuildSource, Provenance } from "./provenance.ts";
import { entriesAt, present, textAt } from "./read-json.ts";

const systems: readonly (readonly [Provenance["system"], RegExp])[] = [
  ["buildkit", /mobyproject\.org\/buildkit|moby\/buildkit/],
  [
    "github-actions",
    /actions\.github\.io|github-actions-buildtypes|slsa-github-generator|github\.com\/Attestations\/GitHubActions/,
  ],
  ["tekton-chains", /tekton\.dev/],
];

export function systemOf(buildType: string): Provenance["system"] {
  return systems.find(([, form]) => form.test(buildType))?.[0] ?? "other";
}

const mostDependencies = 10_000;

export function dependenciesOf(list: readonly unknown[]): readonly BuildDependency[] {
  return list
    .slice(0, mostDependencies)
    .map((one) => ({ ...present({ uri: textAt(one, "uri") }), digest: Object.fromEntries(entriesAt(one, "digest")) }));
}

/** @returns the commit that a dependency is pinned to. */
export function commitOf({ digest }: BuildDependency): string | undefined {
  const commit = digest.gitCommit ?? digest.sha1;
  return commit !== undefined && isCommit(commit) ? commit : undefined;
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

/** @returns the source of a URI with its commit; where the URI is missing, that of the first dependency that is a repository. */
export function sourceOf(
  uri: string | undefined,
  dependencies: readonly BuildDependency[],
  known: BuildSource = {},
): BuildSource {
  const repositories = dependencies.filter((one) => one.uri !== undefined && commitOf(one) !== undefined);
  const location = uri === undefined ? undefined : readGitUri(uri);
  const wanted = location?.repository.toLowerCase();
  const match = repositories.find(
    (one) => wanted === undefined || readGitUri(one.uri ?? "")?.repository.toLowerCase() === wanted,
  );
  const found = match === undefined ? undefined : readGitUri(match.uri ?? "");
  const ref = known.ref ?? location?.ref ?? found?.ref;
  // BuildKit is given the commit where others are given a branch: that is no ref that a certificate could name.
  const pinned = ref !== undefined && isCommit(ref);
  return present({
    repository: known.repository ?? location?.repository ?? found?.repository,
    commit: known.commit ?? (match && commitOf(match)) ?? (pinned ? ref : undefined),
    ref: pinned ? undefined : ref,
    entryPoint: known.entryPoint,
  });
}
