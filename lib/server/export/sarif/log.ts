/**
 * Findings as SARIF 2.1.0, a run for each scan, within what GitHub's code scanning takes of one file. What has no room is said in
 * the run and, as far as it is known when the file begins, in a header; the worst of each run stand first and are never cut for
 * another run's sake.
 */
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { Notification, ReportingDescriptor, Result, Run } from "sarif";
import { sarifLimits } from "../../../contracts/export-formats.ts";
import { checks } from "../../../core/checks/index.ts";
import { severities } from "../../../core/findings/verdict.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import type { ExportedScan } from "../../database/findings/finding-export.ts";
import { coverageWords, type Entry, type FindingsContent, severityOf, unassessedIn } from "../findings/content.ts";
import { jsonText } from "../json.ts";
import { cutNotifications, notification, sarifSchema, unseenNotifications } from "./notifications.ts";
import { type SarifFinding, sarifResult } from "./results.ts";
import { sarifRules } from "./rules.ts";

export const sarifType = "application/sarif+json; charset=utf-8";

/** @returns the scans that become runs, in the order of their rows, and how many findings there is no room for by number alone. */
export function sarifPlan(content: Pick<FindingsContent, "scans" | "groups">): { scans: ExportedScan[]; left: number } {
  const found = Map.groupBy(content.groups, ({ scanId }) => scanId);
  const countOf = ({ id }: ExportedScan, severity?: string) =>
    (found.get(id) ?? []).reduce((sum, group) => sum + (severity === undefined || group.severity === severity ? group.n : 0), 0);
  const worstFirst = content.scans.toSorted((a, b) => {
    const differs = severities.find((severity) => countOf(a, severity) !== countOf(b, severity));
    return differs === undefined ? compareText(a.id, b.id) : countOf(b, differs) - countOf(a, differs);
  });
  const kept = new Set(worstFirst.slice(0, sarifLimits.runs));
  const left = content.scans.reduce(
    (sum, scan) => sum + (kept.has(scan) ? Math.max(0, countOf(scan) - sarifLimits.results) : countOf(scan)),
    0,
  );
  return { scans: [...kept].sort((a, b) => compareText(a.id, b.id)), left };
}

/** @returns the file; rows must come by scan, and in each scan the worst first. */
export async function* findingsSarif(content: FindingsContent): AsyncGenerator<string, void> {
  const { scans } = sarifPlan(content);
  const rows = new RowsByScan(content.batches);
  const beyond = content.scans.length - scans.length;
  let bytes = 0;
  yield `{"$schema":${jsonText(sarifSchema)},"version":"2.1.0","runs":[`;
  for (const [place, scan] of scans.entries()) {
    const allowed = bytes + (sarifLimits.compressedBytes - bytes) / (scans.length - place);
    const rules = rulesOf(content, scan);
    const more =
      place === 0 && beyond > 0
        ? [notification("runs/cut", `${beyond} clusters have no room here: export them by themselves.`)]
        : [];
    let cut = 0;
    let written = 0;
    yield `${place === 0 ? "" : ","}\n{${headOf(content, scan, rules.list)},"results":[`;
    for await (const entries of rows.of(scan.id)) {
      const room = entries.slice(0, Math.max(0, sarifLimits.results - written));
      const text = room.map((entry) => jsonText(resultOf(entry, rules.places))).join(",\n");
      const size = cut > 0 || text === "" ? 0 : await compressed(text);
      if (cut > 0 || bytes + size > allowed) {
        cut += entries.length;
        continue;
      }
      cut += entries.length - room.length;
      if (room.length > 0) yield `${written === 0 ? "\n" : ",\n"}${text}`;
      written += room.length;
      bytes += size;
    }
    yield `],"invocations":${jsonText([invocationOf(content, scan, [...cutNotifications(cut), ...more])])}}`;
  }
  yield "\n]}\n";
}

const deflate = promisify(deflateRaw);
/** A piece by itself compresses no better than the same piece in its file. */
async function compressed(text: string): Promise<number> {
  return (await deflate(text)).length;
}

interface Rules {
  readonly list: readonly ReportingDescriptor[];
  readonly places: ReadonlyMap<string, number>;
}

/** Only the rules of checks that found something: those of every check, in every run, would take the room of results. */
function rulesOf({ groups }: FindingsContent, { id }: ExportedScan): Rules {
  const found = new Set(groups.flatMap((group) => (group.scanId === id ? [group.checkId] : [])));
  const list = sarifRules(checks.filter((check) => found.has(check.id)));
  return { list, places: new Map(list.map((rule, index) => [rule.id, index])) };
}

function headOf({ version, filter }: FindingsContent, scan: ExportedScan, rules: readonly ReportingDescriptor[]): string {
  const head: Omit<Run, "results"> = {
    tool: { driver: { name: "Drydock", version, semanticVersion: version, rules: [...rules] } },
    automationDetails: { id: `drydock/${scan.clusterId}/`, description: { text: `Scan ${scan.number} of ${scan.cluster}` } },
    properties: {
      scan: scan.id,
      number: scan.number,
      cluster: scan.cluster,
      at: scan.at.toISOString(),
      coverage: scan.coverage,
      filter,
    },
  };
  return jsonText(head).slice(1, -1);
}

function invocationOf(
  content: FindingsContent,
  scan: ExportedScan,
  more: readonly Notification[],
): NonNullable<Run["invocations"]>[number] {
  const unseen = [...unassessedIn({ scans: [scan], filter: content.filter })];
  const { passed, failed } = scan.coverage;
  return {
    // A scan that could assess nothing has succeeded in nothing.
    executionSuccessful: passed + failed > 0,
    endTimeUtc: scan.at.toISOString(),
    toolExecutionNotifications: [
      { ...notification("coverage", `${coverageWords(scan)}.`), level: "note" },
      ...unseenNotifications(
        unseen.flatMap(({ check }) => check.gaps),
        unseen.flatMap(({ check, partly }) => (partly ? [] : [check.checkId])),
      ),
      ...(content.comparison?.reason === undefined ? [] : [notification("comparison", content.comparison.reason)]),
      ...more,
    ],
  };
}

const baselines: Readonly<Record<NonNullable<Entry["change"]>, Result.baselineState | undefined>> = {
  new: "new",
  unchanged: "unchanged",
  fixed: "absent",
  // Nobody can say: SARIF has a word for every other case.
  notComparable: undefined,
};

function resultOf(entry: Entry, places: ReadonlyMap<string, number>): Result {
  const { checkId, message, fingerprint, title, resource, kind, name } = entry;
  const finding: SarifFinding = {
    ...{ checkId, message, fingerprint, title, severity: severityOf(entry) },
    at: {
      resource,
      kind,
      name,
      ...(entry.namespace !== null && { namespace: entry.namespace }),
      ...(entry.path !== null && { path: entry.path }),
    },
    ...(entry.change !== undefined && { baseline: baselines[entry.change] }),
    ...(entry.waiverId !== null && { waived: waiverWords(entry) }),
  };
  const result = sarifResult(finding, places);
  if (entry.changeReason === undefined) return result;
  return { ...result, properties: { ...result.properties, change: entry.change, changeReason: entry.changeReason } };
}

/** @returns who decided to live with it, why and until when. */
export function waiverWords({ waiverReason, waiverOwner, waiverTicket, waiverUntil }: Entry): string {
  const ticket = waiverTicket === null ? "" : `, ${waiverTicket}`;
  return `${waiverReason} (${waiverOwner}, until ${waiverUntil?.slice(0, 10)}${ticket})`;
}

/** Rows that come by scan, taken scan by scan. */
class RowsByScan {
  readonly #batches: AsyncIterator<readonly Entry[]>;
  #waiting: readonly Entry[] = [];

  constructor(batches: AsyncIterable<readonly Entry[]>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  /** @returns the rows of one scan; those of scans before it are passed over. */
  async *of(scanId: string): AsyncGenerator<readonly Entry[], void> {
    for (;;) {
      if (this.#waiting.length === 0) {
        const { value, done } = await this.#batches.next();
        if (done) return;
        this.#waiting = value;
      }
      const first = this.#waiting.findIndex((entry) => compareText(entry.scanId, scanId) >= 0);
      this.#waiting = first < 0 ? [] : this.#waiting.slice(first);
      if (this.#waiting.length === 0) continue;
      const end = this.#waiting.findIndex((entry) => entry.scanId !== scanId);
      const mine = end < 0 ? this.#waiting : this.#waiting.slice(0, end);
      this.#waiting = end < 0 ? [] : this.#waiting.slice(end);
      if (mine.length > 0) yield mine;
      if (end >= 0) return;
    }
  }
}
