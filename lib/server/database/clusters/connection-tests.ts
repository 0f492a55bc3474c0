/** Tests of connections that are not registered yet. They belong to administrators of all clusters. */
import type { Preflight } from "../../cluster/preflight.ts";
import type { Connection } from "../connection.ts";
import type { ConnectionTest } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";

export type ConnectionKind = "token" | "clientCertificate" | "inCluster";

export interface NewConnectionTest {
  /** The credential is sealed to it. */
  readonly id?: string;
  readonly kind: ConnectionKind;
  readonly server?: string;
  readonly caData?: string;
  readonly tlsServerName?: string;
  readonly sealed?: string;
  readonly includeSecretNames: boolean;
  readonly withoutEnd: boolean;
  readonly requestedBy: string;
}

export interface ConnectionTestRow {
  readonly id: string;
  readonly state: "queued" | "running" | "done";
  readonly category?: string;
  readonly sentence?: string;
  readonly remedy?: string;
  readonly version?: string;
  readonly preflight?: Preflight;
  readonly withoutEnd: boolean;
  readonly requestedBy: string;
  readonly createdAt: Date;
}

export type ConnectionTestsRepository = ReturnType<typeof connectionTestsRepository>;

export function connectionTestsRepository({ rows, sender, transaction }: Connection) {
  return {
    /** Makes the test and wakes a worker, in one transaction. @returns undefined where the scope is not all clusters. */
    async create(scope: Scope, test: NewConnectionTest): Promise<ConnectionTestRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      const id = test.id ?? newId("tst");
      const stored = await transaction(async (tx) => {
        const made = await tx.connectionTest.create({ data: { ...test, id, state: "queued" } });
        await sender.send(tx, "connection-test", { testId: id }, id);
        return made;
      });
      return rowOf(stored);
    },

    async get(scope: Scope, id: string): Promise<ConnectionTestRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      const stored = await rows.connectionTest.findUnique({ where: { id } });
      return stored ? rowOf(stored) : undefined;
    },

    /** @returns how many tests somebody asked for since a moment; what limits their rate. */
    async countSince(scope: Scope, requestedBy: string, since: Date): Promise<number> {
      if (scope.clusters !== "all") return 0;
      return rows.connectionTest.count({ where: { requestedBy, createdAt: { gte: since } } });
    },
  };
}

function rowOf(stored: ConnectionTest): ConnectionTestRow {
  return {
    id: stored.id,
    state: word(stored.state),
    category: present(stored.category),
    sentence: present(stored.sentence),
    remedy: present(stored.remedy),
    version: present(stored.version),
    preflight: present(stored.preflight as unknown as Preflight | null),
    withoutEnd: stored.withoutEnd,
    requestedBy: stored.requestedBy,
    createdAt: stored.createdAt,
  };
}
