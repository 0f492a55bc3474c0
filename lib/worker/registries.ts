/** Registries, as the rows describe them, and the tests of their connections. */
import { systemClock } from "#server/cluster/collect/clock.ts";
import { systemScope } from "#server/database/scope.ts";
import type { RegistryTestOutcome, StoredRegistry } from "#server/database/supply-chain/registry-work.ts";
import type { RegistrySettings } from "#server/registry/access.ts";
import { Registries } from "#server/registry/client.ts";
import { RegistryHosts } from "#server/registry/hosts.ts";
import { registryAccess } from "#server/supply-chain/registry-access.ts";
import type { WorkerContext } from "./context.ts";
import { openRegistryCredential } from "./credentials.ts";

/** Close the hosts when done. */
export interface OpenedAccess {
  readonly settings: RegistrySettings;
  readonly hosts: RegistryHosts;
  readonly registries: Registries;
}

/** @returns the registries that may be asked now. */
export async function openRegistries(context: WorkerContext): Promise<OpenedAccess> {
  const { registries: rows, keyring, settings, version } = context;
  const { settings: places, authoritiesFor } = registryAccess(await rows.all(systemScope), (registry) =>
    openRegistryCredential(keyring, registry),
  );
  const { endpointPolicy: policy, egress, authorities } = settings;
  const hosts = new RegistryHosts({ policy, egress, authorities, authoritiesFor, clock: systemClock, version });
  return { settings: places, hosts, registries: new Registries(hosts, places) };
}

/** Tests whether a registry lets us in and, where something that runs came from it, whether it gives us that. */
export async function handleRegistryTest(context: WorkerContext, id: string, signal: AbortSignal): Promise<void> {
  const registry = await context.registries.takeTest(systemScope, id);
  if (registry === undefined) return;
  const outcome = await tryRegistry(context, registry, signal).catch((error: unknown) => {
    context.log.error({ err: error, registryId: id }, "registry test");
    return broken;
  });
  await context.registries.finishTest(systemScope, id, outcome);
  context.log.info({ registryId: id, category: outcome.category }, "registry test");
}

async function tryRegistry(context: WorkerContext, { host }: StoredRegistry, signal: AbortSignal): Promise<RegistryTestOutcome> {
  const { registries, hosts } = await openRegistries(context);
  try {
    const failure = await registries.tryOut(host, signal);
    if (failure !== undefined) return failed(failure);
    const sample = await context.registries.runningFrom(systemScope, host);
    if (sample === undefined) return { category: "ok", sentence: `${host} answers and lets us in.`, remedy: "" };
    const repository = registries.repository({ registry: host, repository: sample.repository });
    if (!repository.ok) return failed(repository.error);
    const found = await repository.value.manifest(sample.digest, signal);
    if (found.kind === "unknown") return failed(found.failure);
    const given = found.kind === "found" ? `gives us ${sample.repository}, which runs` : `has no ${sample.repository} any more`;
    return { category: "ok", sentence: `${host} answers, lets us in and ${given}.`, remedy: "" };
  } finally {
    await hosts.close();
  }
}

function failed({ code, message, remedy }: { code: string; message: string; remedy: string }): RegistryTestOutcome {
  return { category: code, sentence: message, remedy };
}

const broken: RegistryTestOutcome = {
  category: "cancelled",
  sentence: "The test stopped because of a mistake in Drydock.",
  remedy: "Try again; if it stays so, report the worker's log of this test.",
};
