/** Files about paths and days: what could not be assessed has its records, and names stay names. */
import { expect, test } from "vitest";
import type { PathRow } from "#contracts/access/paths.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { driftCsv } from "./drift.ts";
import { holdersCsv, holdersJson } from "./holders.ts";
import { pathsCsv } from "./paths.ts";

const frame = { exportedAt: "2026-11-28T00:00:00.000Z", version: "0", restsOn: {}, filter: {} };
const hostile = '=HYPERLINK("http://a.example")';

async function* once<T>(rows: readonly T[]) {
  yield rows;
}

async function textOf(file: AsyncGenerator<string, void>): Promise<string> {
  let text = "";
  for await (const piece of file) text += piece;
  return text;
}

function row(name: string, verdict: "reached" | "notAssessed"): PathRow {
  return {
    subject: { kind: "User", name },
    class: "human",
    reaches: [
      { sink: "cluster-admin", verdict, ...(verdict === "reached" && { hops: 2 }) },
      { sink: "node-root", verdict: "reached", hops: 1 },
    ],
    way: verdict === "reached" ? [{ kind: "ServiceAccount", namespace: "ci", name: "bot" }] : [],
  };
}

test("paths: who could not be assessed has a record of its own, and what was not seen stands last", async () => {
  const file = pathsCsv({
    ...frame,
    ...{ sink: "cluster-admin", complete: false, notFollowed: [] },
    gaps: [{ resource: "pods", reason: "forbidden" }],
    batches: once([row(hostile, "reached"), row("jane", "notAssessed")]),
  });
  const [head = [], ...rows] = readCsv(await textOf(file));
  const cell = (name: string) => rows.map((cells) => cells[head.indexOf(name)]);
  expect(cell("record")).toEqual(["path", "notAssessed", "gap", "coverage"]);
  expect(cell("subject")).toEqual([`'${hostile}`, "jane", "", ""]);
  expect(cell("hops")).toEqual(["2", "", "", ""]);
  expect(cell("way")).toEqual(["ServiceAccount ci/bot", "", "", ""]);
  expect(cell("also_reaches")).toEqual(["node-root", "node-root", "", ""]);
  expect(cell("note").slice(2)).toEqual([expect.stringContaining("pods"), expect.stringMatching(/^not complete/)]);
});

test("holders: without a scan of that time nobody is said to have held nothing", async () => {
  const holders = { at: "2020-01-01T23:59:59.999Z", may: "read every Secret", complete: false, gaps: [] };
  const content = () => ({
    ...frame,
    capability: "read-secrets",
    holders: { ...holders, reason: "notKept" as const },
    batches: once([]),
  });
  const [, ...rows] = readCsv(await textOf(holdersCsv(content())));
  expect(rows.map((cells) => [cells[0], cells.at(-1)])).toEqual([
    ["coverage", "not assessed: the scans of that time are not kept"],
  ]);
  expect(JSON.parse(await textOf(holdersJson(content())))).toMatchObject({ notAssessed: "notKept", holders: [] });
});

test("drift: a record for each cluster and role, and clusters that were not seen in full", async () => {
  const given = { isDefault: false, less: [] };
  const roles = [
    {
      ...{ kind: "ClusterRole", name: hostile },
      variants: [
        { ...given, clusters: ["a", "b"], more: [] },
        { ...given, clusters: ["c"], more: ["get on pods", "list on pods"] },
      ],
    },
  ];
  const clusters = ["a", "b", "c"].map((cluster) => ({ cluster, complete: cluster !== "b" }));
  const [head = [], ...rows] = readCsv(await textOf(driftCsv({ ...frame, clusters, roles, bindings: [] })));
  const cell = (name: string) => rows.map((cells) => cells[head.indexOf(name)]);
  expect(cell("record")).toEqual(["role", "role", "role", "gap", "coverage"]);
  expect(cell("cluster")).toEqual(["a", "b", "c", "b", ""]);
  expect(cell("variant")).toEqual(["1", "1", "2", "", ""]);
  expect(cell("more_than_first")[2]).toBe("get on pods; list on pods");
});
