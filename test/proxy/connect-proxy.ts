/** A small real HTTP proxy that makes tunnels and resolves names by a table of its own. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy {
  readonly url: string;
  readonly port: number;
  /** What was asked for, as `host:port`. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** Where each name leads; by default this machine. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** `user:password`, without which nobody is let through. */
  readonly credentials?: string;
  /** Answers every request with this status and makes no tunnel. */
  readonly refuse?: number;
  /** Never answers. */
  readonly silent?: boolean;
}

export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const { hosts = {}, credentials, refuse, silent = false } = options;
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connection", (socket) => open.add(socket.once("close", () => open.delete(socket))));
  server.on("connect", ({ url = "", headers }, socket: Socket) => {
    asked.push(url);
    if (silent) return;
    const wanted = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
    const status = wanted !== undefined && headers["proxy-authorization"] !== wanted ? 407 : refuse;
    if (status !== undefined)
      return void socket.end(`HTTP/1.1 ${status} No\r\nx-secret: proxy-body-canary\r\n\r\nproxy-body-canary`);
    const [, name = "", port = ""] = /^\[?(.+?)\]?:(\d+)$/.exec(url) ?? [];
    const onward = connect({ host: hosts[name] ?? "127.0.0.1", port: Number(port) });
    open.add(onward);
    onward.once("connect", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [socket, onward]) one.on("error", () => [socket, onward].map((other) => other.destroy()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
