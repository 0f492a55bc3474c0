/** Time and chance as parameters, so that tests move them and nothing sleeps. */
import { setTimeout as wait } from "node:timers/promises";

export interface Clock {
  now(): Date;
  /** Ends early, without an error, when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { signal }).catch((error: Error) => {
      if (error.name !== "AbortError") throw error;
    });
  },
  random: Math.random,
};
