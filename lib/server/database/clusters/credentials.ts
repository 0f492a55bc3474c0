/** Sealed credentials. Readers can put them and see that they are there; opening them is the worker's. */
import { compareText } from "../../../core/inventory/gap.ts";
import type { Connection } from "../connection.ts";
import { type Scope, seesAllOf } from "../scope.ts";
import { visibleClusters } from "../visible.ts";

export interface SealedCredential {
  /** `v1.kid.wrapped.iv.ct.tag` */
  readonly sealed: string;
  readonly kid: string;
  /** What `nextVersion` said when it was sealed. */
  readonly version: number;
  readonly endpointFingerprint: string;
  readonly kind: "token" | "clientCertificate";
  readonly expiresAt?: Date;
  readonly withoutEnd: boolean;
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  /** Whether the worker shall renew it before its end. */
  readonly renews: boolean;
}

export type CredentialsRepository = ReturnType<typeof credentialsRepository>;

export function credentialsRepository({ rows }: Connection) {
  const managed = async (scope: Scope, clusterId: string) =>
    seesAllOf(scope, clusterId) &&
    (await rows.cluster.count({ where: { AND: [visibleClusters(scope), { id: clusterId }] } })) === 1;

  return {
    /** @returns the version that the next credential of the cluster is sealed with. */
    async nextVersion(scope: Scope, clusterId: string): Promise<number> {
      if (!(await managed(scope, clusterId))) return 1;
      const found = await rows.clusterCredential.findUnique({ where: { clusterId }, select: { version: true } });
      return (found?.version ?? 0) + 1;
    },

    /** Replaces the cluster's credential. @returns whether the scope sees all of the cluster. */
    async put(scope: Scope, clusterId: string, { serviceAccount, expiresAt, ...credential }: SealedCredential): Promise<boolean> {
      if (!(await managed(scope, clusterId))) return false;
      const data = {
        ...credential,
        expiresAt: expiresAt ?? null,
        serviceAccountNamespace: serviceAccount?.namespace ?? null,
        serviceAccountName: serviceAccount?.name ?? null,
        renewedAt: null,
        renewalError: null,
        updatedAt: new Date(),
      };
      await rows.clusterCredential.upsert({ where: { clusterId }, create: { clusterId, ...data }, update: data });
      return true;
    },

    /** @returns how many credentials, of clusters, registries and forges, each key of the keyring holds; the scope must be all clusters. */
    async kidsInUse(scope: Scope): Promise<{ kid: string; count: number }[]> {
      if (scope.clusters !== "all") return [];
      const counts = new Map<string, number>();
      for (const { kid, _count } of await rows.clusterCredential.groupBy({ by: ["kid"], _count: true })) counts.set(kid, _count);
      for (const { kid, _count } of await rows.registryCredential.groupBy({ by: ["kid"], _count: true }))
        counts.set(kid, (counts.get(kid) ?? 0) + _count);
      for (const { kid, _count } of await rows.forgeToken.groupBy({ by: ["kid"], _count: true }))
        counts.set(kid, (counts.get(kid) ?? 0) + _count);
      return [...counts].map(([kid, count]) => ({ kid, count })).sort((one, other) => compareText(one.kid, other.kid));
    },
  };
}
