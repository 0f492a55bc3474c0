import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findBinaries } from "./binaries.ts";
import { fillAtomically, withCacheLock } from "./cache.ts";
import { ETCD_VERSION } from "./versions.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-binaries-"));
  vi.stubEnv("DRYDOCK_TEST_CACHE", join(folder, "cache"));
  vi.stubEnv("KUBEBUILDER_ASSETS", "");
  vi.stubEnv("KUBE_VERSION", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(path: string, says = ""): Promise<string> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${says}"\n`);
  await chmod(path, 0o755);
  return path;
}

async function fillCache(version: string) {
  const cache = join(folder, "cache");
  return {
    "kube-apiserver": await program(join(cache, version, "kube-apiserver")),
    "kube-controller-manager": await program(join(cache, version, "kube-controller-manager")),
    etcd: await program(join(cache, `etcd-${ETCD_VERSION}`, "etcd")),
  };
}

test("the cache is enough", async () => {
  const paths = await fillCache("1.34.4");
  await expect(findBinaries("1.34.4")).resolves.toEqual({ version: expect.objectContaining({ text: "1.34.4" }), paths });
});

test("an old API server runs with the controllers of another release", async () => {
  const old = await fillCache("1.34.4");
  const { "kube-controller-manager": controllers } = await fillCache("1.37.2");
  await rm(old["kube-controller-manager"]);
  expect((await findBinaries("1.34.4", "1.37.2")).paths).toEqual({ ...old, "kube-controller-manager": controllers });
});

test("the assets come first, and decide the version when none is asked for", async () => {
  const cached = await fillCache("1.33.1");
  vi.stubEnv("KUBEBUILDER_ASSETS", join(folder, "assets"));
  const apiserver = await program(join(folder, "assets", "kube-apiserver"), "Kubernetes v1.33.1");
  const { version, paths } = await findBinaries(undefined);
  expect(version.text).toBe("1.33.1");
  expect(paths).toEqual({ ...cached, "kube-apiserver": apiserver });
});

test("assets of another version than the one asked for are left alone", async () => {
  const paths = await fillCache("1.24.2");
  vi.stubEnv("KUBEBUILDER_ASSETS", join(folder, "assets"));
  await program(join(folder, "assets", "kube-apiserver"), "Kubernetes v1.33.1");
  expect((await findBinaries("1.24.2")).paths).toEqual(paths);
});

test("assets without an API server are an error, not a fallback", async () => {
  vi.stubEnv("KUBEBUILDER_ASSETS", folder);
  await expect(findBinaries(undefined)).rejects.toThrow("holds no kube-apiserver");
});

test("an unfinished program is never taken for a finished one", async () => {
  const path = join(folder, "cache", "1.37.2", "kube-apiserver");
  const broken = fillAtomically(path, async (partial) => {
    await writeFile(partial, "half");
    throw new Error("killed");
  });
  await expect(broken).rejects.toThrow("killed");
  await fillAtomically(path, (partial) => writeFile(partial, "whole"));
  await expect(readFile(path, "utf8")).resolves.toBe("whole");
});

test("only one at a time prepares programs", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    for (let turn = 0; turn < 100; turn += 1) await stat(folder);
    inside -= 1;
  };
  await Promise.all([withCacheLock(work), withCacheLock(work), withCacheLock(work)]);
  expect(most).toBe(1);
});
