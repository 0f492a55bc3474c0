/** Signing policies of the installation. Whoever sees verdicts may read what they rest on; who sees all clusters may change it. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { AllowedSigner } from "../../../core/supply-chain/identity/policy.ts";
import type { ImagePolicy } from "../../../core/supply-chain/policy/image-policy.ts";
import type { Connection } from "../connection.ts";
import { Prisma, type SigningPolicy } from "../generated/client.ts";
import { newId } from "../ids.ts";
import type { Scope } from "../scope.ts";

/** The resource of a cluster that a policy was read from. */
export interface PolicyOrigin {
  readonly kind: string;
  readonly name: string;
  readonly cluster?: string | undefined;
  /** What of it could not be taken over, in sentences. */
  readonly untranslated: readonly string[];
}

export interface SigningPolicyTerms extends Omit<ImagePolicy, "id"> {
  readonly draft: boolean;
  readonly origin?: PolicyOrigin | undefined;
}

export interface SigningPolicyRow extends ImagePolicy {
  readonly draft: boolean;
  readonly origin?: PolicyOrigin;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export type SigningPolicyExists = Failure<"signingPolicyExists">;
const exists: SigningPolicyExists = {
  code: "signingPolicyExists",
  message: "A policy with this name exists already.",
  remedy: "Choose another name.",
};

export type SigningPoliciesRepository = ReturnType<typeof signingPoliciesRepository>;

export function signingPoliciesRepository({ rows }: Connection) {
  async function get(_scope: Scope, id: string): Promise<SigningPolicyRow | undefined> {
    const stored = await rows.signingPolicy.findUnique({ where: { id } });
    return stored === null ? undefined : rowOf(stored);
  }

  return {
    get,

    /** By name, with drafts. */
    async list(_scope: Scope): Promise<SigningPolicyRow[]> {
      return (await rows.signingPolicy.findMany({ orderBy: { name: "asc" } })).map(rowOf);
    },

    /** @returns the new policy, or undefined where the scope is not all clusters. */
    async create(
      scope: Scope,
      terms: SigningPolicyTerms,
      by: string,
    ): Promise<Result<SigningPolicyRow | undefined, SigningPolicyExists>> {
      if (scope.clusters !== "all") return ok(undefined);
      const id = newId("spl");
      const data = { ...dataOf(terms), id, createdBy: by, updatedBy: by };
      const { count } = await rows.signingPolicy.createMany({ data: [data], skipDuplicates: true });
      return count === 1 ? ok(await get(scope, id)) : err(exists);
    },

    /** @returns the changed policy, or undefined where there is none or the scope is not all clusters. */
    async change(
      scope: Scope,
      id: string,
      terms: SigningPolicyTerms,
      by: string,
    ): Promise<Result<SigningPolicyRow | undefined, SigningPolicyExists>> {
      if (scope.clusters !== "all") return ok(undefined);
      const other = await rows.signingPolicy.findFirst({ where: { name: terms.name, NOT: { id } }, select: { id: true } });
      if (other !== null) return err(exists);
      const { count } = await rows.signingPolicy.updateMany({ where: { id }, data: { ...dataOf(terms), updatedBy: by } });
      return ok(count === 1 ? await get(scope, id) : undefined);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.signingPolicy.deleteMany({ where: { id } })).count === 1;
    },
  };
}

function dataOf({ name, images, signers, attestations, sources, draft, origin }: SigningPolicyTerms) {
  return {
    ...{ name, draft, images: [...images], attestations: [...attestations], sources: [...sources] },
    signers: signers as unknown as Prisma.InputJsonArray,
    origin: origin === undefined ? Prisma.DbNull : (origin as unknown as Prisma.InputJsonObject),
  };
}

function rowOf(stored: SigningPolicy): SigningPolicyRow {
  const { id, name, images, attestations, sources, draft, updatedBy, updatedAt } = stored;
  return {
    ...{ id, name, images, attestations, sources, draft, updatedBy, updatedAt },
    signers: stored.signers as unknown as readonly AllowedSigner[],
    ...(stored.origin !== null && { origin: stored.origin as unknown as PolicyOrigin }),
  };
}
