import { expect, test } from "vitest";
import type { LinkState, TrailLinkView } from "#contracts/supply-chain.ts";
import { linkWord, markOf } from "./link-states.ts";

function link(id: TrailLinkView["id"], state: LinkState, more: Partial<TrailLinkView> = {}): TrailLinkView {
  return { id, state, title: "", proof: "", reason: "", artifacts: [], checks: [], reported: [], ...more };
}

test("a tick stands over vulnerabilities only where a proved report names none", () => {
  const proved = (findings: number) => link("vulnerabilities", "verified", { findings, artifacts: [0] });
  expect([markOf(proved(0)), markOf(proved(1))]).toEqual(["verified", "findings"]);
  expect([linkWord(proved(0)), linkWord(proved(1))]).toEqual(["report proved", "report proved"]);
  expect(markOf(link("vulnerabilities", "claim-only", { findings: 0 }))).toBe("claim-only");
});

test("what is reported, what the image says of itself, and what nobody reports are told apart", () => {
  expect(linkWord(link("vulnerabilities", "unknown"))).toBe("no data");
  expect(linkWord(link("vulnerabilities", "claim-only", { findings: 2 }))).toBe("reported");
  expect(linkWord(link("sbom", "claim-only"))).toBe("reported");
  expect(linkWord(link("sbom", "claim-only", { artifacts: [2] }))).toBe("self-asserted");
  expect(linkWord(link("source", "claim-only"))).toBe("self-asserted");
  expect(linkWord(link("sbom", "unknown"))).toBe("not looked");
});
