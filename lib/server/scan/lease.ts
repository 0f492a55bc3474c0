/** Keeps a scan's lease while it runs, and notices when it was lost or somebody asked to cancel. */
import type { Standing } from "../database/scans/scan-work.ts";

const renewEveryMs = 2_000;

/** Why a scan must stop before its end. */
export type StopReason = "cancelRequested" | "lost" | "stopping";

export interface Lease {
  /** Aborts when the scan must stop; its reason is a StopReason. */
  readonly signal: AbortSignal;
  readonly stopped: () => StopReason | undefined;
  /** Takes what another write learned about the lease. */
  notice(standing: Standing): void;
  end(): void;
}

/** Renews until `end`. A renewal that fails is repeated by the next: losing the lease is for another worker to decide. */
export function keepLease(renew: () => Promise<Standing>, stopping: AbortSignal): Lease {
  const controller = new AbortController();
  let reason: StopReason | undefined;
  const stop = (why: StopReason) => {
    reason ??= why;
    controller.abort(reason);
  };
  const onStopping = () => stop("stopping");
  stopping.addEventListener("abort", onStopping, { once: true });
  if (stopping.aborted) onStopping();
  const notice = (standing: Standing) => {
    if (standing !== "held") stop(standing);
  };
  let renewing = false;
  const timer = setInterval(async () => {
    if (renewing) return;
    renewing = true;
    notice(await renew().catch((): Standing => "held"));
    renewing = false;
  }, renewEveryMs);
  return {
    signal: controller.signal,
    stopped: () => reason,
    notice,
    end() {
      clearInterval(timer);
      stopping.removeEventListener("abort", onStopping);
    },
  };
}
