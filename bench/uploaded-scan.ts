import { setTimeout as delay } from "node:timers/promises";
import type { Product } from "./product.ts";

const scanWithinMs = 60_000;

/** @returns the scan that read and assessed a snapshot. */
export async function uploadedScan(product: Product, body: Buffer): Promise<string> {
  return endedScan(product, await uploaded(product, body, "big"));
}

/** @returns the scan that will read a snapshot of a new cluster. */
export async function uploaded(product: Product, body: Uint8Array, name: string): Promise<string> {
  const init = { method: "POST", body: new Uint8Array(body), headers: { "content-type": "application/octet-stream" } };
  const sent = await answerOf<{ scan: { id: string } }>(product, `/snapshots?fileName=${name}.snapshot.gz&name=${name}`, init);
  return sent.scan.id;
}

/** @returns the scan once it has ended with results. */
export async function endedScan(product: Product, id: string): Promise<string> {
  for (const deadline = performance.now() + scanWithinMs; performance.now() < deadline; await delay(250)) {
    const { state } = await answerOf<{ state: string }>(product, `/scans/${id}`);
    if (state === "completed" || state === "partial") return id;
    if (state !== "queued" && state !== "running") throw new Error(`The scan ended as ${state}.`);
  }
  throw new Error(`The scan had not ended after ${scanWithinMs / 1000} s.`);
}

/** @returns the body of an answer, or throws with what it says. */
export async function answerOf<T>(product: Product, path: string, init?: RequestInit): Promise<T> {
  const answer = await product.ask(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
