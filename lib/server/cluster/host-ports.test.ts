import { describe, expect, it } from "vitest";
import { hostPorts } from "#core/inventory/host-ports.ts";
import { EgressProxy } from "../net/egress.ts";
import { askHostPorts } from "./host-ports.ts";

const policy = { loopback: false, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const origin = { host: "api.test", port: 6443 };

describe("the look at what else listens", () => {
  it("dials no address that an API server could not have", async () => {
    for (const address of ["127.0.0.1", "169.254.169.254"]) {
      const probe = await askHostPorts(origin, { policy, version: "1", resolve: async () => [address] });
      expect(probe).toEqual({ state: "asked", ports: hostPorts.map(({ port }) => ({ port, answer: "refused" })) });
    }
  });

  it("leaves the API server's own port alone", async () => {
    const own = { ...origin, port: 10_250 };
    const probe = await askHostPorts(own, { policy, version: "1", resolve: async () => ["127.0.0.1"] });
    expect(probe.state === "asked" && probe.ports.map(({ port }) => port)).toEqual([2379, 10_255, 10_257, 10_259]);
  });

  it("tries nothing through a proxy, which answers for itself", async () => {
    const proxy = new EgressProxy(new URL("http://proxy.test:3128"));
    const through = await askHostPorts(origin, { policy, version: "1", egress: { proxy, noProxy: ["api.test:6443"] } });
    expect(through).toMatchObject({ state: "unread", gap: { reason: "outside" } });
  });

  it("says that the name has no address, and that it was cancelled", async () => {
    const unknown = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    expect(await askHostPorts(origin, { policy, version: "1", resolve: unknown })).toMatchObject({ gap: { reason: "outside" } });
    const signal = AbortSignal.abort();
    expect(await askHostPorts(origin, { policy, version: "1", signal })).toMatchObject({ gap: { reason: "cancelled" } });
  });

  it("tells how many addresses a name has, of which it tries some", async () => {
    const loose = { ...policy, loopback: true };
    const many = ["127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1"];
    const probe = await askHostPorts(origin, { policy: loose, version: "1", resolve: async () => many });
    expect(probe).toMatchObject({ state: "asked", addresses: 4 });
  });
});
