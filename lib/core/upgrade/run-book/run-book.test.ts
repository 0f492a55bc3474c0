import fc from "fast-check";
import { expect, test } from "vitest";
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { inventoryOf } from "../../rbac/worlds.ts";
import { catalogueReach } from "../lifecycle.ts";
import { formatMinor } from "../minor.ts";
import { judgeStep, type StepSource } from "../plan/judge-step.ts";
import { comingMinors, upgradePlan, verdictFor } from "../plan/plan.ts";
import { supportCalendar } from "../support.ts";
import { runBookMarkdown } from "./markdown.ts";
import { runBook } from "./run-book.ts";

const node = (name: string, minor: number): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "Node", metadata: { name } },
  status: { nodeInfo: { kubeletVersion: `v1.${minor}.2` } },
});

interface World {
  readonly current: number;
  readonly kubelets?: readonly number[];
  readonly apis?: readonly (readonly [group: string, version: string, kind: string])[];
  readonly build?: string;
}

function planOf({ current, kubelets = [], apis = [], build = "" }: World) {
  const resources = apis.map(([group, version, kind]) => ({
    group,
    version,
    kind,
    plural: "a",
    namespaced: true,
    verbs: ["list"],
  }));
  const cluster = { version: `v1.${current}.1${build}`, minor: formatMinor(current), discovery: { resources, gaps: [] } };
  const inventory = inventoryOf(
    kubelets.map((minor, index) => node(`n-${index}`, minor)),
    { cluster },
  );
  const source: Omit<StepSource, "minor"> = { results: [], checks: new Map(), discovered: resources, earlier: new Set() };
  const steps = comingMinors(current).map((minor) => judgeStep({ ...source, minor }));
  return upgradePlan({ inventory, today: "2026-11-23", calendar: supportCalendar(), steps });
}

const ingress = [
  ["extensions", "v1beta1", "Ingress"],
  ["networking.k8s.io", "v1beta1", "Ingress"],
] as const;
const both = [...ingress, ["networking.k8s.io", "v1", "Ingress"]] as const;

test.each([
  [18, ingress, "before", /1\.18 does not serve networking\.k8s\.io\/v1 yet\. Go to 1\.19, .*before 1\.22/],
  [20, both, "inside", /1\.20 serves both\. Change to networking\.k8s\.io\/v1 now, before the step to 1\.22/],
  [22, [["networking.k8s.io", "v1", "Ingress"]] as const, "after", /is gone since 1\.22\. Whatever still writes it fails now/],
] as const)("the Ingress story on 1.%i", (current, apis, stands, says) => {
  const windows = planOf({ current, apis }).windows.filter(
    ({ from }) => from.kind === "Ingress" && from.group === "networking.k8s.io",
  );
  expect(windows).toHaveLength(1);
  expect(windows[0]).toMatchObject({ stands, both: { from: 19, to: 21 }, says: expect.stringMatching(says) });
});

test("nothing is ready where no check was made, and a removal that is served today is unknown", () => {
  const plan = planOf({ current: 21, apis: both });
  expect(verdictFor(plan, 22)).toMatchObject({
    verdict: "unknown",
    reasons: [expect.stringContaining("No check"), expect.stringMatching(/kinds? that 1\.22 removes/)],
  });
  expect(verdictFor(plan, 21).verdict).toBe("same");
  expect(verdictFor(plan, 20)).toMatchObject({ verdict: "invalid", steps: [] });
  expect(verdictFor(plan, 24).steps).toEqual([22, 23, 24]);
  expect(verdictFor(plan, catalogueReach.newest + 1).verdict).toBe("unknown");
});

test("the minor after the newest of the catalogue is judged by what stops any upgrade, and what it changes is not known", () => {
  const { newest } = catalogueReach;
  expect(comingMinors(newest)).toEqual([newest + 1]);
  expect(comingMinors(newest - 1)).toEqual([newest]);
});

test("what a cluster calls itself stays text", () => {
  const book = runBook({
    plan: planOf({ current: 36 }),
    cluster: "<img src=x onerror=1>](x)\n# Boo",
    target: 37,
    asOf: "2026-11-23",
  });
  const text = book && runBookMarkdown(book);
  expect(text).not.toMatch(/^# Boo/m);
  expect(text).not.toMatch(/(?<!\\)<img/);
});

test.each([
  ["", /not recognised/],
  ["-tke.5", /TKE is recognised.*the API server's version names a tke build/],
] as const)("commands that are nobody's own are not told as if they were, nor as harmless: %j", (build, says) => {
  const book = runBook({ plan: planOf({ current: 36, build }), cluster: "c", target: 37, asOf: "2026-11-23" });
  const opening = book?.opening.join("\n") ?? "";
  expect(opening).toMatch(says);
  expect(opening).toMatch(/nodes are drained and let in again with kubectl/);
  expect(opening).not.toMatch(/commands only look|commands are those of/);
  expect(book && runBookMarkdown(book)).toContain("kubectl drain");
});

test("a book that leads past the catalogue says so before anything else, and one within it does not", () => {
  const openingTo = (target: number) =>
    runBook({ plan: planOf({ current: 36 }), cluster: "c", target, asOf: "2026-11-23" })?.opening.join("\n") ?? "";
  const { newest } = catalogueReach;
  expect(openingTo(newest + 2)).toContain(
    `What changes in ${formatMinor(newest + 1)} and ${formatMinor(newest + 2)} is not known to it`,
  );
  expect(openingTo(newest)).not.toContain("is not known to it");
});

test("ticks stand in the Markdown, whoever they are by", () => {
  const book = runBook({ plan: planOf({ current: 36 }), cluster: "c", target: 37, asOf: "2026-11-23" });
  const ticks = new Map([["backup", { by: "*Eve*\n# Boo", at: "2026-11-24T10:20:30.000Z" }]]);
  const text = (book && runBookMarkdown(book, ticks)) ?? "";
  expect(text).toContain("- [x] **Take a backup, and know that it can be restored**");
  expect(text).toContain("Ticked by \\*Eve\\* \\# Boo on 2026-11-24 10:20 UTC");
  expect(text.match(/- \[x\]/g)).toHaveLength(1);
});

const worlds = fc.record({
  current: fc.integer({ min: 18, max: 36 }),
  ahead: fc.integer({ min: 1, max: 8 }),
  behind: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }),
  build: fc.constantFrom("", "-eks-1a2b", "-gke.100", "+k3s1", "+rke2r1"),
});

function keepsThePolicy({ current, ahead, behind, build }: typeof worlds extends fc.Arbitrary<infer T> ? T : never) {
  const target = Math.min(current + ahead, catalogueReach.newest);
  const plan = planOf({ current, build, kubelets: behind.map((minors) => current - minors) });
  const book = runBook({ plan, cluster: "c", target, asOf: "2026-11-23" });
  const items = book?.sections.flatMap((section) => section.items.map(({ id }) => id)) ?? [];
  let server = current;
  let nodes = Math.min(...behind.map((minors) => current - minors), current);
  for (const id of items) {
    const [, minor, what] = /^1\.(\d+)\/(control-plane|nodes-first|nodes)$/.exec(id) ?? [];
    if (what === "control-plane") {
      expect(Number(minor)).toBe(server + 1);
      server = Number(minor);
      expect(server - nodes).toBeLessThanOrEqual(nodes < 25 ? 2 : 3);
    } else if (what !== undefined) {
      nodes = Number(minor);
      expect(nodes).toBeLessThanOrEqual(server);
    }
  }
  expect([server, nodes]).toEqual([target, target]);
  expect(new Set(items).size).toBe(items.length);
}

test("the order keeps the policy of versions", () => {
  fc.assert(fc.property(worlds, keepsThePolicy));
});

test("where no minor serves both, the version between them is named", () => {
  const flow = [
    ["flowcontrol.apiserver.k8s.io", "v1beta1", "FlowSchema"],
    ["flowcontrol.apiserver.k8s.io", "v1beta2", "FlowSchema"],
  ] as const;
  const [window] = planOf({ current: 24, apis: flow }).windows;
  expect(window?.says).toBe(
    "1.24 does not serve flowcontrol.apiserver.k8s.io/v1beta3 yet. flowcontrol.apiserver.k8s.io/v1beta2 leads over: 1.24 serves it already, and 1.29 no longer does. Change to that now, before the step to 1.26.",
  );
});

test("what was not seen is told once for each reason, and a refusal without what the server said to whom", () => {
  const refused = { resource: "configmaps", reason: "forbidden", detail: 'User "reader" cannot list' } as const;
  const plan = planOf({ current: 36 });
  const one = { responsible: "platform", couldBlock: false, gaps: [refused] } as const;
  const unseen = [
    { ...one, checkId: "upgrade/a", title: "Mode of kube-proxy" },
    { ...one, checkId: "upgrade/b", title: "Flags of kubelets", couldBlock: true },
  ];
  const steps = plan.steps.map((step) => ({ ...step, unseen })) as typeof plan.steps;
  const book = runBook({ plan: { ...plan, steps }, cluster: "c", target: 37, asOf: "2026-11-23" });
  expect(book?.sections[0]?.items[0]?.text).toEqual([
    "configmaps: the API server refused it. Not judged: Mode of kube-proxy; Flags of kubelets (could stop the upgrade).",
  ]);
  expect(book && runBookMarkdown(book)).toContain("Flags of kubelets (could stop the upgrade)");
});

test("how far kubelets are apart is told before the first step, and not where the book has moved them", () => {
  const book = runBook({ plan: planOf({ current: 30, kubelets: [30, 29] }), cluster: "c", target: 33, asOf: "2026-11-23" });
  const moved = book?.sections.flatMap(({ items }) => items.filter(({ id }) => id.endsWith("/nodes")).map(({ text }) => text[0]));
  expect(moved?.[0]).toMatch(/^Seen in the scan: /);
  expect(moved?.slice(1).filter((text) => text?.startsWith("Seen in the scan"))).toEqual([]);
});
