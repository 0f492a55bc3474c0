import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueCertificate, issueServer } from "#test/tls/certificates.ts";
import { createGuardedConnector, type GuardedConnectorOptions } from "./connector.ts";
import { EndpointBlocked, type EndpointPolicy } from "./guard.ts";

const { authority, server: serving } = issueServer(["127.0.0.1", "::1", "localhost", "api.test"]);
const laptop: EndpointPolicy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const reachable: EndpointPolicy = { ...laptop, loopback: false };

let server: Server;
let port: number;
let asked = 0;

beforeAll(async () => {
  server = createServer({ cert: serving.certificate, key: serving.key }, (_request, response) => {
    asked += 1;
    response.end("hello");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

async function dial(url: string, options: Partial<GuardedConnectorOptions> & { policy: EndpointPolicy }) {
  const { hostname } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const agent = new Agent({
    connect: createGuardedConnector({ origin: { host, port }, tls: { ca: authority.certificate }, ...options }),
  });
  try {
    const answer = await request(url, { dispatcher: agent });
    return await answer.body.text();
  } catch (error) {
    if (error instanceof EndpointBlocked) return error.failure.code;
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await agent.destroy();
  }
}

describe("the guarded connector", () => {
  it("reaches an allowed address by its number and by its name", async () => {
    expect(await dial(`https://127.0.0.1:${port}/`, { policy: laptop })).toBe("hello");
    expect(await dial(`https://api.test:${port}/`, { policy: laptop, resolve: async () => ["127.0.0.1"] })).toBe("hello");
  });

  it("sends nothing to a refused address, given by number or by name", async () => {
    const before = asked;
    expect(await dial(`https://127.0.0.1:${port}/`, { policy: reachable })).toBe("endpointLoopback");
    expect(await dial(`https://api.test:${port}/`, { policy: reachable, resolve: async () => ["127.0.0.1"] })).toBe(
      "endpointLoopback",
    );
    expect(await dial(`https://localhost:${port}/`, { policy: reachable })).toBe("endpointLoopback");
    const own = { ...laptop, ownEndpoints: [{ host: "localhost", port }] };
    expect(await dial(`https://127.0.0.1:${port}/`, { policy: own })).toBe("endpointOwn");
    expect(asked).toBe(before);
  });

  it("judges what a name points to now, not what it pointed to before", async () => {
    const answers = [["127.0.0.1"], ["169.254.169.254"]];
    const resolve = async () => answers.shift() ?? [];
    expect(await dial(`https://api.test:${port}/`, { policy: laptop, resolve })).toBe("hello");
    expect(await dial(`https://api.test:${port}/`, { policy: laptop, resolve })).toBe("endpointLinkLocal");
    expect(answers).toEqual([]);
  });

  it("refuses when one of several addresses is refused", async () => {
    const resolve = async () => ["127.0.0.1", "169.254.169.254"];
    expect(await dial(`https://api.test:${port}/`, { policy: laptop, resolve })).toBe("endpointLinkLocal");
  });

  it("says that a name is unknown", async () => {
    const resolve = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    expect(await dial(`https://api.test:${port}/`, { policy: laptop, resolve })).toBe("ENOTFOUND");
  });

  it("dials no other origin than the registered one", async () => {
    const origin = { host: "127.0.0.1", port: port + 1 };
    expect(await dial(`https://127.0.0.1:${port}/`, { policy: laptop, origin })).toBe("endpointForeign");
    expect(await dial(`http://127.0.0.1:${port}/`, { policy: laptop })).toBe("endpointForeign");
  });

  it("verifies the certificate whatever the environment says", async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      const other = issueCertificate({ commonName: "another authority", authority: true });
      expect(await dial(`https://127.0.0.1:${port}/`, { policy: laptop, tls: { ca: other.certificate } })).toMatch(
        /CERT|SIGNATURE|VERIFY/,
      );
      const resolve = async () => ["127.0.0.1"];
      expect(await dial(`https://wrong.test:${port}/`, { policy: laptop, resolve })).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  it("checks the certificate against the given server name, a name or an address", async () => {
    const resolve = async () => ["127.0.0.1"];
    const options = { policy: laptop, resolve };
    expect(await dial(`https://wrong.test:${port}/`, { ...options, serverName: "api.test" })).toBe("hello");
    expect(await dial(`https://wrong.test:${port}/`, { ...options, serverName: "127.0.0.1" })).toBe("hello");
    expect(await dial(`https://127.0.0.1:${port}/`, { ...options, serverName: "other.test" })).toBe(
      "ERR_TLS_CERT_ALTNAME_INVALID",
    );
  });
});
