"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { isLive } from "../clusters/scan-button.tsx";
import { NextScan } from "../schedules/next-scan.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Link } from "../ui/link.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { ScanTable } from "./scan-table.tsx";

function Trend({ cluster }: { cluster: Cluster }) {
  const values = cluster.trend.map((point) => point.urgent);
  if (values.length < 2) return null;
  const label = `critical and high findings over ${values.length} scans: from ${values[0]} to ${values.at(-1)}, at most ${Math.max(...values)}`;
  return (
    <div className="flex items-center gap-4 border-line border-b px-4 py-3">
      <Sparkline values={values} width={240} height={40} label={label} />
      <p className="text-12 text-ink-2">
        critical + high over {values.length} scans
        <br />
        <span className="text-ink-3">
          now {values.at(-1)}, most {Math.max(...values)}, least {Math.min(...values)}
        </span>
      </p>
    </div>
  );
}

/** How a cluster's scans went. */
export function ScanHistory({ cluster }: { cluster: Cluster }) {
  const query = useQuery({
    ...api.scans.list.queryOptions({ input: { cluster: cluster.id, limit: 5 } }),
    refetchInterval: cluster.activeScan === undefined ? false : 4_000,
  });
  return (
    <Panel title="Scans" aside={isLive(cluster) ? <NextScan clusterId={cluster.id} /> : undefined}>
      <Trend cluster={cluster} />
      <QueryView query={query} skeleton={<SkeletonRows rows={5} columns={5} />}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="px-4 py-6 text-ink-2">No scan yet.</p>
          ) : (
            <ScanTable scans={page.items} withCluster={false} />
          )
        }
      </QueryView>
      <PanelFooter>
        <Link href={`/scans?cluster=${cluster.id}`} className="text-accent-text hover:underline">
          Open all scans of this cluster
        </Link>
      </PanelFooter>
    </Panel>
  );
}
