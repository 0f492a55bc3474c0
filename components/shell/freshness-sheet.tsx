"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { Fleet } from "#contracts/clusters.ts";
import type { ScanDetail } from "#contracts/scans.ts";
import { GapList } from "../scans/gap-list.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { CoverageBar } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Sheet } from "../ui/overlay.tsx";
import { Facts } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { QueryView } from "./query-view.tsx";

interface FreshnessSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Absent: the page is about the whole fleet. */
  scanId: string | undefined;
  fleet: Fleet;
}

function OneScan({ scan }: { scan: ScanDetail }) {
  const gaps = scan.looks.flatMap((look) => look.gaps);
  return (
    <div className="grid gap-5 px-5 py-4">
      <Facts
        items={[
          { name: "Scan", value: `${scan.number} of ${scan.cluster}` },
          { name: "Ended", value: scan.finishedAt === undefined ? "not yet" : <Time at={scan.finishedAt} /> },
          { name: "Assessed", value: <CoverageBar share={scan.coverage?.share} /> },
          { name: "Not assessed", value: `${scan.coverage?.notAssessed ?? 0} checks` },
        ]}
      />
      <section>
        <h3 className="mb-2 text-13">What was not seen</h3>
        {gaps.length === 0 ? (
          <p className="text-ink-2">Everything that the checks read was listed in full.</p>
        ) : (
          <GapList gaps={gaps} />
        )}
      </section>
      {scan.grant === "" ? null : (
        <section>
          <h3 className="mb-2 text-13">What would grant it</h3>
          <CodeBlock text={scan.grant} label="The YAML that would grant it" />
        </section>
      )}
      <Button asChild className="justify-self-start">
        <Link href={`/scans/${scan.id}`}>Open scan {scan.number}</Link>
      </Button>
    </div>
  );
}

function WholeFleet({ fleet }: { fleet: Fleet }) {
  return (
    <ul>
      {fleet.clusters.map((cluster) => {
        const unseen = fleet.unseen.find((entry) => entry.clusterId === cluster.id);
        return (
          <li key={cluster.id} className="grid gap-2 border-line border-b px-5 py-3">
            <div className="flex flex-wrap items-center gap-x-3">
              <Link href={`/clusters/${cluster.id}`} className="min-w-0 flex-1 truncate hover:underline" title={cluster.name}>
                <code className="font-label">{cluster.name}</code>
              </Link>
              <CoverageBar share={cluster.lastScan?.coverage?.share} />
            </div>
            <p className="text-12 text-ink-3">
              {cluster.lastScan === undefined ? (
                "Not scanned yet: nothing is known about it."
              ) : (
                <>
                  scan {cluster.lastScan.number}, <Time at={cluster.lastScan.finishedAt ?? cluster.lastScan.createdAt} />
                </>
              )}
            </p>
            {unseen === undefined ? null : <GapList gaps={unseen.gaps} most={6} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Opens from the top bar: what the page rests on, what was not seen and why, and what would grant it. */
export function FreshnessSheet({ open, onOpenChange, scanId, fleet }: FreshnessSheetProps) {
  const query = useQuery({ ...api.scans.get.queryOptions({ input: { id: scanId ?? "" } }), enabled: scanId !== undefined });
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="What this page rests on"
      description="What could not be looked at is neither passed nor failed."
    >
      {scanId === undefined ? (
        <WholeFleet fleet={fleet} />
      ) : (
        <QueryView query={query} skeleton={<SkeletonRows rows={8} columns={2} />}>
          {(scan) => <OneScan scan={scan} />}
        </QueryView>
      )}
    </Sheet>
  );
}
