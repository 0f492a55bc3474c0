/** Keeps the embedded PostgreSQL running: one that ends by itself is started again, on the same port. */
import { type PostgresOptions, type PostgresServer, startPostgres } from "./server.ts";

export interface KeptPostgres {
  readonly url: string;
  /** Rejects where it could not be started again. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

export async function keepPostgres(options: PostgresOptions): Promise<KeptPostgres> {
  let server = await startPostgres(options);
  let stopping = false;
  let restarting: Promise<void> | undefined;
  const { url, port } = server;
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  const watch = (current: PostgresServer) =>
    current.process.once("exit", () => {
      if (stopping) return;
      options.say("PostgreSQL stopped by itself and is started again.");
      restarting = restart();
    });
  const restart = async () => {
    try {
      server = await startPostgres({ ...options, port });
      watch(server);
    } catch (error) {
      reject(error);
    }
  };
  watch(server);
  return {
    url,
    failed,
    async stop() {
      stopping = true;
      await restarting;
      await server.stop();
    },
  };
}
