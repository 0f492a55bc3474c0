/** A report of 5,000 findings as its recipient opens it: how long until the first byte, page after page. */
import { setTimeout as delay } from "node:timers/promises";
import type { ShareLink } from "#contracts/share-links.ts";
import type { Figure } from "./figure.ts";
import { type Product, startProduct } from "./product.ts";

const findings = 5_000;
const rounds = 60;
const p95Milliseconds = 200;
const scanWithinMs = 60_000;
/** Readers of one address are slowed down: each round comes from another. */
const addressOf = (round: number) => `203.0.113.${1 + (round % 250)}`;

/** @returns how long recipients wait for the first byte, of a page that was never read and of one that was. */
export async function benchShare(say: (line: string) => void): Promise<Figure[]> {
  say("starting Drydock; stale pages are built first");
  const product = await startProduct();
  try {
    await scanned(product);
    const first: number[] = [];
    const again: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round++) {
      // A new link: nothing of its report is known yet.
      const url = await linkTo(product, { pseudonyms: round % 2 === 1 });
      const page = 1 + (round % Math.ceil(findings / 200));
      if (round === 0) await firstByte(`${url}?page=1`, round);
      const fresh = await firstByte(`${url}?page=${page}`, round);
      first.push(fresh.ms);
      again.push((await firstByte(`${url}?page=${page}`, round)).ms);
      bytes = Math.max(bytes, fresh.bytes);
    }
    const { origin } = new URL(await linkTo(product, {}));
    const unknown = Array.from({ length: rounds }, async (_, round) => firstByte(`${origin}/r/unknown`, round, 404));
    const closed = (await Promise.all(unknown)).map(({ ms }) => ms);
    return [
      { name: "Findings in the report", value: findings, unit: "" },
      { name: "p95 of the first byte, page never read before", value: p95(first), unit: "ms", budget: p95Milliseconds },
      { name: "p95 of the first byte, page read before", value: p95(again), unit: "ms", budget: p95Milliseconds },
      { name: "p95 of the first byte, closed link, 60 at once", value: p95(closed), unit: "ms", budget: p95Milliseconds },
      { name: "Largest page, uncompressed", value: bytes / 1_000_000, unit: "MB" },
    ];
  } finally {
    await product.stop();
  }
}

/** Reads a cluster with so many privileged pods, and waits for its results. */
async function scanned(product: Product): Promise<void> {
  const pods = Array.from({ length: findings }, (_, n) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `app-${n}`, namespace: `team-${n % 50}`, uid: `uid-${n}` },
    spec: { containers: [{ name: "main", image: "registry.example/app:1", securityContext: { privileged: true } }] },
  }));
  const body = JSON.stringify({ apiVersion: "v1", kind: "List", items: pods });
  const headers = { "content-type": "application/octet-stream" };
  const sent = await answerOf<{ scan: { id: string } }>(product, "/snapshots?fileName=big.json&name=big", {
    method: "POST",
    body,
    headers,
  });
  for (const deadline = performance.now() + scanWithinMs; performance.now() < deadline; await delay(250)) {
    const { state } = await answerOf<{ state: string }>(product, `/scans/${sent.scan.id}`);
    if (state === "completed" || state === "partial") return;
    if (state !== "queued" && state !== "running") throw new Error(`The scan ended as ${state}.`);
  }
  throw new Error(`The scan had not ended after ${scanWithinMs / 1000} s.`);
}

async function linkTo(product: Product, more: { readonly pseudonyms?: boolean }): Promise<string> {
  const view = { kind: "findings", filter: { check: ["workload/privileged-container"] }, sort: "priority" };
  const body = JSON.stringify({ title: "Bench", view, ...more });
  const headers = { "content-type": "application/json" };
  const { url } = await answerOf<{ link: ShareLink; url: string }>(product, "/share-links", { method: "POST", body, headers });
  return url;
}

async function answerOf<T>(product: Product, path: string, init?: RequestInit): Promise<T> {
  const answer = await product.ask(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** @returns the milliseconds until the first byte of the body, and the size of all of it. */
async function firstByte(url: string, round: number, status = 200): Promise<{ ms: number; bytes: number }> {
  const started = performance.now();
  const answer = await fetch(url, { headers: { "x-forwarded-for": addressOf(round) } });
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  const ms = performance.now() - started;
  let bytes = value?.byteLength ?? 0;
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) bytes += chunk.value.byteLength;
  if (answer.status !== status) throw new Error(`A report answered ${answer.status}.`);
  return { ms, bytes };
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
}
