/** Decisions, for whoever must account for them: who lives with what, why, since when, until when, and what it held. */
import type { Waiver } from "../../contracts/waivers.ts";
import type { WaivedGroup } from "../database/findings/exports.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { jsonObject, type Part } from "./json.ts";

export interface Decision {
  readonly waiver: Waiver;
  readonly matched: readonly WaivedGroup[];
}

export interface WaiversContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly batches: AsyncIterable<readonly Decision[]>;
}

interface Line {
  readonly waiver: Waiver;
  readonly group?: WaivedGroup;
}

const columns: Columns<Line> = {
  waiver: ({ waiver }) => waiver.name,
  state: ({ waiver }) => waiver.state,
  reason: ({ waiver }) => waiver.reason,
  owner: ({ waiver }) => waiver.owner,
  ticket: ({ waiver }) => waiver.ticket,
  decided_by: ({ waiver }) => waiver.createdBy,
  decided_at: ({ waiver }) => waiver.createdAt,
  holds_until: ({ waiver }) => waiver.expiresAt,
  revoked_at: ({ waiver }) => waiver.revokedAt,
  revoked_by: ({ waiver }) => waiver.revokedBy,
  clusters: ({ waiver }) => waiver.clusters.map(({ name }) => name).join(" "),
  checks: ({ waiver }) => waiver.match.checks.join(" "),
  namespaces: ({ waiver }) => waiver.match.namespaces.join(" "),
  kinds: ({ waiver }) => waiver.match.kinds.join(" "),
  names: ({ waiver }) => waiver.match.names.join(" "),
  chosen_findings: ({ waiver }) => waiver.match.fingerprints.length,
  matches_now: ({ waiver }) => waiver.matches,
  unused: ({ waiver }) => waiver.unused,
  in_your_scope: ({ waiver }) => (waiver.whole ? "whole" : "part"),
  matched_cluster: ({ group }) => group?.cluster,
  matched_check: ({ group }) => group?.checkId,
  matched_findings: ({ group }) => group?.findings,
  scans: ({ group }) => group?.scans,
  first_scan: ({ group }) => group?.firstScan,
  last_scan: ({ group }) => group?.lastScan,
  waiver_id: ({ waiver }) => waiver.id,
};

/** @returns the table: a record for each cluster and check that a waiver matched, one for a waiver that matched nothing. */
export async function* waiversCsv({ batches }: WaiversContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const decisions of batches)
    yield csvRows(
      columns,
      decisions.flatMap(({ waiver, matched }): Line[] =>
        matched.length === 0 ? [{ waiver }] : matched.map((group) => ({ waiver, group })),
      ),
    );
}

/** @returns the waivers as the API shows them, each with what it matched while it held. */
export function waiversJson({ exportedAt, version, filter, batches }: WaiversContent): AsyncGenerator<string, void> {
  const parts: Part[] = [
    ["kind", "waivers"],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["filter", filter],
    ["waivers", views(batches)],
  ];
  return jsonObject(parts);
}

async function* views(batches: WaiversContent["batches"]) {
  for await (const decisions of batches)
    yield decisions.map(({ waiver, matched }) => ({
      ...waiver,
      matched: matched.map(({ waiverId: _waiver, ...group }) => group),
    }));
}
