/** A way to PostgreSQL that can go dead without a word: what is open stays open, and nothing comes through any more. */
import { connect, createServer, type Socket } from "node:net";

export interface DatabaseProxy {
  /** The same database through the proxy. */
  readonly url: string;
  /** Stops forwarding on every connection there is, and closes none; later ones work. */
  freeze(): void;
  /** How many connections went through. */
  readonly opened: () => number;
  stop(): Promise<void>;
}

/** @returns a proxy before the server of a database URL. */
export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const { hostname, port } = target;
  const pairs = new Set<readonly [Socket, Socket]>();
  let opened = 0;
  const server = createServer((near) => {
    opened += 1;
    const far = connect(Number(port || 5432), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      socket.on("error", () => undefined);
      socket.on("close", () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  target.hostname = "127.0.0.1";
  target.port = String(address.port);
  return {
    url: target.href,
    opened: () => opened,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.resume();
      }
    },
    async stop() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
