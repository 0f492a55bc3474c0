import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ItemMeta } from "../../inventory/items.ts";
import { type ApiLifecycle, apiLifecycles, apiVersionOf, catalogueReach, lifecycleOf, servedIn } from "../lifecycle.ts";
import { type ApiUse, usesOf } from "./api-use.ts";
import { judgeUse, type UseVerdict } from "./judge-use.ts";

const options = { seed: Number(process.env.SEED ?? 20_261_128), numRuns: Number(process.env.CASES ?? 300) };

type Manager = NonNullable<ItemMeta["managers"]>[number];

function update(manager: string, apiVersion: string, time?: string): Manager {
  return { manager, operation: "Update", apiVersion, ...(time !== undefined && { time }) };
}

function apply(manager: string, apiVersion: string, time?: string): Manager {
  return { ...update(manager, apiVersion, time), operation: "Apply" };
}

function told(kind: string, managers: readonly Manager[], lastAppliedApiVersion?: string): readonly string[] {
  const meta = { managers, ...(lastAppliedApiVersion !== undefined && { lastAppliedApiVersion }) };
  return usesOf(kind, meta).map(
    ({ api, source, writer, stale }) => `${source} ${writer} ${apiVersionOf(api)}${stale ? " stale" : ""}`,
  );
}

const [earlier, later] = ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"];

describe("what an object tells of the versions it was written in", () => {
  test("an applier's version is that of its last time, and comes before updates", () => {
    const managers = [update("controller", "batch/v1", later), apply("team", "batch/v1beta1", earlier)];
    expect(told("CronJob", managers)).toEqual(["apply team batch/v1beta1", "update controller batch/v1"]);
  });

  test("an update is stale once the same writer wrote in a version that lives longer", () => {
    expect(told("CronJob", [update("ci", "batch/v1beta1", earlier), update("ci", "batch/v1", later)])).toEqual([
      "update ci batch/v1beta1 stale",
      "update ci batch/v1",
    ]);
  });

  test.each([
    ["another writer", [update("ci", "batch/v1beta1", earlier), update("other", "batch/v1", later)]],
    ["the writer went back", [update("ci", "batch/v1", earlier), update("ci", "batch/v1beta1", later)]],
    ["the same second", [update("ci", "batch/v1beta1", later), update("ci", "batch/v1", later)]],
    ["no time", [update("ci", "batch/v1beta1"), update("ci", "batch/v1", later)]],
    ["a time that is none", [update("ci", "batch/v1beta1", "yesterday"), update("ci", "batch/v1", later)]],
    ["a version of nobody", [update("ci", "batch/v1beta1", earlier), update("ci", "batch/v99", later)]],
    ["another kind's version", [update("ci", "batch/v1beta1", earlier), update("ci", "apps/v1", later)]],
  ])("an update is not stale: %s", (_name, managers) => {
    expect(told("CronJob", managers)).toContain("update ci batch/v1beta1");
  });

  test("a group that a kind has left is told, too", () => {
    expect(told("Ingress", [update("old", "extensions/v1beta1", earlier)])).toEqual(["update old extensions/v1beta1"]);
  });

  test("the annotation is told where managedFields do not say the same", () => {
    expect(told("CronJob", [], "batch/v1beta1")).toEqual(["lastApplied kubectl-client-side-apply batch/v1beta1"]);
    const same = update("kubectl-client-side-apply", "batch/v1beta1", later);
    expect(told("CronJob", [same], "batch/v1beta1")).toEqual(["update kubectl-client-side-apply batch/v1beta1"]);
  });

  test("the annotation is stale once an applier brought a newer version, and not for a controller's status", () => {
    expect(told("CronJob", [apply("argocd-controller", "batch/v1", later)], "batch/v1beta1")).toContain(
      "lastApplied kubectl-client-side-apply batch/v1beta1 stale",
    );
    expect(told("CronJob", [update("kube-controller-manager", "batch/v1", later)], "batch/v1beta1")).toContain(
      "lastApplied kubectl-client-side-apply batch/v1beta1",
    );
  });

  test("custom resources and odd versions are no evidence", () => {
    expect(told("Certificate", [apply("a", "cert-manager.io/v1alpha2")], "cert-manager.io/v1alpha2")).toEqual([]);
    for (const odd of ["", "/", "batch/", "batch/v1beta1/x", "=HYPERLINK()"])
      expect(told("CronJob", [apply("a", odd)], odd)).toEqual([]);
  });

  test("an object without either tells nothing", () => {
    expect(usesOf("CronJob", {})).toEqual([]);
  });
});

function known(group: string, version: string, kind: string): ApiLifecycle {
  const found = lifecycleOf(group, version, kind);
  if (found === undefined) throw new Error(`no ${group}/${version} ${kind}`);
  return found;
}

const cronJob = known("batch", "v1beta1", "CronJob");
const policy = known("admissionregistration.k8s.io", "v1beta1", "MutatingAdmissionPolicy");
const used = { source: "apply", stale: false } as const;

describe("what a target makes of it", () => {
  const cases: readonly [
    string,
    Pick<ApiUse, "source" | "stale">,
    ApiLifecycle,
    [number, number],
    boolean | undefined,
    UseVerdict?,
  ][] = [
    ["gone on the target", used, cronJob, [24, 25], true, "removed"],
    ["gone on the way", used, cronJob, [24, 27], true, "removed"],
    ["gone, seen through an update", { ...used, source: "update" }, cronJob, [24, 25], true, "removed"],
    ["gone, and discovery could not tell", used, cronJob, [24, 25], undefined, "removed"],
    ["gone, and the writer has changed", { source: "update", stale: true }, cronJob, [24, 25], true, "stale"],
    ["gone, says the annotation alone", { ...used, source: "lastApplied" }, cronJob, [24, 25], true, "annotation"],
    ["gone later", used, cronJob, [23, 24], true, "deprecated"],
    ["not yet deprecated", used, cronJob, [19, 20], true, undefined],
    ["gone since long", used, cronJob, [30, 31], undefined, undefined],
    ["off, and not turned on", used, policy, [36, 37], false, "notServed"],
    ["off by default, and discovery could not tell", used, policy, [36, 37], undefined, "notServed"],
    ["off by default, and turned on", used, policy, [36, 37], true, "deprecated"],
    ["deprecated without an end", used, known("", "v1", "Endpoints"), [36, 37], true, undefined],
    ["past the catalogue's reach, where the removal is only declared", used, policy, [37, 40], true, "deprecated"],
  ];
  test.each(cases)("%s", (_name, use, api, [current, target], served, verdict) => {
    expect(judgeUse({ ...use, api }, { current, target, isServed: () => served })).toBe(verdict);
  });

  test("whatever is judged as failing is not served by the target, and was served before", () => {
    const anApi = fc.constantFrom(...apiLifecycles);
    const aMinor = fc.integer({ min: catalogueReach.oldest, max: catalogueReach.newest - 1 });
    const someUse = fc.record({ source: fc.constantFrom("apply", "update", "lastApplied"), stale: fc.boolean() } as const);
    const aServed = fc.constantFrom(true, false, undefined);
    fc.assert(
      fc.property(anApi, aMinor, fc.nat(10), someUse, aServed, (api, current, ahead, use, served) => {
        const target = Math.min(current + 1 + ahead, catalogueReach.newest);
        const verdict = judgeUse({ ...use, api }, { current, target, isServed: () => served });
        const fails = !use.stale && use.source !== "lastApplied" && servedIn(api, target) === "removed";
        if (verdict === "removed") {
          expect(fails).toBe(true);
          expect(servedIn(api, current)).not.toBe("removed");
        }
        if (fails && served === true && servedIn(api, current) !== "removed") expect(verdict).toBe("removed");
        if (use.stale) expect([undefined, "stale"]).toContain(verdict);
      }),
      options,
    );
  });

  test("one version more on an object never takes a use of the others away", () => {
    const aManager = fc.record({
      manager: fc.constantFrom("ci", "kubectl", "helm"),
      operation: fc.constantFrom("Apply", "Update"),
      apiVersion: fc.constantFrom("batch/v1beta1", "batch/v1", "batch/v2alpha1", "x/v1"),
      time: fc.constantFrom(earlier, later),
    });
    fc.assert(
      fc.property(fc.array(aManager, { maxLength: 4 }), aManager, (managers, more) => {
        const keys = (list: readonly Manager[]) =>
          usesOf("CronJob", { managers: list }).map(({ api, writer, source }) => `${source} ${writer} ${apiVersionOf(api)}`);
        expect(keys([...managers, more])).toEqual(expect.arrayContaining(keys(managers)));
      }),
      options,
    );
  });
});
