/** The forges that may be asked about commits, for administrators of all clusters. What asks them is the worker. */
import type { ForgeList, ForgeView, NewForge } from "../../../contracts/supply-chain/forges.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ForgeAnswers, ForgeRow } from "../../database/supply-chain/forges.ts";
import { apiOf } from "../../forge/access.ts";
import type { EndpointPolicy } from "../../net/guard.ts";
import { forgeSealContext } from "../../supply-chain/forge-token.ts";
import { attempt, Refused } from "../attempt.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { sealForWorker } from "../seal-for-worker.ts";
import type { Services } from "../services.ts";
import { hostRefusal } from "./host-refusal.ts";

interface ForgeId {
  readonly id: string;
}

export const listForges = defineUseCase<unknown, ForgeList>("settings:admin", async ({ scope }, _input, { repositories }) => {
  if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const [rows, answers] = await Promise.all([repositories.forges.list(scope), repositories.forges.answers(scope)]);
  const listed = new Set(rows.map(({ host }) => host));
  const notListed = answers.filter(({ host }) => !listed.has(host)).map(({ host, commits }) => ({ host, commits }));
  return ok({ items: rows.map((row) => view(row, answers)), notListed });
});

export const createForge = defineUseCase<NewForge, ForgeView>(
  "settings:admin",
  async (actor, { host, kind, token }, services) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const refused = refusalOf({ host, kind, token }, services.settings.endpointPolicy);
    if (refused) return refused;
    const made = await attempt(services, async (tx) => {
      const row = await tx.forges.create(actor.scope, { host, kind, by: actor.name });
      if (!row.ok) throw new Refused({ code: "forgeExists" });
      if (!row.value) throw new Refused({ code: "forbidden", ...onlyAll });
      if (token !== undefined) await storeToken(actor, { row: row.value, token }, { ...services, repositories: tx });
      await record(tx, actor, { action: "forge.create", subject: host, detail: { kind, token: token !== undefined } });
      return row.value;
    });
    return made.ok ? shown(actor, made.value.id, services) : made;
  },
);

export const putForgeToken = defineUseCase<ForgeId & { readonly token: string }, ForgeView>(
  "settings:admin",
  async (actor, { id, token }, services) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const { repositories } = services;
    const row = await repositories.forges.get(actor.scope, id);
    if (!row) return refuse("notFound");
    if (row.kind === "scorecard") return refuse("forgeRefused", noTokenTaken);
    if (!(await storeToken(actor, { row, token }, services))) return refuse("notFound");
    const detail = { replaced: row.token !== undefined };
    await record(repositories, actor, { action: "forge.token", subject: row.host, detail });
    return shown(actor, id, services);
  },
);

export const eraseForgeToken = defineUseCase<ForgeId, undefined>("settings:admin", async (actor, { id }, { repositories }) => {
  if (actor.scope.clusters !== "all") return refuse("notFound");
  const row = await repositories.forges.get(actor.scope, id);
  if (!row || !(await repositories.forges.eraseToken(actor.scope, id))) return refuse("notFound");
  await record(repositories, actor, { action: "forge.eraseToken", subject: row.host });
  return ok(undefined);
});

export const removeForge = defineUseCase<ForgeId, undefined>("settings:admin", async (actor, { id }, { repositories }) => {
  if (actor.scope.clusters !== "all") return refuse("notFound");
  const row = await repositories.forges.get(actor.scope, id);
  if (!row || !(await repositories.forges.remove(actor.scope, id))) return refuse("notFound");
  const detail = { kind: row.kind, token: row.token !== undefined };
  await record(repositories, actor, { action: "forge.remove", subject: row.host, detail });
  return ok(undefined);
});

async function shown({ scope }: Actor, id: string, { repositories }: Services): Promise<Outcome<ForgeView>> {
  const [row, answers] = await Promise.all([repositories.forges.get(scope, id), repositories.forges.answers(scope)]);
  return row ? ok(view(row, answers)) : refuse("notFound");
}

function view({ id, host, kind, token, createdBy, createdAt }: ForgeRow, all: readonly ForgeAnswers[]): ForgeView {
  const answers = all.find((one) => one.host === host);
  return {
    ...{ id, host, kind, api: apiOf({ kind, host }) },
    ...(token && { token: { givenAt: token.updatedAt.toISOString() } }),
    ...{ commits: answers?.commits ?? 0, looked: answers?.looked ?? 0 },
    ...(answers?.lookedAt && { lookedAt: answers.lookedAt.toISOString() }),
    ...(answers?.failure !== undefined && { failure: answers.failure }),
    ...{ addedBy: createdBy, addedAt: createdAt.toISOString() },
  };
}

const noTokenTaken = {
  detail: "OpenSSF Scorecard's service takes no token.",
  issues: [{ path: "token", message: "OpenSSF Scorecard's service takes no token." }],
};

/** @returns what of a forge is refused. */
function refusalOf({ host, kind, token }: NewForge, policy: EndpointPolicy): ReturnType<typeof refuse> | undefined {
  if (kind === "scorecard" && token !== undefined) return refuse("forgeRefused", noTokenTaken);
  const message = hostRefusal(host, apiOf({ kind, host }), policy);
  return message === undefined ? undefined : refuse("forgeRefused", { detail: message, issues: [{ path: "host", message }] });
}

/** Seals a token for the forge's API as it is. What is stored cannot be read again here. @returns whether the forge is there. */
async function storeToken(
  { scope }: Actor,
  { row, token }: { readonly row: ForgeRow; readonly token: string },
  services: Services,
): Promise<boolean> {
  const version = (row.token?.version ?? 0) + 1;
  const contextOf = (installation: string) => forgeSealContext({ ...row, installation }, version);
  const sealed = await sealForWorker(token, contextOf, services);
  return services.repositories.forges.putToken(scope, row.id, { ...sealed, version });
}
