/** Findings as the API shows them, in one object with what they rest on. */
import type { Finding } from "../../../contracts/findings.ts";
import { type ExportedScan, stateOfFinding } from "../../database/findings/finding-export.ts";
import { jsonObject, type Part } from "../json.ts";
import {
  type Entry,
  type FindingsContent,
  scansById,
  severityOf,
  titleOfCheck,
  type Unassessed,
  unassessedIn,
  verdictOf,
} from "./content.ts";

/** @returns the file. `total`, at its end, is how many findings stand in it. */
export function findingsJson(content: FindingsContent): AsyncGenerator<string, void> {
  return jsonObject(parts(content));
}

function* parts(content: FindingsContent): Generator<Part> {
  const { kind, exportedAt, version, filter, comparison, scans } = content;
  const scanOf = scansById(scans);
  let total = 0;
  yield ["kind", kind];
  yield ["schema", "drydock/v1"];
  yield ["exportedAt", exportedAt];
  yield ["drydock", version];
  yield ["filter", filter];
  yield ["comparison", comparison];
  yield ["restsOn", scans.map(restsOn)];
  const unseen = [...unassessedIn(content)];
  yield ["notAssessed", unseen.filter(({ partly }) => !partly).map(unassessedView)];
  yield ["partlyAssessed", unseen.filter(({ partly }) => partly).map(unassessedView)];
  yield ["findings", views()];
  yield ["total", total];

  async function* views() {
    for await (const entries of content.batches) {
      total += entries.length;
      yield entries.map((entry) => findingView(entry, scanOf(entry.scanId).cluster));
    }
  }
}

export function restsOn({ clusterId, cluster, id: scanId, number, at, coverage }: ExportedScan) {
  return { clusterId, cluster, scanId, number, at: at.toISOString(), coverage };
}

function unassessedView({ scan, check }: Unassessed) {
  const { checkId, pillar, gaps } = check;
  return {
    checkId,
    title: titleOfCheck(checkId),
    pillar,
    clusterId: scan.clusterId,
    cluster: scan.cluster,
    scanId: scan.id,
    gaps,
  };
}

function findingView(entry: Entry, cluster: string) {
  const { fingerprint, scanId, clusterId, checkId, pillar, responsible, title, firstSeenAt, change, changeReason } = entry;
  const finding: Omit<Finding, "state"> = {
    ...{ fingerprint, scanId, clusterId, cluster, checkId, pillar, responsible, title, firstSeenAt },
    checkTitle: titleOfCheck(checkId),
    severity: severityOf(entry),
    at: {
      ...{ resource: entry.resource, kind: entry.kind, name: entry.name },
      namespace: entry.namespace ?? undefined,
      path: entry.path ?? undefined,
    },
    waiver: waiverOf(entry),
    assignee: entry.assignee === null ? undefined : { id: entry.assigneeId ?? undefined, name: entry.assignee },
  };
  const seen = change === undefined ? { state: stateOfFinding(entry.state) } : { change, reason: changeReason };
  return { verdict: verdictOf(entry), ...finding, ...seen };
}

function waiverOf(entry: Entry): Finding["waiver"] {
  if (entry.waiverId === null) return undefined;
  return {
    id: entry.waiverId,
    name: entry.waiver ?? "",
    reason: entry.waiverReason ?? "",
    owner: entry.waiverOwner ?? "",
    by: entry.waiverBy ?? "",
    ticket: entry.waiverTicket ?? undefined,
    since: entry.waiverSince ?? "",
    until: entry.waiverUntil ?? "",
  };
}
