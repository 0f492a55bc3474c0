/** Tells readers where a scan is: every phase at once, counts inside a phase at most twice a second. */
import type { Standing, Step } from "../database/scans/scan-work.ts";

const quietMs = 500;

export interface Reporter {
  report(step: Step): void;
  /** Waits until everything that was reported is written. */
  settle(): Promise<void>;
}

/** A write that fails is not repeated: the next one says more. */
export function createReporter(write: (step: Step) => Promise<Standing>, onStanding: (standing: Standing) => void): Reporter {
  let waiting: Step | undefined;
  let writing: Promise<void> | undefined;
  let writtenAt = 0;
  let phase: Step["phase"] | undefined;
  let settling = false;
  let later: NodeJS.Timeout | undefined;

  const isDue = (step: Step) => settling || step.phase !== phase || performance.now() - writtenAt >= quietMs;

  async function drain(): Promise<void> {
    while (waiting && isDue(waiting)) {
      const step = waiting;
      waiting = undefined;
      writtenAt = performance.now();
      phase = step.phase;
      onStanding(await write(step).catch((): Standing => "held"));
    }
    writing = undefined;
    next();
  }

  /** Writes what waits, or comes back when it is due: where a list hangs, nothing else would say what was seen before it. */
  function next(): void {
    if (!waiting || writing) return;
    if (isDue(waiting)) {
      writing = drain();
      return;
    }
    if (later) return;
    later = setTimeout(() => {
      later = undefined;
      next();
    }, quietMs).unref();
  }

  return {
    report(step) {
      waiting = step;
      next();
    },
    async settle() {
      settling = true;
      while (writing || waiting) {
        writing ??= drain();
        await writing;
      }
      settling = false;
    },
  };
}
