/** The registries that may be asked, for administrators of all clusters. Credentials can be put and seen to be there; never read. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { SignatureMapping } from "../../registry/access.ts";
import type { Connection } from "../connection.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";

export interface RegistryTerms {
  readonly host: string;
  readonly via?: string | undefined;
  readonly realms: readonly string[];
  readonly contentHosts: readonly string[];
  readonly caData?: string | undefined;
  readonly signatures: readonly SignatureMapping[];
  /** Whose API tells who may push; undefined: it is not asked. */
  readonly push?: PushTerms | undefined;
}

/** The API of the registry itself, or of the GitLab whose registry it is, by the forge's host. */
export type PushTerms = { readonly api: "harbor" | "quay" } | { readonly api: "gitlab"; readonly forge: string };

export interface RegistryRow extends RegistryTerms {
  readonly id: string;
  readonly credential?: { readonly version: number; readonly updatedAt: Date };
  readonly test?: {
    readonly state: "queued" | "running" | "done";
    readonly category?: string;
    readonly sentence?: string;
    readonly remedy?: string;
    readonly at?: Date;
  };
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export interface SealedRegistryCredential {
  /** `v1.kid.wrapped.iv.ct.tag` */
  readonly sealed: string;
  readonly kid: string;
  readonly version: number;
  readonly endpointFingerprint: string;
}

export type RegistryExists = Failure<"registryExists">;
const exists: RegistryExists = {
  code: "registryExists",
  message: "This registry is listed already.",
  remedy: "Change the one that is there.",
};

const shown = { credential: { select: { version: true, updatedAt: true } } } as const;
type Stored = Prisma.RegistryGetPayload<{ include: typeof shown }>;
const untested = { testState: null, testCategory: null, testSentence: null, testRemedy: null, testedAt: null };

export type RegistriesRepository = ReturnType<typeof registriesRepository>;

export function registriesRepository({ rows, sender, transaction }: Connection) {
  async function get(scope: Scope, id: string): Promise<RegistryRow | undefined> {
    if (scope.clusters !== "all") return undefined;
    const stored = await rows.registry.findUnique({ where: { id }, include: shown });
    return stored === null ? undefined : rowOf(stored);
  }

  /** What could not be looked at may be to be seen now. */
  async function lookAgain(id: string): Promise<void> {
    const registry = await rows.registry.findUnique({ where: { id }, select: { host: true } });
    if (registry === null) return;
    const where = { registry: { equals: registry.host, mode: "insensitive" }, failures: { gt: 0 } } as const;
    await rows.registryImage.updateMany({ where, data: { dueAt: new Date(), failures: 0 } });
  }

  /** Another account, or another API, may tell more. */
  async function askWhoMayPush(host: string): Promise<void> {
    await rows.registryPush.updateMany({ where: { host: host.toLowerCase() }, data: { dueAt: new Date(), failures: 0 } });
    await transaction((tx) => sender.send(tx, "sources", {}, "sources"));
  }

  return {
    get,

    /** By host. */
    async list(scope: Scope): Promise<RegistryRow[]> {
      if (scope.clusters !== "all") return [];
      return (await rows.registry.findMany({ include: shown, orderBy: { host: "asc" } })).map(rowOf);
    },

    /** @returns the new registry, or undefined where the scope is not all clusters. */
    async create(scope: Scope, terms: RegistryTerms, by: string): Promise<Result<RegistryRow | undefined, RegistryExists>> {
      if (scope.clusters !== "all") return ok(undefined);
      const id = newId("rgy");
      const data = { ...dataOf(terms), id, createdBy: by, updatedBy: by };
      const { count } = await rows.registry.createMany({ data: [data], skipDuplicates: true });
      if (count === 1 && terms.push) await askWhoMayPush(terms.host);
      return count === 1 ? ok(await get(scope, id)) : err(exists);
    },

    /** Replaces what is set about a registry, whose host stays. What was tested before is not known any more. */
    async change(scope: Scope, id: string, terms: RegistryTerms, by: string): Promise<RegistryRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      const { host: _, ...data } = dataOf(terms);
      await rows.registry.updateMany({ where: { id }, data: { ...data, ...untested, updatedBy: by } });
      await lookAgain(id);
      await askWhoMayPush(terms.host);
      return get(scope, id);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.registry.deleteMany({ where: { id } })).count === 1;
    },

    /** Replaces the credential. @returns whether the registry is there. */
    async putCredential(scope: Scope, registryId: string, credential: SealedRegistryCredential): Promise<boolean> {
      const registry = await get(scope, registryId);
      if (registry === undefined) return false;
      const data = { ...credential, updatedAt: new Date() };
      await rows.registryCredential.upsert({ where: { registryId }, create: { registryId, ...data }, update: data });
      await rows.registry.updateMany({ where: { id: registryId }, data: untested });
      await lookAgain(registryId);
      await askWhoMayPush(registry.host);
      return true;
    },

    /** Erases the credential. @returns whether there was one. */
    async eraseCredential(scope: Scope, registryId: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      const { count } = await rows.registryCredential.deleteMany({ where: { registryId } });
      if (count === 1) await rows.registry.updateMany({ where: { id: registryId }, data: untested });
      return count === 1;
    },

    /** @returns the hosts that running images came from, each with the number of containers of workloads, most first. */
    async runningHosts(scope: Scope): Promise<{ host: string; images: number }[]> {
      if (scope.clusters !== "all") return [];
      return rows.$queryRaw<{ host: string; images: number }[]>`
        SELECT coalesce(r.id_registry, r.registry) AS host, count(*)::int AS images
        FROM running_images r JOIN clusters c ON c.id = r.cluster_id AND c.removed_at IS NULL
        WHERE coalesce(r.id_registry, r.registry) IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`;
    },

    /** Asks a worker to test a registry; one that is asked for already is enough. */
    async requestTest(scope: Scope, id: string): Promise<RegistryRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      await transaction(async (tx) => {
        const { count } = await tx.registry.updateMany({ where: { id }, data: { ...untested, testState: "queued" } });
        if (count === 1) await sender.send(tx, "registry-test", { registryId: id }, id);
      });
      return get(scope, id);
    },
  };
}

function dataOf({ host, via, realms, contentHosts, caData, signatures, push }: RegistryTerms) {
  return {
    host,
    via: via ?? null,
    realms: [...realms],
    contentHosts: [...contentHosts],
    caData: caData ?? null,
    signatures: signatures.map(({ prefix, repository }) => ({ prefix, repository })),
    pushApi: push?.api ?? null,
    pushForge: push?.api === "gitlab" ? push.forge : null,
  };
}

function pushOf({ pushApi, pushForge }: Pick<Stored, "pushApi" | "pushForge">): PushTerms | undefined {
  if (pushApi === "gitlab" && pushForge !== null) return { api: "gitlab", forge: pushForge };
  return pushApi === "harbor" || pushApi === "quay" ? { api: pushApi } : undefined;
}

function rowOf(stored: Stored): RegistryRow {
  const { id, host, realms, contentHosts, updatedBy, updatedAt, credential, testState } = stored;
  return {
    ...{ id, host, realms, contentHosts, updatedBy, updatedAt },
    via: present(stored.via),
    caData: present(stored.caData),
    signatures: stored.signatures as unknown as readonly SignatureMapping[],
    push: pushOf(stored),
    ...(credential !== null && { credential }),
    ...(testState !== null && {
      test: {
        state: word(testState),
        category: present(stored.testCategory),
        sentence: present(stored.testSentence),
        remedy: present(stored.testRemedy),
        at: present(stored.testedAt),
      },
    }),
  };
}
