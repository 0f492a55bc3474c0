/** Findings of scans that are over, by their place in an order: nothing comes between, so that a page is always the same. */
import type { Rows } from "../database.ts";
import type { FindingDetailRow, FindingRow } from "../rows.ts";
import { waivedAt } from "../waivers/waived.ts";
import { conditionOf, type FindingFilter, type ScanBehind } from "./finding-filter.ts";
import { type FindingSort, findingRow, listed, orderOf, type StoredFinding } from "./finding-page.ts";

export interface FrozenRequest {
  readonly sort: FindingSort;
  readonly offset: number;
  readonly limit: number;
}

export async function frozenPage(
  rows: Rows,
  scans: readonly ScanBehind[],
  filter: FindingFilter,
  { sort, offset, limit }: FrozenRequest,
): Promise<FindingRow[]> {
  const found = await rows.$queryRaw<StoredFinding[]>`
    SELECT ${listed} FROM findings f WHERE ${conditionOf(scans, filter)}
    ORDER BY ${orderOf(sort)} LIMIT ${limit} OFFSET ${offset}`;
  return found.map((row) => findingRow(row, scans));
}

export interface FrozenFact {
  readonly data: FindingDetailRow["data"];
  readonly waived: boolean;
}

/** @returns what each of these findings was rendered from, as far as the scans are seen, and whether it was waived then. */
export async function frozenFacts(
  rows: Rows,
  scans: readonly ScanBehind[],
  findings: readonly FindingRow[],
  at: Date,
): Promise<Map<FindingRow, FrozenFact>> {
  const fingerprints = [...new Set(findings.map(({ fingerprint }) => fingerprint))];
  const found = await rows.$queryRaw<({ scan_id: string; fingerprint: string } & FrozenFact)[]>`
    SELECT f.scan_id, f.fingerprint, f.data, ${waivedAt(at)} AS waived FROM findings f
    WHERE ${conditionOf(scans, {})} AND f.fingerprint = ANY(${fingerprints}::text[])`;
  const facts = new Map(found.map(({ scan_id, fingerprint, data, waived }) => [`${scan_id} ${fingerprint}`, { data, waived }]));
  return new Map(
    findings.flatMap((finding) => {
      const fact = facts.get(`${finding.scanId} ${finding.fingerprint}`);
      return fact === undefined ? [] : [[finding, fact]];
    }),
  );
}
