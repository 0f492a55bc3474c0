import { afterEach, describe, expect, it } from "vitest";
import { type FakeApiServer, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { type ConnectProxy, type ConnectProxyOptions, startConnectProxy } from "#test/proxy/connect-proxy.ts";
import { issueCertificate } from "#test/tls/certificates.ts";
import { parseEgressProxy } from "../net/egress.ts";
import type { EndpointPolicy } from "../net/guard.ts";
import { type ConnectionOptions, openConnection } from "./connect.ts";
import { parseServerCaToken } from "./kubeconfig/server-ca-token.ts";
import { testConnection } from "./test-connection.ts";

const policy: EndpointPolicy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const resolve = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
let server: FakeApiServer;
let proxy: ConnectProxy | undefined;
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
  await server.stop();
});

async function start(options: ConnectProxyOptions = {}): Promise<void> {
  server = await startFakeApiServer({ resources: [{ plural: "pods", kind: "Pod" }] });
  proxy = await startConnectProxy(options);
}

interface Try extends Partial<ConnectionOptions> {
  readonly ca?: string;
  readonly by?: string;
}

/** The server by a name that nobody here knows; its certificate is for localhost. */
async function tryIt({ ca = server.ca, by = proxy?.url ?? "", ...options }: Try = {}) {
  const parsed = parseServerCaToken({ server: `https://api.cluster.test:${server.port}`, ca, token: "t" });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const source = { ...parsed.value, tlsServerName: "localhost" };
  const egress = { proxy: parseEgressProxy(by), noProxy: [] };
  const connection = openConnection(source, { policy, version: "1", resolve, egress, ...options } as ConnectionOptions);
  try {
    return await testConnection(connection, { timeoutMs: 2_000 });
  } finally {
    await connection.close();
  }
}

describe("a cluster behind the operator's proxy", () => {
  it("is reached, and gets nothing of what the proxy asks for", async () => {
    await start({ credentials: "u:p" });
    const by = `http://u:p@127.0.0.1:${proxy?.port}`;
    expect(await tryIt({ by })).toMatchObject({ category: "ok" });
    expect(new Set(proxy?.asked)).toEqual(new Set([`api.cluster.test:${server.port}`]));
    expect(server.requests).toHaveLength(2);
    for (const { headers } of server.requests) expect(headers["proxy-authorization"]).toBeUndefined();
  });

  it("is told apart from one whose proxy is down, refuses, or wants another password", async () => {
    await start({ refuse: 502 });
    const refused = await tryIt();
    expect(refused).toMatchObject({ category: "proxy", remedy: expect.stringContaining("DRYDOCK_EGRESS_PROXY") });
    expect(JSON.stringify(refused)).not.toContain("canary");
    expect(await tryIt({ by: "http://127.0.0.1:1" })).toMatchObject({ category: "proxy" });
    await proxy?.stop();
    proxy = await startConnectProxy({ credentials: "u:p" });
    expect(await tryIt()).toMatchObject({ category: "proxy" });
    expect(server.requests).toEqual([]);
  });

  it("is still verified: a proxy that answers in the server's place is not trusted", async () => {
    await start();
    const other = issueCertificate({ commonName: "another authority", authority: true }).certificate;
    expect(await tryIt({ ca: other })).toMatchObject({ category: "tls" });
  });
});

describe("an authority of the operator", () => {
  const other = issueCertificate({ commonName: "another authority", authority: true }).certificate;

  it("counts beside the cluster's own", async () => {
    await start();
    expect(await tryIt({ ca: other, authorities: [server.ca] })).toMatchObject({ category: "ok" });
    expect(await tryIt({ authorities: [other] })).toMatchObject({ category: "ok" });
  });

  it("counts beside those of the system where the cluster names none", async () => {
    await start();
    const parsed = parseServerCaToken({ server: `https://api.cluster.test:${server.port}`, ca: server.ca, token: "t" });
    if (!parsed.ok) throw new Error(parsed.error[0]?.message);
    const { endpoint, credential } = parsed.value;
    const source = { endpoint, credential, caData: undefined, tlsServerName: "localhost" };
    const egress = { proxy: parseEgressProxy(proxy?.url ?? ""), noProxy: [] } as ConnectionOptions["egress"];
    for (const [authorities, category] of [
      [[server.ca], "ok"],
      [[], "tls"],
    ] as const) {
      const connection = openConnection(source, { policy, version: "1", resolve, egress, authorities });
      expect(await testConnection(connection, { timeoutMs: 2_000 })).toMatchObject({ category });
      await connection.close();
    }
  });
});
