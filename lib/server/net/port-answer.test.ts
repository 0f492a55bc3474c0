import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps, type ServerOptions } from "node:https";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { issueServer } from "#test/tls/certificates.ts";
import { askPort, type PortQuestion } from "./port-answer.ts";

const { authority, server: serving } = issueServer();
const pair = { cert: serving.certificate, key: serving.key };
const wantsCertificate = { ...pair, requestCert: true, rejectUnauthorized: true, ca: authority.certificate };
let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const overTls = (options: ServerOptions, listener: RequestListener) => portOf(createHttps(options, listener));
const saying =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(body);

/** A process that listens, sleeps, and has as many callers waiting as its kernel lets wait: packets of others are dropped. */
async function deafHost() {
  const listens =
    "const s = require('net').createServer(); s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))";
  const child = spawn(process.execPath, ["-e", listens], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(line.toString());
  child.kill("SIGSTOP");
  const waiting = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
  await Promise.all(waiting.map((socket) => once(socket, "connect")));
  const stop = () => {
    for (const socket of waiting) socket.destroy();
    child.kill("SIGKILL");
  };
  return { port, stop };
}

function ask(port: number, question: Partial<PortQuestion> = {}) {
  const asked = { address: "127.0.0.1", host: "api.test", port, scheme: "https", path: "/healthz", sign: "ok" } as const;
  return askPort({ ...asked, userAgent: "drydock/1", timeoutMs: 5_000, ...question });
}

describe("a port beside an API server", () => {
  it("is open where it answers the one request, which shows no credential", async () => {
    const heard: unknown[] = [];
    const port = await overTls(pair, ({ method, url, headers }, response) => {
      heard.push([method, url, headers]);
      response.end("ok");
    });
    expect(await ask(port)).toBe("open");
    expect(heard).toEqual([["GET", "/healthz", { host: "api.test", "user-agent": "drydock/1", connection: "close" }]]);
  });

  it("is open without TLS, too", async () => {
    expect(await ask(await portOf(createHttp(saying(200, "ok"))), { scheme: "http" })).toBe("open");
  });

  it.each([401, 403])("is guarded where it answers %i", async (status) => {
    expect(await ask(await overTls(pair, saying(status, "")))).toBe("guarded");
  });

  it("is guarded where it says that it wants a certificate, and not known where it only hangs up", async () => {
    const askedFor = await overTls({ ...wantsCertificate, minVersion: "TLSv1.3" }, saying(200, "ok"));
    expect(await ask(askedFor)).toBe("guarded");
    const hungUp = await overTls({ ...wantsCertificate, maxVersion: "TLSv1.2" }, saying(200, "ok"));
    expect(await ask(hungUp)).toBe("listens");
  });

  it("listens where something else answers, closes, or says nothing", async () => {
    expect(await ask(await overTls(pair, saying(200, "<title>Sign in</title>")), { sign: "etcdserver" })).toBe("listens");
    expect(await ask(await overTls(pair, saying(404, "ok")))).toBe("listens");
    expect(await ask(await portOf(createServer((socket) => socket.destroy())))).toBe("listens");
    expect(await ask(await portOf(createHttp(saying(200, "ok"))))).toBe("listens");
    const silent = await portOf(createServer((socket) => void socket.on("error", () => undefined)));
    expect(await ask(silent, { scheme: "http", timeoutMs: 50 })).toBe("listens");
  });

  it("is closed where the host says that nobody listens", async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    await once(server, "close");
    expect(await ask(port)).toBe("closed");
  });

  it("is filtered where packets get no answer at all", async () => {
    const { port, stop } = await deafHost();
    try {
      expect(await ask(port, { timeoutMs: 200 })).toBe("filtered");
    } finally {
      stop();
    }
  });

  it("keeps no more of an endless answer than its beginning", async () => {
    const port = await overTls(pair, (_request, response) => {
      const write = () => void response.write("x".repeat(65_536), () => setImmediate(write));
      response.on("error", () => undefined);
      write();
    });
    expect(await ask(port)).toBe("listens");
  });
});
