/**
 * `users`: people of the installation on this machine. The command itself knows nothing of the server's state: it hands over to
 * the program beside the start, which finds the database.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";

const program = fileURLToPath(new URL("../../../scripts/users.ts", import.meta.url));

export async function users(io: Io, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...args], {
    stdio: "inherit",
    env: { ...io.env } as NodeJS.ProcessEnv,
  });
  const stop = () => child.kill("SIGTERM");
  io.signal.addEventListener("abort", stop, { once: true });
  const [code] = await once(child, "exit");
  io.signal.removeEventListener("abort", stop);
  return typeof code === "number" ? code : exitCodes.unsure;
}
