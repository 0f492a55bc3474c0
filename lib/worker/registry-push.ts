/** The worker's questions to registries about who may push to where running images lie. Safe to stop and to repeat. */
import { systemClock } from "#server/cluster/collect/clock.ts";
import { systemScope } from "#server/database/scope.ts";
import { accessTo } from "#server/registry/access.ts";
import { PushQuestions } from "#server/registry/push/questions.ts";
import { registryAccess } from "#server/supply-chain/registry-access.ts";
import type { WorkerContext } from "./context.ts";
import { openRegistryCredential } from "./credentials.ts";
import { openForges } from "./sources.ts";

const atOnce = 4;

export async function askWhoMayPush(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { pushes, registries: rows, keyring, settings, version, log } = context;
  const asked = await pushes.registries(systemScope);
  if (asked.length === 0) return;
  const { settings: access, authoritiesFor } = registryAccess(await rows.all(systemScope), (registry) =>
    openRegistryCredential(keyring, registry),
  );
  const { forges } = await openForges(context);
  const { endpointPolicy: policy, egress, authorities } = settings;
  const questions = new PushQuestions({ policy, egress, authorities, authoritiesFor, clock: systemClock, version }, forges);
  let looked = 0;
  try {
    for (const registry of asked) {
      if (signal.aborted) break;
      await pushes.follow(systemScope, registry);
      while (!signal.aborted) {
        const due = await pushes.due(systemScope, registry, atOnce);
        if (due.length === 0) break;
        await Promise.all(
          due.map(async (one) => {
            const answer = await questions.ask(
              { ...registry, access: accessTo(access, registry.host), place: one.place },
              signal,
            );
            if (!signal.aborted) await pushes.seen(systemScope, { ...one, host: registry.host, answer });
          }),
        );
        looked += due.length;
      }
    }
  } finally {
    await Promise.all([questions.close(), forges.close()]);
  }
  if (looked > 0) log.info({ looked }, "who may push");
}
