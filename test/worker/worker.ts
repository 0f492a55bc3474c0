/** Worker processes for tests: the real entry, with keys and a database of the test's own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endpointFingerprint } from "#server/cluster/endpoint-fingerprint.ts";
import { createKeyring, type PrivateKeyring, publicHalf } from "#server/crypto/keyring.ts";
import { seal } from "#server/crypto/seal.ts";
import { newId } from "#server/database/ids.ts";
import { systemScope } from "#server/database/scope.ts";
import { parseEndpoint } from "#server/net/endpoint.ts";
import { projectFolder, workerArguments, workerEnvironment } from "../../scripts/start/project.ts";
import { compiledFolder } from "../compiled.ts";
import type { TestDatabase } from "../postgres/database.ts";

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly log: () => string;
  /** Ends it with a signal. @returns its exit code. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

export interface Workshop {
  readonly keyring: PrivateKeyring;
  startWorker(): WorkerProcess;
  /** Registers a cluster with a sealed token. @returns its id. */
  register(cluster: { name: string; server: string; ca: string; token: string }): Promise<string>;
  /** Seals a token for one row. */
  sealToken(row: string, endpoint: { server: string; ca: string }, token: string): Promise<string>;
  close(): Promise<void>;
}

/** @returns what starts workers on a database, and registers clusters that they can open. */
export async function createWorkshop(db: Pick<TestDatabase, "url" | "repositories">): Promise<Workshop> {
  const keys = await mkdtemp(join(tmpdir(), "drydock-keys-"));
  const made = await createKeyring(keys);
  if (!made.ok) throw new Error(made.error.message);
  const keyring = made.value;
  const { id: installation } = await db.repositories.installation.ensure();
  const running = new Set<WorkerProcess>();

  async function sealToken(row: string, { server, ca }: { server: string; ca: string }, token: string): Promise<string> {
    const endpoint = parseEndpoint(server);
    if (!endpoint.ok) throw new Error(endpoint.error.message);
    const fingerprint = endpointFingerprint({ endpoint: endpoint.value, caData: ca });
    const context = { installation, cluster: row, field: "credential", version: 1, endpoint: fingerprint };
    return seal(publicHalf(keyring), JSON.stringify({ kind: "token", token }), context);
  }

  return {
    keyring,
    sealToken,
    startWorker() {
      const env = {
        NODE_ENV: "test" as const,
        ...workerEnvironment,
        PATH: process.env.PATH,
        DATABASE_URL: db.url,
        DRYDOCK_KEYS: keys,
        NODE_COMPILE_CACHE: compiledFolder,
        DRYDOCK_LOG: "debug",
      };
      const child = spawn(process.execPath, workerArguments, { cwd: projectFolder, env, stdio: ["ignore", "pipe", "pipe"] });
      let text = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
      const exited = once(child, "exit").then(([code]) => code as number | null);
      const worker: WorkerProcess = {
        child,
        log: () => text,
        async end(signal) {
          child.kill(signal);
          running.delete(worker);
          return exited;
        },
      };
      running.add(worker);
      return worker;
    },
    async register({ name, server, ca, token }) {
      const id = newId("cls");
      const cluster = await db.repositories.clusters.create(systemScope, { id, name, kind: "live", server, caData: ca });
      if (!cluster.ok) throw new Error(cluster.error.message);
      const sealed = await sealToken(id, { server, ca }, token);
      const credential = { sealed, kid: keyring.current, version: 1, endpointFingerprint: "", kind: "token" as const };
      await db.repositories.credentials.put(systemScope, id, { ...credential, withoutEnd: true, renews: false });
      return id;
    },
    async close() {
      await Promise.all([...running].map((worker) => worker.end("SIGKILL")));
      await rm(keys, { recursive: true, force: true });
    },
  };
}
