"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { sendClusterAuditLog } from "#client/audit-log.ts";
import type { ApiAuditLog } from "#contracts/api-audit-logs.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { Facts } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { EvidencePanel, NothingUploaded, UploadedBy } from "./evidence-panel.tsx";
import { EvidenceUpload } from "./evidence-upload.tsx";
import { count } from "./words.ts";

/** The audit log that was uploaded beside the scans, or what it would show. */
export function AuditLogPanel({ cluster }: { cluster: Cluster }) {
  const query = useQuery(api.apiAuditLogs.get.queryOptions({ input: { id: cluster.id } }));
  return (
    <EvidencePanel title="Audit log of the API server" query={query}>
      {({ log }) => (
        <>
          {log === undefined ? (
            <NothingUploaded>
              None was uploaded: which bindings nobody uses, and which clients are too old, is not assessed.
            </NothingUploaded>
          ) : (
            <Facts
              items={[
                { name: "Covers", value: <Period log={log} /> },
                { name: "Events", value: eventsOf(log) },
                { name: "Users", value: log.users.toLocaleString("en-GB") },
                { name: "Uploaded", value: <UploadedBy of={log} /> },
              ]}
            />
          )}
          <Change cluster={cluster} there={log !== undefined} />
        </>
      )}
    </EvidencePanel>
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
