import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { Agent, request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ConnectProxy, type ConnectProxyOptions, startConnectProxy } from "#test/proxy/connect-proxy.ts";
import { issueServer } from "#test/tls/certificates.ts";
import { createGuardedConnector } from "./connector.ts";
import { type Egress, EgressProxy, isNoProxyEntry, parseEgressProxy, proxyFor } from "./egress.ts";
import { EndpointBlocked, type EndpointPolicy } from "./guard.ts";

const { authority, server: serving } = issueServer(["api.test", "127.0.0.1", "192.0.2.7"]);
const policy: EndpointPolicy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const unknown = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
let server: Server;
let port: number;
let proxy: ConnectProxy | undefined;

beforeAll(async () => {
  server = createServer({ cert: serving.certificate, key: serving.key }, (_request, response) => response.end("hello"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});

interface Dial {
  readonly policy?: Partial<EndpointPolicy>;
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  readonly noProxy?: readonly string[];
  readonly by?: string;
}

async function dial(host: string, { policy: own = {}, resolve = unknown, noProxy = [], by }: Dial = {}) {
  const way = parseEgressProxy(by ?? proxy?.url ?? "");
  if (way === undefined) throw new Error("the test's proxy has no address");
  const connect = createGuardedConnector({
    ...{ origin: { host, port }, tls: { ca: authority.certificate }, resolve, timeoutMs: 1_000 },
    ...{ policy: { ...policy, ...own }, egress: { proxy: way, noProxy } },
  });
  const agent = new Agent({ connect });
  try {
    return await (await request(`https://${host}:${port}/`, { dispatcher: agent })).body.text();
  } catch (error) {
    if (error instanceof EndpointBlocked) return error.failure.code;
    return (error as Error).message;
  } finally {
    await agent.destroy();
  }
}

const start = async (options: ConnectProxyOptions = {}) => {
  proxy = await startConnectProxy(options);
  return proxy;
};

describe("a tunnel through the proxy", () => {
  it("reaches a name that only the proxy knows, and TLS is between us and the server", async () => {
    const { asked } = await start();
    expect(await dial("api.test")).toBe("hello");
    expect(asked).toEqual([`api.test:${port}`]);
    expect(await dial("other.test")).toMatch(/altnames/);
  });

  it("is asked for with the operator's user name and password", async () => {
    const { port: at } = await start({ credentials: "drydock:s3cret/@:" });
    expect(await dial("api.test", { by: `http://drydock:s3cret%2F%40%3A@127.0.0.1:${at}` })).toBe("hello");
    for (const by of [`http://127.0.0.1:${at}`, `http://drydock:wrong@127.0.0.1:${at}`])
      expect(await dial("api.test", { by })).toBe("the proxy asks for another user name and password (407)");
  });

  it.each([403, 502, 301])("that is answered with %i is a failure of the proxy, in our words alone", async (refuse) => {
    await start({ refuse });
    expect(await dial("api.test")).toBe(`the proxy did not connect us (${refuse})`);
  });

  it("that nobody answers, or nobody in time, is one too", async () => {
    const { url } = await start({ silent: true });
    expect(await dial("api.test")).toBe("the proxy did not answer in time");
    await proxy?.stop();
    proxy = undefined;
    expect(await dial("api.test", { by: url })).toBe("the proxy cannot be reached (ECONNREFUSED)");
  });
});

describe("the guard", () => {
  it("judges literal addresses before the proxy is asked", async () => {
    const { asked } = await start();
    expect(await dial("169.254.169.254")).toBe("endpointLinkLocal");
    expect(await dial("10.0.0.1", { policy: { privateRanges: false } })).toBe("endpointPrivate");
    expect(await dial("127.0.0.1", { policy: { loopback: false } })).toBe("endpointLoopback");
    expect(await dial("localhost", { policy: { loopback: false }, resolve: async () => ["127.0.0.1"] })).toBe("endpointLoopback");
    expect(asked).toEqual([]);
  });

  it("judges names as far as they are known here", async () => {
    const { asked } = await start();
    expect(await dial("api.test", { resolve: async () => ["192.0.2.7", "169.254.169.254"] })).not.toBe("hello");
    expect(await dial("api.test", { resolve: async () => ["169.254.169.254"] })).toBe("endpointLinkLocal");
    expect(asked).toEqual([]);
  });

  it("refuses our own services by name and by address", async () => {
    const { asked } = await start();
    const ownEndpoints = [{ host: "db.test", port }];
    expect(await dial("db.test", { policy: { ownEndpoints } })).toBe("endpointOwn");
    const resolve = async () => ["10.0.0.9"];
    expect(await dial("alias.test", { policy: { ownEndpoints }, resolve })).toBe("endpointOwn");
    expect(asked).toEqual([]);
  });

  it("dials this machine and what is named directly, past the proxy", async () => {
    const { asked } = await start();
    expect(await dial("127.0.0.1")).toBe("hello");
    expect(await dial("api.test", { noProxy: [".test"], resolve: async () => ["127.0.0.1"] })).toBe("hello");
    expect(asked).toEqual([]);
  });
});

describe("the list of direct destinations", () => {
  const egress = (noProxy: string[]): Egress => ({ proxy: new EgressProxy(new URL("http://proxy.test:3128")), noProxy });
  it.each([
    ["api.corp.test", 6443, [".corp.test"], true],
    ["corp.test", 6443, [".corp.test"], true],
    ["api.corp.test", 6443, ["*.corp.test"], true],
    ["API.corp.test.", 6443, ["corp.test"], true],
    ["evilcorp.test", 6443, ["corp.test"], false],
    ["api.corp.test", 6443, ["corp.test:443"], false],
    ["api.corp.test", 443, ["corp.test:443"], true],
    ["10.1.2.3", 6443, ["10.0.0.0/8"], true],
    ["11.1.2.3", 6443, ["10.0.0.0/8"], false],
    ["::ffff:10.1.2.3", 6443, ["10.0.0.0/8"], true],
    ["2001:db8::1", 6443, ["[2001:db8::1]:6443"], true],
    ["2001:db8::1", 443, ["[2001:db8::1]:6443"], false],
    ["2001:db8::1", 443, ["2001:db8::/32"], true],
    ["api.test", 6443, ["*"], true],
    ["api.test", 6443, [], false],
    ["localhost", 6443, [], true],
    ["::1", 6443, [], true],
  ])("%s:%i with %j", (host, to, noProxy, direct) => {
    expect(noProxy.every(isNoProxyEntry)).toBe(true);
    expect(proxyFor({ host, port: to }, egress(noProxy)) === undefined).toBe(direct);
  });
  it.each(["http://corp.test", "10.0.0.0/99", "a b", "corp.test:0", "corp.test:70000", ""])("takes no %j", (entry) =>
    expect(isNoProxyEntry(entry)).toBe(false),
  );
});

describe("the proxy's address", () => {
  it.each([
    "https://proxy.test",
    "socks5://proxy.test",
    "proxy.test:3128",
    "http://",
    "http://proxy.test/path",
    "http://u:%zz@p.test",
    "http://p.test:0",
  ])("is not %s", (text) => expect(parseEgressProxy(text)).toBeUndefined());

  it("shows its password in no text", () => {
    const proxyOf = parseEgressProxy("http://drydock:proxy-canary@proxy.test:3128");
    const texts = [JSON.stringify({ proxyOf }), String(proxyOf), inspect(proxyOf, { showHidden: true, depth: 5 }), proxyOf?.href];
    for (const text of texts) expect(text).not.toMatch(/canary|cHJveHkt/);
    expect(proxyOf?.href).toBe("http://proxy.test:3128");
  });
});
