import { expect, test } from "vitest";
import type { FoundArtifact, ResolvedImage } from "../discovery/artifact.ts";
import type { Statement } from "../verification/statement.ts";
import { trailOf } from "./trail.ts";

const digest = `sha256:${"1".repeat(64)}` as const;
const commit = "a".repeat(40);
const repository = "https://github.com/acme/shop";
const statement: Statement = {
  type: "https://in-toto.io/Statement/v1",
  predicateType: "https://slsa.dev/provenance/v1",
  subjects: [{ digest: { sha256: "1".repeat(64) } }],
  predicate: {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { repository, ref: "refs/heads/main", path: ".github/workflows/x.yaml" } },
      resolvedDependencies: [{ uri: `git+${repository}@refs/heads/main`, digest: { gitCommit: commit } }],
    },
    runDetails: { builder: { id: "https://builder.example" } },
  },
};
const found: FoundArtifact = {
  layout: "buildkit",
  place: "r.example/shop",
  attachedTo: digest,
  mediaType: "application/vnd.in-toto+json",
  content: { kind: "evidence", evidence: { kind: "claim", statement: new Uint8Array() } },
};
const verifier = { verify: () => ({ state: "claim-only", reason: "Nobody signed it.", checks: [], statement }) as const };

function sourceOf(labels: ResolvedImage["labels"], answer: "absent" | "unknown" = "absent") {
  const failure = { code: "unreachable", message: "No answer.", remedy: "" } as const;
  const looked = [
    { layout: "buildkit", place: "", attachedTo: digest, answer: { kind: "found", count: 1 } },
    {
      layout: "referrers-api",
      place: "",
      attachedTo: digest,
      answer: answer === "absent" ? { kind: answer } : { kind: answer, failure },
    },
  ] as const;
  const resolved: ResolvedImage = { digest, kind: "manifest", identities: [], labels, failures: [] };
  const discovery = { artifacts: [found], looked: looked as never };
  const trail = trailOf({ image: "r.example/shop", pinned: true, resolved, discovery }, { verifier });
  return { link: trail.links.find(({ id }) => id === "source"), source: trail.source };
}

test("a source that a provenance names which nobody signed is claimed by it, and not by nothing", () => {
  const { link, source } = sourceOf({ kind: "absent" });
  expect(source).toEqual({ repository, commit });
  expect(link).toMatchObject({ state: "claim-only", artifacts: [0], reason: expect.stringContaining(repository) });
});

test("a label comes before such a provenance, and a place that could not be looked at leaves it open", () => {
  const label = { kind: "found", value: { source: "https://github.com/acme/other" } } as const;
  expect(sourceOf(label)).toMatchObject({
    link: { state: "claim-only", artifacts: [] },
    source: { repository: label.value.source },
  });
  expect(sourceOf({ kind: "absent" }, "unknown").link).toMatchObject({ state: "unknown" });
});
