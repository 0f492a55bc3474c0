import { expect, test } from "vitest";
import type { NetworkView } from "#contracts/network.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { networkCsv } from "./network.ts";

const frame = { exportedAt: "2026-11-24T00:00:00Z", version: "1", restsOn: {}, filter: {} };
const bank = {
  ...{ name: "bank", workloads: 1, onHost: 0, openIngress: 0, openEgress: 1, unknown: 0, policies: 1 },
  ...{ metadata: 1, internet: 1, complete: true },
};
const posture: NetworkView = { scanId: "scn_a", namespaces: [bank], matrix: ["n"], exposures: [], gaps: [] };

async function recordsOf(view: NetworkView): Promise<Record<string, string>[]> {
  let whole = "";
  for await (const text of networkCsv({ ...frame, posture: view })) whole += text;
  const [head = [], ...rows] = readCsv(whole);
  return rows.map((row) => Object.fromEntries(head.map((name, place) => [name, row[place] ?? ""])));
}

test("a file that says who reaches nobody says, too, whether anything holds them to it", async () => {
  const said = async (plugin?: NetworkView["plugin"]) =>
    (await recordsOf({ ...posture, ...(plugin && { plugin }) })).filter(({ record }) => record === "plugin");
  const doubt = "its agent was not seen";
  expect(await said({ name: "Flannel", enforcement: "not" })).toMatchObject([
    { name: "Flannel", state: "does not enforce policies" },
  ]);
  expect(await said({ name: "", enforcement: "unknown", doubt })).toMatchObject([
    { name: "", state: "not known whether it enforces policies", note: doubt },
  ]);
  expect(await said({ name: "Calico", enforcement: "enforces" })).toMatchObject([{ name: "Calico", state: "enforces policies" }]);
  expect(await said()).toMatchObject([{ name: "", state: "not seen" }]);
});

test("a file in which something is not known does not say that it is complete", async () => {
  const last = async (view: NetworkView) => (await recordsOf(view)).at(-1);
  expect(await last(posture)).toMatchObject({ record: "coverage", note: "complete" });
  for (const namespaces of [[{ ...bank, unknown: 1 }], [{ ...bank, complete: false }]])
    expect(await last({ ...posture, namespaces })).toMatchObject({ note: expect.stringMatching(/^not complete: /) });
  for (const matrix of [["u"], ["A"]])
    expect(await last({ ...posture, matrix })).toMatchObject({ note: expect.stringMatching(/^not complete: /) });
});
