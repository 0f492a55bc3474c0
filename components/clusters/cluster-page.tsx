"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { Cluster } from "#contracts/clusters.ts";
import type { ScanDetail } from "#contracts/scans.ts";
import { AuthorizersPanel } from "../access/authorizers-panel.tsx";
import { GapList } from "../scans/gap-list.tsx";
import { ScanHistory } from "../scans/scan-history.tsx";
import { VerdictCounts } from "../scans/verdict-counts.tsx";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { AuditLogPanel } from "./audit-log-panel.tsx";
import { ClusterActions, RemoveCluster } from "./cluster-actions.tsx";
import { ClusterConnection } from "./cluster-connection.tsx";
import { ClusterFacts } from "./cluster-facts.tsx";
import { KubeletsPanel } from "./kubelets-panel.tsx";
import { isLive, ScanNow, UploadNewer } from "./scan-button.tsx";
import { TopFindings } from "./top-findings.tsx";
import { count, openCounts, versionOf } from "./words.ts";

function ClusterSkeleton() {
  return (
    <>
      <Skeleton className="mb-2 h-9 w-1/2" />
      <Skeleton className="mb-5 h-5 w-1/3" />
      <Skeleton className="mb-4 h-[84px] rounded-panel" />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_360px]">
        <Panel>
          <SkeletonRows rows={8} columns={4} />
        </Panel>
        <Panel>
          <SkeletonRows rows={6} columns={2} />
        </Panel>
      </div>
    </>
  );
}

function answerOf(cluster: Cluster): string {
  const counts = openCounts(cluster.lastScan);
  if (counts === undefined) return firstAnswer(cluster);
  if (counts.critical + counts.high === 0) {
    const whole = cluster.lastScan?.coverage?.notAssessed === 0;
    const open = waivedOf(cluster) > 0 ? "open " : "";
    return whole ? `has no ${open}critical or high finding.` : `has no ${open}critical or high finding in what was seen.`;
  }
  const parts = [counts.critical > 0 ? `${counts.critical} critical` : "", counts.high > 0 ? `${counts.high} high` : ""];
  return `has ${parts.filter((part) => part !== "").join(" and ")} finding${counts.critical + counts.high === 1 ? "" : "s"}.`;
}

function waivedOf({ lastScan }: Cluster): number {
  return Object.values(lastScan?.waived ?? {}).reduce((sum, n) => sum + n, 0);
}

function firstAnswer(cluster: Cluster): string {
  if (cluster.activeScan !== undefined) return "is being scanned for the first time.";
  if (cluster.lastFailure === undefined) return cluster.kind === "snapshot" ? "has no results yet." : "was never scanned.";
  return `has no results: its ${cluster.lastFailure.trigger === "upload" ? "upload" : "scan"} failed.`;
}

function sizeOf(cluster: Cluster): string {
  const parts = [
    versionOf(cluster),
    cluster.nodes === undefined ? "" : count(cluster.nodes, "node"),
    cluster.pods === undefined ? "" : `${count(cluster.pods, "pod")} in ${count(cluster.namespaces ?? 0, "namespace")}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What a scan reads only where somebody asked for it. */
function switchedOff({ includeSecretNames, includeHelmReleases }: Cluster) {
  return [
    ...(includeSecretNames ? [] : [{ resource: "secrets", name: "Names of Secrets" }]),
    ...(includeHelmReleases ? [] : [{ resource: "releases.helm.sh", name: "Helm releases" }]),
  ];
}

function NotSeen({ scan, cluster }: { scan: ScanDetail; cluster: Cluster }) {
  const gaps = scan.looks.flatMap((look) => look.gaps);
  const missing = scan.coverage?.notAssessed ?? 0;
  if (gaps.length === 0 && missing === 0) return null;
  const off = switchedOff(cluster).filter(({ resource }) =>
    gaps.some((gap) => gap.resource === resource && gap.reason === "notCollected"),
  );
  return (
    <PartialBanner
      className="mb-4"
      title={missing === 0 ? "Some of it was not seen" : `${count(missing, "check")} could not be assessed`}
      grant={scan.grant}
      action={
        <Button asChild>
          <Link href={`/scans/${scan.id}?tab=seen`}>Open what was seen</Link>
        </Button>
      }
    >
      <p className="mb-2">Neither passed nor failed. Every finding below stands: it rests on what was seen.</p>
      <GapList gaps={gaps} most={8} />
      {isLive(cluster) && off.length > 0 ? (
        <p className="mt-2 text-12">
          {`${off.map(({ name }) => name).join(" and ")} are looked at only when an administrator switches that on for this cluster.`}
        </p>
      ) : null}
    </PartialBanner>
  );
}

function NeverScanned({ cluster }: { cluster: Cluster }) {
  return (
    <Panel className="mb-4">
      <EmptyState
        title="Nothing is known about this cluster yet"
        action={
          isLive(cluster) || cluster.activeScan ? (
            <ScanNow cluster={cluster} tone="primary" />
          ) : (
            <RemoveCluster cluster={cluster} />
          )
        }
      >
        {cluster.kind === "snapshot" && cluster.activeScan === undefined
          ? "Its upload goes on, or its scan was cancelled. What a snapshot holds is shown here as soon as one is assessed."
          : "A scan reads what the checks need, nothing else, and shows here what it found and what it could not see."}
      </EmptyState>
    </Panel>
  );
}

function ClusterContent({ cluster }: { cluster: Cluster }) {
  const scan = useQuery({
    ...api.scans.get.queryOptions({ input: { id: cluster.lastScan?.id ?? "" }, staleTime: Number.POSITIVE_INFINITY }),
    enabled: cluster.lastScan !== undefined,
  });
  return (
    <>
      <Answer
        title={
          <>
            <code>{cluster.name}</code> {answerOf(cluster)}
          </>
        }
        actions={
          <>
            <ScanNow cluster={cluster} tone="primary" />
            <UploadNewer cluster={cluster} />
            <ClusterActions cluster={cluster} />
          </>
        }
      >
        <span className="inline-flex flex-wrap items-center gap-2">
          {sizeOf(cluster) ||
            (cluster.lastScan === undefined ? "Nothing was looked at yet." : "Its version and size were not seen.")}
          {waivedOf(cluster) > 0 ? (
            <Link href={`/findings?cluster=${cluster.id}&life=waived`} className="text-accent-text underline">
              {count(waivedOf(cluster), "finding")} waived
            </Link>
          ) : null}
          {cluster.kind === "sample" ? <Badge look="accent">sample</Badge> : null}
          {cluster.kind === "snapshot" ? <Badge>snapshot</Badge> : null}
        </span>
      </Answer>
      {cluster.lastFailure?.error === undefined ? null : (
        <ErrorState
          className="mb-4 rounded-panel border border-critical bg-panel"
          error={{
            code: cluster.lastFailure.error.code,
            title: `${cluster.lastFailure.trigger === "upload" ? "Upload" : "Scan"} ${cluster.lastFailure.number} failed: ${cluster.lastFailure.error.message}`,
            remedy: `${cluster.lastFailure.error.remedy}${cluster.lastScan === undefined ? "" : ` What stands below is from scan ${cluster.lastScan.number}.`}`,
          }}
          actions={cluster.lastScan === undefined ? <RemoveCluster cluster={cluster} /> : undefined}
        />
      )}
      {cluster.lastScan === undefined && cluster.lastFailure === undefined ? <NeverScanned cluster={cluster} /> : null}
      {scan.data === undefined ? null : <NotSeen scan={scan.data} cluster={cluster} />}
      {cluster.lastScan?.coverage === undefined ? null : (
        <VerdictCounts scan={cluster.lastScan} coverage={cluster.lastScan.coverage} />
      )}
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_360px] max-wide:mt-4">
        <div className="grid min-w-0 gap-4">
          {cluster.lastScan === undefined ? null : <TopFindings cluster={cluster} />}
          <ScanHistory cluster={cluster} />
        </div>
        <div className="grid min-w-0 gap-4">
          {isLive(cluster) ? <ClusterConnection cluster={cluster} /> : null}
          <ClusterFacts cluster={cluster} />
          {cluster.lastScan === undefined ? null : <AuditLogPanel cluster={cluster} />}
          {cluster.lastScan === undefined ? null : <KubeletsPanel cluster={cluster} />}
          {cluster.lastScan === undefined ? null : <AuthorizersPanel scanId={cluster.lastScan.id} />}
        </div>
      </div>
    </>
  );
}

/** One cluster: what stands in it, what was not seen, how it is reached, how it went. */
export function ClusterPage({ id }: { id: string }) {
  const query = useQuery(
    api.clusters.get.queryOptions({
      input: { id },
      refetchInterval: (q) => (q.state.data?.activeScan === undefined ? 60_000 : 4_000),
    }),
  );
  return (
    <PageBody>
      <QueryView page query={query} skeleton={<ClusterSkeleton />}>
        {(cluster) => <ClusterContent cluster={cluster} />}
      </QueryView>
    </PageBody>
  );
}
