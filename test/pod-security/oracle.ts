/** Kubernetes' own Pod Security library, as a program that is built once and asked for many pods at a time. */
import { execFile } from "node:child_process";
import { hash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goBuild } from "../kube/build.ts";
import { cacheRoot, exists, fillAtomically, withCacheLock } from "../kube/cache.ts";
import type { OddPod } from "./pods.ts";

/** What a level says of a pod from a minor on, until the next step. */
export interface OracleStep {
  readonly since: number;
  readonly violations: readonly { readonly check: string; readonly reason: string; readonly detail: string }[];
}

export type OracleAnswer = Readonly<Record<"baseline" | "restricted", readonly OracleStep[]>>;

/** Up to which minor the program answers: some past the newest that the library knows. */
export const oracleReach = 40;

const folder = fileURLToPath(new URL("oracle", import.meta.url));

/** @returns the answer for each pod, in turn. */
export async function askOracle(pods: readonly OddPod[]): Promise<readonly OracleAnswer[]> {
  const program = await findOracle();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = execFile(program, { maxBuffer: 1024 ** 3 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  child.stdin?.end(pods.map((pod) => `${JSON.stringify(pod)}\n`).join(""));
  return (await promise)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as OracleAnswer);
}

/** Looks in the cache, where the sources name the program, and builds it from Go modules where it is not. */
async function findOracle(): Promise<string> {
  const sources = await Promise.all(["go.mod", "go.sum", "main.go"].map((name) => readFile(join(folder, name), "utf8")));
  const path = join(cacheRoot(), "oracles", `pod-security-${hash("sha256", sources.join("\n")).slice(0, 12)}`);
  if (await exists(path)) return path;
  await mkdir(join(path, ".."), { recursive: true });
  await withCacheLock(async () => {
    if (await exists(path)) return;
    await fillAtomically(path, (output) => goBuild({ folder, output, flags: ["-s", "-w"], target: "." }));
  });
  return path;
}
