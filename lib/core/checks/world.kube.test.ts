/** The checks against a real API server: a fresh one gives RBAC no cause, and a team's world with its faults fails each check. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadWorld } from "#test/kube/load-world.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { definitionOf, resourceIds } from "../inventory/resources.ts";
import { assess, findingsOf } from "./assess.ts";
import { checks } from "./index.ts";

let kube: Kube;
beforeAll(async () => {
  kube = await startKube();
}, TIME_TO_START);
afterAll(() => kube?.stop());

/** Lists what the checks read, each in one page; a group version that this server does not know is absent. */
async function look(): Promise<Inventory> {
  const absent: [string, { state: "absent" }][] = [];
  const objects: KubernetesObject[] = [];
  for (const id of resourceIds) {
    const { group, plural, kind, versions } = definitionOf(id);
    const apiVersion = group ? `${group}/${versions[0]}` : "v1";
    const { status, body } = await kube.request<{ items: object[] }>(`${group ? `/apis/${apiVersion}` : "/api/v1"}/${plural}`);
    if (status === 404) absent.push([id, { state: "absent" }]);
    else objects.push(...body.items.map((item) => ({ ...item, apiVersion, kind })));
  }
  const minor = /^v?(\d+\.\d+)/.exec(kube.version)?.[1];
  return inventoryOfObjects(objects, {
    takenAt: "2026-11-23T14:02:00Z",
    source: "live",
    cluster: { uid: "u", version: kube.version, minor, discovery: { resources: [], gaps: [] } },
    coverage: Object.fromEntries(absent),
  });
}

function judge(inventory: Inventory) {
  return assess(inventory, { now: new Date("2026-11-23T14:02:00Z"), clusterIdentity: "u", checks });
}

describe("an API server that just started", () => {
  test("gives no check of RBAC a cause, because all of it is Kubernetes' own", async () => {
    const assessment = judge(await look());
    expect(findingsOf(assessment).map(({ title }) => title)).toEqual([]);
    expect(assessment.coverage).toMatchObject({ notAssessed: 0, share: 1 });
  });

  test("gives none when the version is unknown, but does not say that all is well", async () => {
    const inventory = await look();
    const { minor: _minor, version: _version, ...cluster } = inventory.cluster;
    expect(findingsOf(judge({ ...inventory, cluster }))).toEqual([]);
  });
});

describe("a team's world", () => {
  test("makes every check fail", { timeout: 120_000 }, async () => {
    await loadWorld(kube, kube.version);
    const failed = async () =>
      judge(await look()).checks.flatMap(({ checkId, verdict }) => (verdict.kind === "fail" ? [checkId] : []));
    await expect.poll(failed, { timeout: 30_000, interval: 500 }).toEqual(checks.map(({ id }) => id));
  });
});
