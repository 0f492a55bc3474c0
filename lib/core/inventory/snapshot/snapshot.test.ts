import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { container, controlledBy, deployment, pod, podSpec } from "../../checks/workload/worlds.ts";
import { binding, clusterRole, rule } from "../../rbac/worlds.ts";
import { emptyInventory } from "../build.ts";
import { inventoryOfObjects } from "../from-objects.ts";
import { hide } from "../hide.ts";
import { imagePolicyWorld } from "../image-policy-world.ts";
import { type Inventory, inventoryVersion } from "../inventory.ts";
import { networkWorld } from "../network-world.ts";
import { postureWorld } from "../posture-world.ts";
import { reportWorld } from "../report-world.ts";
import { decodeInventory, splitLines } from "./decode.ts";
import { encodeInventory } from "./encode.ts";

const spec = podSpec({ volumes: [{ name: "v", emptyDir: {} }], tolerations: [{ operator: "Exists" }] }, container());
const names = ["<b>web</b>", "=1+1", "\u202Egnp.exe", "x".repeat(253)];
const objects = [
  deployment("web", spec),
  ...Array.from({ length: 450 }, (_, number) =>
    pod(`web-${number}`, spec, { ...controlledBy("ReplicaSet", "web-1"), labels: { app: "web" } }),
  ),
  clusterRole("reader", [rule("get", "", "pods", { resourceNames: ["a"] })], {
    aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] }] },
  }),
  binding("shop", "b", "ClusterRole reader", "ServiceAccount:x", "User:y"),
  ...names.map((name) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace: "shop", name },
    data: { password: "x" },
  })),
  {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "n" },
    spec: { taints: [{ key: "a", effect: "NoSchedule" }] },
    status: { nodeInfo: { kubeletVersion: "v1.37.0" } },
  },
];
const platform = [
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace: "kube-system", name: "api", annotations: { "kubernetes.io/config.mirror": "1" } },
    spec: { containers: [{ name: "a", image: "i", command: ["kube-apiserver", "--anonymous-auth=false"] }] },
    status: {
      containerStatuses: [{ name: "a", image: "i", imageID: "i@sha256:1", ready: true, restartCount: 0 }],
      initContainerStatuses: [{ name: "b", image: "i", imageID: "sha256:2", ready: true, restartCount: 0 }],
      ephemeralContainerStatuses: [{ name: "c", image: "i", imageID: "", ready: false, restartCount: 0 }],
    },
  },
  {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name: "jane" },
    spec: { signerName: "kubernetes.io/kube-apiserver-client", usages: ["client auth"], username: "jane", request: "eA==" },
    status: { conditions: [{ type: "Approved", lastUpdateTime: "2026-11-23T14:02:00Z" }], certificate: "eA==" },
  },
  { apiVersion: "storage.k8s.io/v1", kind: "CSIDriver", metadata: { name: "d" }, spec: { tokenRequests: [{ audience: "v" }] } },
  { apiVersion: "storage.k8s.io/v1", kind: "CSINode", metadata: { name: "n" }, spec: { drivers: [{ name: "d" }] } },
  { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "fast" }, provisioner: "d" },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "policy" },
    webhooks: [{ name: "p.example.com", failurePolicy: "Fail", clientConfig: { service: { namespace: "p", name: "p" } } }],
  },
  {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "shops.acme.com" },
    spec: {
      group: "acme.com",
      scope: "Namespaced",
      names: { kind: "Shop", plural: "shops" },
      versions: [{ name: "v1", served: true }],
    },
    status: { storedVersions: ["v1"] },
  },
  ...postureWorld,
  ...networkWorld,
  ...imagePolicyWorld,
  ...reportWorld,
];
const cluster = {
  uid: "u",
  version: "v1.37.0",
  minor: "1.37",
  discovery: {
    resources: [{ group: "", version: "v1", plural: "pods/exec", kind: "PodExecOptions", namespaced: true, verbs: ["create"] }],
    gaps: [],
  },
};
const inventory = hide(
  inventoryOfObjects(objects, {
    takenAt: "2026-11-23T14:02:00Z",
    source: "live",
    cluster,
    coverage: { nodes: { state: "complete", resourceVersion: "7", mixed: true } },
  }),
  "configmaps",
  "hidden",
);
const lines = [...encodeInventory(inventory)];

/** @returns the lines with another footer, so that only what was changed inside is wrong. */
function resealed(changed: readonly string[]): string[] {
  const body = changed.slice(0, -1);
  const items = body
    .map((line) => (JSON.parse(line) as { items?: unknown[] }).items?.length ?? 0)
    .reduce((sum, count) => sum + count, 0);
  const sha256 = body.reduce((hash, line) => hash.update(line), createHash("sha256")).digest("hex");
  return [...body, `${JSON.stringify({ end: true, lines: body.length, items, sha256 })}\n`];
}

async function codeOf(changed: readonly string[]): Promise<string> {
  const decoded = await decodeInventory(changed);
  return decoded.ok ? "none" : decoded.error.code;
}

function replaced(find: string, replacement: string): string[] {
  const place = lines.findIndex((line) => line.includes(find));
  return lines.map((line, number) => (number === place ? line.replace(find, replacement) : line));
}

describe("a snapshot", () => {
  test("gives back what was written, and the same bytes when it is written again", async () => {
    const decoded = await decodeInventory(lines);
    expect(decoded).toEqual({ ok: true, value: inventory });
    expect(decoded.ok && [...encodeInventory(decoded.value)].join("")).toBe(lines.join(""));
  });

  test("is small where pods are equal, and stays small when it is read", async () => {
    expect(lines.join("").length / 450).toBeLessThan(350);
    const decoded = await decodeInventory(lines);
    const [first, second] = decoded.ok ? decoded.value.looks.pods.items : [];
    expect(first?.spec.containers).toBe(second?.spec.containers);
  });

  test("arrives in pieces of any size", async () => {
    const text = lines.join("");
    const pieces = Array.from({ length: Math.ceil(text.length / 777) }, (_, number) =>
      text.slice(number * 777, (number + 1) * 777),
    );
    expect(await decodeInventory(splitLines(pieces))).toEqual({ ok: true, value: inventory });
  });

  test("gives back what sets a platform up", async () => {
    const whole = inventoryOfObjects(platform, { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster });
    expect(Object.values(whole.looks).flatMap(({ items }): readonly object[] => items)).toHaveLength(platform.length);
    expect(await decodeInventory(encodeInventory(whole))).toEqual({ ok: true, value: whole });
  });

  test("of nothing is a snapshot too", async () => {
    const empty = emptyInventory({ takenAt: "2026-11-23T14:02:00Z", source: "live" });
    expect(await decodeInventory(encodeInventory(empty))).toEqual({ ok: true, value: empty });
  });

  test("that lacks a resource, as an older one may, never asked for it", async () => {
    const place = lines.findIndex((line) => line.includes('"look":"secrets"'));
    const decoded = await decodeInventory(resealed(lines.toSpliced(place, 1)));
    expect(decoded.ok && decoded.value.looks.secrets.coverage).toEqual({
      state: "unseen",
      gaps: [{ resource: "secrets", reason: "notCollected" }],
    });
  });
});

test("an older snapshot stays an older one, so that nothing is concluded from what it never had", async () => {
  const decoded = await decodeInventory(resealed(replaced(`"version":${inventoryVersion}`, '"version":1')));
  expect(decoded.ok && decoded.value.version).toBe(1);
});

describe("what is not a whole snapshot has its own error", () => {
  test("a file that is none", async () => {
    for (const text of ["", "<html>", "apiVersion: v1", "[]", "{}", '"x"', "null", '{"format":"other"}'])
      expect([text, await codeOf([text])]).toEqual([text, "notASnapshot"]);
    expect(await codeOf([])).toBe("notASnapshot");
  });

  test("one of a newer version", async () => {
    const decoded = await decodeInventory(replaced(`"version":${inventoryVersion}`, `"version":${inventoryVersion + 1}`));
    expect(decoded).toMatchObject({
      ok: false,
      error: {
        code: "newerSnapshot",
        message: `The snapshot has format version ${inventoryVersion + 1}; this Drydock reads up to ${inventoryVersion}.`,
      },
    });
  });

  test("one that was cut off, after any line and inside any", async () => {
    for (const [number, line] of lines.entries()) {
      if (number > 0) expect(await codeOf(lines.slice(0, number))).toBe("truncatedSnapshot");
      expect(["truncatedSnapshot", "notASnapshot"]).toContain(
        await codeOf([...lines.slice(0, number), line.slice(0, line.length / 2)]),
      );
    }
  });

  test("one that was cut off behind a brace inside a line", async () => {
    const at = lines.findIndex((line) => line.includes("},"));
    const start = (lines[at] ?? "").split("},")[0];
    expect(await codeOf([...lines.slice(0, at), `${start}}`])).toBe("truncatedSnapshot");
  });

  test("one that was changed", async () => {
    expect(await codeOf(replaced("web-17", "web-18"))).toBe("damagedSnapshot");
    expect(await codeOf([...lines, "{}\n"])).toBe("damagedSnapshot");
    expect(await codeOf(lines.toSpliced(3, 1))).toBe("damagedSnapshot");
  });

  test.each([
    ["a coverage that is none", '"coverage":{"state":"complete"}', '"coverage":{"state":"fine"}'],
    ["a partial look without gaps", '"coverage":{"state":"complete"}', '"coverage":{"state":"partial","gaps":[]}'],
    ["a resource that is none", '"look":"secrets"', '"look":"__proto__"'],
    ["a resource twice", '"look":"secrets"', '"look":"pods"'],
    ["a count that is wrong", '"count":450', '"count":449'],
    ["an item without a name", '"name":"web-17"', '"name":""'],
    ["a rule that is none", '"verbs":["get"]', '"verbs":"get"'],
    ["a shared part that is not there", '"containers":1,', '"containers":999,'],
    ["a shared part of another kind", '"labels":', '"annotations":'],
    ["a minor that is none", '"minor":"1.37"', '"minor":"newest"'],
    ["a date that is none", '"takenAt":"2026-11-23T14:02:00Z"', '"takenAt":"yesterday"'],
  ])("one with %s", async (_what, find, replacement) => {
    expect(lines.some((line) => line.includes(find))).toBe(true);
    const decoded = await decodeInventory(resealed(replaced(find, replacement)));
    expect(decoded).toMatchObject({
      ok: false,
      error: { code: "damagedSnapshot", remedy: expect.any(String), line: expect.any(Number) },
    });
  });

  test("one whose look saw nothing and has items", async () => {
    const changed = lines.map((line) =>
      line.includes('"look":"pods"')
        ? line.replace('{"state":"complete"}', '{"state":"unseen","gaps":[{"resource":"pods","reason":"forbidden"}]}')
        : line,
    );
    expect(await codeOf(resealed(changed))).toBe("damagedSnapshot");
  });

  test("and says nothing of what is inside", async () => {
    const decoded = await decodeInventory(resealed(replaced('"name":"web-17"', '"name":["hunter2"]')));
    expect(JSON.stringify(decoded)).not.toContain("hunter2");
  });
});

test("unknown keys are dropped, so that nothing travels with a snapshot", async () => {
  const decoded = await decodeInventory(resealed(replaced('"name":"web-17"', '"name":"web-17","env":{"PASSWORD":"hunter2"}')));
  expect(decoded.ok).toBe(true);
  expect(JSON.stringify(decoded)).not.toContain("hunter2");
});

test("types of the format and of the inventory are the same", () => {
  const version: Inventory["version"] = inventoryVersion;
  expect(inventory.version).toBe(version);
});

test("what the API server answered comes back, and a broken answer is damage", async () => {
  const user = { name: "jane", groups: ["system:authenticated"] };
  const answers = [
    {
      user,
      namespace: "shop",
      attributes: { verb: "get", group: "", resource: "pods", subresource: "log", name: "a" },
      allowed: true,
    },
    { user, attributes: { verb: "get", path: "/metrics" }, allowed: false, denied: true, reason: "no", again: "differs" },
  ] as const;
  const asked: Inventory = { ...inventory, crossCheck: { state: "asked", seed: "scn_a", answers, unanswered: 1 } };
  const decoded = await decodeInventory(encodeInventory(asked));
  expect(decoded.ok && decoded.value.crossCheck).toEqual(asked.crossCheck);
  const broken = [...encodeInventory(asked)].map((line) => line.replace('"allowed":true', '"allowed":"yes"'));
  expect(await decodeInventory(resealed(broken))).toMatchObject({ ok: false, error: { code: "damagedSnapshot" } });
});
