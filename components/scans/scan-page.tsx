"use client";
import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { isActive } from "#client/scan-progress.ts";
import type { ScanDetail } from "#contracts/scans.ts";
import { AuthorizersPanel } from "../access/authorizers-panel.tsx";
import { ExportButton } from "../exports/export-button.tsx";
import { plural } from "../exports/finding-files.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Facts, Panel } from "../ui/panel.tsx";
import { Tab, TabList, TabPanel, Tabs } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { formatDuration } from "../ui/time-format.ts";
import { CheckVerdicts } from "./check-verdicts.tsx";
import { GapList } from "./gap-list.tsx";
import { LookTable } from "./look-table.tsx";
import { LiveScan } from "./scan-progress.tsx";
import { VerdictCounts } from "./verdict-counts.tsx";

function ScanSkeleton() {
  return (
    <>
      <Skeleton className="mb-2 h-9 w-1/2" />
      <Skeleton className="mb-5 h-5 w-1/3" />
      <Skeleton className="mb-4 h-[84px] rounded-panel" />
      <Panel>
        <SkeletonRows rows={10} columns={4} />
      </Panel>
    </>
  );
}

function answerOf(scan: ScanDetail): string {
  if (isActive(scan.state)) return `Scan ${scan.number} is ${scan.state === "queued" ? "waiting for a worker" : "running"}.`;
  if (scan.state === "failed") return `Scan ${scan.number} failed.`;
  if (scan.state === "cancelled") return `Scan ${scan.number} was cancelled.`;
  const { coverage, counts } = scan;
  if (coverage === undefined || counts === undefined) return `Scan ${scan.number} ended.`;
  const found = counts.critical + counts.high + counts.medium + counts.low + counts.information;
  const kept = Object.values(scan.waived ?? {}).reduce((sum, n) => sum + n, 0);
  const assessed = coverage.passed + coverage.failed;
  return `${assessed} of ${assessed + coverage.notAssessed} checks assessed, ${found.toLocaleString("en-GB")} finding${found === 1 ? "" : "s"}${kept > 0 ? `, ${kept.toLocaleString("en-GB")} of them waived now` : ""}.`;
}

const triggers: Record<ScanDetail["trigger"], string> = {
  manual: "started by hand",
  upload: "from an uploaded snapshot",
  sample: "from the sample fleet",
  command: "from the command line",
  schedule: "by schedule",
};

function ScanFacts({ scan }: { scan: ScanDetail }) {
  const took =
    scan.startedAt === undefined || scan.finishedAt === undefined
      ? "–"
      : formatDuration(Date.parse(scan.finishedAt) - Date.parse(scan.startedAt));
  return (
    <Panel title="This scan">
      <Facts
        className="px-4 py-3"
        items={[
          { name: "Cluster", value: <code>{scan.cluster}</code> },
          { name: "Why", value: triggers[scan.trigger] },
          { name: "By", value: scan.requestedBy ?? "–" },
          { name: "Began", value: scan.startedAt === undefined ? "–" : <Time at={scan.startedAt} /> },
          { name: "Took", value: took },
          { name: "Objects", value: scan.objects?.toLocaleString("en-GB") ?? "–" },
          { name: "Kubernetes", value: scan.version === undefined ? "–" : <code>{scan.version}</code> },
          { name: "Cluster’s UID", value: scan.identity === undefined ? "not known" : <code>{scan.identity}</code> },
          { name: "Attempt", value: `${scan.attempt}` },
        ]}
      />
    </Panel>
  );
}

const tabs = ["seen", "checks"] as const;

function Results({ scan }: { scan: ScanDetail }) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withDefault("checks").withOptions({ history: "push" }));
  const gaps = scan.looks.flatMap((look) => look.gaps);
  const missing = scan.coverage?.notAssessed ?? 0;
  return (
    <>
      {gaps.length === 0 && missing === 0 ? null : (
        <PartialBanner
          className="mb-4"
          title={`${missing} check${missing === 1 ? "" : "s"} could not be assessed`}
          grant={scan.grant}
        >
          <p className="mb-2">Neither passed nor failed. What was found stands; what was not seen is named here.</p>
          <GapList gaps={gaps} most={8} />
        </PartialBanner>
      )}
      {scan.coverage === undefined ? null : <VerdictCounts scan={scan} coverage={scan.coverage} />}
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_320px]">
        <Tabs value={tab} onValueChange={(value) => void setTab(value === "seen" ? "seen" : "checks")} className="min-w-0">
          <TabList aria-label="Results" className="mb-4">
            <Tab value="checks">Checks · {scan.checks.length}</Tab>
            <Tab value="seen">What was seen · {scan.looks.length} kinds</Tab>
          </TabList>
          <TabPanel value="checks">
            <CheckVerdicts scan={scan} />
          </TabPanel>
          <TabPanel value="seen">
            <LookTable scan={scan} />
          </TabPanel>
        </Tabs>
        <div className="grid min-w-0 gap-4">
          <ScanFacts scan={scan} />
          <AuthorizersPanel scanId={scan.id} />
        </div>
      </div>
    </>
  );
}

function Body({ scan }: { scan: ScanDetail }) {
  if (isActive(scan.state)) return <LiveScan scan={scan} />;
  if (scan.error !== undefined) {
    return (
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_320px]">
        <ErrorState
          className="rounded-panel border border-line bg-panel"
          error={{ code: scan.error.code, title: scan.error.message, remedy: scan.error.remedy }}
        />
        <ScanFacts scan={scan} />
      </div>
    );
  }
  if (scan.state === "cancelled") {
    return (
      <Panel>
        <EmptyState title="It has no results">
          A scan that is cancelled keeps nothing: what was read so far was not stored, and no earlier result was changed.
        </EmptyState>
      </Panel>
    );
  }
  return <Results scan={scan} />;
}

/** Verdicts and looks as a table; findings where a format knows nothing else. */
function filesOf({ id }: ScanDetail) {
  const whole = { scan: id };
  return {
    csv: exportAddress("scan", whole, "csv"),
    json: exportAddress("scan", whole, "json"),
    sarif: exportAddress("findings", whole, "sarif"),
    junit: exportAddress("findings", whole, "junit"),
  };
}

function factsOf({ checks, looks }: ScanDetail) {
  return {
    inside: `Verdicts of ${plural(checks.length, "check")} and looks at ${plural(looks.length, "kind")}, with every gap.`,
    outside: "CSV and JSON count the findings; SARIF and JUnit have each of them.",
  };
}

function ScanContent({ scan }: { scan: ScanDetail }) {
  const against = scan.change?.against;
  const hasResults = scan.state === "completed" || scan.state === "partial";
  return (
    <>
      <Answer
        title={answerOf(scan)}
        actions={
          hasResults ? (
            <>
              <ExportButton files={filesOf(scan)} {...factsOf(scan)} size="large" />
              <ShareButton view={{ kind: "scan", scan: scan.id }} title={`${scan.cluster}, scan ${scan.number}`} size="large" />
              {against === undefined ? null : (
                <Button asChild size="large">
                  <Link href={`/scans/${scan.id}/compare?with=${against}`}>
                    <GitCompareArrows aria-hidden />
                    Compare with the scan before
                  </Link>
                </Button>
              )}
              <Button asChild size="large" tone="primary">
                <Link href={`/findings?cluster=${scan.clusterId}&scan=${scan.id}`}>Open its findings</Link>
              </Button>
            </>
          ) : (
            <Button asChild size="large">
              <Link href={`/clusters/${scan.clusterId}`}>Open the cluster</Link>
            </Button>
          )
        }
      >
        Scan {scan.number} of <code>{scan.cluster}</code>, <Time at={scan.finishedAt ?? scan.createdAt} />.
      </Answer>
      <Body scan={scan} />
    </>
  );
}

/** One scan: live while it runs, then what it saw, what it did not, and every verdict. */
export function ScanPage({ id }: { id: string }) {
  const query = useQuery(api.scans.get.queryOptions({ input: { id } }));
  return (
    <PageBody>
      <QueryView page query={query} skeleton={<ScanSkeleton />}>
        {(scan) => <ScanContent scan={scan} />}
      </QueryView>
    </PageBody>
  );
}
