/** CISA's catalogue of vulnerabilities that are known to be exploited. */
import { err, ok, type Result } from "../../result.ts";
import { nameAt, timeAt } from "../documents/parts.ts";
import { listAt, present, textAt } from "../provenance/read-json.ts";
import { readVulnerabilityId } from "./vulnerability-id.ts";

export interface KevEntry {
  readonly cve: string;
  /** Days, such as `2024-04-02`. */
  readonly addedOn?: string;
  readonly dueOn?: string;
  /** Known to be used by ransomware. */
  readonly ransomware: boolean;
}

export interface KevList {
  readonly version?: string;
  /** When it was released, as it says it. */
  readonly releasedAt?: string;
  readonly entries: readonly KevEntry[];
}

/** @returns the catalogue, or a sentence that says why the JSON is none. */
export function readKev(json: unknown): Result<KevList, string> {
  const entries = listAt(json, "vulnerabilities").flatMap((one): KevEntry[] => {
    const cve = readVulnerabilityId(textAt(one, "cveID"));
    if (cve === undefined) return [];
    const ransomware = textAt(one, "knownRansomwareCampaignUse") === "Known";
    return [{ cve, ransomware, ...present({ addedOn: dayAt(one, "dateAdded"), dueOn: dayAt(one, "dueDate") }) }];
  });
  if (entries.length === 0) return err("It is no catalogue of known exploited vulnerabilities.");
  return ok({ entries, ...present({ version: nameAt(json, "catalogVersion"), releasedAt: timeAt(json, "dateReleased") }) });
}

function dayAt(one: unknown, key: string): string | undefined {
  const text = textAt(one, key);
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}
