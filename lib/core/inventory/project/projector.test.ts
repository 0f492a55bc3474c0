import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ResourceId } from "../resources.ts";
import { resourceIds } from "../resources.ts";
import { createProjector, projectItem } from "./projector.ts";

const canary = "drydock-canary";
const seed = Number(process.env.SEED ?? 20_261_124);
const numRuns = Number(process.env.CASES ?? 200);

function problem(resource: ResourceId, object: unknown): string {
  const projection = createProjector().project(resource, object);
  return projection.ok ? "" : projection.problem;
}

describe("metadata", () => {
  const managedFields = [
    {
      manager: "kubectl",
      operation: "Apply",
      apiVersion: "apps/v1beta1",
      time: "2026-01-01T00:00:00Z",
      fieldsV1: { "f:data": { [`f:${canary}`]: {} } },
    },
  ];
  const annotations = {
    "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ apiVersion: "extensions/v1beta1", data: canary }),
    "example.com/note": canary,
    "pod-security.kubernetes.io/enforce": "baseline",
    "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/app",
    "iam.amazonaws.com/role": "AKIAIOSFODNN7EXAMPLE",
  };
  const metadata = {
    name: "a",
    namespace: "n",
    uid: "u",
    labels: { app: "a" },
    annotations,
    managedFields,
    creationTimestamp: "2026-01-01T00:00:00Z",
  };

  test("keeps the facts of managedFields and last-applied, and annotations by their list", () => {
    expect(projectItem("limitranges", { metadata })?.meta).toEqual({
      name: "a",
      namespace: "n",
      uid: "u",
      createdAt: "2026-01-01T00:00:00Z",
      labels: { app: "a" },
      annotations: { "pod-security.kubernetes.io/enforce": "baseline", "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/app" },
      managers: [{ manager: "kubectl", operation: "Apply", apiVersion: "apps/v1beta1", time: "2026-01-01T00:00:00Z" }],
      lastAppliedApiVersion: "extensions/v1beta1",
      suspects: [{ key: "iam.amazonaws.com/role", credential: "value:aws-access-key-id" }],
    });
  });

  test("keeps of a profile's annotation that is no setting that it is there, because none would pass", () => {
    const apparmor = "container.apparmor.security.beta.kubernetes.io/";
    const long = "x".repeat(2000);
    const annotations = { [`${apparmor}a`]: long, [`${apparmor}b`]: `localhost/${long}`, "eks.amazonaws.com/role-arn": long };
    expect(projectItem("limitranges", { metadata: { name: "a", annotations } })?.meta.annotations).toEqual({
      [`${apparmor}a`]: "withheld",
      [`${apparmor}b`]: "localhost/",
    });
  });

  test("survives a last-applied that is not JSON", () => {
    const broken = { ...metadata, annotations: { "kubectl.kubernetes.io/last-applied-configuration": `{"a": "${canary}` } };
    expect(projectItem("limitranges", { metadata: broken })?.meta.lastAppliedApiVersion).toBeUndefined();
  });

  test("keeps keys that look like JavaScript's own as plain keys", () => {
    const labels = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    const item = projectItem("limitranges", { metadata: { name: "a", labels } });
    expect(Object.keys(item?.meta.labels ?? {})).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("values that must not be kept", () => {
  const metadata = { name: "a", namespace: "n" };
  const env = [
    { name: "PLAIN", value: canary },
    { name: "DB_PASSWORD", value: canary },
    { name: "URL", value: `postgres://app:${canary}@db/app` },
    { name: "KEY", value: `-----BEGIN PRIVATE KEY-----${canary}` },
    { name: "EMPTY" },
    { name: "REF", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
  ];
  const spec = { containers: [{ name: "c", image: "i", env, args: [canary], command: [canary] }] };
  const pod = { metadata, spec };

  test("values of the environment are not, and what they look like is", () => {
    expect(projectItem("pods", pod)?.spec.containers[0]?.env).toEqual([
      { name: "PLAIN", from: "value" },
      { name: "DB_PASSWORD", from: "value", credential: "name:password" },
      { name: "URL", from: "value", credential: "value:url-with-password" },
      { name: "KEY", from: "value", credential: "value:private-key" },
      { name: "EMPTY", from: "empty" },
      { name: "REF", from: "secret", ref: "db" },
    ]);
  });

  test("values of ConfigMaps and Secrets are not, their keys are", () => {
    const data = { "b.conf": canary, apiKey: canary };
    expect(projectItem("configmaps", { metadata, data, binaryData: { a: canary } })?.keys).toEqual([
      { key: "a" },
      { key: "apiKey", credential: "name:api-key" },
      { key: "b.conf" },
    ]);
    expect(projectItem("secrets", { metadata, type: "Opaque", data, stringData: { c: canary } })).toMatchObject({
      type: "Opaque",
      keys: ["apiKey", "b.conf", "c"],
    });
  });

  test("nothing of them is anywhere in what is kept", () => {
    const objects: [ResourceId, object][] = [
      ["pods", pod],
      ["deployments.apps", { metadata, spec: { template: { metadata: { annotations: { note: canary } }, spec } } }],
      ["cronjobs.batch", { metadata, spec: { jobTemplate: { spec: { template: { spec } } } } }],
      ["configmaps", { metadata, data: { password: canary } }],
      ["secrets", { metadata, data: { password: canary }, stringData: { token: canary } }],
      ["services", { metadata: { ...metadata, annotations: { token: canary } }, spec: {} }],
    ];
    for (const [resource, object] of objects) expect(JSON.stringify(projectItem(resource, object))).not.toContain(canary);
  });
});

describe("a pod", () => {
  test("keeps what the checks read, in one shape for every type of container", () => {
    const item = projectItem("pods", {
      metadata: { name: "web", namespace: "shop" },
      spec: {
        nodeName: "n1",
        serviceAccount: "old-field",
        initContainers: [{ name: "i", image: "a", securityContext: { privileged: true } }],
        containers: [
          {
            name: "c",
            image: "b",
            ports: [{ containerPort: 80, hostPort: 80 }],
            livenessProbe: { httpGet: { host: "10.0.0.1" } },
          },
        ],
        ephemeralContainers: [{ name: "e", image: "c" }],
        volumes: [
          { name: "kube-api-access-abc12", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } },
          { name: "host", hostPath: { path: "/etc" } },
          { name: "empty" },
        ],
      },
      status: {
        phase: "Running",
        conditions: [{ type: "Ready", status: "True" }],
        containerStatuses: [{ name: "c", image: "b", imageID: "b@sha256:1", ready: true, restartCount: 2 }],
        initContainerStatuses: [{ name: "i", image: "a", imageID: "a@sha256:2", ready: true }],
        ephemeralContainerStatuses: [{ name: "e", image: "c", imageID: "sha256:3" }],
      },
    });
    expect(item).toMatchObject({
      spec: { serviceAccountName: "old-field", nodeName: "n1" },
      status: {
        phase: "Running",
        ready: true,
        containers: [{ name: "c", imageID: "b@sha256:1", restarts: 2 }],
        initContainers: [{ name: "i", imageID: "a@sha256:2" }],
        ephemeralContainers: [{ name: "e", imageID: "sha256:3", ready: false }],
      },
    });
    expect(item?.spec.containers.map(({ name, type }) => [name, type])).toEqual([
      ["i", "init"],
      ["c", "container"],
      ["e", "ephemeral"],
    ]);
    expect(item?.spec.containers[1]).toMatchObject({ probes: ["liveness"], probeHosts: ["10.0.0.1"], ports: [{ hostPort: 80 }] });
    expect(item?.spec.volumes).toEqual([
      { name: "kube-api-access", type: "projected", token: true },
      { name: "host", type: "hostPath", hostPath: "/etc" },
      { name: "empty", type: "emptyDir" },
    ]);
  });

  test("shares its parts with its equals", () => {
    const projector = createProjector();
    const pod = (suffix: string) =>
      projector.project("pods", {
        metadata: { name: `web-${suffix}`, namespace: "shop", labels: { app: "web" } },
        spec: {
          containers: [{ name: "c", image: "i", volumeMounts: [{ name: `kube-api-access-${suffix}`, mountPath: "/t" }] }],
          volumes: [{ name: `kube-api-access-${suffix}`, projected: {} }],
        },
      });
    const [a, b] = [pod("aaaaa"), pod("bbbbb")];
    expect(
      a.ok &&
        b.ok && [
          a.item.spec.containers === b.item.spec.containers,
          a.item.spec.volumes === b.item.spec.volumes,
          a.item.meta.labels === b.item.meta.labels,
        ],
    ).toEqual([true, true, true]);
  });
});

describe("what is not as the API promises", () => {
  test.each([
    ["pods", null, "the object is empty"],
    ["pods", [], "the object is not an object"],
    ["pods", {}, "metadata is missing"],
    ["pods", { metadata: { name: 7 } }, "metadata.name is not a text"],
    ["pods", { metadata: { name: "" } }, "metadata.name is missing"],
    ["pods", { metadata: { name: "a" }, spec: { containers: "none" } }, "containers is not a list"],
    ["pods", { metadata: { name: "a" }, spec: { hostPID: "yes" } }, "spec.hostPID is not true or false"],
    ["clusterroles.rbac.authorization.k8s.io", { metadata: { name: "a" }, rules: { verbs: ["*"] } }, "rules is not a list"],
    ["clusterroles.rbac.authorization.k8s.io", { metadata: { name: "a" }, rules: [{ verbs: "*" }] }, "rules.verbs is not a list"],
    ["rolebindings.rbac.authorization.k8s.io", { metadata: { name: "a" } }, "roleRef is missing"],
  ] as const)("of %s is refused, with the field and no value", (resource, object, what) => {
    expect(problem(resource, object)).toBe(what);
    expect(projectItem(resource, object)).toBeUndefined();
  });

  test("and what is merely missing is not", () => {
    for (const resource of resourceIds.filter((id) => !id.includes("bindings")))
      expect([resource, problem(resource, { metadata: { name: "a" } })]).toEqual([resource, ""]);
  });

  test(`never throws, seed ${seed}, ${numRuns} objects of each resource`, { timeout: 10_000 + numRuns * 50 }, () => {
    const hostile = fc.object({
      maxDepth: 5,
      key: fc.constantFrom(
        "metadata",
        "name",
        "spec",
        "containers",
        "rules",
        "template",
        "subjects",
        "data",
        "roleRef",
        "kind",
        "volumes",
        "env",
        "__proto__",
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...resourceIds), fc.anything(), hostile, (resource, anything, object) => {
        for (const input of [anything, object, { metadata: { name: "a" }, ...object }]) problem(resource, input);
      }),
      { seed, numRuns: numRuns * 5 },
    );
  });
});
