/**
 * Generates Prisma's client without the network: the CLI looks for a schema engine that generating never runs,
 * and is content with any file that exists.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "generate"], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  encoding: "utf8",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
});
if (status !== 0) process.stderr.write(`The database client could not be generated.\n${stdout}${stderr}`);
process.exitCode = status ?? 1;
