/** Verifies on all processors: a verification takes a processor for many milliseconds, and the worker has scans to do beside it. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Cryptography } from "#core/supply-chain/verification/verify.ts";
import type { StoredTrustProfile } from "#server/database/supply-chain/judgement-rows.ts";
import type { ToVerify } from "#server/supply-chain/kept-cryptography.ts";

interface Waiting {
  readonly resolve: (results: readonly Cryptography[]) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Threads are started with the first artefact, and hold one set of trust profiles until they are closed. */
export class VerifierThreads {
  readonly #trusted: readonly StoredTrustProfile[];
  readonly #most: number;
  readonly #threads: Thread[] = [];
  #next = 0;

  /** @param most threads; one for each processor unless said otherwise. */
  constructor(trusted: readonly StoredTrustProfile[], most = availableParallelism()) {
    this.#trusted = trusted;
    this.#most = most;
  }

  /** @returns a result for each artefact, in their order. */
  async verify(artefacts: readonly ToVerify[]): Promise<readonly Cryptography[]> {
    if (artefacts.length === 0) return [];
    const { worker, waiting } = this.#idlest();
    const id = this.#next++;
    const { promise, resolve, reject } = Promise.withResolvers<readonly Cryptography[]>();
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, artefacts });
    return promise;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #idlest(): Thread {
    const idlest = this.#threads.toSorted((one, other) => one.waiting.size - other.waiting.size)[0];
    if (idlest !== undefined && (idlest.waiting.size === 0 || this.#threads.length >= this.#most)) return idlest;
    return this.#start();
  }

  #start(): Thread {
    const worker = new Worker(new URL("./verify-thread.ts", import.meta.url), { workerData: this.#trusted });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on("message", ({ id, results }: { readonly id: number; readonly results: readonly Cryptography[] }) => {
      thread.waiting.get(id)?.resolve(results);
      thread.waiting.delete(id);
    });
    const end = (error: Error) => {
      const place = this.#threads.indexOf(thread);
      if (place >= 0) this.#threads.splice(place, 1);
      for (const { reject } of thread.waiting.values()) reject(error);
      thread.waiting.clear();
    };
    worker.on("error", end);
    worker.on("exit", () => end(new Error("The thread that verifies has ended.")));
    this.#threads.push(thread);
    return thread;
  }
}
