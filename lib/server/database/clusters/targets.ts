/** What the worker needs to reach clusters: the only reads of sealed credentials. */
import type pg from "pg";
import type { HeldCredential } from "../../../core/inventory/inventory.ts";
import type { ClusterKind } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";

/** Where a credential is sent, as stored. */
export interface StoredEndpoint {
  readonly server: string;
  readonly caData?: string;
  readonly tlsServerName?: string;
}

export interface StoredCredential {
  readonly sealed: string;
  readonly version: number;
  readonly endpointFingerprint: string;
  /** What may be known of it without opening it. */
  readonly held: HeldCredential;
}

export interface Target {
  readonly clusterId: string;
  readonly kind: ClusterKind;
  /** Of the installation; part of what credentials are bound to. */
  readonly installation: string;
  readonly endpoint?: StoredEndpoint;
  readonly credential?: StoredCredential;
  readonly includeSecretNames: boolean;
  readonly includeHelmReleases: boolean;
  readonly probeHostPorts: boolean;
}

export interface RenewableTarget extends Target {
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
  readonly lifetimeSeconds: number;
}

export interface TestTarget {
  readonly id: string;
  readonly installation: string;
  readonly kind: "token" | "clientCertificate" | "inCluster";
  readonly endpoint?: StoredEndpoint;
  readonly sealed?: string;
  readonly includeSecretNames: boolean;
}

export interface TestOutcome {
  readonly category: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly version?: string;
  readonly preflight?: unknown;
}

export interface Resealed {
  readonly sealed: string;
  readonly kid: string;
}

export type Targets = ReturnType<typeof targets>;

const columns = `c.id, c.kind, c.server, c.ca_data, c.tls_server_name, c.settings, i.id AS installation, k.sealed, k.version,
  k.endpoint_fingerprint, k.kind AS credential_kind, k.expires_at, k.without_end, k.service_account_namespace,
  k.service_account_name,
  extract(epoch FROM k.expires_at - coalesce(k.renewed_at, k.updated_at))::int AS lifetime`;
const joined = `clusters c CROSS JOIN installation i LEFT JOIN cluster_credentials k ON k.cluster_id = c.id`;

export function targets(pool: pg.Pool) {
  return {
    async cluster(scope: Scope, clusterId: string): Promise<Target | undefined> {
      requireSystem(scope);
      const { rows } = await pool.query(`SELECT ${columns} FROM ${joined} WHERE c.id = $1 AND c.removed_at IS NULL`, [clusterId]);
      return rows[0] && targetOf(rows[0]);
    },

    /** @returns the clusters whose token is to be renewed: less than half of its life is left. */
    async due(scope: Scope): Promise<RenewableTarget[]> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `SELECT ${columns} FROM ${joined} WHERE c.removed_at IS NULL AND k.renews AND k.service_account_name IS NOT NULL
           AND k.expires_at > now() AND k.expires_at - now() < (k.expires_at - coalesce(k.renewed_at, k.updated_at)) / 2
         ORDER BY k.expires_at`,
      );
      return rows.map((row) => ({
        ...targetOf(row),
        serviceAccount: { namespace: row.service_account_namespace, name: row.service_account_name },
        lifetimeSeconds: row.lifetime,
      }));
    },

    /** Stores a renewed token, unless the credential was replaced in the meantime. @returns whether it was stored. */
    async renewed(scope: Scope, { clusterId, credential }: Target, token: Resealed & { expiresAt: Date }): Promise<boolean> {
      requireSystem(scope);
      const { rowCount } = await pool.query(
        `UPDATE cluster_credentials SET sealed = $3, kid = $4, version = version + 1, expires_at = $5, renewed_at = now(),
           renewal_error = NULL WHERE cluster_id = $1 AND version = $2`,
        [clusterId, credential?.version, token.sealed, token.kid, token.expiresAt],
      );
      return rowCount === 1;
    },

    async renewalFailed(scope: Scope, { clusterId, credential }: Target, code: string): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE cluster_credentials SET renewal_error = $3 WHERE cluster_id = $1 AND version = $2", [
        clusterId,
        credential?.version,
        code,
      ]);
    },

    /** @returns at most 100 clusters whose credential is sealed with another key than the current one. */
    async sealedWithOthers(scope: Scope, kid: string): Promise<Target[]> {
      requireSystem(scope);
      const { rows } = await pool.query(`SELECT ${columns} FROM ${joined} WHERE k.kid <> $1 ORDER BY c.id LIMIT 100`, [kid]);
      return rows.map(targetOf);
    },

    /** Stores the same credential under another key, unless it was replaced in the meantime. */
    async rewrapped(scope: Scope, { clusterId, credential }: Target, { sealed, kid }: Resealed): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE cluster_credentials SET sealed = $3, kid = $4 WHERE cluster_id = $1 AND sealed = $2", [
        clusterId,
        credential?.sealed,
        sealed,
        kid,
      ]);
    },

    /** Takes a connection test. @returns undefined when it is done already. */
    async takeTest(scope: Scope, id: string): Promise<TestTarget | undefined> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `UPDATE connection_tests t SET state = 'running' FROM installation i WHERE t.id = $1 AND t.state <> 'done'
         RETURNING t.id, t.kind, t.server, t.ca_data, t.tls_server_name, t.sealed, t.include_secret_names, i.id AS installation`,
        [id],
      );
      const [row] = rows;
      return (
        row && {
          id: row.id,
          installation: row.installation,
          kind: row.kind,
          endpoint: endpointOf(row),
          sealed: row.sealed ?? undefined,
          includeSecretNames: row.include_secret_names,
        }
      );
    },

    /** Ends a connection test and erases its credential. */
    async finishTest(scope: Scope, id: string, { category, sentence, remedy, version, preflight }: TestOutcome): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `UPDATE connection_tests SET state = 'done', category = $2, sentence = $3, remedy = $4, version = $5, preflight = $6,
           sealed = NULL, finished_at = now() WHERE id = $1 AND state <> 'done'`,
        [id, category, sentence, remedy, version ?? null, preflight === undefined ? null : JSON.stringify(preflight)],
      );
    },

    /** Yields an upload's bytes as they were stored, one piece in memory at a time. */
    async *upload(scope: Scope, uploadId: string): AsyncGenerator<Uint8Array> {
      requireSystem(scope);
      for (let seq = 0; ; seq++) {
        const { rows } = await pool.query("SELECT bytes FROM upload_chunks WHERE upload_id = $1 AND seq = $2", [uploadId, seq]);
        if (!rows[0]) return;
        yield rows[0].bytes;
      }
    },

    /** Tells web processes which key to seal with, where nothing else tells them. */
    async publishKeyring(scope: Scope, keyring: string): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE installation SET keyring = to_jsonb($1::text) WHERE keyring IS DISTINCT FROM to_jsonb($1::text)", [
        keyring,
      ]);
    },
  };
}

interface TargetColumns {
  id: string;
  kind: ClusterKind;
  server: string | null;
  ca_data: string | null;
  tls_server_name: string | null;
  settings: { includeSecretNames?: unknown; includeHelmReleases?: unknown; probeHostPorts?: unknown };
  installation: string;
  sealed: string | null;
  version: number | null;
  endpoint_fingerprint: string | null;
  credential_kind: "token" | "clientCertificate" | null;
  expires_at: Date | null;
  without_end: boolean | null;
  service_account_namespace: string | null;
  service_account_name: string | null;
}

function targetOf(row: TargetColumns): Target {
  return {
    clusterId: row.id,
    kind: row.kind,
    installation: row.installation,
    endpoint: endpointOf(row),
    credential: credentialOf(row),
    includeSecretNames: row.settings.includeSecretNames === true,
    includeHelmReleases: row.settings.includeHelmReleases === true,
    probeHostPorts: row.settings.probeHostPorts === true,
  };
}

function credentialOf(row: TargetColumns): StoredCredential | undefined {
  const { sealed, version, endpoint_fingerprint: endpointFingerprint, credential_kind: kind } = row;
  if (sealed === null || version === null || endpointFingerprint === null || kind === null) return undefined;
  const { expires_at, without_end, service_account_namespace: namespace, service_account_name: name } = row;
  const held = {
    kind,
    ...(name !== null && { account: `ServiceAccount ${namespace}/${name}` }),
    ...(expires_at !== null && !without_end && { expiresAt: expires_at.toISOString() }),
  };
  return { sealed, version, endpointFingerprint, held };
}

function endpointOf(row: Pick<TargetColumns, "server" | "ca_data" | "tls_server_name">): StoredEndpoint | undefined {
  if (row.server === null) return undefined;
  return { server: row.server, caData: row.ca_data ?? undefined, tlsServerName: row.tls_server_name ?? undefined };
}
