"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { sendClusterAuditLog } from "#client/audit-log.ts";
import { problemOf } from "#client/problem.ts";
import type { ApiAuditLog } from "#contracts/api-audit-logs.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { EvidenceUpload } from "./evidence-upload.tsx";
import { count } from "./words.ts";

/** The audit log that was uploaded beside the scans, or what it would show. Who sees a part of the cluster sees none of it. */
export function AuditLogPanel({ cluster }: { cluster: Cluster }) {
  const query = useQuery(api.apiAuditLogs.get.queryOptions({ input: { id: cluster.id } }));
  const problem = query.error === null ? undefined : problemOf(query.error);
  if (problem?.code === "notFound") return null;
  return (
    <Panel title="Audit log of the API server">
      {problem === undefined ? null : <ErrorState error={problem} retry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonRows rows={3} columns={2} /> : null}
      {query.data === undefined ? null : <Content cluster={cluster} log={query.data.log} />}
    </Panel>
  );
}

function Content({ cluster, log }: { cluster: Cluster; log: ApiAuditLog | undefined }) {
  return (
    <div className="grid gap-3 px-4 py-3">
      {log === undefined ? (
        <p className="flex gap-2">
          <VerdictGlyph verdict="notAssessed" className="mt-1" />
          <span className="min-w-0 text-ink-2">
            None was uploaded: which bindings nobody uses, and which clients are too old, is not assessed.
          </span>
        </p>
      ) : (
        <Facts
          items={[
            { name: "Covers", value: <Period log={log} /> },
            { name: "Events", value: eventsOf(log) },
            { name: "Users", value: log.users.toLocaleString("en-GB") },
            { name: "Uploaded", value: <Uploaded log={log} /> },
          ]}
        />
      )}
      <Change cluster={cluster} there={log !== undefined} />
    </div>
  );
}

function eventsOf({ events, unreadable }: ApiAuditLog): string {
  const lost = unreadable === 0 ? "" : `, and ${count(unreadable, "line")} that is none`;
  return `${events.toLocaleString("en-GB")}${lost}`;
}

function Period({ log: { from, to } }: { log: ApiAuditLog }) {
  return (
    <>
      <Time at={from} format="day" /> to <Time at={to} format="day" />
    </>
  );
}

function Uploaded({ log: { uploadedAt, uploadedBy } }: { log: ApiAuditLog }) {
  return (
    <>
      <Time at={uploadedAt} /> by <bdi>{uploadedBy}</bdi>
    </>
  );
}

function Change({ cluster, there }: { cluster: Cluster; there: boolean }) {
  return (
    <EvidenceUpload
      cluster={cluster}
      there={there}
      accept=".log,.json,.jsonl,.ndjson,.gz"
      label="Audit log, JSON lines, plain or gzip"
      words={{ first: "Upload an audit log", newer: "Upload a newer log" }}
      said={{
        sent: "The audit log is read.",
        detail: "Plans of upgrades use it now, findings from the next scan on. The log itself is not kept.",
        removed: "What the audit log showed is removed.",
      }}
      of={{ key: api.apiAuditLogs.key(), send: sendClusterAuditLog, remove: (id) => api.apiAuditLogs.remove.call({ id }) }}
      hint="JSON lines as the API server writes them, plain or gzip. It is added up and not kept."
    />
  );
}
