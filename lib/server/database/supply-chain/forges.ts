/** The forges that may be asked, for administrators of all clusters. Tokens can be put and seen to be there; never read. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import { newId } from "../ids.ts";
import { word } from "../rows.ts";
import type { Scope } from "../scope.ts";

export type StoredForgeKind = "github" | "gitlab" | "scorecard" | "clair";

export interface ForgeRow {
  readonly id: string;
  readonly host: string;
  readonly kind: StoredForgeKind;
  readonly token?: { readonly version: number; readonly updatedAt: Date };
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface SealedForgeToken {
  /** `v1.kid.wrapped.iv.ct.tag` */
  readonly sealed: string;
  readonly kid: string;
  readonly version: number;
}

/** What became of the questions to one forge. */
export interface ForgeAnswers {
  readonly host: string;
  readonly commits: number;
  readonly looked: number;
  readonly lookedAt?: Date;
  /** The newest sentence about why a commit could not be looked at. */
  readonly failure?: string;
}

export type ForgeExists = Failure<"forgeExists">;
const exists: ForgeExists = {
  code: "forgeExists",
  message: "This forge is listed already.",
  remedy: "Give a token for the one that is there.",
};
const shown = { token: { select: { version: true, updatedAt: true } } } as const;

export type ForgesRepository = ReturnType<typeof forgesRepository>;

export function forgesRepository({ rows, sender, transaction }: Connection) {
  async function get(scope: Scope, id: string): Promise<ForgeRow | undefined> {
    if (scope.clusters !== "all") return undefined;
    const stored = await rows.forge.findUnique({ where: { id }, include: shown });
    return stored === null ? undefined : rowOf(stored);
  }

  /** Has Clair asked anew about all that runs. */
  async function askClair(): Promise<void> {
    await rows.clairLook.updateMany({ data: { dueAt: new Date(), failures: 0 } });
    await transaction((tx) => sender.send(tx, "reports", {}, "reports"));
  }

  return {
    get,

    /** By host. */
    async list(scope: Scope): Promise<ForgeRow[]> {
      if (scope.clusters !== "all") return [];
      return (await rows.forge.findMany({ include: shown, orderBy: { host: "asc" } })).map(rowOf);
    },

    /** @returns what is known of each host of commits that trails name, listed or not; the most commits first. */
    async answers(scope: Scope): Promise<ForgeAnswers[]> {
      if (scope.clusters !== "all") return [];
      const found = await rows.$queryRaw<readonly AnswerColumns[]>`
        SELECT host, count(*)::int AS commits, count(looked_at)::int AS looked, max(looked_at) AS "lookedAt",
          (array_agg(failure->>'message' ORDER BY due_at DESC NULLS LAST) FILTER (WHERE failure IS NOT NULL))[1] AS failure
        FROM source_commits GROUP BY host ORDER BY count(*) DESC, host`;
      return found.map(({ lookedAt, failure, ...row }) => ({
        ...row,
        ...(lookedAt !== null && { lookedAt }),
        ...(failure !== null && { failure }),
      }));
    },

    /** @returns the new forge, or undefined where the scope is not all clusters. */
    async create(
      scope: Scope,
      { host, kind, by }: { readonly host: string; readonly kind: StoredForgeKind; readonly by: string },
    ): Promise<Result<ForgeRow | undefined, ForgeExists>> {
      if (scope.clusters !== "all") return ok(undefined);
      const id = newId("fge");
      const { count } = await rows.forge.createMany({ data: [{ id, host, kind, createdBy: by }], skipDuplicates: true });
      if (kind === "clair") await askClair();
      return count === 1 ? ok(await get(scope, id)) : err(exists);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.forge.deleteMany({ where: { id } })).count === 1;
    },

    /** Replaces the token, and has the forge's commits, or of Clair all images, looked at anew. @returns whether the forge is there. */
    async putToken(scope: Scope, forgeId: string, token: SealedForgeToken): Promise<boolean> {
      const forge = await get(scope, forgeId);
      if (forge === undefined) return false;
      const data = { ...token, updatedAt: new Date() };
      await rows.forgeToken.upsert({ where: { forgeId }, create: { forgeId, ...data }, update: data });
      if (forge.kind === "clair") {
        await askClair();
        return true;
      }
      await rows.sourceCommit.updateMany({ where: { host: forge.host }, data: { dueAt: new Date(), failures: 0 } });
      await transaction((tx) => sender.send(tx, "sources", {}, "sources"));
      return true;
    },

    /** Erases the token. @returns whether there was one. */
    async eraseToken(scope: Scope, forgeId: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.forgeToken.deleteMany({ where: { forgeId } })).count === 1;
    },
  };
}

interface AnswerColumns {
  readonly host: string;
  readonly commits: number;
  readonly looked: number;
  readonly lookedAt: Date | null;
  readonly failure: string | null;
}

interface Stored {
  readonly id: string;
  readonly host: string;
  readonly kind: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly token: { readonly version: number; readonly updatedAt: Date } | null;
}

function rowOf({ kind, token, ...stored }: Stored): ForgeRow {
  return { ...stored, kind: word<StoredForgeKind>(kind), ...(token !== null && { token }) };
}
