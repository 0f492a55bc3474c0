import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inventoryOfObjects } from "../../inventory/from-objects.ts";
import type { Digest } from "./digest.ts";
import { fleetImages } from "./fleet-images.ts";
import { hasDigest, knownIdentities } from "./identity.ts";
import { parseImageID } from "./image-id.ts";
import { formatReference, parseImageReference, pinningOf } from "./reference.ts";
import { runningImages } from "./running.ts";
import { otherWanted, runningRows } from "./running-rows.ts";
import { isSameImage } from "./same-image.ts";

const digestOf = (digit: string): Digest => `sha256:${digit.repeat(64)}`;
const a = digestOf("a");

describe("a reference", () => {
  test.each([
    ["nginx", { registry: "docker.io", repository: "library/nginx", implicitRegistry: true }],
    ["acme/shop:1.4", { registry: "docker.io", repository: "acme/shop", tag: "1.4", implicitRegistry: true }],
    ["docker.io/nginx:1", { registry: "docker.io", repository: "library/nginx", tag: "1" }],
    ["index.docker.io/library/nginx", { registry: "docker.io", repository: "library/nginx" }],
    ["localhost/shop", { registry: "localhost", repository: "shop" }],
    ["localhost:5000/shop:latest", { registry: "localhost:5000", repository: "shop", tag: "latest" }],
    ["GHCR.io/acme/shop", { registry: "ghcr.io", repository: "acme/shop" }],
    ["[fd00::1]:5000/shop", { registry: "[fd00::1]:5000", repository: "shop" }],
    [`r.test:443/a/b/c:v1@${a}`, { registry: "r.test:443", repository: "a/b/c", tag: "v1", digest: a }],
    [`r.test/a__b/c---d@${a}`, { registry: "r.test", repository: "a__b/c---d", digest: a }],
  ])("%s", (text, parts) => expect(parseImageReference(text)).toEqual(parts));

  test.each([
    "",
    "/",
    "r.test/",
    "r.test/A",
    "a//b",
    "a:b c",
    "a@sha256:12",
    `a@md5:${"0".repeat(32)}`,
    `a@${a}@${a}`,
    `a:${"x".repeat(129)}`,
    "http://r.test/a",
    "user@r.test/a",
    "r.test:99999999/a",
    "a/../b",
    "r.test/a?b",
    "<img src=x>",
    "a\u202eb",
  ])("%j is none", (text) => expect(parseImageReference(text)).toBeUndefined());

  test("that is written in full is read as itself", () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?$/);
    const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
    const digest = fc.option(fc.constant(a), { nil: undefined });
    fc.assert(
      fc.property(name, fc.array(name, { minLength: 2, maxLength: 4 }), tag, digest, (host, path, tagged, pinned) => {
        const reference = {
          registry: `${host}.test:5000`,
          repository: path.join("/"),
          ...(tagged !== undefined && { tag: tagged }),
          ...(pinned !== undefined && { digest: pinned }),
        };
        expect(parseImageReference(formatReference(reference))).toEqual(reference);
      }),
    );
  });

  test("settles as much as it says", () => {
    const pinning = (text: string) => {
      const reference = parseImageReference(text);
      return reference && pinningOf(reference);
    };
    expect(["nginx", "nginx:latest", "nginx:1", `nginx:latest@${a}`].map(pinning)).toEqual(["latest", "latest", "tag", "digest"]);
  });
});

describe("an imageID", () => {
  const shop = { kind: "repository", registry: "r.test:5000", repository: "acme/shop", digest: a };
  test.each([
    [`r.test:5000/acme/shop@${a}`, shop],
    [`docker-pullable://r.test:5000/acme/shop@${a}`, shop],
    [`docker://r.test:5000/acme/shop@${a}`, shop],
    [`r.test:5000/acme/shop:1.4@${a}`, shop],
    [`docker-pullable://nginx@${a}`, { kind: "repository", registry: "docker.io", repository: "library/nginx", digest: a }],
    [a, { kind: "config", digest: a }],
    [`docker://${a}`, { kind: "config", digest: a }],
    ["a".repeat(64), { kind: "config", digest: a }],
    ["", { kind: "absent" }],
    ["docker://", { kind: "absent" }],
    ["r.test/acme/shop:1.4", { kind: "unrecognised", text: "r.test/acme/shop:1.4" }],
    [`containerd://${a}`, { kind: "unrecognised", text: `containerd://${a}` }],
    [`@${a}`, { kind: "unrecognised", text: `@${a}` }],
    ["sha256:12", { kind: "unrecognised", text: "sha256:12" }],
  ])("%s", (text, parts) => expect(parseImageID(text)).toEqual(parts));

  test("of any text is one of the forms", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(["repository", "config", "absent", "unrecognised"]).toContain(parseImageID(text).kind);
      }),
    );
  });
});

describe("an identity", () => {
  const [index, other, manifest, config] = ["1", "2", "3", "4"].map(digestOf) as [Digest, Digest, Digest, Digest];
  test("is met by any of its three digests", () => {
    expect([index, manifest, config, other].map((digest) => hasDigest({ index, manifest, config }, digest))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test("is stood for by its index, unless several indexes hold the manifest", () => {
    const one = knownIdentities([{ index, manifest, config }]);
    expect([index, manifest, config, other].map(one.canonical)).toEqual([index, index, index, other]);
    const two = knownIdentities([
      { index, manifest, config },
      { index: other, manifest, config },
    ]);
    expect([index, other, manifest, config].map(two.canonical)).toEqual([index, other, manifest, config]);
    expect(knownIdentities([{ manifest, config }]).canonical(config)).toBe(manifest);
  });
});

describe("what runs", () => {
  const status = (name: string, imageID: string) => ({ name, image: "x", imageID, ready: true, restartCount: 0 });
  const pod = (name: string, rest: object) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      namespace: "shop",
      name,
      ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-1", controller: true }],
    },
    ...rest,
  });
  const objects = [
    {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: {
        namespace: "shop",
        name: "web-1",
        ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", controller: true }],
      },
      spec: { template: { spec: { containers: [] } } },
    },
    { apiVersion: "v1", kind: "Node", metadata: { name: "n" }, status: { nodeInfo: { architecture: "arm64" } } },
    pod("web-1-a", {
      spec: {
        nodeName: "n",
        initContainers: [{ name: "i", image: "r.test/init" }],
        containers: [
          { name: "c", image: "r.test/shop:1" },
          { name: "late", image: "<b>" },
        ],
        ephemeralContainers: [{ name: "e", image: "busybox" }],
      },
      status: {
        phase: "Running",
        initContainerStatuses: [status("i", `r.test/init@${a}`)],
        containerStatuses: [status("c", `r.test/shop@${a}`)],
        ephemeralContainerStatuses: [status("e", a)],
      },
    }),
    pod("web-1-done", { spec: { containers: [{ name: "c", image: "r.test/shop:0" }] }, status: { phase: "Succeeded" } }),
  ];
  const inventory = inventoryOfObjects(objects, { takenAt: "2026-11-23T14:02:00Z", source: "live" });

  test("is every type of container of every pod that has not ended, with its workload", () => {
    const { containers, gaps } = runningImages(inventory);
    expect(gaps).toEqual([]);
    expect(containers.map(({ container, type, imageID }) => [container, type, imageID.kind])).toEqual([
      ["i", "init", "repository"],
      ["c", "container", "repository"],
      ["late", "container", "absent"],
      ["e", "ephemeral", "config"],
    ]);
    expect(containers[1]).toMatchObject({
      pod: "web-1-a",
      workload: { kind: "Deployment", name: "web" },
      node: "n",
      architecture: "arm64",
      reference: { registry: "r.test", repository: "shop", tag: "1" },
    });
    expect(containers[2]).not.toHaveProperty("reference");
  });

  test("is one image wherever the same bytes run, under whatever name", () => {
    const { containers } = runningImages(inventory);
    const mirrored = containers.flatMap(({ reference, ...one }) =>
      reference ? [{ ...one, reference: { ...reference, registry: "mirror.test" } }] : [],
    );
    const [index, config, manifest] = ["1", "a", "3"].map(digestOf) as [Digest, Digest, Digest];
    const list = fleetImages([
      { cluster: "one", containers },
      { cluster: "two", containers: mirrored },
    ]);
    expect(list.map(({ references, digest, withoutDigest, pods }) => [references.length, digest ?? withoutDigest, pods])).toEqual(
      [
        [1, "absent", 1],
        [6, a, 2],
      ],
    );
    const known = knownIdentities([{ index, manifest, config }]);
    expect(fleetImages([{ cluster: "one", containers }], known)[1]).toMatchObject({ digest: index, pinning: "latest" });
  });

  describe("under another digest than was asked for", () => {
    const b = digestOf("b");
    const wantedOf = (controller: "ReplicaSet" | "StatefulSet", ofTemplate: string, ofPod: string) => {
      const template = { spec: { containers: [{ name: "c", image: ofTemplate }] } };
      const owner = {
        apiVersion: "apps/v1",
        kind: controller,
        metadata: { namespace: "shop", name: "web-1" },
        spec: { template },
      };
      const running = pod("web-1-a", {
        spec: { containers: [{ name: "c", image: ofPod }] },
        status: { phase: "Running", containerStatuses: [status("c", `r.test/shop@${b}`)] },
      });
      running.metadata.ownerReferences = [{ apiVersion: "apps/v1", kind: controller, name: "web-1", controller: true }];
      const seen = inventoryOfObjects([owner, running], { takenAt: "2026-11-23T14:02:00Z", source: "live" });
      return runningRows(runningImages(seen).containers).map(otherWanted);
    };
    const [asked, other] = [`r.test/shop@${a}`, `r.test/shop@${b}`];
    test.each([
      ["the template asks for another one than the pod", "ReplicaSet", asked, other, a],
      ["the runtime runs another one than the pod asks for", "ReplicaSet", asked, asked, a],
      ["the pod alone names one", "ReplicaSet", "r.test/shop:1", asked, a],
      ["all of them say the same", "ReplicaSet", other, other, undefined],
      ["only a tag was asked for", "ReplicaSet", "r.test/shop:1", "r.test/shop:1", undefined],
      ["the template may be newer than the pod", "StatefulSet", asked, other, undefined],
    ] as const)("where %s", (_where, controller, ofTemplate, ofPod, digest) => {
      expect(wantedOf(controller, ofTemplate, ofPod).map((one) => one?.digest)).toEqual([digest]);
    });

    test("it is another image where both are known and nothing holds both", () => {
      const [c, d] = [digestOf("c"), digestOf("d")];
      expect(isSameImage(a, b, [[c, a, b]])).toBe(true);
      expect(
        isSameImage(a, b, [
          [a, c],
          [b, d],
        ]),
      ).toBe(false);
      expect(isSameImage(a, b, [[a, c]])).toBeUndefined();
    });
  });

  test("of an inventory that is older than the fact is not known of init and ephemeral containers", () => {
    const { containers } = runningImages({ ...inventory, version: 5 });
    expect(containers.map(({ imageID }) => imageID.kind)).toEqual(["notCollected", "repository", "absent", "notCollected"]);
  });
});
