import { checkTester } from "../tester.ts";
import { namespaced } from "../upgrade/worlds.ts";
import unpinnedSources from "./unpinned-sources.ts";

type Fields = Readonly<Record<string, unknown>>;
const commit = "8b1d07ac".repeat(5);
const digest = `sha256:${"a".repeat(64)}`;
const repoURL = "https://bot:hunter2@git.example.com/acme/deploy.git?token=x";

const application = (name: string, spec: Fields) => namespaced("argoproj.io/v1alpha1", "Application", name, { spec });
const source = (kind: string, name: string, spec: Fields, metadata: Fields = {}) =>
  namespaced("source.toolkit.fluxcd.io/v1", kind, name, { spec }, metadata);
const git = (name: string, ref?: Fields) =>
  source("GitRepository", name, { url: "ssh://git@git.example.com/acme/deploy", ...(ref && { ref }) });
const oci = (name: string, ref?: Fields) =>
  source("OCIRepository", name, { url: "oci://registry.example/charts/web", ...(ref && { ref }) });
const far = { kubeConfig: { secretRef: { name: "far" } } };
const kustomization = (name: string, kind: string, of: string, spec: Fields = {}) =>
  namespaced("kustomize.toolkit.fluxcd.io/v1", "Kustomization", name, { spec: { sourceRef: { kind, name: of }, ...spec } });
const release = (name: string, chart: Fields, spec: Fields = {}) =>
  namespaced("helm.toolkit.fluxcd.io/v2", "HelmRelease", name, { spec: { ...chart, ...spec } }, { namespace: "apps" });
const fromGit = { chart: { spec: { chart: "./web", sourceRef: { kind: "GitRepository", name: "web", namespace: "legacy" } } } };

checkTester(unpinnedSources, {
  pass: [
    {
      name: "commits and digests",
      objects: [
        application("git", { source: { repoURL, path: "shop", targetRevision: commit } }),
        git("commit", { branch: "main", commit }),
        oci("digest", { tag: "1", digest }),
      ],
    },
  ],
  fail: [
    {
      name: "sources that an applier for this cluster uses, and one that none uses, beside others",
      objects: [
        git("both", { branch: "main" }),
        kustomization("here", "GitRepository", "both"),
        kustomization("there", "GitRepository", "both", far),
        git("web", { branch: "main" }),
        release("web", fromGit),
        git("idle", { branch: "main" }),
        git("away", { branch: "main" }),
        kustomization("away", "GitRepository", "away", far),
        oci("away"),
        release("other", { chartRef: { kind: "OCIRepository", name: "away" } }, far),
      ],
      finds: [
        { message: "git", object: "GitRepository legacy/both" },
        { message: "git", object: "GitRepository legacy/web" },
        { message: "git", object: "GitRepository legacy/idle" },
        { message: "oci", object: "OCIRepository legacy/away" },
      ],
    },
    {
      name: "branches, tags, ranges and nothing at all, of Argo CD",
      objects: [
        application("branch", { source: { repoURL, path: "shop", targetRevision: "main" } }),
        application("newest", { source: { repoURL } }),
        application("short", { source: { repoURL, targetRevision: commit.slice(0, 12) } }),
        application("two", {
          sources: [
            { repoURL, targetRevision: commit },
            { repoURL, targetRevision: "v1.2.*" },
          ],
        }),
      ],
      finds: [
        {
          message: "git",
          object: "Application legacy/branch",
          title:
            "Application legacy/branch takes https://git.example.com/acme/deploy.git at main, and no commit says which state that is",
        },
        { message: "git", object: "Application legacy/newest" },
        { message: "git", object: "Application legacy/short" },
        { message: "git", object: "Application legacy/two" },
      ],
    },
    {
      name: "the same of Flux, a branch that is called like a commit, ranges and nothing at all",
      objects: [
        git("none"),
        git("like-a-commit", { branch: commit }),
        git("tag", { tag: "v1.2.3" }),
        oci("latest"),
        oci("range", { semver: ">=1.0.0" }),
      ],
      finds: [
        { message: "git", object: "GitRepository legacy/none" },
        { message: "git", object: "GitRepository legacy/like-a-commit" },
        { message: "git", object: "GitRepository legacy/tag" },
        { message: "oci", object: "OCIRepository legacy/latest" },
        { message: "oci", object: "OCIRepository legacy/range" },
      ],
    },
  ],
  notApplicable: [
    {
      name: "a chart in a registry for another cluster",
      objects: [
        oci("web", { tag: "1" }),
        release("web", { chartRef: { kind: "OCIRepository", name: "web", namespace: "legacy" } }, far),
      ],
    },
    { name: "neither Argo CD nor Flux", objects: [] },
    {
      name: "an application for another cluster alone",
      objects: [
        application("far", { source: { repoURL, targetRevision: "main" }, destination: { server: "https://far.example" } }),
      ],
    },
    {
      name: "a source that only appliers for another cluster use",
      objects: [git("deploy", { branch: "main" }), kustomization("far", "GitRepository", "deploy", far)],
    },
  ],
  notAssessed: [
    {
      name: "sources of Flux were not seen",
      objects: [git("pinned", { commit })],
      unseen: ["ocirepositories.source.toolkit.fluxcd.io"],
    },
    {
      name: "a source whose appliers were not seen: they may be for another cluster",
      objects: [git("deploy", { branch: "main" })],
      unseen: ["kustomizations.kustomize.toolkit.fluxcd.io"],
    },
    {
      name: "an inventory from before it was read what appliers take",
      objects: [git("deploy", { branch: "main" })],
      version: 12,
    },
    { name: "nothing was seen and nothing is there", objects: [], unseen: ["applications.argoproj.io"] },
    {
      name: "an inventory from before revisions were read",
      objects: [application("git", { source: { repoURL, targetRevision: commit } })],
      version: 11,
    },
  ],
});
