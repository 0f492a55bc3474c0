/** Before the suite: a cluster with the small team's world, and Drydock with an empty data folder. After it, neither. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { loadWorld } from "../test/kube/load-world.ts";
import { freePorts } from "../test/kube/ports.ts";
import { startKube } from "../test/kube/server.ts";
import { handOver } from "./handed.ts";
import { startSupplyWorld } from "./supply-world.ts";

const project = join(import.meta.dirname, "..");

export default async function start(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-e2e-"));
  const undoing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const stop = async () => {
    for (const undo of undoing.toReversed()) await undo();
  };
  try {
    const kube = await startKube();
    undoing.push(() => kube.stop());
    await loadWorld(kube, kube.version);
    const [port = 0] = await freePorts(1);
    const data = join(folder, "data");
    const supply = await startSupplyWorld();
    undoing.push(async () => supply.stop());
    const authorities = join(folder, "authorities.pem");
    await writeFile(authorities, supply.authorities);
    const child = startProduct(port, data, authorities);
    undoing.push(() => stopProduct(child));
    const setupLink = await setupLinkOf(child);
    handOver({
      url: new URL(setupLink).origin,
      setupLink,
      data,
      kube: { server: kube.server, caData: kube.caData, token: kube.adminToken },
      supply: supply.world,
      kubeconfig: kube.kubeconfigPath,
      administrator: join(folder, "administrator.json"),
    });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A whole suite asks as two or three people. */
const unhurried = {
  DRYDOCK_REQUESTS_PER_MINUTE: "100000",
  DRYDOCK_CHANGES_PER_MINUTE: "100000",
  DRYDOCK_OPEN_REQUESTS_PER_MINUTE: "100000",
};

function startProduct(port: number, data: string, authorities: string): ChildProcess {
  const { DATABASE_URL: _database, NODE_OPTIONS: _options, ...inherited } = process.env;
  const environment = Object.entries(inherited).filter(([name]) => !name.startsWith("DRYDOCK_"));
  return spawn(process.execPath, ["scripts/start.ts"], {
    cwd: project,
    env: {
      ...Object.fromEntries(environment),
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: `${port}`,
      DRYDOCK_DATA: data,
      DRYDOCK_EXTRA_CA_FILE: authorities,
      ...unhurried,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function setupLinkOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the product's output is not read");
  const lines = createInterface({ input: child.stdout });
  const said: string[] = [];
  for await (const line of lines) {
    said.push(line);
    const link = /^Set-up link.*?(https?:\S+)$/.exec(line)?.[1];
    if (link === undefined) continue;
    child.stdout.resume();
    return link;
  }
  throw new Error(`Drydock ended before it printed a set-up link:\n${said.join("\n")}`);
}

async function stopProduct(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
