/** The official binaries, taken only when they match the checksum that their project publishes beside them. */
import { createHash } from "node:crypto";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar";
import { EnvHttpProxyAgent, fetch } from "undici";
import { cachedPath, exists, fillAtomically } from "./cache.ts";
import { startProgress } from "./progress.ts";
import { ETCD_VERSION, type KubeProgram, type KubeVersion, type Program } from "./versions.ts";

const CONNECT_TIMEOUT = 5_000;
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", arm64: "arm64" };

/** Downloads each program that the cache lacks; throws with the reason when one cannot be had. */
export async function downloadPrograms(programs: readonly Program[], version: KubeVersion): Promise<void> {
  const arch = ARCHITECTURES[process.arch];
  if (process.platform !== "linux" || !arch)
    throw new Error(`there is no official kube-apiserver for ${process.platform}/${process.arch}`);
  for (const program of programs) {
    const path = cachedPath(program, version);
    if (await exists(path)) continue;
    await fillAtomically(path, async (partial) => {
      const bytes = program === "etcd" ? await downloadEtcd(arch) : await downloadKube(program, version, arch);
      await writeFile(partial, bytes);
      await chmod(partial, 0o755);
    });
  }
}

async function downloadKube(program: KubeProgram, version: KubeVersion, arch: string): Promise<Buffer> {
  const url = `https://dl.k8s.io/v${version.text}/bin/linux/${arch}/${program}`;
  const checksum = (await download(`${url}.sha256`)).toString("utf8").trim().split(/\s/)[0];
  return verified(await download(url), checksum, url);
}

async function downloadEtcd(arch: string): Promise<Buffer> {
  const release = `https://github.com/etcd-io/etcd/releases/download/v${ETCD_VERSION}`;
  const name = `etcd-v${ETCD_VERSION}-linux-${arch}`;
  const sums = (await download(`${release}/SHA256SUMS`)).toString("utf8");
  const line = sums.split("\n").find((candidate) => candidate.trim().endsWith(` ${name}.tar.gz`));
  const archive = verified(await download(`${release}/${name}.tar.gz`), line?.trim().split(/\s/)[0], name);
  return fileOfArchive(archive, `${name}/etcd`);
}

async function fileOfArchive(archive: Buffer, member: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-etcd-"));
  try {
    await writeFile(join(folder, "archive.tar.gz"), archive);
    await extract({ file: join(folder, "archive.tar.gz"), cwd: folder }, [member]);
    return await readFile(join(folder, member));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function verified(bytes: Buffer, expected: string | undefined, name: string): Buffer {
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (!expected) throw new Error(`no checksum is published for ${name}`);
  if (actual !== expected) throw new Error(`${name} has SHA-256 ${actual}, its project publishes ${expected}`);
  return bytes;
}

async function download(url: string): Promise<Buffer> {
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: CONNECT_TIMEOUT } });
  const progress = startProgress(`downloading ${url}`);
  try {
    const response = await fetch(url, { dispatcher });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`${url}: ${reasonOf(error)}`, { cause: error });
  } finally {
    progress.stop();
    await dispatcher.destroy();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
