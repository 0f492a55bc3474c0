import { describe, expect, test } from "vitest";
import { readObjects, readRunning } from "./read-objects.ts";
import { withRunningPods } from "./running-pods.ts";

const NODES = { all: ["cp-1", "worker-1", "worker-2"], workers: ["worker-1", "worker-2"] };

async function grown() {
  return withRunningPods(await readObjects("shop.yaml", "1.37.2"), NODES, await readRunning());
}

test("the same workloads give the same pods", async () => {
  expect(await grown()).toEqual(await grown());
});

describe("the pods of a deployment", () => {
  test("are as many as it wants, spread over the workers, owned by its replica set", async () => {
    const objects = await grown();
    const set = objects.find(({ kind, metadata }) => kind === "ReplicaSet" && metadata.name.startsWith("web-"));
    const pods = objects.filter(({ kind, metadata }) => kind === "Pod" && metadata.name.startsWith(`${set?.metadata.name}-`));
    expect(pods).toHaveLength(4);
    expect(new Set(pods.map(({ spec }) => (spec as { nodeName: string }).nodeName))).toEqual(new Set(NODES.workers));
    expect(pods[0]?.metadata.ownerReferences).toMatchObject([{ kind: "ReplicaSet", name: set?.metadata.name, controller: true }]);
  });

  test("report the image ids that runtimes report, in all their spellings", async () => {
    const ids = (await grown())
      .filter(({ kind }) => kind === "Pod")
      .flatMap(({ status }) =>
        (status as { containerStatuses: { imageID: string }[] }).containerStatuses.map(({ imageID }) => imageID),
      );
    expect(ids).toContainEqual(expect.stringMatching(/^registry\.example\.com\/acme\/shop@sha256:/));
    expect(ids).toContainEqual(expect.stringMatching(/^docker-pullable:\/\//));
    expect(ids).toContainEqual(expect.stringMatching(/^sha256:/));
    expect(ids).toContain("");
  });

  test("wait when their image cannot be pulled", async () => {
    const pod = (await grown()).find(({ kind, metadata }) => kind === "Pod" && metadata.name.startsWith("recommender-"));
    expect(pod?.status).toMatchObject({
      phase: "Pending",
      containerStatuses: [{ ready: false, state: { waiting: { reason: "ImagePullBackOff" } } }],
    });
  });
});
