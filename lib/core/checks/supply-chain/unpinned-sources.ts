import type { WantedSource } from "../../inventory/platform-items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

const sources = ["gitrepositories.source.toolkit.fluxcd.io", "ocirepositories.source.toolkit.fluxcd.io"] as const;
const appliers = ["kustomizations.kustomize.toolkit.fluxcd.io", "helmreleases.helm.toolkit.fluxcd.io"] as const;
const reads = ["applications.argoproj.io", ...sources, ...appliers] as const;
type Context = CheckContext<(typeof reads)[number]>;

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const digest = /^sha(?:256|512):[0-9a-f]{64,128}$/;

/** Argo CD has one field for whatever a revision is, and Flux one for each. */
function isPinned({ kind, revision = "", by }: WantedSource): boolean {
  if (kind === "oci") return by === "digest" && digest.test(revision);
  return (by === undefined || by === "commit") && commit.test(revision);
}

interface Fetching {
  readonly at: Report<string>["at"];
  readonly wants: readonly WantedSource[];
}

/** What is fetched for another cluster alone is none of this one; where not all that applies it was seen, nobody can tell. */
function allOf(context: Context): readonly Fetching[] {
  const applications = context
    .list("applications.argoproj.io")
    .filter(({ elsewhere }) => !elsewhere)
    .map((item) => ({ at: refTo("applications.argoproj.io", item), wants: item.wants ?? [] }));
  const usersOf = usersOfSources(context);
  const allSeen = context.knows("applied-sources") && appliers.every((resource) => context.complete(resource));
  const fetched = sources.flatMap((resource) =>
    context.list(resource).flatMap((item) => {
      const at = refTo(resource, item);
      const users = usersOf.get(keyOf(at.kind, at.namespace, at.name)) ?? [];
      const isForThis = users.includes("here") || (allSeen && users.length === 0);
      return isForThis ? [{ at, wants: item.wants }] : [];
    }),
  );
  return [...applications, ...fetched];
}

function usersOfSources({ list }: Context): ReadonlyMap<string, readonly ("here" | "elsewhere")[]> {
  const users = new Map<string, ("here" | "elsewhere")[]>();
  for (const resource of appliers)
    for (const { takes = [], elsewhere } of list(resource))
      for (const { kind, namespace, name } of takes) {
        const key = keyOf(kind, namespace, name);
        users.set(key, [...(users.get(key) ?? []), elsewhere ? "elsewhere" : "here"]);
      }
  return users;
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

export default defineCheck({
  id: "supply-chain/unpinned-sources",
  major: 1,
  since: "0.1",
  title: "Remote manifests without a pinned revision",
  pillar: "supply-chain",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads,
  facts: ["wanted-sources", "applied-sources"],
  crossesNamespaces: true,
  messages: {
    oci: { text: "{object} takes {from} by {revision}, and no digest says which bytes that is", severity: "medium" },
    git: { text: "{object} takes {from} at {revision}, and no commit says which state that is", severity: "low" },
  },
  docs: {
    why: "A branch, a tag or a range means something else tomorrow, and the tool that applies it takes that into the cluster by itself, without anybody who looks at it here. Whoever may push to that repository, or takes it over, decides what runs. A commit or a digest names bytes and can only mean these.",
    fix: "Name a commit (Argo CD: targetRevision, Flux: ref.commit) or a digest (Flux: ref.digest), and let a tool such as Renovate move it by a pull request that somebody reads. Where following a branch is what you want, protect the branch and verify its signatures (Flux: spec.verify), and waive the finding with that reason.",
    refs: [
      "https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/",
      "https://fluxcd.io/flux/components/source/gitrepositories/#reference",
      "https://fluxcd.io/flux/components/source/ocirepositories/#reference",
      "https://slsa.dev/spec/v1.0/threats",
    ],
  },
  idle: (context) =>
    reads.every((resource) => context.complete(resource) && context.list(resource).length === 0)
      ? "There is no application of Argo CD and nothing of Flux."
      : undefined,
  applies: (context) =>
    allOf(context).length > 0 ? undefined : "What Argo CD and Flux fetch manifests for is another cluster, or nothing.",
  *evaluate(context) {
    for (const { at, wants } of allOf(context))
      for (const one of wants) {
        if (isPinned(one)) continue;
        const { kind: message, from = "an address that cannot be read", by, revision = "what is newest there" } = one;
        const said = by === undefined ? revision : `${by} ${revision}`;
        yield { at, message, data: { from, revision: said }, locus: `${message} ${from}` };
      }
  },
});
