import { expect, it } from "vitest";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import type { ImageTagRow, RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import { imageLink } from "./image-link.ts";
import { driftOf, tagKey } from "./tag-drift.ts";

const digestOf = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const [index, manifest, config, other] = ["a", "b", "c", "d"].map(digestOf) as [Digest, Digest, Digest, Digest];
const now = new Date("2026-11-20T12:00:00Z");
const place = { registry: "r.example", repository: "shop", tag: "1" };
const row: RunningImageRow = {
  ...{ clusterId: "c", scanId: "s", namespace: "shop", kind: "Deployment", workload: "web", container: "app", type: "container" },
  ...place,
  ...{ image: "r.example/shop:1", idKind: "repository", digest: index, pods: 1 },
};
const asked = (meant: Partial<ImageTagRow>): ImageTagRow => ({
  ...place,
  digest: index,
  manifests: [manifest],
  lookedAt: now,
  ...meant,
});
const terms = (meant?: Partial<ImageTagRow>, same: readonly (readonly Digest[])[] = []) => {
  return { now, same, tags: new Map(meant ? [[tagKey(place), asked(meant)]] : []) };
};

it.each<[string, string, Partial<RunningImageRow>, ReturnType<typeof terms>]>([
  ["the index runs", "same", {}, terms({})],
  ["a platform of it runs", "same", { digest: manifest }, terms({})],
  ["another index runs", "moved", { digest: other }, terms({})],
  [
    "the tag is gone",
    "gone",
    {},
    { now, same: [], tags: new Map([[tagKey(place), { ...place, manifests: [], lookedAt: now }]]) },
  ],
  ["nobody asked", "unknown", {}, terms()],
  ["it was asked in vain", "unknown", {}, terms({ failure: { code: "unreachable", message: "", remedy: "" } })],
  ["it was asked too long ago", "unknown", {}, terms({ lookedAt: new Date("2026-11-17T12:00:00Z") })],
  ["a digest stands beside the tag", "noTag", { image: `r.example/shop:1@${other}`, digest: other }, terms({})],
  [
    "the runtime names a configuration that is proved to be its",
    "same",
    { digest: config, idKind: "config" },
    terms({}, [[index, manifest, config]]),
  ],
  [
    "the runtime names a configuration that is proved to be another's",
    "moved",
    { digest: config, idKind: "config" },
    terms({}, [[other, config]]),
  ],
  [
    "the runtime names a configuration of which nothing is known",
    "unknown",
    { digest: config, idKind: "config" },
    terms({}, [[config]]),
  ],
])("where %s the tag is %s", (_, drift, change, by) => {
  expect(driftOf({ ...row, ...change }, by)).toBe(drift);
});

it("says that a tag was asked long ago, and no more that it has not moved", () => {
  const lookedAt = new Date("2026-11-10T12:00:00Z");
  const link = imageLink({ trail: {}, running: [row], ...terms({ lookedAt }) });
  expect(link).toMatchObject({
    state: "stale",
    reason: "What the tag 1 means was last asked on 2026-11-10.",
    asOf: lookedAt.toISOString(),
  });
  expect(imageLink({ trail: {}, running: [row], ...terms({}) })).toMatchObject({ state: "verified" });
});

it("finds nothing moved of an image that is named by its digest", () => {
  const running = [{ ...row, image: `r.example/shop:1@${other}`, digest: other }];
  expect(imageLink({ trail: {}, running, ...terms({}) })).toMatchObject({
    state: "verified",
    reason: "It is named by its digest.",
  });
});
