#!/usr/bin/env node
// Finds a Node that runs TypeScript as it is and hands the command to it, with a folder in which Node keeps what it compiled:
// most of a short command's time is compiling. Plain JavaScript for the oldest Node that npm supports here.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const oldestMajor = 24;
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve("node/package.json")), "bin");
    return ["node", "node.exe"].map((name) => join(folder, name)).find((path) => existsSync(path));
  } catch {
    return undefined;
  }
}

function run(node) {
  const main = fileURLToPath(new URL("../lib/cli/main.ts", import.meta.url));
  const { HOME, XDG_CACHE_HOME = HOME && join(HOME, ".cache") } = process.env;
  const env = { ...(XDG_CACHE_HOME && { NODE_COMPILE_CACHE: join(XDG_CACHE_HOME, "drydock", "compiled") }), ...process.env };
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", main, ...process.argv.slice(2)], { stdio: "inherit", env });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`Node ${oldestMajor} could not be started: ${error.message}. Run npm ci again.\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

const node = findNode();
if (node) run(node);
else {
  process.stderr.write(
    `drydock needs Node ${oldestMajor}, which npm ci installs beside it. Run npm ci in the folder of drydock.\n`,
  );
  process.exitCode = 2;
}
