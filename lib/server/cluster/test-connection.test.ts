import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  type FakeApiServer,
  type FakeApiServerOptions,
  sendJson,
  sendStatus,
  startFakeApiServer,
} from "#test/apiserver/fake-api-server.ts";
import { issueCertificate } from "#test/tls/certificates.ts";
import type { EndpointPolicy } from "../net/guard.ts";
import { type ConnectionOptions, openConnection } from "./connect.ts";
import { parseServerCaToken } from "./kubeconfig/server-ca-token.ts";
import { testConnection } from "./test-connection.ts";

const laptop: EndpointPolicy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const TOKEN = "token-canary";
const pods = { plural: "pods", kind: "Pod" };
let server: FakeApiServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(options: Partial<FakeApiServerOptions> = {}): Promise<FakeApiServer> {
  server = await startFakeApiServer({ resources: [pods], ...options });
  return server;
}

async function tryIt(url: string, ca: string, options: Partial<ConnectionOptions> = {}, timeoutMs = 5_000) {
  const parsed = parseServerCaToken({ server: url, ca, token: TOKEN });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const connection = openConnection(parsed.value, { policy: laptop, version: "1.2.3", ...options });
  try {
    return await testConnection(connection, { timeoutMs });
  } finally {
    await connection.close();
  }
}

describe("a test of the connection", () => {
  it("is ok, and was made with our own name and the credential", async () => {
    const { url, ca, requests } = await start();
    expect(await tryIt(url, ca)).toMatchObject({ category: "ok", version: "v1.37.2" });
    expect(requests.map(({ target }) => target)).toEqual(["/version", "/api"]);
    for (const { headers } of requests)
      expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, "user-agent": "drydock/1.2.3" });
  });

  it("keeps a prefix of the path", async () => {
    const { url, ca, requests } = await start({
      misbehave: ({ url: asked }, response) =>
        sendJson(response, 200, asked.pathname.endsWith("/version") ? { gitVersion: "v1.30.0" } : { kind: "APIVersions" }),
    });
    expect(await tryIt(`${url}/k8s/clusters/c-1`, ca)).toMatchObject({ category: "ok" });
    expect(requests.map(({ target }) => target)).toEqual(["/k8s/clusters/c-1/version", "/k8s/clusters/c-1/api"]);
  });

  it.each([
    ["auth", (response) => sendStatus(response, 401, "Unauthorized")],
    ["forbidden", (response) => sendStatus(response, 403, "Forbidden")],
    ["timeout", (response) => sendStatus(response, 503, "ServiceUnavailable")],
    ["notKubernetes", (response) => sendJson(response, 200, { hello: "world" })],
    ["notKubernetes", (response) => sendJson(response, 200, { gitVersion: "<script>" })],
    ["notKubernetes", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>body-canary</html>")],
    ["notKubernetes", (response) => response.writeHead(403, { "content-type": "text/html" }).end("<html>body-canary</html>")],
    ["notKubernetes", (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"gitVersion":')],
    ["notKubernetes", (response) => response.writeHead(200, { "content-type": "application/json" }).end("x".repeat(10_000_000))],
    ["notKubernetes", (response) => response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n")],
    ["redirect", (response) => response.writeHead(302, { location: "https://169.254.169.254/" }).end()],
    ["redirect", (response) => response.writeHead(301, { location: "/login" }).end()],
    ["refused", (response) => response.socket?.destroy()],
  ] as readonly (readonly [string, (response: import("node:http").ServerResponse) => unknown])[])(
    "is %s",
    async (category, act) => {
      const { url, ca, requests } = await start({
        misbehave: (_request, response) => {
          act(response);
          return true;
        },
      });
      const test = await tryIt(url, ca);
      expect(test.category).toBe(category);
      expect(JSON.stringify(test)).not.toMatch(/canary/);
      expect(requests.length).toBeLessThanOrEqual(2);
    },
  );

  it("is timeout when the server never ends its answer, or never begins one", async () => {
    for (const begin of [true, false]) {
      const { url, ca, stop } = await start({
        misbehave: (_request, response) => {
          if (begin) response.writeHead(200, { "content-type": "application/json" }).write("{");
          return true;
        },
      });
      expect(await tryIt(url, ca, {}, 100)).toMatchObject({ category: "timeout" });
      await stop();
    }
    server = undefined;
  });

  it("is tls for another authority, and for another name", async () => {
    const { url, ca, port } = await start();
    expect(await tryIt(url, issueCertificate({ commonName: "x", authority: true }).certificate)).toMatchObject({
      category: "tls",
    });
    expect(await tryIt(`https://wrong.test:${port}`, ca, { resolve: async () => ["127.0.0.1"] })).toMatchObject({
      category: "tls",
    });
  });

  it("is tls where plain HTTP is spoken", async () => {
    const plain = createPlainServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
    await once(plain, "listening");
    const { ca } = await start();
    expect(await tryIt(`https://127.0.0.1:${(plain.address() as AddressInfo).port}`, ca)).toMatchObject({ category: "tls" });
    plain.close();
  });

  it("is refused where nothing listens, dns where the name is unknown, blocked where the guard says so", async () => {
    const { url, ca, port, stop } = await start();
    expect(await tryIt(url, ca, { policy: { ...laptop, loopback: false } })).toMatchObject({ category: "blocked" });
    await stop();
    server = undefined;
    expect(await tryIt(`https://127.0.0.1:${port}`, ca)).toMatchObject({ category: "refused" });
    const resolve = () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" }));
    expect(await tryIt("https://unknown.test", ca, { resolve })).toMatchObject({ category: "dns" });
  });

  it("is cancelled", async () => {
    const { url, ca } = await start();
    const parsed = parseServerCaToken({ server: url, ca, token: TOKEN });
    if (!parsed.ok) throw new Error("unreachable");
    const connection = openConnection(parsed.value, { policy: laptop, version: "1" });
    expect(await testConnection(connection, { signal: AbortSignal.abort() })).toMatchObject({ category: "cancelled" });
    await connection.close();
  });
});
