/** The registries that may be asked, for administrators of all clusters. What asks them is the worker. */
import type { NewRegistry, Registry, RegistryChange, RegistryList } from "../../../contracts/supply-chain/registries.ts";
import { ok } from "../../../core/result.ts";
import type { RegistryRow } from "../../database/supply-chain/registries.ts";
import type { RegistryCredential } from "../../registry/access.ts";
import { accessFingerprint } from "../../registry/access-fingerprint.ts";
import { attempt, Refused } from "../attempt.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { storeCredential } from "./registry-credential.ts";
import { changed, factsOf, refusalOf, registryView } from "./registry-terms.ts";

interface RegistryId {
  readonly id: string;
}

export const listRegistries = defineUseCase<unknown, RegistryList>(
  "settings:admin",
  async ({ scope }, _input, { repositories }) => {
    if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const [rows, running] = await Promise.all([repositories.registries.list(scope), repositories.registries.runningHosts(scope)]);
    const listed = new Set(rows.map(({ host }) => host));
    const notListed = running.filter(({ host }) => !listed.has(host));
    return ok({ items: rows.map((row) => registryView(row, running)), notListed: notListed.map((one) => ({ ...one })) });
  },
);

export const getRegistry = defineUseCase<RegistryId, Registry>("settings:admin", async ({ scope }, { id }, services) => {
  if (scope.clusters !== "all") return refuse("notFound");
  const row = await services.repositories.registries.get(scope, id);
  return row ? shown(row, services) : refuse("notFound");
});

async function shown(row: RegistryRow, { repositories }: Services): Promise<Outcome<Registry>> {
  const everywhere = { clusters: "all" } as const;
  return ok(registryView(row, await repositories.registries.runningHosts(everywhere)));
}

export const createRegistry = defineUseCase<NewRegistry, Registry>(
  "settings:admin",
  async (actor, { credential, ...terms }, services) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const refused = refusalOf(terms, services.settings.endpointPolicy);
    if (refused) return refused;
    const made = await attempt(services, async (tx) => {
      const row = await tx.registries.create(actor.scope, terms, actor.name);
      if (!row.ok) throw new Refused({ code: "registryExists" });
      if (!row.value) throw new Refused({ code: "forbidden", ...onlyAll });
      if (credential) await storeCredential(actor, { row: row.value, credential }, { ...services, repositories: tx });
      const { via, realms, contentHosts } = terms;
      const detail = { via, realms, contentHosts, push: terms.push?.api, credential: credential !== undefined };
      await record(tx, actor, { action: "registry.create", subject: terms.host, detail });
      return (await tx.registries.get(actor.scope, row.value.id)) ?? row.value;
    });
    return made.ok ? shown(made.value, services) : made;
  },
);

export const changeRegistry = defineUseCase<RegistryChange, Registry>(
  "settings:admin",
  async (actor, { id, ...change }, services) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const before = await services.repositories.registries.get(actor.scope, id);
    if (!before) return refuse("notFound");
    const terms = changed(before, change);
    const refused = refusalOf(terms, services.settings.endpointPolicy);
    if (refused) return refused;
    const made = await attempt(services, async (tx) => {
      const moved = accessFingerprint(terms) !== accessFingerprint(before);
      const erased = moved && (await tx.registries.eraseCredential(actor.scope, id));
      const row = await tx.registries.change(actor.scope, id, terms, actor.name);
      if (!row) throw new Refused({ code: "notFound" });
      const [was, is] = [factsOf(before), factsOf(row)];
      const detail = { erased: erased ? true : undefined };
      await record(tx, actor, { action: "registry.change", subject: row.host, detail, before: was, after: is });
      return row;
    });
    return made.ok ? shown(made.value, services) : made;
  },
);

export const putRegistryCredential = defineUseCase<RegistryId & RegistryCredential, Registry>(
  "settings:admin",
  async (actor, { id, ...credential }, services) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const { repositories } = services;
    const row = await repositories.registries.get(actor.scope, id);
    if (!row || !(await storeCredential(actor, { row, credential }, services))) return refuse("notFound");
    const detail = { replaced: row.credential !== undefined };
    await record(repositories, actor, { action: "registry.credential", subject: row.host, detail });
    const now = await repositories.registries.get(actor.scope, id);
    return now ? shown(now, services) : refuse("notFound");
  },
);

export const eraseRegistryCredential = defineUseCase<RegistryId, undefined>("settings:admin", async (actor, { id }, services) => {
  if (actor.scope.clusters !== "all") return refuse("notFound");
  const { repositories } = services;
  const row = await repositories.registries.get(actor.scope, id);
  if (!row || !(await repositories.registries.eraseCredential(actor.scope, id))) return refuse("notFound");
  await record(repositories, actor, { action: "registry.eraseCredential", subject: row.host });
  return ok(undefined);
});

/** Tests that one person may ask for in a minute: each is a connection, and a sign-in, to a host of their choice. */
const testsAMinute = { window: 60, max: 10 };

export const testRegistry = defineUseCase<RegistryId, Registry>("settings:admin", async (actor, { id }, services) => {
  if (actor.scope.clusters !== "all") return refuse("notFound");
  const { repositories, consume } = services;
  if ((await consume(`registry-test:${actor.userId}`, testsAMinute)) !== undefined) return refuse("tooManyRequests");
  const row = await repositories.registries.requestTest(actor.scope, id);
  if (!row) return refuse("notFound");
  await record(repositories, actor, { action: "registry.test", subject: row.host });
  return shown(row, services);
});

export const removeRegistry = defineUseCase<RegistryId, undefined>("settings:admin", async (actor, { id }, services) => {
  if (actor.scope.clusters !== "all") return refuse("notFound");
  const { repositories } = services;
  const row = await repositories.registries.get(actor.scope, id);
  if (!row || !(await repositories.registries.remove(actor.scope, id))) return refuse("notFound");
  await record(repositories, actor, {
    action: "registry.remove",
    subject: row.host,
    detail: { credential: row.credential !== undefined },
  });
  return ok(undefined);
});
