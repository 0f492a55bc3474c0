/** Links to reports: what one would show, make it, list them, end one. Opening one is not here: see reports.ts. */
import { randomBytes } from "node:crypto";
import type { Report } from "../../../contracts/reports.ts";
import { defaultShareDays, type NewShareLinkInput, type ShareLink, type ShareRules } from "../../../contracts/share-links.ts";
import { viewSchema } from "../../../contracts/views.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { newId } from "../../database/ids.ts";
import { namespacesOf, type Scope, scopeOf } from "../../database/scope.ts";
import type { LinkScope, NamedCluster, Owner, ShareLinkRow } from "../../database/share-links.ts";
import type { Settings } from "../../env/environment.ts";
import { kindOf } from "../../sharing/kinds.ts";
import { loadReport, type ReportLink } from "../../sharing/report.ts";
import { newToken } from "../../sharing/token.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";

export const shareRules = defineUseCase<unknown, ShareRules>("report:share", async (_actor, _input, { settings }) =>
  ok(rulesOf(settings)),
);

function rulesOf({ publicSharing, shareMaxDays }: Settings): ShareRules {
  return { publicSharing, defaultDays: Math.min(defaultShareDays, shareMaxDays), maxDays: shareMaxDays };
}

export const previewShareLink = defineUseCase<NewShareLinkInput, { report: Report; seed: string }>(
  "report:share",
  async (actor, input, services) => {
    const seed = input.seed ?? randomBytes(32).toString("base64url");
    const drafted = await draftOf(actor, { ...input, seed }, services);
    if (!drafted.ok) return drafted;
    const report = await loadReport(drafted.value, 1, services);
    return report.ok ? ok({ report: report.value, seed }) : report;
  },
);

export const createShareLink = defineUseCase<NewShareLinkInput, { link: ShareLink; url: string }>(
  "report:share",
  async (actor, input, services) => {
    const { settings, repositories } = services;
    if (!settings.publicSharing && !input.signedInOnly) return refuse("publicSharingOff");
    const drafted = await draftOf(actor, { ...input, seed: input.seed ?? randomBytes(32).toString("base64url") }, services);
    if (!drafted.ok) return drafted;
    const id = newId("shr");
    const { token, hash: tokenHash } = newToken();
    await repositories.transaction(async (tx) => {
      const scope = narrowed(actor.scope, drafted.value.clusterIds);
      await tx.shareLinks.create(actor.scope, { ...drafted.value, id, tokenHash, scope });
      const { clusterIds, title: subject, scanIds, expiresAt, hideEndpoint, signedInOnly } = drafted.value;
      const facts = { hideEndpoint, signedInOnly, pseudonyms: input.pseudonyms, scans: scanIds.length, kind: input.view.kind };
      const detail = { link: id, expiresAt: expiresAt.toISOString(), ...facts };
      await record(tx, actor, { action: "share.create", clusterId: oneOf(clusterIds), subject, detail });
    });
    const stored = await repositories.shareLinks.get(actor.scope, { userId: actor.userId }, id);
    if (stored === undefined) throw new Error("The link that was made is not there.");
    return ok({ link: await linkView(actor, stored, services), url: `${settings.url.origin}/r/${token}` });
  },
);

interface Draft extends ReportLink {
  readonly clusterIds: readonly string[];
}

/** @returns the link as it would be made now. */
async function draftOf(
  actor: Actor,
  { view, title, days, hideEndpoint, pseudonyms, signedInOnly, seed }: NewShareLinkInput & { readonly seed: string },
  services: Services,
): Promise<Outcome<Draft>> {
  const { maxDays } = rulesOf(services.settings);
  if (days > maxDays) {
    const message = `A link ends after ${maxDays} days at the latest.`;
    return refuse("badRequest", { issues: [{ path: "days", message }] });
  }
  const frozen = await kindOf(view).freeze(actor, view as never, services);
  if (!frozen.ok) return frozen;
  const clusterIds = [...new Set(frozen.value.clusterIds)];
  const createdAt = services.now();
  return ok({
    ...{ view, title, hideEndpoint, signedInOnly, clusterIds, createdAt },
    scanIds: frozen.value.scanIds,
    ...(frozen.value.beside && { beside: frozen.value.beside }),
    scope: scopeOf(narrowed(actor.scope, clusterIds)),
    clusters: await namedClusters(actor, clusterIds, services),
    ...(pseudonyms && { pseudonymKey: Buffer.from(seed, "base64url") }),
    createdById: actor.userId,
    createdBy: actor.name,
    expiresAt: new Date(createdAt.getTime() + days * 86_400_000),
  });
}

/** @returns how these clusters are called and reached now. */
async function namedClusters({ scope }: Actor, ids: readonly string[], { repositories }: Services): Promise<NamedCluster[]> {
  const clusters = await repositories.clusters.list(scope);
  return clusters
    .filter(({ id }) => ids.includes(id))
    .map(({ id, name, server, provider }) => ({
      ...{ id, name },
      ...(server !== undefined && { server }),
      ...(provider !== undefined && { provider }),
    }));
}

/** @returns what the scope sees of these clusters and of no other. */
function narrowed(scope: Scope, clusterIds: readonly string[]): LinkScope {
  const clusters = clusterIds.flatMap((id) => {
    const namespaces = namespacesOf(scope, id);
    if (namespaces === undefined) return [];
    return [namespaces === "all" ? { id } : { id, namespaces: [...namespaces].sort() }];
  });
  return { clusters };
}

export const listShareLinks = defineUseCase<unknown, { items: ShareLink[] }>("report:share", async (actor, _input, services) => {
  const links = await services.repositories.shareLinks.list(actor.scope, managedBy(actor));
  const names = await clusterNames(actor, services);
  return ok({ items: links.map((link) => viewOf(actor, link, names, services.now())) });
});

export const revokeShareLink = defineUseCase<{ readonly id: string }, undefined>(
  "report:share",
  async (actor, { id }, { repositories, now }) => {
    const owner = managedBy(actor);
    const link = await repositories.shareLinks.get(actor.scope, owner, id);
    if (link === undefined) return refuse("notFound");
    await repositories.transaction(async (tx) => {
      if (!(await tx.shareLinks.revoke(actor.scope, owner, id, { name: actor.name, at: now() }))) return;
      const entry = { clusterId: oneOf(link.clusterIds), subject: link.title, detail: { link: id } };
      await record(tx, actor, { action: "share.revoke", ...entry });
    });
    return ok(undefined);
  },
);

/** Whose links somebody may see and end: their own; everybody's for who administers all clusters. */
function managedBy({ role, scope, userId }: Actor): Owner {
  return role === "admin" && scope.clusters === "all" ? "everybody" : { userId };
}

/** An entry of the audit log is about one cluster, or about none. */
function oneOf(clusterIds: readonly string[]): string | undefined {
  return clusterIds.length === 1 ? clusterIds[0] : undefined;
}

type Names = ReadonlyMap<string, string>;

async function clusterNames({ scope }: Actor, { repositories }: Services): Promise<Names> {
  return new Map((await repositories.clusters.list(scope)).map(({ id, name }) => [id, name]));
}

async function linkView(actor: Actor, link: ShareLinkRow, services: Services): Promise<ShareLink> {
  return viewOf(actor, link, await clusterNames(actor, services), services.now());
}

/** @returns whether a link can be opened at an instant. */
export function stateOf({ revokedAt, expiresAt }: Pick<ShareLinkRow, "revokedAt" | "expiresAt">, now: Date): ShareLink["state"] {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt.getTime() <= now.getTime() ? "expired" : "active";
}

function viewOf(actor: Actor, link: ShareLinkRow, names: Names, now: Date): ShareLink {
  const { id, title, hideEndpoint, signedInOnly, createdBy, revokedBy, uses } = link;
  const view = viewSchema.safeParse(link.view);
  return {
    ...{ id, title, hideEndpoint, signedInOnly, createdBy, revokedBy, uses },
    kind: view.success ? view.data.kind : "",
    clusters: link.clusterIds.flatMap((cluster) => names.get(cluster) ?? []),
    scans: link.scanIds.length,
    state: stateOf(link, now),
    pseudonyms: link.pseudonymKey !== undefined,
    mine: link.createdById === actor.userId,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    revokedAt: link.revokedAt?.toISOString(),
    lastUsedAt: link.lastUsedAt?.toISOString(),
  };
}
