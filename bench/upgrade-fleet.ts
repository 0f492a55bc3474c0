/** The pages of Upgrades at a fleet of 200 clusters: all clusters, and the timeline and run book of one after the other. */
import { gzipSync } from "node:zlib";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { generateWorkloads } from "#test/kube/generate/generate-workloads.ts";
import type { Figure } from "./figure.ts";
import { type Product, startProduct } from "./product.ts";
import { readersOf, timed } from "./readers.ts";
import { endedScan, uploaded } from "./uploaded-scan.ts";

const clusters = 200;
const nodes = 20;
const pods = 200;
/** From 1.24 to the newest but one: an old cluster has more minors before it. */
const [oldestMinor, minors] = [24, 13];

const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: "shop", name: "web" } };

/** @returns how long the answers took to 20 readers, none of whom asks about a cluster that another has asked about. */
export async function benchUpgradeFleet(say: (line: string) => void): Promise<Figure[]> {
  say("Starting Drydock; stale pages are built first");
  const product = await startProduct();
  try {
    say(`Uploading ${clusters} clusters`);
    const scans = await scansOf(product);
    await timed(product.ask, "/upgrade/fleet");
    const next = (what: string) => {
      let turn = 0;
      return () => `/scans/${scans[turn++ % scans.length]}/upgrade${what}`;
    };
    const figures = await readersOf(product.ask, {
      [`all of ${clusters} clusters`]: () => "/upgrade/fleet",
      "a timeline that nobody has asked for": next(""),
    });
    return [...figures, { name: "Clusters", value: scans.length, unit: "" }];
  } finally {
    await product.stop();
  }
}

/** Uploads go ahead of their scans by a few, as the worker reads one at a time. */
async function scansOf(product: Product): Promise<readonly string[]> {
  const scans: string[] = [];
  for (let at = 0; at < clusters; at += 1) {
    const scan = await uploaded(product, snapshot(at), `cluster-${String(at).padStart(3, "0")}`);
    scans.push(scan);
    if (at % 10 === 9) await endedScan(product, scan);
  }
  for (const scan of scans) await endedScan(product, scan);
  return scans;
}

function snapshot(index: number): Uint8Array {
  return gzipSync([...encodeInventory(inventoryOf(index))].join(""));
}

function inventoryOf(index: number): Inventory {
  const minor = oldestMinor + (index % minors);
  const { deployments, replicaSets, pods: running } = generateWorkloads(index + 1, pods, [account]);
  const objects = [...nodesOf(index, minor), ...deployments, ...replicaSets, ...running] as readonly KubernetesObject[];
  const cluster = {
    ...{ uid: `uid-${index}`, version: `v1.${minor}.2${index % 3 === 0 ? "-eks-1a2b3c" : ""}`, minor: `1.${minor}` },
    discovery: { resources: [], gaps: [] },
  };
  return inventoryOfObjects(objects, { takenAt: "2026-11-01T12:00:00Z", source: "snapshot", cluster });
}

function nodesOf(index: number, minor: number): KubernetesObject[] {
  return Array.from({ length: nodes }, (_, node) => ({
    ...{ apiVersion: "v1", kind: "Node", metadata: { name: `node-${index}-${node}` } },
    status: { nodeInfo: { kubeletVersion: `v1.${minor - (node % 3)}.1` } },
  }));
}
