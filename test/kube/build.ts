/**
 * Builds the programs from their Go modules. `k8s.io/kubernetes` replaces its staging modules by folders of
 * its own repository, which a module does not carry: here each is replaced by its release of the same version.
 */
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { join } from "node:path";
import { cachedPath, cacheRoot, exists, fillAtomically } from "./cache.ts";
import { say, startProgress } from "./progress.ts";
import { dieWithParent } from "./reaper.ts";
import { ETCD_VERSION, type KubeVersion, needsLinknameUnchecked, type Program, stagingVersion } from "./versions.ts";

/** Builds each program that the cache lacks, one after the other; what a killed build compiled is not compiled again. */
export async function buildPrograms(programs: readonly Program[], version: KubeVersion): Promise<void> {
  for (const program of programs) {
    const path = cachedPath(program, version);
    if (await exists(path)) continue;
    const started = Date.now();
    say(`building ${program} from Go modules, this takes minutes, once`);
    await fillAtomically(path, (partial) => (program === "etcd" ? buildEtcd(partial) : buildKube(program, version, partial)));
    say(`built ${program} in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

async function buildKube(program: Program, version: KubeVersion, output: string): Promise<void> {
  const folder = join(cacheRoot(), "modules", `kubernetes-${version.text}`);
  if (!(await exists(join(folder, "go.mod")))) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "go.mod"), kubeModule(await moduleFileOf(version, folder), version));
  }
  const flags = ["-s", "-w", ...versionFlags(version)];
  if (needsLinknameUnchecked(version)) flags.push("-checklinkname=0");
  await goBuild({ folder, output, flags, target: `k8s.io/kubernetes/cmd/${program}` });
}

async function buildEtcd(output: string): Promise<void> {
  const folder = join(cacheRoot(), "modules", `etcd-${ETCD_VERSION}`);
  const target = "go.etcd.io/etcd/server/v3";
  await mkdir(folder, { recursive: true });
  if (!(await exists(join(folder, "go.mod"))))
    await writeFile(join(folder, "go.mod"), `module build.local/etcd\n\ngo 1.24\n\nrequire ${target} v${ETCD_VERSION}\n`);
  await goBuild({ folder, output, flags: ["-s", "-w"], target });
}

/** Our go.mod: Kubernetes' own replacements, with staging folders turned into releases. */
export function kubeModule(upstream: string, version: KubeVersion): string {
  const replacements = [...upstream.matchAll(/^\s*(?:replace\s+)?(\S+(?: v\S+)?) => (\S+(?: v\S+)?)$/gm)].map(([, from, to]) =>
    to?.startsWith("./staging/") ? `${from} => ${from} ${stagingVersion(version)}` : `${from} => ${to}`,
  );
  const language = /^go (\S+)$/m.exec(upstream)?.[1] ?? "1.20";
  return [
    "module build.local/kubernetes",
    `go ${language}`,
    `require k8s.io/kubernetes v${version.text}`,
    `replace (\n${replacements.map((line) => `\t${line}`).join("\n")}\n)`,
    "",
  ].join("\n\n");
}

async function moduleFileOf(version: KubeVersion, folder: string): Promise<string> {
  const answer = await run("go", ["mod", "download", "-json", `k8s.io/kubernetes@v${version.text}`], folder);
  return readFile((JSON.parse(answer) as { GoMod: string }).GoMod, "utf8");
}

/** Until 1.25 the aggregator answered /version from the second. */
const VERSION_PACKAGES = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"];

function versionFlags({ text, major, minor }: KubeVersion): string[] {
  const facts = {
    gitVersion: `v${text}`,
    gitMajor: String(major),
    gitMinor: String(minor),
    gitTreeState: "clean",
    gitCommit: "0".repeat(40),
    buildDate: "1970-01-01T00:00:00Z",
  };
  return VERSION_PACKAGES.flatMap((path) => Object.entries(facts).map(([name, value]) => `-X ${path}.${name}=${value}`));
}

interface GoBuild {
  folder: string;
  output: string;
  flags: string[];
  target: string;
}

/** Builds one program of a module in its folder, with the caches that the Kubernetes programs are built with. */
export async function goBuild({ folder, output, flags, target }: GoBuild): Promise<void> {
  const progress = startProgress(`building ${target}`);
  try {
    await run("go", ["build", "-mod=mod", "-trimpath", "-ldflags", flags.join(" "), "-o", output, target], folder);
  } finally {
    progress.stop();
  }
}

const KEPT_OF_STDERR = 4_000;

/** Runs a command at low priority, so that the machine stays usable while it builds. */
function run(command: string, args: string[], folder: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "-buildvcs=false" };
  const child = spawn(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr = (stderr + chunk).slice(-KEPT_OF_STDERR)));
  child.once("error", (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
  if (child.pid !== undefined) {
    setPriority(child.pid, 10);
    dieWithParent(child);
  }
  child.once("close", (code) => {
    if (code === 0) resolve(stdout);
    else reject(new Error(`${command} ${args[0]} ended with ${code}:\n${stderr}`));
  });
  return promise;
}
