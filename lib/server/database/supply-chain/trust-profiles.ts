/** Trust profiles of the installation. Whoever sees verdicts may read what they rest on; who sees all clusters may change it. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Thresholds } from "../../../core/supply-chain/trust/profile.ts";
import type { Connection } from "../connection.ts";
import { Prisma, type TrustProfile } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { word } from "../rows.ts";
import type { Scope } from "../scope.ts";
import type { StoredTrustProfile } from "./judgement-rows.ts";

export interface TrustProfileRow extends StoredTrustProfile {
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export interface TrustProfileTerms {
  readonly name: string;
  readonly kind: StoredTrustProfile["kind"];
  readonly root?: unknown;
  readonly thresholds?: Thresholds | undefined;
  readonly keys: StoredTrustProfile["keys"];
  readonly enabled: boolean;
  readonly asOf?: Date | undefined;
}

export type TrustProfileExists = Failure<"trustProfileExists">;
const exists: TrustProfileExists = {
  code: "trustProfileExists",
  message: "A trust profile with this name exists already.",
  remedy: "Choose another name.",
};

export type TrustProfilesRepository = ReturnType<typeof trustProfilesRepository>;

export function trustProfilesRepository({ rows }: Connection) {
  return {
    /** By name. */
    async list(_scope: Scope): Promise<TrustProfileRow[]> {
      return (await rows.trustProfile.findMany({ orderBy: { name: "asc" } })).map(rowOf);
    },

    /** @returns the id of the new profile, or undefined where the scope is not all clusters. */
    async create(scope: Scope, terms: TrustProfileTerms, by: string): Promise<Result<string | undefined, TrustProfileExists>> {
      if (scope.clusters !== "all") return ok(undefined);
      const id = newId("trp");
      const data = { ...dataOf(terms), id, createdBy: by, updatedBy: by };
      const { count } = await rows.trustProfile.createMany({ data: [data], skipDuplicates: true });
      return count === 1 ? ok(id) : err(exists);
    },

    /** Puts a profile in the place of what was stored under its id, if anything was. */
    async put(scope: Scope, id: string, terms: TrustProfileTerms, by: string): Promise<Result<boolean, TrustProfileExists>> {
      if (scope.clusters !== "all") return ok(false);
      const other = await rows.trustProfile.findFirst({ where: { name: terms.name, NOT: { id } }, select: { id: true } });
      if (other !== null) return err(exists);
      const data = { ...dataOf(terms), updatedBy: by };
      await rows.trustProfile.upsert({ where: { id }, create: { ...data, id, createdBy: by }, update: data });
      return ok(true);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.trustProfile.deleteMany({ where: { id } })).count === 1;
    },
  };
}

function dataOf({ name, kind, root, thresholds, keys, enabled, asOf }: TrustProfileTerms) {
  return {
    ...{ name, kind, enabled },
    root: root === undefined ? Prisma.DbNull : (root as Prisma.InputJsonObject),
    thresholds: thresholds === undefined ? Prisma.DbNull : { ...thresholds },
    keys: keys.map((key) => ({ name: key.name, pem: key.pem })),
    asOf: asOf ?? null,
  };
}

function rowOf({ id, name, kind, root, thresholds, keys, enabled, asOf, updatedBy, updatedAt }: TrustProfile): TrustProfileRow {
  return {
    ...{ id, name, enabled, updatedBy, updatedAt, kind: word<StoredTrustProfile["kind"]>(kind) },
    keys: keys as unknown as StoredTrustProfile["keys"],
    ...(root !== null && { root }),
    ...(thresholds !== null && { thresholds: thresholds as unknown as Thresholds }),
    ...(asOf !== null && { asOf }),
  };
}
