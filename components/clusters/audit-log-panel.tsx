"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileUp, Trash2 } from "lucide-react";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { sendClusterAuditLog } from "#client/audit-log.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import type { ApiAuditLog } from "#contracts/api-audit-logs.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { notify } from "../ui/toast.tsx";
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
  const may = useMay("scan:run");
  const input = useRef<HTMLInputElement>(null);
  const cache = useQueryClient();
  const refresh = () =>
    Promise.all([api.apiAuditLogs.key(), api.upgradePlans.key()].map((queryKey) => cache.invalidateQueries({ queryKey })));
  const send = useMutation({
    mutationFn: (file: File) => sendClusterAuditLog(cluster.id, file),
    onSuccess: () => {
      notify("The audit log is read.", {
        detail: "Plans of upgrades use it now, findings from the next scan on. The log itself is not kept.",
      });
      return refresh();
    },
  });
  const remove = useMutation(
    api.apiAuditLogs.remove.mutationOptions({
      onSuccess: () => {
        notify("What the audit log showed is removed.");
        return refresh();
      },
    }),
  );
  if (!may) return null;
  const error = send.error ?? remove.error;
  return (
    <>
      {error === null ? null : <ProblemLine error={error} />}
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept=".log,.json,.jsonl,.ndjson,.gz"
          aria-label="Audit log, JSON lines, plain or gzip"
          className="sr-only"
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined) send.mutate(file);
            currentTarget.value = "";
          }}
        />
        <Button busy={send.isPending} onClick={() => input.current?.click()}>
          <FileUp aria-hidden />
          {there ? "Upload a newer log" : "Upload an audit log"}
        </Button>
        {there ? (
          <Button busy={remove.isPending} disabled={send.isPending} onClick={() => remove.mutate({ id: cluster.id })}>
            <Trash2 aria-hidden />
            Remove
          </Button>
        ) : null}
      </div>
      <p className="text-12 text-ink-3">JSON lines as the API server writes them, plain or gzip. It is added up and not kept.</p>
    </>
  );
}
