import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { withDatabase } from "#server/database/schema/schema-engine.ts";
import { compiledFolder } from "#test/compiled.ts";
import { freePorts } from "#test/kube/ports.ts";

const program = fileURLToPath(new URL("../test/start/drydock.ts", import.meta.url));
const node = process.execPath;

let data: string;
let port: number;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "drydock-start-"));
  await chmod(data, 0o711);
  [port = 0] = await freePorts(1);
});
afterEach(async () => {
  for (const child of running) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await gone();
  await rm(data, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

function start(environment: Record<string, string> = {}): Started {
  const own = { DRYDOCK_DATA: data, PORT: String(port), NODE_COMPILE_CACHE: compiledFolder };
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, ...own, ...environment };
  const child = spawn(node, [program], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.err += chunk));
  const ended = once(child, "exit").then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, output: () => text.out, errors: () => text.err, ended };
}

async function ready(started: Started): Promise<void> {
  const failed = started.ended.then((code) => `ended with ${code}: ${started.errors()}`);
  await expect
    .poll(() => started.output(), { timeout: 30_000, interval: 50 })
    .toContain("Press Ctrl-C")
    .catch(async (error) => {
      throw started.child.exitCode === null ? error : new Error(await failed);
    });
}

const webEnvironment = async () => (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Record<string, string>;
const tokenOf = ({ output }: Started) => /setup\?token=(\S+)/.exec(output())?.[1];

/** Processes that were started for the data folder: found by their command lines and environments. */
async function leftBehind(): Promise<number[]> {
  const { readdir } = await import("node:fs/promises");
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const texts = await Promise.all(
    pids.map(async (pid) => {
      const [line, environment] = await Promise.all(
        ["cmdline", "environ"].map((name) => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "")),
      );
      return `${line}\0${environment}`;
    }),
  );
  return pids.filter((pid, i) => pid !== process.pid && texts[i]?.includes(data));
}
const gone = () => expect.poll(leftBehind, { timeout: 30_000, interval: 50 }).toEqual([]);

describe("a start", () => {
  it("brings everything up, keeps what it made for the next one, and stops all of it", async () => {
    const first = start();
    await ready(first);
    expect(first.output()).toContain(`Drydock 0.1.0 is at http://127.0.0.1:${port}`);
    expect(tokenOf(first)).toMatch(/^[\w-]{43}$/);
    const given = await webEnvironment();
    expect(given.DRYDOCK_KEYS).toBeUndefined();
    expect(given.DRYDOCK_PUBLIC_KEYS).toMatch(/^[0-9a-f]{16}:/);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    await gone();

    const second = start();
    await ready(second);
    const again = await webEnvironment();
    expect(again.DRYDOCK_PUBLIC_KEYS).toBe(given.DRYDOCK_PUBLIC_KEYS);
    expect(again.DRYDOCK_AUTH_SECRET).toBe(given.DRYDOCK_AUTH_SECRET);
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    second.child.kill("SIGINT");
    expect(await second.ended).toBe(0);
    await gone();
  });

  it("leaves nothing running when it is killed, and starts again on what is left", async () => {
    const killed = start();
    await ready(killed);
    killed.child.kill("SIGKILL");
    await gone();
    const next = start();
    await ready(next);
    next.child.kill("SIGTERM");
    expect(await next.ended).toBe(0);
  });

  it("stops when npm is told to, although npm passes nothing on", async () => {
    const env = {
      NODE_ENV: "test" as const,
      PATH: process.env.PATH,
      DRYDOCK_DATA: data,
      PORT: String(port),
      npm_lifecycle_event: "start",
    };
    const child = spawn("sh", ["-c", `"${node}" "${program}"; exit $?`], { env, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    await expect.poll(() => output, { timeout: 30_000, interval: 50 }).toContain("Press Ctrl-C");
    child.kill("SIGTERM");
    await gone();
  });

  it("uses the database in DATABASE_URL and makes none", async () => {
    const template = new URL(inject("postgresUrl"));
    const url = withDatabase(template.href, `start_${port}`);
    await query(withDatabase(template.href, "postgres"), `CREATE DATABASE start_${port}`);
    const started = start({ DATABASE_URL: url, DRYDOCK_EGRESS_PROXY: "http://drydock:hunter2@proxy.test:3128" });
    await ready(started);
    const web = await webEnvironment();
    expect(web.DATABASE_URL).toBe(url);
    expect(web.DRYDOCK_EGRESS_PROXY).toBe("http://proxy.test:3128");
    expect(JSON.stringify(web) + started.output() + started.errors()).not.toContain("hunter2");
    await expect(stat(join(data, "postgres"))).rejects.toThrow("ENOENT");
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
    await query(withDatabase(template.href, "postgres"), `DROP DATABASE start_${port} WITH (FORCE)`);
  });

  it("keeps its secrets to the user who started it", async () => {
    const started = start();
    await ready(started);
    const mode = async (name: string) => ((await stat(join(data, name))).mode & 0o777).toString(8);
    expect(await Promise.all(["postgres-password", "auth-secret", "keys", "start.lock"].map(mode))).toEqual([
      "600",
      "600",
      "700",
      "600",
    ]);
    started.child.kill("SIGTERM");
    await started.ended;
  });
});

describe("a start that cannot work ends with one clear sentence and what to do", () => {
  async function refused(environment: Record<string, string> = {}): Promise<string> {
    const started = start(environment);
    expect(await started.ended).toBe(1);
    expect(started.errors().trim().split("\n")).toHaveLength(1);
    return started.errors();
  }

  it("for a taken port", async () => {
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    expect(await refused()).toContain(`Port ${port} of 127.0.0.1 is taken`);
    other.close();
  });

  it("for a host that is not of this machine", async () => {
    expect(await refused({ HOST: "192.0.2.1" })).toContain("cannot listen on 192.0.2.1");
  });

  it("for a data folder that another Drydock uses", async () => {
    const first = start();
    await ready(first);
    expect(await refused({ PORT: "1" })).toContain(`runs already with the data folder ${data}, at http://127.0.0.1:${port}`);
    first.child.kill("SIGTERM");
    await first.ended;
  });

  it("for a data folder of a newer version", async () => {
    await writeFile(join(data, "format"), "99\n");
    expect(await refused()).toContain("made by a newer version of Drydock");
  });

  it("for a data folder that is a file", async () => {
    await writeFile(join(data, "file"), "");
    expect(await refused({ DRYDOCK_DATA: join(data, "file") })).toContain("cannot use its data folder");
  });

  it("for a database that cannot be reached, without its password", async () => {
    const sentence = await refused({ DATABASE_URL: "postgresql://drydock:hunter2@127.0.0.1:1/drydock" });
    expect(sentence).toContain("The database in DATABASE_URL cannot be reached");
    expect(sentence).not.toContain("hunter2");
  });

  it("for a database address that is none", async () => {
    expect(await refused({ DATABASE_URL: "here" })).toContain("DATABASE_URL cannot be used as it is.");
  });

  it("for a file of authorities that holds none", async () => {
    await writeFile(join(data, "ca.pem"), "no certificate");
    const sentence = await refused({ DRYDOCK_EXTRA_CA_FILE: join(data, "ca.pem") });
    expect(sentence).toContain("DRYDOCK_EXTRA_CA_FILE cannot be used as it is. Name a file that can be read here");
  });

  it("for a variable that is wrong", async () => {
    expect(await refused({ PORT: "http" })).toContain("PORT cannot be used as it is.");
  });
});

async function query(url: string, sql: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
