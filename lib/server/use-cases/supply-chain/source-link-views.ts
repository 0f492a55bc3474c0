/** The links from a source to who wrote it, as they are shown: what was verified, and apart from it what the forge says. */
import type { TrailLinkView } from "../../../contracts/supply-chain.ts";
import type { SourceLink } from "../../../core/supply-chain/source/source-links.ts";
import type { NamedSource } from "../../../core/supply-chain/trail/trail.ts";
import type { SourceLook } from "../../supply-chain/source-looks.ts";
import { signerText } from "./signer-text.ts";
import { checkView } from "./trail-artifacts.ts";

/** @param source as the trail names it. */
export function sourceLinkViews({ links, lookedAt, failure }: SourceLook, source: NamedSource | undefined): TrailLinkView[] {
  const asOf = lookedAt && { asOf: lookedAt.toISOString() };
  const { commit, pullRequest } = links;
  return [
    {
      ...{ id: "commit", title: "Commit signed", proof: commitProof(commit) },
      ...(source?.commit !== undefined && { value: source.commit.slice(0, 12) }),
      ...shared(commit, failure?.message),
      ...asOf,
    },
    {
      ...{ id: "pullRequest", title: "Pull request", proof: requestProofs[pullRequest.state] ?? "the forge's word" },
      ...shared(pullRequest, failure?.message),
      ...asOf,
    },
  ];
}

function shared({ state, reason, remedy, checks, reported }: SourceLink, failure: string | undefined) {
  const older = failure === undefined || reason === failure ? "" : ` The last look showed less than all: ${failure}`;
  return {
    ...{
      state,
      reason: reason + older,
      artifacts: [],
      checks: checks.map(checkView),
      reported: reported.map((one) => ({ ...one })),
    },
    ...(remedy !== undefined && { remedy }),
  };
}

const commitProofs: Readonly<Partial<Record<SourceLink["state"], string>>> = {
  "signed-untrusted": "signed by nobody who is registered",
  "signed-unverifiable": "signed, and not to be judged from here",
  invalid: "does not hold",
  unsigned: "nobody signed it",
  stale: "looked at too long ago",
  unknown: "not looked",
};

function commitProof({ state, signer }: SourceLink): string {
  return (state === "verified" && signer && signerText(signer)) || (commitProofs[state] ?? "signed");
}

const requestProofs: Readonly<Partial<Record<SourceLink["state"], string>>> = {
  "claim-only": "merged, by the forge's word",
  unsigned: "none that was merged, by the forge's word",
  stale: "looked at too long ago",
  unknown: "not looked",
};
