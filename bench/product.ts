/** Drydock as `npm start` runs it, with a data folder of its own, and an administrator who is signed in. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePorts } from "#test/kube/ports.ts";
import { projectFolder } from "../scripts/start/project.ts";

export interface Product {
  /** Where it answers, such as `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** The cookies of the administrator's session, as a header has them. */
  readonly cookie: string;
  /** @returns the process that answers; on Linux. */
  web(): Promise<number>;
  /** Asks `/api/v1` as the administrator. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

const account = { email: "bench@example.com", password: "correct horse battery" };

/** Twenty readers ask as one person. */
const unhurried = { DRYDOCK_REQUESTS_PER_MINUTE: "1000000", DRYDOCK_CHANGES_PER_MINUTE: "1000000" };

/** Starts it, which builds the pages first where they are stale. */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  const [port = 0] = await freePorts(1);
  const { DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    cwd: projectFolder,
    env: {
      ...inherited,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: `${port}`,
      DRYDOCK_DATA: join(folder, "data"),
      ...unhurried,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const link = await setupLinkIn(createInterface({ input: child.stdout }));
    child.stdout.resume();
    const cookie = await signIn(link);
    const headers = { origin: link.origin, cookie };
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${link.origin}/api/v1${path}`, { ...init, headers: { ...headers, ...init.headers } });
    return { origin: link.origin, cookie, web: () => webOf(child.pid ?? 0), ask, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns the one of the children that is the web process. */
async function webOf(start: number): Promise<number> {
  const children = (await readFile(`/proc/${start}/task/${start}/children`, "utf8")).trim().split(" ");
  for (const child of children) {
    const command = await readFile(`/proc/${child}/cmdline`, "utf8");
    if (command.includes("next")) return Number(child);
  }
  throw new Error("No child of the start is the web process.");
}

async function setupLinkIn(lines: AsyncIterable<string>): Promise<URL> {
  let link: string | undefined;
  for await (const line of lines) {
    link ??= /^Set-up link.*?(https?:\S+)$/.exec(line)?.[1];
    if (link !== undefined) return new URL(link);
  }
  throw new Error("Drydock ended before it said where it is.");
}

/** @returns the cookies of the session. */
async function signIn({ origin, searchParams }: URL): Promise<string> {
  const post = async (path: string, body: object) => {
    const headers = { origin, "content-type": "application/json" };
    const answer = await fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  await post("/api/v1/setup", { token: searchParams.get("token"), name: "Bench", ...account });
  const { headers } = await post("/api/auth/sign-in/email", account);
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
