/** Waits, with a deadline, until a control plane can be used; a late one is an error that shows its log. */
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { exists } from "./cache.ts";
import { type KubeAddress, KubeClient } from "./client.ts";
import { type Component, ComponentEnded } from "./component.ts";

const DEADLINE = 90_000;
const INTERVAL = 50;

/** Asks again and again until `attempt` is true; an error of it counts as "not yet", the end of a component does not. */
export async function until(what: string, attempt: () => Promise<boolean>, components: readonly Component[] = []): Promise<void> {
  const end = performance.now() + DEADLINE;
  const failures = components.map(({ failed }) => failed);
  let reason: unknown;
  while (performance.now() < end) {
    try {
      if (await attempt()) return;
      reason = undefined;
    } catch (error) {
      reason = error;
    }
    await Promise.race([pause(INTERVAL), ...failures]);
  }
  throw new Error(`${what} did not happen within ${DEADLINE / 1000} s`, { cause: reason });
}

interface Starting {
  server: string;
  token: string;
  certificatePath: string;
}

/** Until /readyz says yes, which includes the bootstrap roles. */
export function untilReady({ server, token, certificatePath }: Starting, components: readonly Component[]): Promise<void> {
  return withLogs(components, async () => {
    await until("the serving certificate", () => exists(certificatePath), components);
    const address: KubeAddress = { server, token, caData: (await readFile(certificatePath)).toString("base64") };
    const client = new KubeClient(address);
    try {
      await until("a ready API server", async () => (await client.request("/readyz")).status === 200, components);
    } finally {
      await client.close();
    }
  });
}

/** Until the aggregated roles have rules and the default namespace its service account. */
export function untilControllersWork(client: KubeClient, components: readonly Component[]): Promise<void> {
  return withLogs(components, () => until("the controllers' first round", () => firstRoundDone(client), components));
}

async function firstRoundDone(client: KubeClient): Promise<boolean> {
  const roles = await Promise.all(["admin", "edit", "view"].map((name) => rulesOf(client, name)));
  const account = await client.request("/api/v1/namespaces/default/serviceaccounts/default");
  return roles.every((count) => count > 0) && account.status === 200;
}

async function rulesOf(client: KubeClient, name: string): Promise<number> {
  const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${name}`;
  const { body } = await client.request<{ rules?: unknown[] | null }>(path);
  return body.rules?.length ?? 0;
}

async function withLogs(components: readonly Component[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ComponentEnded) throw error;
    const logs = await Promise.all(components.map(async (one) => `${one.name}:\n${await one.lastLines()}`));
    throw new Error(`${error instanceof Error ? error.message : error}\n${logs.join("\n\n")}`, { cause: error });
  }
}
