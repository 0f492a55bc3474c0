/** The pages of posture at the largest size that Kubernetes supports: 20 readers, each of whom asks once a second. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NetworkNamespace } from "#contracts/network.ts";
import type { PodSecurityView } from "#contracts/pod-security.ts";
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import { type Product, startProduct } from "./product.ts";
import { type Asked, readersOf, timed } from "./readers.ts";
import { answerOf, uploadedScan } from "./uploaded-scan.ts";

/** @returns how long each page and what it asks for took, of 5,000 nodes and 150,000 pods, in a product that runs as `npm start` runs it. */
export async function benchPosture(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  try {
    const file = join(folder, "big.snapshot.gz");
    say("making a snapshot of 5,000 nodes, 150,000 pods and 2,000 network policies");
    const nodeArguments = ["--max-old-space-size=6144"];
    await childJson({ file: "./write-snapshot.ts", nodeArguments, args: [file, "5000", "150000", "2000"] });
    say("starting Drydock; stale pages are built first");
    const product = await startProduct();
    try {
      return await measure(product, await readFile(file), say);
    } finally {
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(product: Product, snapshot: Buffer, say: (line: string) => void): Promise<Figure[]> {
  say("scanning it");
  const began = performance.now();
  const scan = await uploadedScan(product, snapshot);
  const scanned = performance.now() - began;
  const { clusterId } = await answerOf<{ clusterId: string }>(product, `/scans/${scan}`);
  const open = (path: string) => fetch(`${product.origin}${path}`, { headers: { cookie: product.cookie } });
  const asked = await addresses(product, scan, clusterId);
  const first: number[] = [];
  for (const path of Object.values(asked)) first.push(await timed(open, path()));
  say("reading its pages");
  return [
    { name: "Uploaded, read, assessed and stored", value: scanned / 1000, unit: "s" },
    { name: "Slowest first answer", value: Math.max(...first), unit: "ms" },
    ...(await readersOf(open, asked)),
  ];
}

async function addresses(product: Product, scan: string, cluster: string): Promise<Asked> {
  const { namespaces } = await answerOf<PodSecurityView>(product, `/scans/${scan}/pod-security`);
  const namespace = namespaces.toSorted((a, b) => b.workloads - a.workloads)[0]?.name ?? "default";
  const { workloads } = await answerOf<NetworkNamespace>(product, `/scans/${scan}/network/namespace?namespace=${namespace}`);
  const [workload] = workloads;
  const from = encodeURIComponent(`${namespace}/${workload?.kind}/${workload?.name}`);
  const of = `/api/v1/scans/${scan}`;
  const paths: Readonly<Record<string, string>> = {
    "the page Posture": `/posture?cluster=${cluster}`,
    "the page Checklist": `/posture/checklist?cluster=${cluster}`,
    "the page Network": `/posture/network?cluster=${cluster}`,
    "the page Pod Security": `/posture/pod-security?cluster=${cluster}`,
    "a scan's results": of,
    "the checks": "/api/v1/checks",
    "the checklist": `${of}/checklist`,
    "the checklist's history": `/api/v1/clusters/${cluster}/checklist/history`,
    "the checklist of all clusters": "/api/v1/checklist/fleet",
    "the network": `${of}/network`,
    "a namespace's network": `${of}/network/namespace?namespace=${namespace}`,
    "a connection": `${of}/network/reach?from=${from}&to=internet`,
    "Pod Security": `${of}/pod-security`,
    "Pod Security at another version": `${of}/pod-security?level=baseline&version=v1.30`,
    "what a namespace would refuse": `${of}/pod-security/refused?namespace=${namespace}`,
  };
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, () => path]));
}
