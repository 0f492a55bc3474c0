/**
 * Reads from the API server's own metrics which deprecated versions were asked for. Only the registered origin is asked, never
 * an address that the cluster names: it would receive the credential. Where several servers stand behind it, a new connection
 * may reach another one, so it is asked a few times. It judges nothing.
 */
import type { Gap } from "#core/inventory/gap.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { ApiMetric, ApiServerCounts, CountedUse } from "#core/upgrade/evidence/api-metric.ts";
import { ask } from "./collect/ask.ts";
import { type Clock, systemClock } from "./collect/clock.ts";
import { type AskContext, readableDetail } from "./collect/context.ts";
import type { ClusterConnection } from "./connect.ts";

export interface ApiMetricOptions {
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock;
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 60_000;
/** Of one server; what is kept of it is a few lines. */
const MAX_BYTES = 128 * 1024 * 1024;
const MAX_ATTEMPTS = 9;
const MAX_USES = 2_000;
const MAX_TEXT = 253;

const family = "apiserver_requested_deprecated_apis";
const start = "process_start_time_seconds";

/** @returns what each server that answered counted, or why none did. Never a failure. */
export async function readApiMetric(
  connection: ClusterConnection,
  { looks }: Pick<Inventory, "looks">,
  { signal, clock = systemClock, deadlineMs = DEADLINE_MS }: ApiMetricOptions = {},
): Promise<ApiMetric> {
  const context: AskContext = { connection, clock, signal, deadline: clock.now().getTime() + deadlineMs };
  const known = looks.pods.items.filter(({ controlPlane }) => controlPlane?.component === "kube-apiserver").length;
  const servers = new Map<string, ApiServerCounts>();
  for (let attempt = 0; attempt < attemptsFor(known) && servers.size < Math.max(known, 1); attempt += 1) {
    const counts = await readOnce(context);
    if (counts.ok) servers.set(counts.value.startedAt ?? "", counts.value);
    else if (servers.size === 0) return { state: "unread", gap: counts.error };
    else break;
  }
  const inOrder = [...servers].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, counts]) => counts);
  return { state: "read", servers: inOrder, ...(known > 0 && { known }) };
}

function attemptsFor(servers: number): number {
  return Math.min(Math.max(servers * 3, 1), MAX_ATTEMPTS);
}

async function readOnce(context: AskContext): Promise<Result<ApiServerCounts, Gap>> {
  const keep = (line: string) => line.startsWith(family) || line.startsWith(start);
  const answer = await ask(context, "/metrics", { accept: "text/plain", maxBytes: MAX_BYTES, keep, freshConnection: true });
  if (!answer.ok) {
    const { kind, detail } = answer.error;
    const reason = kind === "timeout" || kind === "cancelled" ? kind : "truncated";
    return err({ resource: "/metrics", reason, detail: readableDetail(context.connection, detail) });
  }
  const { status, contentType, body } = answer.value;
  if (status === 401 || status === 403)
    return err({ resource: "/metrics", reason: "forbidden", detail: "grant it with deploy/rbac/api-metrics.yaml" });
  if (status !== 200 || contentType !== "text/plain")
    return err({ resource: "/metrics", reason: "decodeError", detail: `the answer ${status} holds no metrics` });
  return ok(countsIn(body.toString("utf8")));
}

/** @returns what the lines of metrics say; what is not as Prometheus writes it counts for nothing. */
export function countsIn(metrics: string): ApiServerCounts {
  const uses: CountedUse[] = [];
  let startedAt: string | undefined;
  for (const line of metrics.split("\n")) {
    if (line.startsWith(`${start} `)) startedAt = timeOf(Number(line.slice(start.length + 1))) ?? startedAt;
    const use = line.startsWith(`${family}{`) && uses.length < MAX_USES ? requestsOf(line) : undefined;
    if (use !== undefined) uses.push(use);
  }
  return { ...(startedAt !== undefined && { startedAt }), uses };
}

function timeOf(seconds: number): string | undefined {
  return seconds > 0 && seconds < 1e11 ? new Date(Math.round(seconds * 1000)).toISOString() : undefined;
}

function requestsOf(line: string): CountedUse | undefined {
  const end = line.lastIndexOf("}");
  if (Number(line.slice(end + 1)) < 1) return undefined;
  const pairs = line.slice(family.length + 1, end).matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g);
  const labels = new Map([...pairs].map(([, name = "", value = ""]) => [name, value.slice(0, MAX_TEXT)]));
  const { group = "", version, resource, subresource, removed_release: removedRelease } = Object.fromEntries(labels);
  if (!version || !resource) return undefined;
  return { group, version, resource, ...(subresource && { subresource }), ...(removedRelease && { removedRelease }) };
}
