/** What the worker needs to ask registries: the only reads of their sealed credentials. */
import type pg from "pg";
import type { SignatureMapping } from "../../registry/access.ts";
import type { Resealed } from "../clusters/targets.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";

export interface StoredRegistry {
  readonly id: string;
  /** Of the installation; part of what credentials are bound to. */
  readonly installation: string;
  readonly host: string;
  readonly via?: string;
  readonly realms: readonly string[];
  readonly contentHosts: readonly string[];
  readonly caData?: string;
  readonly signatures: readonly SignatureMapping[];
  readonly credential?: { readonly sealed: string; readonly version: number };
}

export interface RegistryTestOutcome {
  readonly category: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** A repository that runs, with the digest that a runtime pulled from it. */
export interface RunningSample {
  readonly repository: string;
  readonly digest: string;
}

export type RegistryWork = ReturnType<typeof registryWork>;

const columns = `r.id, r.host, r.via, r.realms, r.content_hosts, r.ca_data, r.signatures, i.id AS installation, k.sealed, k.version`;
const joined = `registries r CROSS JOIN installation i LEFT JOIN registry_credentials k ON k.registry_id = r.id`;

export function registryWork(pool: pg.Pool) {
  return {
    /** @returns every registry that may be asked. */
    async all(scope: Scope): Promise<StoredRegistry[]> {
      requireSystem(scope);
      const { rows } = await pool.query<Columns>(`SELECT ${columns} FROM ${joined} ORDER BY r.host`);
      return rows.map(rowOf);
    },

    /** @returns at most 100 registries whose credential is sealed with another key than the current one. */
    async sealedWithOthers(scope: Scope, kid: string): Promise<StoredRegistry[]> {
      requireSystem(scope);
      const { rows } = await pool.query<Columns>(`SELECT ${columns} FROM ${joined} WHERE k.kid <> $1 ORDER BY r.id LIMIT 100`, [
        kid,
      ]);
      return rows.map(rowOf);
    },

    /** Stores the same credential under another key, unless it was replaced in the meantime. */
    async rewrapped(scope: Scope, { id, credential }: StoredRegistry, { sealed, kid }: Resealed): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE registry_credentials SET sealed = $3, kid = $4 WHERE registry_id = $1 AND sealed = $2", [
        id,
        credential?.sealed,
        sealed,
        kid,
      ]);
    },

    /** Takes a test that waits, or that a worker left. @returns undefined where there is none to do. */
    async takeTest(scope: Scope, id: string): Promise<StoredRegistry | undefined> {
      requireSystem(scope);
      const taken = await pool.query(
        "UPDATE registries SET test_state = 'running' WHERE id = $1 AND test_state IN ('queued', 'running')",
        [id],
      );
      if (taken.rowCount !== 1) return undefined;
      const { rows } = await pool.query<Columns>(`SELECT ${columns} FROM ${joined} WHERE r.id = $1`, [id]);
      return rows[0] && rowOf(rows[0]);
    },

    async finishTest(scope: Scope, id: string, { category, sentence, remedy }: RegistryTestOutcome): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `UPDATE registries SET test_state = 'done', test_category = $2, test_sentence = $3, test_remedy = $4, tested_at = now()
         WHERE id = $1 AND test_state = 'running'`,
        [id, category, sentence, remedy],
      );
    },

    /** @returns something that runs from a registry, to see whether it would be given to us. */
    async runningFrom(scope: Scope, host: string): Promise<RunningSample | undefined> {
      requireSystem(scope);
      const { rows } = await pool.query<RunningSample>(
        `SELECT id_repository AS repository, digest FROM running_images
         WHERE id_registry = $1 AND image_id_kind = 'repository' AND digest IS NOT NULL ORDER BY id_repository, digest LIMIT 1`,
        [host],
      );
      return rows[0];
    },
  };
}

interface Columns {
  id: string;
  installation: string;
  host: string;
  via: string | null;
  realms: string[];
  content_hosts: string[];
  ca_data: string | null;
  signatures: SignatureMapping[];
  sealed: string | null;
  version: number | null;
}

function rowOf({
  id,
  installation,
  host,
  via,
  realms,
  content_hosts,
  ca_data,
  signatures,
  sealed,
  version,
}: Columns): StoredRegistry {
  return {
    ...{ id, installation, host, realms, signatures, contentHosts: content_hosts },
    ...(via !== null && { via }),
    ...(ca_data !== null && { caData: ca_data }),
    ...(sealed !== null && version !== null && { credential: { sealed, version } }),
  };
}
