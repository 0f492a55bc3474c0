/**
 * Links to reports. A link is known by the hash of its token alone: no function of this file can give a token back. Reading by
 * token takes no scope, for the token is the right; managing takes the scope and the person first.
 */
import type { ImageTrailView } from "../../contracts/supply-chain.ts";
import type { View } from "../../contracts/views.ts";
import type { Evidence } from "../../core/checks/evidence.ts";
import type { Connection } from "./connection.ts";
import type { Prisma, ShareLink } from "./generated/client.ts";
import { pack, unpack } from "./packed-json.ts";
import { present } from "./rows.ts";
import { type Scope, scopeOf } from "./scope.ts";

/** What its maker could see, narrowed to the link's clusters. */
export interface LinkScope {
  readonly clusters: readonly { readonly id: string; readonly namespaces?: readonly string[] }[];
}

/** What a link keeps of what is not in its scans: what people had given, or the trail as it stood. */
export interface Beside extends Evidence {
  readonly trail?: ImageTrailView;
}

/** A cluster as it was when a link was made. */
export interface NamedCluster {
  readonly id: string;
  readonly name: string;
  readonly server?: string;
  readonly provider?: string;
}

export interface NewShareLink {
  readonly id: string;
  readonly tokenHash: string;
  readonly title: string;
  readonly view: View;
  readonly scanIds: readonly string[];
  readonly clusterIds: readonly string[];
  readonly scope: LinkScope;
  readonly clusters: readonly NamedCluster[];
  readonly hideEndpoint: boolean;
  readonly pseudonymKey?: Uint8Array;
  readonly signedInOnly: boolean;
  readonly createdById: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What was beside the scans when it was made. */
  readonly beside?: Beside | undefined;
}

export interface ShareLinkRow extends Omit<NewShareLink, "tokenHash" | "scope" | "view"> {
  /** As it was stored; whoever shows it reads it with the schema. */
  readonly view: unknown;
  readonly scope: Scope;
  readonly revokedAt?: Date;
  readonly revokedBy?: string;
  readonly lastUsedAt?: Date;
  /** Minutes in which it was used. */
  readonly uses: number;
}

/** Whose links are meant: one person's, or everybody's, which needs a scope of all clusters. */
export type Owner = { readonly userId: string } | "everybody";

/** Milliseconds between two uses that are written down. */
const useEvery = 60_000;

export type ShareLinksRepository = ReturnType<typeof shareLinksRepository>;

export function shareLinksRepository({ rows }: Connection) {
  return {
    async create(
      _scope: Scope,
      { scope, clusters, view, pseudonymKey, scanIds, clusterIds, beside, ...link }: NewShareLink,
    ): Promise<void> {
      await rows.shareLink.create({
        data: {
          ...link,
          scanIds: [...scanIds],
          clusterIds: [...clusterIds],
          view: view as unknown as Prisma.InputJsonValue,
          scope: scope as unknown as Prisma.InputJsonValue,
          clusters: clusters as unknown as Prisma.InputJsonValue,
          pseudonymKey: pseudonymKey === undefined ? null : Buffer.from(pseudonymKey),
          beside: beside === undefined ? null : await pack(beside),
        },
      });
    },

    /** The link that a token opens, whatever its state; found by equality of hashes and by nothing else. */
    async byTokenHash(tokenHash: string): Promise<ShareLinkRow | undefined> {
      const stored = await rows.shareLink.findUnique({ where: { tokenHash } });
      if (stored === null) return undefined;
      return { ...linkRow(stored), beside: stored.beside === null ? undefined : await unpack<Beside>(stored.beside) };
    },

    /** Newest first. */
    async list(scope: Scope, owner: Owner): Promise<ShareLinkRow[]> {
      const stored = await rows.shareLink.findMany({
        omit,
        where: ownedBy(scope, owner),
        orderBy: { createdAt: "desc" },
        take: 1000,
      });
      return stored.map(linkRow);
    },

    async get(scope: Scope, owner: Owner, id: string): Promise<ShareLinkRow | undefined> {
      const stored = await rows.shareLink.findFirst({ omit, where: { AND: [{ id }, ownedBy(scope, owner)] } });
      return stored ? linkRow(stored) : undefined;
    },

    /** @returns whether this call ended it; one that was revoked stays as it was. */
    async revoke(scope: Scope, owner: Owner, id: string, by: { readonly name: string; readonly at: Date }): Promise<boolean> {
      const { count } = await rows.shareLink.updateMany({
        where: { AND: [{ id, revokedAt: null }, ownedBy(scope, owner)] },
        data: { revokedAt: by.at, revokedBy: by.name },
      });
      return count === 1;
    },

    /** Ends every link of a person, who is removed or may do less from now on. The scope must be all clusters. @returns how many. */
    async revokeLinksOf(scope: Scope, userId: string, by: { readonly name: string; readonly at: Date }): Promise<number> {
      if (scope.clusters !== "all") return 0;
      const { count } = await rows.shareLink.updateMany({
        where: { createdById: userId, revokedAt: null },
        data: { revokedAt: by.at, revokedBy: by.name },
      });
      return count;
    },

    /** Counts a use, at most one a minute. @returns whether this one was counted. */
    async use(id: string, at: Date): Promise<boolean> {
      const { count } = await rows.shareLink.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: new Date(at.getTime() - useEvery) } }] },
        data: { lastUsedAt: at, uses: { increment: 1 } },
      });
      return count === 1;
    },
  };
}

function ownedBy(scope: Scope, owner: Owner): Prisma.ShareLinkWhereInput {
  if (owner !== "everybody") return { createdById: owner.userId };
  return scope.clusters === "all" ? {} : { id: { in: [] } };
}

/** Only who opens a link needs what lay beside its scans. */
const omit = { beside: true } as const;

function linkRow({ tokenHash: _hash, scope, pseudonymKey, ...stored }: Omit<ShareLink, "beside">): ShareLinkRow {
  return {
    ...stored,
    scope: scopeOf(scope),
    clusters: stored.clusters as unknown as NamedCluster[],
    pseudonymKey: present(pseudonymKey),
    revokedAt: present(stored.revokedAt),
    revokedBy: present(stored.revokedBy),
    lastUsedAt: present(stored.lastUsedAt),
  };
}
