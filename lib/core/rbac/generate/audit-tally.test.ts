import { describe, expect, test } from "vitest";
import { formatTarget } from "../attributes.ts";
import { binding, clusterBinding, clusterRole, indexOf, rule } from "../worlds.ts";
import { AuditTally, type CountedAction } from "./audit-tally.ts";
import { compareUse } from "./compare-use.ts";

interface Told {
  readonly verb: string;
  readonly user?: string;
  readonly decision?: string;
  readonly code?: number;
  readonly time?: string;
  readonly [field: string]: unknown;
}

const event = ({ verb, user = "jane", decision = "allow", code = 200, time = "2026-11-01T10:00:00.000000Z", ...more }: Told) =>
  JSON.stringify({
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    stage: "ResponseComplete",
    verb,
    user: { username: user, groups: ["system:authenticated"] },
    responseStatus: { code },
    stageTimestamp: time,
    annotations: decision === "" ? {} : { "authorization.k8s.io/decision": decision },
    ...more,
  });
const pods = { objectRef: { resource: "pods", namespace: "shop", name: "web-1", apiVersion: "v1" } };

function tally(lines: readonly string[], user = "jane") {
  const read = new AuditTally(user);
  for (const line of lines) read.add(line);
  return read.result();
}
const words = ({ action, count }: CountedAction) =>
  `${count} × ${action.attributes.verb} ${formatTarget(action.attributes)} in ${action.namespace || "*"}`;

describe("an audit log", () => {
  test("is added up: what was done, how often, and in which period", () => {
    const use = tally([
      event({ verb: "get", ...pods, time: "2026-11-02T10:00:00.000000Z" }),
      event({ verb: "get", ...pods, time: "2026-11-03T10:00:00.000000Z" }),
      event({ verb: "get", user: "eve", ...pods, time: "2026-11-05T10:00:00.000000Z" }),
      event({ verb: "get", requestURI: "/metrics?x=1" }),
    ]);
    expect(use.allowed.map(words)).toEqual(["1 × get /metrics in *", '2 × get pods "web-1" in shop']);
    expect(use).toMatchObject({ lines: 4, events: 3, unreadable: 0, denied: [], dropped: 0 });
    expect(use.period).toEqual({ from: "2026-11-01T10:00:00.000000Z", to: "2026-11-03T10:00:00.000000Z" });
  });

  test("counts a request once, and what was refused apart", () => {
    const use = tally([
      event({ verb: "get", ...pods, stage: "RequestReceived" }),
      event({ verb: "get", ...pods }),
      event({ verb: "delete", ...pods, decision: "forbid", code: 403 }),
      event({ verb: "create", ...pods, decision: "allow", code: 403 }),
      event({ verb: "patch", ...pods, decision: "", code: 403 }),
    ]);
    expect(use.allowed.map(words)).toEqual(['1 × create pods "web-1" in shop', '1 × get pods "web-1" in shop']);
    expect(use.denied.map(words)).toEqual(['1 × delete pods "web-1" in shop', '1 × patch pods "web-1" in shop']);
  });

  test("knows who acts as whom", () => {
    const acting = { impersonatedUser: { username: "boss", groups: ["bosses", "system:authenticated"] } };
    const lines = [event({ verb: "get", ...pods, ...acting })];
    expect(tally(lines).allowed.map(words)).toEqual([
      '1 × impersonate groups "bosses" in *',
      '1 × impersonate users "boss" in *',
    ]);
    expect(tally(lines, "boss").allowed.map(words)).toEqual(['1 × get pods "web-1" in shop']);
    const robot = [event({ verb: "get", ...pods, impersonatedUser: { username: "system:serviceaccount:ci:bot", groups: [] } })];
    expect(tally(robot).allowed.map(words)).toEqual(['1 × impersonate serviceaccounts "bot" in ci']);
  });

  test("is read past what is no event", () => {
    const odd = ["", "{", "[]", "null", '"x"', '{"kind":"Event"}', JSON.stringify({ kind: "Pod", apiVersion: "v1" })];
    expect(tally([...odd, event({ verb: "get", ...pods })])).toMatchObject({ lines: 8, unreadable: 7, events: 1 });
    const hostile = {
      kind: "Event",
      apiVersion: "audit.k8s.io/v1",
      stage: 7,
      user: [],
      verb: {},
      objectRef: "x",
      annotations: 1,
    };
    expect(tally([JSON.stringify(hostile)])).toMatchObject({ unreadable: 0, events: 0 });
  });

  test("of more names than are kept is said to be", () => {
    const lines = Array.from({ length: 300 }, (_, number) =>
      event({ verb: "get", objectRef: { resource: "pods", namespace: "shop", name: `p${number}` } }),
    );
    const use = tally(lines);
    expect([use.allowed.length, use.manyNames.size]).toEqual([201, 1]);
  });
});

describe("beside what is granted", () => {
  const index = indexOf([
    clusterRole("wide", [rule("*", "", "pods"), rule("get,delete", "apps", "deployments")]),
    clusterRole("everything", [rule("*", "*", "*")]),
    clusterRole("named", [rule("get", "", "secrets", { resourceNames: ["a", "b"] })]),
    binding("shop", "wide", "ClusterRole wide", "User:jane"),
    binding("shop", "named", "ClusterRole named", "User:jane"),
    clusterBinding("admin", "everything", "User:root"),
    clusterBinding("public", "named", "Group:system:authenticated"),
  ]);
  const use = (user: string, ...told: Told[]) => {
    const { allowed, manyNames } = tally(
      told.map((one) => event({ user, ...one })),
      user,
    );
    return compareUse(index, { user, actions: allowed.map(({ action }) => action), manyNames });
  };
  const lineOf = ({ line, verbs, namespace = "*" }: { line: object; verbs: readonly string[]; namespace?: string }) =>
    `${namespace}: ${verbs} ${JSON.stringify(Object.values(line))}`;

  test("unused rights stand out, and what everybody has is nobody's", () => {
    const { unused, wider, notGranted } = use("jane", { verb: "get", ...pods });
    expect(unused.map(lineOf)).toEqual([
      'shop: get ["","secrets","a"]',
      'shop: get ["","secrets","b"]',
      'shop: get,delete ["apps","deployments"]',
    ]);
    expect(wider.map((right) => [lineOf(right), right.usedAs.map(({ verb }) => verb)])).toEqual([
      ['shop: * ["","pods"]', ["get"]],
    ]);
    expect(notGranted).toEqual([]);
  });

  test("a blanket right is wider than what was done by it", () => {
    const { unused, wider } = use("root", { verb: "list", objectRef: { resource: "nodes" } }, { verb: "get", ...pods });
    expect(unused).toEqual([]);
    expect(wider.map(({ usedAs }) => usedAs.map((one) => `${one.verb} ${formatTarget(one)}`))).toEqual([
      ["get pods", "list nodes"],
    ]);
  });

  test("what was allowed then and is not now is said", () => {
    const { notGranted } = use("jane", { verb: "list", objectRef: { resource: "nodes" } });
    expect(notGranted.map(({ attributes }) => formatTarget(attributes))).toEqual(["nodes"]);
  });
});
