import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { projectFolder, workerEnvironment } from "../scripts/start/project.ts";

export interface ChildScript {
  /** A file beside this one. */
  readonly file: string;
  readonly nodeArguments?: readonly string[];
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs one of the scripts here in a process of its own. @returns what it printed, as JSON. */
export async function childJson<T>({ file, nodeArguments = [], args = [], environment = {} }: ChildScript): Promise<T> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [...nodeArguments, script, ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...workerEnvironment, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (code !== 0) throw new Error(`${file} ended with ${code}.`);
  return JSON.parse(output) as T;
}
