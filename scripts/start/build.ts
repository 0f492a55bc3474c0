/** Builds the pages when there are none, or when their sources have changed since. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { endWithParent } from "./guard.ts";
import { diskFull, StartFailure, type StartProblem } from "./problem.ts";
import { nextBin, projectFolder } from "./project.ts";

const stamp = join(projectFolder, ".next", "drydock-sources");
const sources = [
  "{app,components,public}/**/*",
  "lib/{client,contracts,core,server}/**/*",
  "{package-lock.json,tsconfig.json,next.config.js,postcss.config.mjs,{instrumentation-client,proxy}.ts}",
];
const notBuilt = /\.(db\.|kube\.|fuzz\.)?test\.tsx?$/;

/** @throws StartFailure where the build fails; what `signal` was aborted with, where it was. */
export async function buildIfStale(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const current = await hashOfSources();
  if ((await readFile(stamp, "utf8").catch(orMissing)) === current) return;
  say("Building the pages. This happens once for each version and takes about a minute.");
  await build(signal);
  await writeFile(stamp, current);
}

async function hashOfSources(): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: projectFolder, withFileTypes: true }))
    if (entry.isFile() && !notBuilt.test(entry.name)) files.push(join(entry.parentPath, entry.name));
  const hash = createHash("sha256");
  for (const file of files.sort())
    hash
      .update(`${file.slice(projectFolder.length)}\0`)
      .update(await readFile(file))
      .update("\0");
  return hash.digest("hex");
}

async function build(signal: AbortSignal): Promise<void> {
  const { DATABASE_URL: _database, DRYDOCK_KEYS: _keys, ...environment } = process.env;
  const child = spawn(process.execPath, [nextBin, "build"], {
    cwd: projectFolder,
    env: { ...environment, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  endWithParent(child, "SIGTERM");
  const abandon = () => child.kill("SIGTERM");
  signal.addEventListener("abort", abandon, { once: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = await once(child, "close");
  signal.removeEventListener("abort", abandon);
  signal.throwIfAborted();
  if (code !== 0) throw failed(output);
}

function failed(output: string): StartFailure {
  if (/ENOSPC|No space left/i.test(output)) return new StartFailure(diskFull(projectFolder));
  if (/Another next build process/i.test(output)) return new StartFailure(buildRunning);
  process.stderr.write(`${output.trim().split("\n").slice(-40).join("\n")}\n`);
  return new StartFailure({
    code: "buildFailed",
    message: "The pages could not be built; the build's last lines stand above.",
    remedy: "Run `npm ci` and start again; if the sources were changed, correct what the build names.",
  });
}

const buildRunning: StartProblem = {
  code: "buildFailed",
  message: "Another process builds the pages of this checkout at this moment.",
  remedy: "Start again when it is done.",
};

function orMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
