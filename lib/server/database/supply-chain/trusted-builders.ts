/** The map of trusted builders. Whoever sees verdicts may read what they rest on; who sees all clusters may change it. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { TrustedBuilder } from "../../../core/supply-chain/provenance/level.ts";
import type { Connection } from "../connection.ts";
import type { Prisma, TrustedBuilder as Row } from "../generated/client.ts";
import { newId } from "../ids.ts";
import type { Scope } from "../scope.ts";
import type { StoredBuilder } from "./judgement-rows.ts";

export interface TrustedBuilderRow extends StoredBuilder {
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export interface TrustedBuilderTerms extends TrustedBuilder {
  readonly enabled: boolean;
}

export type TrustedBuilderExists = Failure<"trustedBuilderExists">;
const exists: TrustedBuilderExists = {
  code: "trustedBuilderExists",
  message: "An entry with this name exists already.",
  remedy: "Choose another name.",
};

export type TrustedBuildersRepository = ReturnType<typeof trustedBuildersRepository>;

export function trustedBuildersRepository({ rows }: Connection) {
  return {
    /** By name. */
    async list(_scope: Scope): Promise<TrustedBuilderRow[]> {
      return (await rows.trustedBuilder.findMany({ orderBy: { name: "asc" } })).map(rowOf);
    },

    /** @returns the id of the new entry, or undefined where the scope is not all clusters. */
    async create(
      scope: Scope,
      terms: TrustedBuilderTerms,
      by: string,
    ): Promise<Result<string | undefined, TrustedBuilderExists>> {
      if (scope.clusters !== "all") return ok(undefined);
      const id = newId("tbl");
      const data = { ...dataOf(terms), id, createdBy: by, updatedBy: by };
      const { count } = await rows.trustedBuilder.createMany({ data: [data], skipDuplicates: true });
      return count === 1 ? ok(id) : err(exists);
    },

    /** Puts an entry in the place of what was stored under its id, if anything was. */
    async put(scope: Scope, id: string, terms: TrustedBuilderTerms, by: string): Promise<Result<boolean, TrustedBuilderExists>> {
      if (scope.clusters !== "all") return ok(false);
      const other = await rows.trustedBuilder.findFirst({ where: { name: terms.name, NOT: { id } }, select: { id: true } });
      if (other !== null) return err(exists);
      const data = { ...dataOf(terms), updatedBy: by };
      await rows.trustedBuilder.upsert({ where: { id }, create: { ...data, id, createdBy: by }, update: data });
      return ok(true);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.trustedBuilder.deleteMany({ where: { id } })).count === 1;
    },
  };
}

function dataOf({ name, signers, builders, hosted, level, enabled }: TrustedBuilderTerms) {
  return {
    ...{ name, hosted, level, enabled },
    signers: signers as unknown as Prisma.InputJsonArray,
    builders: builders as unknown as Prisma.InputJsonArray,
  };
}

function rowOf({ id, name, signers, builders, hosted, level, enabled, updatedBy, updatedAt }: Row): TrustedBuilderRow {
  return {
    ...{ id, name, hosted, enabled, updatedBy, updatedAt },
    level: level as TrustedBuilder["level"],
    signers: signers as unknown as TrustedBuilder["signers"],
    builders: builders as unknown as TrustedBuilder["builders"],
  };
}
