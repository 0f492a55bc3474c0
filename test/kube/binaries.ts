/** Finds the programs that a harness runs, or makes them. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildPrograms } from "./build.ts";
import { cachedPath, cacheRoot, exists, withCacheLock } from "./cache.ts";
import { downloadPrograms } from "./download.ts";
import { DEFAULT_KUBE_VERSION, ETCD_VERSION, type KubeVersion, type Program, parseKubeVersion } from "./versions.ts";

export interface KubeBinaries {
  readonly version: KubeVersion;
  readonly paths: Readonly<Record<Program, string>>;
}

const PROGRAMS: readonly Program[] = ["kube-apiserver", "kube-controller-manager", "etcd"];

/**
 * Looks in `KUBEBUILDER_ASSETS`, then in the cache (`DRYDOCK_TEST_CACHE`), then downloads, then builds.
 * The assets serve when no version is asked for, or when they are of that version.
 * @param controllers the release whose controllers are taken instead, so that those of an old release need not be built.
 */
export async function findBinaries(wanted = process.env.KUBE_VERSION, controllers?: string): Promise<KubeBinaries> {
  if (controllers !== undefined) {
    const { paths } = await findBinaries(controllers);
    return findPrograms(wanted, new Map([["kube-controller-manager", paths["kube-controller-manager"]]]));
  }
  return findPrograms(wanted, new Map());
}

async function findPrograms(wanted: string | undefined, given: ReadonlyMap<Program, string>): Promise<KubeBinaries> {
  const assets = await assetsOf(process.env.KUBEBUILDER_ASSETS, wanted);
  const version = assets?.version ?? parseKubeVersion(wanted ?? DEFAULT_KUBE_VERSION);
  const found = new Map<Program, string>([...(assets?.paths ?? []), ...given]);
  for (const program of PROGRAMS)
    if (!found.has(program) && (await exists(cachedPath(program, version)))) found.set(program, cachedPath(program, version));
  const missing = PROGRAMS.filter((program) => !found.has(program));
  if (missing.length > 0) await withCacheLock(() => obtain(missing, version));
  const path = (program: Program) => found.get(program) ?? cachedPath(program, version);
  return {
    version,
    paths: {
      "kube-apiserver": path("kube-apiserver"),
      "kube-controller-manager": path("kube-controller-manager"),
      etcd: path("etcd"),
    },
  };
}

async function obtain(programs: readonly Program[], version: KubeVersion): Promise<void> {
  const reasons: string[] = [];
  for (const [way, attempt] of [
    ["download", downloadPrograms],
    ["build from Go modules", buildPrograms],
  ] as const) {
    try {
      return await attempt(programs, version);
    } catch (error) {
      reasons.push(`  ${way}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(
    [
      `Kubernetes ${version.text} cannot be started: ${programs.join(", ")} could be neither found nor made.`,
      ...reasons,
      `Set KUBEBUILDER_ASSETS to a folder with kube-apiserver and etcd, or put the programs at`,
      `${join(cacheRoot(), version.text)} (etcd: ${join(cacheRoot(), `etcd-${ETCD_VERSION}`)}), or install Go for a build.`,
    ].join("\n"),
  );
}

interface Assets {
  version: KubeVersion;
  paths: [Program, string][];
}

async function assetsOf(folder: string | undefined, wanted: string | undefined): Promise<Assets | undefined> {
  if (!folder) return undefined;
  const apiserver = join(folder, "kube-apiserver");
  if (!(await exists(apiserver))) throw new Error(`KUBEBUILDER_ASSETS is ${folder}, which holds no kube-apiserver`);
  const { stdout } = await promisify(execFile)(apiserver, ["--version"]);
  const version = parseKubeVersion(/v\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout);
  if (wanted && parseKubeVersion(wanted).text !== version.text) return undefined;
  const paths: [Program, string][] = [];
  for (const program of PROGRAMS) if (await exists(join(folder, program))) paths.push([program, join(folder, program)]);
  return { version, paths };
}
