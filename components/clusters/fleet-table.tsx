"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { Cluster, Fleet } from "#contracts/clusters.ts";
import { ShareBar } from "../supply-chain/share-bar.tsx";
import { Badge } from "../ui/badge.tsx";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { CoverageBar } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Panel } from "../ui/panel.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { SortableHeader, Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { FleetCards } from "./fleet-cards.tsx";
import { type FleetColumn, type FleetOrder, fleetOrders, nextOrder, readOrder, sortFleet } from "./fleet-order.ts";
import { LabelTags } from "./labels.tsx";
import { UploadAgain } from "./scan-button.tsx";
import { allFindings, attentionOf, nameOfPhase, openCounts, standingOf, supplyWords } from "./words.ts";

type Share = Fleet["supply"][number];

function Count({ cluster, severity }: { cluster: Cluster; severity: "critical" | "high" }) {
  const found = openCounts(cluster.lastScan)?.[severity];
  if (found === undefined) return <VerdictGlyph verdict="notAssessed" labelled />;
  if (found === 0) return <span className="text-ink-3">0</span>;
  return (
    <Link
      href={`/findings?cluster=${cluster.id}&severity=${severity}`}
      className="inline-flex min-h-6 min-w-6 items-center justify-end gap-1.5 hover:underline"
    >
      <SeverityGlyph severity={severity} />
      <b className={severity === "critical" ? "font-label" : "font-normal"}>{found}</b>
    </Link>
  );
}

function AllFindings({ cluster }: { cluster: Cluster }) {
  const all = allFindings(cluster.lastScan);
  if (all === undefined) return <span className="text-ink-3">–</span>;
  return (
    <Link
      href={`/findings?cluster=${cluster.id}`}
      className="inline-flex min-h-6 min-w-6 items-center justify-end hover:underline"
    >
      {all.toLocaleString("en-GB")}
    </Link>
  );
}

function LastScan({ cluster }: { cluster: Cluster }) {
  if (cluster.activeScan !== undefined) {
    return (
      <Link href={`/scans/${cluster.activeScan.id}`} className="text-accent-text hover:underline">
        {nameOfPhase(cluster.activeScan.phase)}…
      </Link>
    );
  }
  if (cluster.lastScan === undefined) {
    if (cluster.lastFailure === undefined) return <span className="text-ink-3">none</span>;
    return (
      <Link href={`/scans/${cluster.lastFailure.id}`} className="inline-flex items-center gap-1.5 text-critical hover:underline">
        <VerdictGlyph verdict="fail" />
        failed
      </Link>
    );
  }
  return (
    <Link href={`/scans/${cluster.lastScan.id}`} className="text-ink-3 hover:text-ink hover:underline">
      <Time at={cluster.lastScan.finishedAt ?? cluster.lastScan.createdAt} format="clock" />
    </Link>
  );
}

function trendLabel(cluster: Cluster): string {
  const first = cluster.trend[0]?.urgent ?? 0;
  const last = cluster.trend.at(-1)?.urgent ?? 0;
  return `critical and high over ${cluster.trend.length} scans: from ${first} to ${last}`;
}

function versionOf(cluster: Cluster): string {
  return cluster.version?.replace(/^v/, "") ?? "";
}

/** How much of what runs is verified; nothing of it where no scan has said what runs. */
function Supply({ cluster, supply }: { cluster: Cluster; supply: Share | undefined }) {
  if (supply === undefined) return <span className="text-ink-3">not seen</span>;
  return (
    <Link href={`/supply-chain?cluster=${cluster.id}`} className="inline-flex min-h-6 items-center gap-2 hover:underline">
      <ShareBar {...supply} width={48} />
      <span className="min-w-10 text-right">{supplyWords(supply)}</span>
    </Link>
  );
}

interface RowProps {
  readonly cluster: Cluster;
  readonly supply: Share | undefined;
  readonly why: string | undefined;
}

function Row({ cluster, supply, why }: RowProps) {
  const last = cluster.lastScan;
  const snug = why === undefined ? "" : "[&>*]:!h-7 [&>*]:!border-b-0 [&>*]:!pt-1";
  return (
    <tbody>
      <tr data-row className={snug}>
        <th scope="row">
          <span className="flex min-w-0 items-center gap-2">
            <Link href={`/clusters/${cluster.id}`} title={cluster.name} className="min-w-0 hover:underline">
              <code className="block max-w-[28ch] truncate font-label">{cluster.name}</code>
            </Link>
            {cluster.kind === "sample" ? <Badge look="accent">sample</Badge> : null}
            {cluster.kind === "snapshot" ? <Badge>snapshot</Badge> : null}
            <LabelTags labels={cluster.labels} most={2} />
          </span>
        </th>
        <td className="text-ink-2">
          {cluster.provider} <code className="text-ink">{versionOf(cluster)}</code>
          {cluster.provider === undefined && cluster.version === undefined ? <span className="text-ink-3">unknown</span> : null}
        </td>
        <td className="num">
          <Count cluster={cluster} severity="critical" />
        </td>
        <td className="num">
          <Count cluster={cluster} severity="high" />
        </td>
        <td className="num">
          <AllFindings cluster={cluster} />
        </td>
        <td>
          <Supply cluster={cluster} supply={supply} />
        </td>
        <td>
          <CoverageBar share={last?.coverage?.share} />
        </td>
        <td>
          {cluster.trend.length < 2 ? (
            <span className="text-ink-3" title="The trend begins with the second scan">
              –
            </span>
          ) : (
            <Sparkline values={cluster.trend.map((t) => t.urgent)} label={trendLabel(cluster)} />
          )}
        </td>
        <td className="num">
          <LastScan cluster={cluster} />
        </td>
      </tr>
      {why === undefined ? null : (
        <tr className="text-12 text-ink-2 [&>*]:!h-6 [&>*]:!pb-1.5">
          <td />
          <td colSpan={8}>
            {why}
            <UploadAgain cluster={cluster} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

const headers: readonly { name: string; column?: FleetColumn; numeric?: boolean }[] = [
  { name: "Cluster", column: "name" },
  { name: "Version" },
  { name: "Critical", column: "critical", numeric: true },
  { name: "High", column: "high", numeric: true },
  { name: "All findings", column: "all", numeric: true },
  { name: "Verified supply" },
  { name: "Assessed", column: "assessed" },
  { name: "Critical + high" },
  { name: "Last scan", column: "scanned", numeric: true },
];

function Head({ order, onSort }: { order: FleetOrder | null; onSort: (column: FleetColumn) => void }) {
  const now = order === null ? undefined : readOrder(order);
  return (
    <thead>
      <tr>
        {headers.map(({ name, column, numeric }) =>
          column === undefined ? (
            <th key={name} scope="col">
              {name}
            </th>
          ) : (
            <SortableHeader
              key={name}
              className={numeric ? "num" : undefined}
              sorted={now?.column === column ? (now.descending ? "descending" : "ascending") : undefined}
              onSort={() => onSort(column)}
            >
              {name}
            </SortableHeader>
          ),
        )}
      </tr>
    </thead>
  );
}

/** Worst first, unless a header sorts. What needs attention says why in a line of its own; the calm rest follows under a rule. */
export function FleetTable({ clusters, supply }: { clusters: readonly Cluster[]; supply: readonly Share[] }) {
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const [order, setOrder] = useQueryState("sort", parseAsStringLiteral(fleetOrders).withOptions({ history: "push" }));
  const shown = order === null ? clusters : sortFleet(clusters, order);
  const calm = clusters.filter((cluster) => standingOf(cluster) === "calm");
  return (
    <Panel aria-label={order === null ? "Clusters, worst first" : "Clusters"}>
      <div ref={root}>
        <div className="wide:hidden">
          <FleetCards clusters={shown} supply={supply} />
        </div>
        <Table caption="Clusters" stack={false} className="narrow:hidden">
          <Head order={order} onSort={(column) => void setOrder(nextOrder(order, column))} />
          {shown.map((cluster, index) => (
            <RowGroup key={cluster.id} heading={order === null && index > 0 && cluster === calm[0] ? calm.length : undefined}>
              <Row
                cluster={cluster}
                supply={supply.find(({ clusterId }) => clusterId === cluster.id)}
                why={standingOf(cluster) === "calm" ? undefined : attentionOf(cluster)}
              />
            </RowGroup>
          ))}
        </Table>
      </div>
    </Panel>
  );
}

function RowGroup({ heading, children }: { heading: number | undefined; children: ReactNode }) {
  return (
    <>
      {heading === undefined ? null : (
        <tbody>
          <tr className="[&>*]:!h-6 [&>*]:bg-sunk [&>*]:text-12 [&>*]:text-ink-3">
            <th scope="rowgroup" colSpan={8}>
              {heading} without a critical or high finding in what was seen
            </th>
          </tr>
        </tbody>
      )}
      {children}
    </>
  );
}
