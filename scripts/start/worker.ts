/** Keeps a worker running: one that ends by itself is started again, after a pause that grows while it keeps ending. */
import { setTimeout as delay } from "node:timers/promises";
import { type Child, startChild } from "./child.ts";
import { workerArguments } from "./project.ts";

const graceMs = 25_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A worker that lived this long was well. */
const wellAfterMs = 60_000;

export interface KeptWorker {
  stop(): Promise<void>;
}

export function keepWorker(environment: NodeJS.ProcessEnv, log: string, say: (line: string) => void): KeptWorker {
  const stopping = new AbortController();
  let child: Child | undefined;
  const keeping = keep();

  async function keep(): Promise<void> {
    for (let pause = firstPauseMs; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      const started = performance.now();
      child = startChild({ args: workerArguments, environment, log, graceMs });
      await child.ended;
      if (stopping.signal.aborted) return;
      if (performance.now() - started > wellAfterMs) pause = firstPauseMs;
      say(`The worker ended by itself and is started again; ${log} says why.`);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    async stop() {
      stopping.abort();
      await child?.stop();
      await keeping;
    },
  };
}
