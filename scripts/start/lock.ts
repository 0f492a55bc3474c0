/**
 * One Drydock a data folder. The lock names a loopback port that answers with the lock's own secret: what a kill -9 or a
 * restarted machine leaves behind never answers, whatever process has its id now.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { StartFailure } from "./problem.ts";

export interface Lock {
  release(): Promise<void>;
}

const content = z.object({ port: z.number(), secret: z.string(), address: z.string() });
const answerWithinMs = 2_000;

/**
 * Takes the data folder. @param address is told to who finds it taken.
 * @throws StartFailure where another Drydock has it.
 */
export async function lockFolder(folder: string, address: string): Promise<Lock> {
  const file = join(folder, "start.lock");
  const secret = randomBytes(16).toString("hex");
  const beacon = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end(secret);
  }).listen(0, "127.0.0.1");
  beacon.unref();
  await once(beacon, "listening");
  const bound = beacon.address();
  if (!bound || typeof bound === "string") throw new Error("a TCP server has no port");
  const text = JSON.stringify({ port: bound.port, secret, address } satisfies z.infer<typeof content>);
  try {
    await write(file, text, folder);
  } catch (error) {
    beacon.close();
    throw error;
  }
  return {
    async release() {
      await rm(file, { force: true });
      beacon.close();
    },
  };
}

/** @returns the address of the living Drydock that has a data folder. */
export function addressOfLock(folder: string): Promise<string | undefined> {
  return holder(join(folder, "start.lock"));
}

async function write(file: string, text: string, folder: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(file, text, { flag: "wx", mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const address = await holder(file);
    if (address !== undefined) throw alreadyRunning(folder, address);
    await rm(file, { force: true });
  }
}

/** @returns the address of the living Drydock that the lock is of. */
async function holder(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const parsed = z.string().transform(asJson).pipe(content).safeParse(text);
  if (!parsed.success) return undefined;
  const { port, secret, address } = parsed.data;
  return (await answerOf(port)) === secret ? address : undefined;
}

function asJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: String(error) });
    return z.NEVER;
  }
}

/** @returns what the port says, or nothing: nobody listens, or somebody who has nothing to do with us. */
function answerOf(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", timeout: answerWithinMs });
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  socket.on("timeout", () => socket.destroy());
  socket.on("error", () => socket.destroy());
  return new Promise((resolve) => socket.once("close", () => resolve(text)));
}

function alreadyRunning(folder: string, address: string): StartFailure {
  return new StartFailure({
    code: "alreadyRunning",
    message: `Drydock runs already with the data folder ${folder}, at ${address}.`,
    remedy: "Use that one, stop it first, or start this one with another folder in DRYDOCK_DATA and another PORT.",
  });
}
