/** A gate before the API server: while it is shut, nothing passes and nothing is refused, so a scan stands still. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Gate {
  /** The port on 127.0.0.1 that leads through it. */
  readonly port: number;
  readonly shut: () => void;
  readonly open: () => void;
  readonly remove: () => void;
}

function join(from: Socket, to: Socket): void {
  from.on("data", (bytes) => to.write(bytes));
  from.on("error", () => to.destroy());
  from.on("close", () => to.destroy());
}

/** @returns a gate that is open, before a port of 127.0.0.1. TLS passes as it is. */
export async function gateBefore(target: number): Promise<Gate> {
  const clients = new Set<Socket>();
  let isShut = false;
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    join(client, upstream);
    join(upstream, client);
    clients.add(client);
    client.on("close", () => clients.delete(client));
    if (isShut) client.pause();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    shut: () => {
      isShut = true;
      for (const client of clients) client.pause();
    },
    open: () => {
      isShut = false;
      for (const client of clients) client.resume();
    },
    remove: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}
