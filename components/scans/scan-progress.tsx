"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useScanProgress } from "#client/scan-progress.ts";
import { useMay } from "#client/session.ts";
import { useSecond } from "#client/ticking.ts";
import type { ScanDetail, ScanProgress } from "#contracts/scans.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Panel } from "../ui/panel.tsx";
import { formatDuration } from "../ui/time-format.ts";
import { notify } from "../ui/toast.tsx";
import { doneShare, type Phase, phases, stateOf } from "./phases.ts";

function PhaseMark({ state }: { state: "done" | "now" | "later" }) {
  if (state === "done") return <VerdictGlyph verdict="pass" labelled className="size-4" />;
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      role="img"
      aria-label={state === "now" ? "now" : "to come"}
      className="flex-none"
    >
      <circle
        cx="8"
        cy="8"
        r="6.5"
        fill="none"
        stroke={state === "now" ? "var(--accent)" : "var(--line-strong)"}
        strokeWidth="1.5"
      />
      {state === "now" ? <circle cx="8" cy="8" r="3" fill="var(--accent)" className="animate-pulse-slow" /> : null}
    </svg>
  );
}

function PhaseRow({ phase, progress }: { phase: Phase; progress: ScanProgress | undefined }) {
  const state = stateOf(phase.id, progress?.phase ?? "queued");
  const counted = state === "now" && progress !== undefined && progress.total > 0;
  return (
    <li
      className="flex h-9 items-center gap-3 border-line border-b px-4 last:border-b-0"
      aria-current={state === "now" ? "step" : undefined}
    >
      <PhaseMark state={state} />
      <span className={cn(state === "later" ? "text-ink-3" : "text-ink", state === "now" && "font-label")}>{phase.name}</span>
      <span className="ml-auto text-12 text-ink-3">
        {counted ? `${progress.done} of ${progress.total} ${phase.unit}` : phase.detail}
      </span>
    </li>
  );
}

/** The counts as they rise: a field of fixed height, so that nothing jumps. */
function Counts({ progress }: { progress: ScanProgress | undefined }) {
  const counts = Object.entries(progress?.counts ?? {}).sort((a, b) => b[1] - a[1]);
  const all = counts.reduce((sum, [, n]) => sum + n, 0);
  return (
    <div className="h-[216px] overflow-auto">
      {counts.length === 0 ? <p className="px-4 py-6 text-ink-3">Objects are counted here as they arrive.</p> : null}
      <dl className="grid grid-cols-1 gap-x-8 px-4 py-2 sm:grid-cols-2">
        {counts.map(([resource, n]) => (
          <div key={resource} className="flex h-6 items-center justify-between gap-3">
            <dt className="min-w-0 truncate" title={resource}>
              <code>{resource.split(".")[0]}</code>
            </dt>
            <dd>{n.toLocaleString("en-GB")}</dd>
          </div>
        ))}
      </dl>
      <p className="sr-only">{all} objects</p>
    </div>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <svg width="100%" height="4" aria-hidden="true" className="block bg-data-4">
      <rect width={`${(share * 100).toFixed(1)}%`} height="4" fill="var(--accent)" />
    </svg>
  );
}

function Cancel({ scan }: { scan: ScanDetail }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const cancel = useMutation(
    api.scans.cancel.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: api.scans.key() }),
      onError: (error) => notify(problemOf(error).title, { failed: true }),
    }),
  );
  if (!may) return null;
  return (
    <Button
      size="small"
      title="The worker stops after the request that it waits for"
      busy={cancel.isPending || cancel.isSuccess}
      onClick={() => cancel.mutate({ id: scan.id })}
    >
      {cancel.isPending || cancel.isSuccess ? "Cancelling" : "Cancel the scan"}
    </Button>
  );
}

/** A scan as it runs: phases, counts, elapsed time, cancel. Its height does not change until the scan ends. */
export function LiveScan({ scan }: { scan: ScanDetail }) {
  const { progress, streaming } = useScanProgress(scan);
  const now = useSecond();
  const elapsed = now === 0 || scan.startedAt === undefined ? undefined : formatDuration(now - Date.parse(scan.startedAt));
  const read = Object.values(progress?.counts ?? {}).reduce((sum, n) => sum + n, 0);
  const phase = phases.find((candidate) => candidate.id === progress?.phase);
  return (
    <Panel
      title={`Scan ${scan.number} of ${scan.cluster}`}
      aside={
        <>
          {scan.attempt > 1 ? <span>attempt {scan.attempt}</span> : null}
          <span>{elapsed ?? "waiting for a worker"}</span>
          <Cancel scan={scan} />
        </>
      }
    >
      <Bar share={progress === undefined ? 0 : doneShare(progress)} />
      <div className="grid wide:grid-cols-2">
        <ol aria-label="Phases" className="border-line wide:border-r max-wide:border-b">
          {phases.map((one) => (
            <PhaseRow key={one.id} phase={one} progress={progress} />
          ))}
        </ol>
        <Counts progress={progress} />
      </div>
      <footer className="flex min-h-8 flex-wrap gap-x-4 border-line border-t px-4 py-2 text-12 text-ink-3">
        <span>{read.toLocaleString("en-GB")} objects read</span>
        <span className={cn((progress?.gaps ?? 0) > 0 && "inline-flex items-center gap-1 text-ink-2")}>
          {(progress?.gaps ?? 0) > 0 ? <VerdictGlyph verdict="notAssessed" /> : null}
          {progress?.gaps ?? 0} not seen so far
        </span>
        <span className="ml-auto">{streaming ? "live" : "asking every 2 s: the live stream is down"}</span>
      </footer>
      <p role="status" className="sr-only">
        {phase === undefined ? "Waiting" : phase.name}
      </p>
    </Panel>
  );
}
