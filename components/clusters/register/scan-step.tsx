"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { isActive } from "#client/scan-progress.ts";
import type { ScanDetail } from "#contracts/scans.ts";
import { LiveScan } from "../../scans/scan-progress.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { CoverageBar } from "../../ui/hatch.tsx";
import { Link } from "../../ui/link.tsx";
import { Panel } from "../../ui/panel.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/states.tsx";
import { anotherUpload } from "../scan-button.tsx";
import { allFindings, count } from "../words.ts";

function Done({ scan }: { scan: ScanDetail }) {
  if (scan.error !== undefined) {
    return (
      <div className="grid justify-items-start gap-3">
        <ErrorState
          className="w-full rounded-panel border border-line bg-panel"
          error={{
            code: scan.error.code,
            title: `The ${scan.trigger === "upload" ? "upload" : "first scan"} failed: ${scan.error.message}`,
            remedy: scan.error.remedy,
          }}
        />
        <div className="flex flex-wrap gap-2">
          {scan.trigger === "upload" ? (
            <Button asChild tone="primary" size="large">
              <Link href={anotherUpload(scan.clusterId)}>Upload another file</Link>
            </Button>
          ) : null}
          <Button asChild size="large">
            <Link href={`/clusters/${scan.clusterId}`}>Open the cluster</Link>
          </Button>
        </div>
      </div>
    );
  }
  const found = allFindings(scan);
  const missing = scan.coverage?.notAssessed ?? 0;
  return (
    <Panel>
      <div className="grid justify-items-start gap-3 px-5 py-6">
        <h2 className="text-16">
          {found === undefined
            ? "The scan ended without results."
            : `${scan.number === 1 ? "The first scan" : `Scan ${scan.number}`} is done: ${count(found, "finding")}.`}
        </h2>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
          <span className="inline-flex items-center gap-2">
            Assessed <CoverageBar share={scan.coverage?.share} width={96} />
          </span>
          {missing === 0 ? null : (
            <span className="inline-flex items-center gap-1.5">
              <VerdictGlyph verdict="notAssessed" />
              {count(missing, "check")} could not be assessed
            </span>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button asChild tone="primary" size="large">
            <Link href={`/clusters/${scan.clusterId}`}>Open the cluster</Link>
          </Button>
          <Button asChild size="large">
            <Link href={`/findings?cluster=${scan.clusterId}`}>Open the findings</Link>
          </Button>
          <Button asChild size="large">
            <Link href={`/access/matrix?cluster=${scan.clusterId}`}>Open the access matrix</Link>
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Followed({ scanId }: { scanId: string }) {
  const query = useQuery(api.scans.get.queryOptions({ input: { id: scanId } }));
  return (
    <QueryView query={query} skeleton={<SkeletonRows rows={8} columns={3} />}>
      {(scan) => (isActive(scan.state) ? <LiveScan scan={scan} /> : <Done scan={scan} />)}
    </QueryView>
  );
}

/** The first scan, live; then where to go. */
export function ScanStep({ scanId }: { scanId: string | undefined }) {
  if (scanId !== undefined) return <Followed scanId={scanId} />;
  return (
    <Panel>
      <EmptyState
        title="No scan was started here"
        action={
          <Button asChild>
            <Link href="/">Open the fleet</Link>
          </Button>
        }
      >
        Start it from the cluster’s page.
      </EmptyState>
    </Panel>
  );
}
