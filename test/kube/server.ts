/** A real control plane for tests: etcd, kube-apiserver and a few controllers, gone when the test run is. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { type KubeAddress, KubeClient } from "./client.ts";
import type { Component } from "./component.ts";
import { filesIn, type Layout, startApiserver, startControllers, startEtcd, writeCredentials } from "./control-plane.ts";
import { kubeconfigOf } from "./kubeconfig.ts";
import { freePorts } from "./ports.ts";
import { untilControllersWork, untilReady } from "./readiness.ts";
import { removeWithParent } from "./reaper.ts";

export interface StartOptions {
  /** A release such as "1.34.4"; by default `KUBE_VERSION`, then the newest that the harness knows. */
  version?: string;
  /** A folder for etcd's data that outlives `stop`; by default a temporary one that does not. */
  dataDir?: string;
  /** Whether the controllers run; without them aggregated roles are empty and no service account is created. */
  controllers?: boolean;
  /** The release whose controllers run, where it is another one: those of an old API server take minutes to build. */
  controllersVersion?: string;
  port?: number;
  /** More arguments for kube-apiserver, such as an audit policy. */
  apiserverArgs?: readonly string[];
}

/** A running control plane, and its administrator's client. */
export class Kube extends KubeClient {
  readonly version: string;
  readonly kubeconfigPath: string;
  readonly dataDir: string;
  readonly pids: readonly number[];
  readonly #shutDown: () => Promise<void>;

  constructor(address: KubeAddress, run: { version: string; dataDir: string; pids: number[]; shutDown: () => Promise<void> }) {
    super(address);
    this.version = run.version;
    this.dataDir = run.dataDir;
    this.kubeconfigPath = filesIn(run.dataDir).kubeconfig;
    this.pids = run.pids;
    this.#shutDown = run.shutDown;
  }

  get server(): string {
    return this.address.server;
  }

  get caData(): string {
    return this.address.caData;
  }

  get adminToken(): string {
    return this.address.token;
  }

  /** Ends every process, and removes the data unless the caller chose where it lies. */
  async stop(): Promise<void> {
    await this.close();
    await this.#shutDown();
  }
}

/** What a hook that starts a server should be given: the first start on a machine may build it. */
export const TIME_TO_START = 20 * 60_000;

const ATTEMPTS = 3;

/** Starts a control plane and waits until it answers and its controllers have done their first round. */
export async function startKube(options: StartOptions = {}): Promise<Kube> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      const portTaken = error instanceof Error && /address already in use/.test(error.message);
      if (!portTaken || options.port !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOnce(options: StartOptions): Promise<Kube> {
  const { version, controllersVersion, dataDir, controllers = true, port, apiserverArgs = [] } = options;
  const binaries = await findBinaries(version, controllersVersion);
  const folder = await prepareFolder(dataDir);
  const [etcdPort = 0, freePort = 0] = await freePorts(2);
  const layout: Layout = { binaries, folder, etcdPort, port: port ?? freePort, apiserverArgs };
  const components: Component[] = [];
  const shutDown = async () => {
    for (const component of components.toReversed()) await component.stop(dataDir ? "finish" : "kill");
    if (!dataDir) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const address = await startApi(layout, components);
    if (controllers) await startWorking(layout, address, components);
    const pids = components.map(({ pid }) => pid);
    return new Kube(address, { version: binaries.version.text, dataDir: folder, pids, shutDown });
  } catch (error) {
    await shutDown();
    throw error;
  }
}

async function prepareFolder(dataDir: string | undefined): Promise<string> {
  if (!dataDir) {
    const folder = await mkdtemp(join(tmpdir(), "drydock-kube-"));
    removeWithParent(folder);
    return folder;
  }
  await mkdir(dataDir, { recursive: true });
  return dataDir;
}

async function startApi(layout: Layout, components: Component[]): Promise<KubeAddress> {
  const token = await writeCredentials(layout.folder);
  components.push(startEtcd(layout), startApiserver(layout));
  const server = `https://127.0.0.1:${layout.port}`;
  const files = filesIn(layout.folder);
  await untilReady({ server, token, certificatePath: files.servingCertificate }, components);
  const caData = (await readFile(files.servingCertificate)).toString("base64");
  const address = { server, token, caData };
  await writeFile(files.kubeconfig, kubeconfigOf(address), { mode: 0o600 });
  return address;
}

async function startWorking(layout: Layout, address: KubeAddress, components: Component[]): Promise<void> {
  components.push(startControllers(layout));
  const client = new KubeClient(address);
  try {
    await untilControllersWork(client, components);
  } finally {
    await client.close();
  }
}
