import { describe, expect, it } from "vitest";
import { collectInventory } from "./collect/collect.ts";
import { openConnection } from "./connect.ts";
import { parseServerCaToken } from "./kubeconfig/server-ca-token.ts";

const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };

/** A connection that never comes up; tells when it is being dialled. */
async function dialling() {
  const parsed = parseServerCaToken({ server: "https://api.cluster.test", token: "t" });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const dialled = Promise.withResolvers<void>();
  const resolve = () => {
    dialled.resolve();
    return new Promise<never>(() => undefined);
  };
  const connection = openConnection(parsed.value, { policy, version: "1", resolve, connectTimeoutMs: 600_000 });
  return { connection, dialled: dialled.promise };
}

describe("what waits for a connection", () => {
  it("ends as soon as it is cancelled", async () => {
    const { connection, dialled } = await dialling();
    const cancel = new AbortController();
    const answer = connection.request("/version", { signal: cancel.signal });
    await dialled;
    cancel.abort();
    expect(await answer).toEqual({ ok: false, error: { kind: "cancelled", detail: "cancelled" } });
    await connection.close();
  });

  it("ends a whole look that is cancelled", async () => {
    const { connection, dialled } = await dialling();
    const cancel = new AbortController();
    const looked = collectInventory(connection, { signal: cancel.signal });
    await dialled;
    cancel.abort();
    expect(await looked).toMatchObject({ ok: false, error: { code: "cancelled" } });
    await connection.close();
  });

  it("keeps to the time of the exchange", async () => {
    const { connection } = await dialling();
    expect(await connection.request("/version", { timeoutMs: 10 })).toMatchObject({ ok: false, error: { kind: "timeout" } });
    await connection.close();
  });
});
