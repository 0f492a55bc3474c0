import { describe, expect, test } from "vitest";
import { inventoryOfObjects, type ObjectsHeader } from "../inventory/from-objects.ts";
import { assess, findingsOf } from "./assess.ts";
import { type CheckContext, defineCheck, defineView } from "./define.ts";
import { refTo } from "./object-ref.ts";

const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const forbidden = (resource: string, inside?: string) =>
  ({ resource, reason: "forbidden", ...(inside ? { namespace: inside } : {}) }) as const;

const base = {
  major: 1,
  since: "0.1",
  title: "Namespaces are called bad",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["namespaces", "nodes"],
  messages: { bad: { text: "{object} is bad: {why}", severity: "high" } },
  docs: { why: "", fix: "", refs: [] },
} as const;

type Reads = "namespaces" | "nodes";

const badNames = defineCheck<Reads, "bad">({
  ...base,
  id: "test/bad",
  *evaluate({ list }) {
    for (const item of list("namespaces"))
      if (item.meta.name.startsWith("bad")) yield { at: refTo("namespaces", item), message: "bad", data: { why: "by name" } };
  },
});

function run(
  check: Parameters<typeof assess>[1]["checks"][number],
  objects: Parameters<typeof inventoryOfObjects>[0],
  coverage: ObjectsHeader["coverage"] = {},
) {
  const inventory = inventoryOfObjects(objects, { takenAt: "2026-11-23T14:02:00Z", source: "live", coverage });
  const assessment = assess(inventory, { now: new Date(0), clusterIdentity: "c", checks: [check] });
  return { assessment, verdict: assessment.checks[0]?.verdict };
}

const partialNodes = { nodes: { state: "partial", gaps: [forbidden("nodes")] } } as const;
const noNodes = { nodes: { state: "unseen", gaps: [forbidden("nodes")] } } as const;
const noNamespaces = { namespaces: { state: "unseen", gaps: [forbidden("namespaces")] } } as const;

describe("a verdict", () => {
  test("is pass where everything was seen and nothing found", () => {
    expect(run(badNames, [namespace("good")]).verdict).toEqual({ kind: "pass" });
  });

  test("is pass where what is missing is proven not to be served", () => {
    expect(run(badNames, [namespace("good")], { nodes: { state: "absent" } }).verdict).toEqual({ kind: "pass" });
  });

  test("is fail where something was found, with the gaps beside it", () => {
    const { verdict } = run(badNames, [namespace("bad-1")], partialNodes);
    expect(verdict).toMatchObject({
      kind: "fail",
      gaps: [forbidden("nodes")],
      findings: [{ title: "Namespace bad-1 is bad: by name", severity: "high" }],
    });
  });

  test("is not assessed where nothing was found and something not seen", () => {
    expect(run(badNames, [namespace("good")], partialNodes).verdict).toEqual({ kind: "notAssessed", gaps: [forbidden("nodes")] });
    expect(run(badNames, [namespace("good")], noNodes).verdict).toMatchObject({ kind: "notAssessed" });
    expect(run(badNames, [], { ...noNodes, ...noNamespaces }).verdict).toMatchObject({
      kind: "notAssessed",
      gaps: [forbidden("namespaces"), forbidden("nodes")],
    });
  });

  test("is not applicable where the cluster serves nothing of it", () => {
    const { verdict } = run(badNames, [], { nodes: { state: "absent" }, namespaces: { state: "absent" } });
    expect(verdict).toEqual({ kind: "notApplicable", reason: "The cluster does not serve namespaces, nodes." });
  });

  test("is not applicable by the check's own reason, from complete data alone", () => {
    const check = defineCheck<Reads, "bad">({
      ...badNames,
      applies: ({ list }) => (list("nodes").length === 0 ? "There are no nodes." : undefined),
    });
    expect(run(check, [namespace("bad-1")]).verdict).toEqual({ kind: "notApplicable", reason: "There are no nodes." });
    expect(run(check, [namespace("bad-1")], noNodes).verdict).toMatchObject({ kind: "fail" });
    expect(run(check, [namespace("good")], noNodes).verdict).toMatchObject({ kind: "notAssessed" });
  });
});

test("what an older inventory lacks is a gap, beside whatever is found", () => {
  const check = defineCheck<Reads, "bad">({ ...badNames, facts: ["control-plane-flags"] });
  const gaps = [{ resource: "pods", reason: "notCollected" }];
  const old = (name: string) => ({
    ...inventoryOfObjects([namespace(name)], { takenAt: "2026-11-23T14:02:00Z", source: "live" }),
    version: 1,
  });
  const judge = (name: string) =>
    assess(old(name), { now: new Date(0), clusterIdentity: "c", checks: [check] }).checks[0]?.verdict;
  expect(judge("good")).toMatchObject({ kind: "notAssessed", gaps });
  expect(judge("bad-1")).toMatchObject({ kind: "fail", gaps });
  expect(run(check, [namespace("good")]).verdict).toEqual({ kind: "pass" });
});

describe("a check that breaks", () => {
  const broken = defineCheck<Reads, "bad">({
    ...badNames,
    *evaluate({ list }) {
      yield* badNames.evaluate({ list } as unknown as CheckContext<Reads>);
      throw new TypeError("hunter2 is not a function");
    },
  });

  test("is not assessed, says how it ended and nothing of what it saw", () => {
    const { verdict } = run(broken, [namespace("bad-1")]);
    expect(verdict).toEqual({
      kind: "notAssessed",
      gaps: [{ resource: "namespaces", reason: "decodeError", detail: "The check test/bad stopped with TypeError." }],
    });
  });

  test("takes no other with it", () => {
    const inventory = inventoryOfObjects([namespace("bad-1")], { takenAt: "2026-11-23T14:02:00Z", source: "live" });
    const other = defineCheck<Reads, "bad">({ ...badNames, id: "test/another" });
    const { checks } = assess(inventory, { now: new Date(0), clusterIdentity: "c", checks: [broken, other] });
    expect(checks.map(({ checkId, verdict }) => [checkId, verdict.kind])).toEqual([
      ["test/another", "fail"],
      ["test/bad", "notAssessed"],
    ]);
  });

  test("is one that reads what it does not declare, by itself or by a view", () => {
    const secrets = defineView({ name: "secrets", reads: ["secrets"], build: ({ list }) => list("secrets").length });
    const reads = (evaluate: (context: CheckContext<"secrets">) => unknown) =>
      defineCheck<Reads, "bad">({
        ...badNames,
        evaluate: (context) => {
          evaluate(context as unknown as CheckContext<"secrets">);
          return [];
        },
      });
    expect(
      run(
        reads(({ list }) => list("secrets")),
        [],
      ).verdict,
    ).toMatchObject({ kind: "notAssessed" });
    expect(
      run(
        reads(({ view }) => view(secrets)),
        [],
      ).verdict,
    ).toMatchObject({ kind: "notAssessed" });
  });
});

describe("a check that depends on the minor", () => {
  /** Finds namespaces called bad, and from 1.30 on those called worse. */
  const byMinor = defineCheck<Reads, "bad">({
    ...badNames,
    byMinor: { known: ["1.29", "1.30"], tries: ["1.29", "1.30"] },
    *evaluate({ list, minor }) {
      for (const item of list("namespaces"))
        if (item.meta.name === "bad" || (item.meta.name === "worse" && minor === "1.30"))
          yield { at: refTo("namespaces", item), message: "bad", data: { why: "" } };
    },
  });
  const judge = (minor: string | undefined, ...names: string[]) => {
    const cluster = { ...(minor === undefined ? {} : { minor }), discovery: { resources: [], gaps: [] } };
    const inventory = inventoryOfObjects(names.map(namespace), { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster });
    return assess(inventory, { now: new Date(0), clusterIdentity: "c", checks: [byMinor] }).checks[0]?.verdict;
  };

  test("is judged by it where it is known", () => {
    expect(judge("1.29", "worse")).toEqual({ kind: "pass" });
    expect(judge("1.30", "worse")).toMatchObject({ kind: "fail", gaps: [] });
  });

  test("finds what holds whatever it is, and passes where nothing depends on it", () => {
    expect(judge(undefined, "bad")).toMatchObject({ kind: "fail", gaps: [] });
    expect(judge(undefined, "good")).toEqual({ kind: "pass" });
  });

  test("does not know what only some minors would make it find", () => {
    expect(judge(undefined, "worse")).toMatchObject({
      kind: "notAssessed",
      gaps: [{ resource: "version", detail: "The version of the cluster was not read." }],
    });
    expect(judge("1.99", "bad", "worse")).toMatchObject({
      kind: "fail",
      findings: [{ title: "Namespace bad is bad: " }],
      gaps: [{ detail: "Too little is known of Kubernetes 1.99." }],
    });
  });
});

describe("coverage", () => {
  test("has no share where nothing was seen or nothing applies", () => {
    expect(run(badNames, [], { ...noNodes, ...noNamespaces }).assessment.coverage).toMatchObject({ notAssessed: 1, share: 0 });
    const inventory = inventoryOfObjects([], { takenAt: "2026-11-23T14:02:00Z", source: "live" });
    expect(assess(inventory, { now: new Date(0), clusterIdentity: "c", checks: [] }).coverage.share).toBeUndefined();
    const unseen = Object.fromEntries(
      Object.keys(inventory.looks).map((resource) => [resource, { state: "unseen", gaps: [forbidden(resource)] }]),
    );
    expect(run(badNames, [], unseen as ObjectsHeader["coverage"]).assessment.coverage).toMatchObject({
      notAssessed: 1,
      share: undefined,
    });
  });

  test("counts verdicts, and the share of those that apply", () => {
    const inventory = inventoryOfObjects([namespace("bad-1")], {
      takenAt: "2026-11-23T14:02:00Z",
      source: "live",
      coverage: noNodes,
    });
    const good = defineCheck<"namespaces", "bad">({ ...base, id: "test/good", reads: ["namespaces"], evaluate: () => [] });
    const { coverage, severities } = assess(inventory, {
      now: new Date(0),
      clusterIdentity: "c",
      checks: [good, badNames, defineCheck<Reads, "bad">({ ...base, id: "test/dark", evaluate: () => [] })],
    });
    expect(coverage).toEqual({ assessed: 2, passed: 1, failed: 1, notApplicable: 0, notAssessed: 1, share: 2 / 3 });
    expect(severities.high).toBe(1);
  });
});

describe("findings", () => {
  const twice = (...whys: string[]) =>
    defineCheck<Reads, "bad">({
      ...badNames,
      evaluate: ({ list }) =>
        list("namespaces").flatMap((item) =>
          whys.map((why) => ({ at: refTo("namespaces", item), message: "bad" as const, data: { why } })),
        ),
    });

  test("that are the same are told once, and those that differ at one place keep apart", () => {
    expect(findingsOf(run(twice("same", "same"), [namespace("a")]).assessment)).toHaveLength(1);
    const found = findingsOf(run(twice("one", "two"), [namespace("a")]).assessment);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  test("keep their fingerprint when the object is made again", () => {
    const [first] = findingsOf(run(badNames, [namespace("bad-1")]).assessment);
    const [second] = findingsOf(
      run(badNames, [{ ...namespace("bad-1"), metadata: { name: "bad-1", uid: "another" } }]).assessment,
    );
    expect(first?.fingerprint).toBe(second?.fingerprint);
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });

  test("change it with the cluster and with the check's major", () => {
    const inventory = inventoryOfObjects([namespace("bad-1")], { takenAt: "2026-11-23T14:02:00Z", source: "live" });
    const print = (clusterIdentity: string, major: number) =>
      findingsOf(
        assess(inventory, { now: new Date(0), clusterIdentity, checks: [defineCheck<Reads, "bad">({ ...badNames, major })] }),
      )[0]?.fingerprint;
    expect(new Set([print("a", 1), print("b", 1), print("a", 2)]).size).toBe(3);
  });
});
