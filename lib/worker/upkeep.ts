/** What the worker does by the clock: tokens are renewed before their end, keys rotated, and old rows deleted. */
import { renewToken } from "#server/cluster/token.ts";
import { encodePublicKeyring, publicHalf } from "#server/crypto/keyring.ts";
import { rewrap, seal } from "#server/crypto/seal.ts";
import type { RenewableTarget } from "#server/database/clusters/targets.ts";
import { systemScope } from "#server/database/scope.ts";
import { forgeSealContext } from "#server/supply-chain/forge-token.ts";
import { registrySealContext } from "#server/supply-chain/registry-credential.ts";
import type { WorkerContext } from "./context.ts";
import { sealContext } from "./credentials.ts";
import { reachCluster } from "./reach.ts";

const shortestLifeSeconds = 600;

/** Renews every token of which less than half of the life is left. One that fails is tried again the next time. */
export async function renewTokens(context: WorkerContext, signal: AbortSignal): Promise<void> {
  await rotateKeys(context);
  for (const target of await context.targets.due(systemScope)) {
    if (signal.aborted) return;
    const problem = await renew(context, target);
    if (problem !== undefined) await context.targets.renewalFailed(systemScope, target, problem);
    context.log.info({ clusterId: target.clusterId, problem }, "token renewal");
  }
}

/** @returns why it could not be renewed, as a code. */
async function renew(context: WorkerContext, target: RenewableTarget): Promise<string | undefined> {
  const { clusterId: row, installation, endpoint, credential, serviceAccount, lifetimeSeconds } = target;
  const connection = await reachCluster(context, target);
  if (!connection.ok) return connection.error.code;
  try {
    const expirationSeconds = Math.max(shortestLifeSeconds, lifetimeSeconds);
    const renewed = await renewToken(connection.value, { ...serviceAccount, expirationSeconds });
    if (!renewed.ok) return renewed.error.code;
    if (!endpoint || !credential) return "noCredential";
    const bound = sealContext({ installation, row, endpoint, version: credential.version + 1 });
    if (!bound.ok) return bound.error.code;
    const ring = publicHalf(context.keyring);
    const sealed = seal(ring, JSON.stringify({ kind: "token", token: renewed.value.token }), bound.value);
    const expiresAt = new Date(renewed.value.expiresAt);
    await context.targets.renewed(systemScope, target, { sealed, kid: ring.current, expiresAt });
    return undefined;
  } finally {
    await connection.value.close();
  }
}

/** Seals with the current key what another one still seals; safe to stop and to repeat anywhere. */
export async function rotateKeys(context: WorkerContext): Promise<void> {
  const { targets, keyring, log } = context;
  await targets.publishKeyring(systemScope, encodePublicKeyring(publicHalf(keyring)));
  for (const target of await targets.sealedWithOthers(systemScope, keyring.current)) {
    const { clusterId: row, installation, endpoint, credential } = target;
    if (!endpoint || !credential) continue;
    const bound = sealContext({ installation, row, endpoint, version: credential.version });
    const sealed = bound.ok ? rewrap(keyring, credential.sealed, bound.value) : bound;
    if (sealed.ok) await targets.rewrapped(systemScope, target, { sealed: sealed.value, kid: keyring.current });
    else log.warn({ clusterId: row, problem: sealed.error.code }, "key rotation");
  }
  await rotateRegistries(context);
  await rotateForges(context);
}

async function rotateForges({ forges, keyring, log }: WorkerContext): Promise<void> {
  for (const forge of await forges.sealedWithOthers(systemScope, keyring.current)) {
    if (forge.token === undefined) continue;
    const { sealed: before, version } = forge.token;
    const sealed = rewrap(keyring, before, forgeSealContext(forge, version));
    if (sealed.ok) await forges.rewrapped(systemScope, forge, { sealed: sealed.value, kid: keyring.current });
    else log.warn({ forge: forge.host, problem: sealed.error.code }, "key rotation");
  }
}

async function rotateRegistries({ registries, keyring, log }: WorkerContext): Promise<void> {
  for (const registry of await registries.sealedWithOthers(systemScope, keyring.current)) {
    if (registry.credential === undefined) continue;
    const { sealed: before, version } = registry.credential;
    const sealed = rewrap(keyring, before, registrySealContext(registry, version));
    if (sealed.ok) await registries.rewrapped(systemScope, registry, { sealed: sealed.value, kid: keyring.current });
    else log.warn({ registry: registry.host, problem: sealed.error.code }, "key rotation");
  }
}

/** Deletes what the retention rules let go. */
export async function applyRetention({ retention, settings, log }: WorkerContext, signal: AbortSignal): Promise<void> {
  const removedClusters = await retention.removedClusters(systemScope, signal);
  const scans = await retention.scans(systemScope, settings.scansPerCluster, signal);
  await retention.leftovers(systemScope);
  await retention.flaws(systemScope);
  log.info({ removedClusters, scans }, "retention");
}
