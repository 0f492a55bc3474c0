/**
 * Copies findings into the transaction that will end their scan, while checks still run. Nobody sees any of them before it is
 * committed; whether the attempt still holds the scan is asked at its end.
 */
import type pg from "pg";
import { severityRank } from "../../../core/findings/order.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { type CopyValue, copyIn } from "../copy.ts";
import { storableJson } from "../storable.ts";
import type { StoredFinding } from "./scan-results.ts";
import { type Fence, leaseSeconds } from "./scan-work.ts";

export interface FindingCopy {
  /** Sends findings on. What goes wrong, `settle` tells. */
  add(findings: readonly StoredFinding[]): void;
  /** @returns the connection in its transaction, once everything is in it. It is the caller's from then on. */
  settle(): Promise<pg.PoolClient>;
  /** Takes everything back, unless it was settled. */
  abandon(): Promise<void>;
}

/** A scan as its findings name it. */
export type FindingsOf = Pick<Fence, "scanId"> & { readonly clusterId: string };

/** Opens a transaction for the findings of a scan. */
export function beginFindingCopy(pool: pg.Pool, scan: FindingsOf): FindingCopy {
  const connected = pool.connect();
  let waiting: StoredFinding[] = [];
  let ended = false;

  async function copyWaiting(client: pg.PoolClient): Promise<pg.PoolClient> {
    const findings = waiting;
    waiting = [];
    await copyFindings(client, scan, findings);
    return client;
  }

  async function abandon(): Promise<void> {
    if (ended) return;
    ended = true;
    // A connection that ends takes its transaction with it, whatever it was at.
    await connected.then((client) => client.release(true), quiet);
  }

  let last = connected.then(begin);
  last.catch(quiet);
  return {
    abandon,
    add(findings) {
      // What comes while others are on their way goes with the next.
      if (waiting.length === 0) {
        last = last.then(copyWaiting);
        last.catch(quiet);
      }
      for (const finding of findings) waiting.push(finding);
    },
    async settle() {
      try {
        const client = await last;
        ended = true;
        return client;
      } catch (error) {
        await abandon();
        throw error;
      }
    },
  };
}

const quiet = () => undefined;

/** The keys of a worker that fell silent would hold up those of the one that takes over. They go when its lease does. */
async function begin(client: pg.PoolClient): Promise<pg.PoolClient> {
  await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '${leaseSeconds}s'`);
  return client;
}

const columns =
  `scan_id cluster_id fingerprint check_id severity pillar responsible message data title resource kind namespace name uid
   path state first_seen_at first_seen_scan_id`.split(/\s+/);

/** Inserts findings of a scan. */
export async function copyFindings(client: pg.PoolClient, scan: FindingsOf, findings: readonly StoredFinding[]): Promise<void> {
  if (findings.length === 0) return;
  const sorted = findings.toSorted((a, b) => compareText(a.fingerprint, b.fingerprint));
  await copyIn(client, "findings", columns, rowsOf(scan, sorted));
}

function* rowsOf({ scanId, clusterId }: FindingsOf, findings: readonly StoredFinding[]): Generator<readonly CopyValue[]> {
  for (const { fingerprint, checkId, severity, pillar, responsible, message, data, title, at, ...seen } of findings)
    // biome-ignore format: as the columns are named
    yield [
      scanId, clusterId, fingerprint, checkId, severityRank(severity), pillar, responsible, message, storableJson(data), title,
      at.resource, at.kind, at.namespace, at.name, at.uid, at.path, seen.state, seen.firstSeenAt.toISOString(), seen.firstSeenScanId,
    ];
}
