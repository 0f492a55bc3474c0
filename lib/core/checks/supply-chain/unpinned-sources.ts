import type { WantedSource } from "../../inventory/platform-items.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const reads = [
  "applications.argoproj.io",
  "gitrepositories.source.toolkit.fluxcd.io",
  "ocirepositories.source.toolkit.fluxcd.io",
] as const;
type Context = Pick<CheckContext<(typeof reads)[number]>, "list">;

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const digest = /^sha(?:256|512):[0-9a-f]{64,128}$/;

/** Argo CD has one field for whatever a revision is, and Flux one for each. */
function isPinned({ kind, revision = "", by }: WantedSource): boolean {
  if (kind === "oci") return by === "digest" && digest.test(revision);
  return (by === undefined || by === "commit") && commit.test(revision);
}

function allOf({ list }: Context) {
  return reads.flatMap((resource) => list(resource).map((item) => ({ at: refTo(resource, item), wants: item.wants ?? [] })));
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
  facts: ["wanted-sources"],
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
      ? "There is no application of Argo CD and no source of Flux"
      : undefined,
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
