/** Upgrades as files: what is between a cluster and each coming minor, and all clusters by the end of their support. */
import type { UpgradeFleet, UpgradePlanView } from "../../contracts/upgrade-plan.ts";
import { formatGap } from "../../core/inventory/gap-words.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface UpgradePlanContent extends FrameContent {
  readonly plan: UpgradePlanView;
}

interface PlanLine {
  /** support, kubelets, step, finding, notAssessed, window, gap or coverage */
  readonly record: string;
  readonly minor?: string | undefined;
  readonly state?: string;
  readonly what?: string;
  readonly responsible?: string;
  readonly namespace?: string | undefined;
  readonly date?: string | undefined;
  readonly count?: number | undefined;
  readonly note?: string;
}

const planColumns: Columns<PlanLine> = {
  record: ({ record }) => record,
  minor: ({ minor }) => minor,
  state: ({ state }) => state,
  what: ({ what }) => what,
  responsible: ({ responsible }) => responsible,
  namespace: ({ namespace }) => namespace,
  date: ({ date }) => date,
  count: ({ count }) => count,
  note: ({ note }) => note,
};

/** @returns the table: a record for each date, step, finding, check that could not look, and window; what was not seen last. */
export async function* upgradePlanCsv({ plan }: UpgradePlanContent): AsyncGenerator<string, void> {
  yield csvHead(planColumns);
  yield csvRows(planColumns, supportLines(plan));
  for (const step of plan.steps) yield csvRows(planColumns, stepLines(step));
  yield csvRows(planColumns, windowLines(plan));
  yield csvRows<PlanLine>(planColumns, notSeenLines(plan.gaps, plan.gaps.length === 0, "nodes of other versions may be there"));
}

function supportLines({ support, kubelets, proxies }: UpgradePlanView): PlanLine[] {
  const dates = support.flatMap(({ minor, provider, upstream }) =>
    [provider, upstream].flatMap((phases) =>
      (phases?.ends ?? []).map(({ end, date, estimate, from }) => ({
        ...{ record: "support", minor, state: phases?.phase ?? "unknown", what: `${phases?.by} ${end}`, date },
        note: [estimate ? "an estimate" : "", from === "operator" ? "set by an operator" : ""]
          .filter((word) => word !== "")
          .join("; "),
      })),
    ),
  );
  const shares = (record: string, of: UpgradePlanView["kubelets"]) =>
    of.map(({ minor, count, names }): PlanLine => ({ record, minor, count, note: names.join(", ") }));
  return [...dates, ...shares("kubelets", kubelets), ...shares("proxies", proxies)];
}

function stepLines({ minor, verdict, reasons, removals, findings, unseen }: UpgradePlanView["steps"][number]): PlanLine[] {
  return [
    { record: "step", minor, state: verdict, what: "removals", count: removals?.byDefault.length, note: reasons.join(" ") },
    ...findings.map(({ impact, checkId, title, responsible, namespace, fix }) => ({
      ...{ record: "finding", minor, state: impact, what: checkId, responsible, namespace, note: `${title}. ${fix}` },
    })),
    ...unseen.map(({ checkId, title, couldBlock, gaps }) => ({
      ...{ record: "notAssessed", minor, state: couldBlock ? "couldBlock" : "couldWarn", what: checkId },
      note: `${title}. Not seen: ${gaps.map(formatGap).join("; ")}`,
    })),
  ];
}

function windowLines({ windows }: UpgradePlanView): PlanLine[] {
  return windows.map(({ kind, from, to, removed, stands, objects, says }) => ({
    ...{ record: "window", minor: removed, state: stands, what: `${kind}: ${from} to ${to}`, count: objects, note: says },
  }));
}

/** @returns one object: where the cluster stands, its dates, its steps and its windows. */
export function upgradePlanJson({ plan, ...content }: UpgradePlanContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("upgrade-plan", content), ...Object.entries(plan)]);
}

export interface UpgradeFleetContent extends FrameContent {
  readonly fleet: UpgradeFleet;
}

type Row = UpgradeFleet["clusters"][number];

interface FleetLine {
  /** cluster or coverage */
  readonly record: string;
  readonly row?: Row;
  readonly note?: string;
}

const endOf = ({ row }: FleetLine) => row?.support?.ends.find(({ date }) => date === row.endsOn);

const fleetColumns: Columns<FleetLine> = {
  record: ({ record }) => record,
  cluster: ({ row }) => row?.name,
  provider: ({ row }) => row?.provider,
  runs: ({ row }) => row?.current,
  supported_by: ({ row }) => row?.support?.by,
  support: (line) => endOf(line)?.end,
  ends_on: ({ row }) => row?.endsOn,
  days_left: (line) => endOf(line)?.daysLeft,
  estimate: (line) => endOf(line)?.estimate,
  next: ({ row }) => row?.next,
  blockers: ({ row }) => row?.blockers,
  warnings: ({ row }) => row?.warnings,
  not_assessed: ({ row }) => row?.unseen,
  note: ({ note }) => note,
};

/** @returns the table, in the order of the page; what its reader does not see is said last. */
export async function* upgradeFleetCsv({ fleet: { clusters, hidden } }: UpgradeFleetContent): AsyncGenerator<string, void> {
  yield csvHead(fleetColumns);
  yield csvRows(
    fleetColumns,
    clusters.map((row): FleetLine => ({ record: "cluster", row, note: row.blockers === undefined ? "not judged" : "" })),
  );
  const left = hidden === 1 ? "1 cluster" : `${hidden} clusters`;
  yield csvRows<FleetLine>(fleetColumns, [
    { record: "coverage", note: hidden === 0 ? "complete" : `not complete: ${left} of which you see some namespaces only` },
  ]);
}

/** @returns one object with a list of clusters. */
export function upgradeFleetJson({ fleet, ...content }: UpgradeFleetContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("upgrade-fleet", content), ...Object.entries(fleet)]);
}
