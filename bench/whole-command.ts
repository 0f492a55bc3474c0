import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectFolder } from "../scripts/start/project.ts";

/** @returns the milliseconds that the `drydock` command takes, from its start to its end, as npx runs it. */
export async function wholeCommand(args: readonly string[], home: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ["bin/drydock.js", ...args], {
    cwd: projectFolder,
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: home },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`drydock ${args.join(" ")} ended with ${code}.`);
  return performance.now() - started;
}
