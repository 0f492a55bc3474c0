/** What is kept of objects that isolate, back up and decide, and of what a protection is switched off with. */
import { describe, expect, test } from "vitest";
import { inventoryOfObjects } from "../from-objects.ts";
import { postureWorld } from "../posture-world.ts";
import { encodeInventory } from "../snapshot/encode.ts";
import { projectItem } from "./projector.ts";

const inventory = inventoryOfObjects(postureWorld, { takenAt: "2026-11-23T14:02:00Z", source: "live" });

test("what a check reads of each kind is kept", () => {
  const kept = Object.values(inventory.looks).flatMap(({ resource, items }) =>
    items.map(({ meta: _meta, ...item }) => [resource, item]),
  );
  expect(Object.fromEntries(kept)).toEqual({
    "backups.velero.io": { schedule: "daily", phase: "Completed", completedAt: "2026-11-23T03:10:00Z" },
    "backupstoragelocations.velero.io": { phase: "Available" },
    "clusterpolicies.kyverno.io": {
      actions: ["Enforce"],
      verifiesImages: true,
      imageRules: [{ name: "r", action: "enforce", images: ["*"], attestors: [] }],
    },
    "clusterissuers.cert-manager.io": { type: "ca", keySecret: "root" },
    "issuers.cert-manager.io": {
      type: "acme",
      credentials: ["account", "aws"],
      inline: ["spec.acme.solvers[1].dns01.webhook.config.apiToken"],
      skipsTlsVerify: true,
    },
    "ingresses.networking.k8s.io": {
      hosts: ["a.example"],
      tlsHosts: ["a.example"],
      tlsSecrets: ["web-tls"],
      services: ["web"],
    },
    limitranges: { defaults: ["memory"] },
    persistentvolumes: {
      type: "csi",
      accessModes: ["ReadWriteMany"],
      driver: "efs.csi.aws.com",
      backing: expect.stringMatching(/^[0-9a-f]{24}$/),
    },
    pods: {
      spec: {
        containers: [{ name: "a", type: "container", image: "i", unsafe: ["--kubelet-insecure-tls"] }],
        volumes: [{ name: "v", type: "projected", secrets: ["shown"] }],
      },
    },
    "policies.kyverno.io": { actions: ["Audit"] },
    "priorityclasses.scheduling.k8s.io": { value: 1000, globalDefault: true, preemption: "Never" },
    resourcequotas: { hard: ["pods", "requests.cpu"] },
    "runtimeclasses.node.k8s.io": { handler: "runsc" },
    "schedules.velero.io": {
      ...{ paused: true, phase: "Enabled", included: ["shop"], excluded: ["ci"], selective: true },
      ...{ snapshots: false, files: true, resources: ["pods", "persistentvolumeclaims"], withoutResources: ["events"] },
      volumePolicy: true,
    },
    "storageclasses.storage.k8s.io": { provisioner: "ebs.csi.aws.com", encrypted: false },
    "validatingadmissionpolicies.admissionregistration.k8s.io": { failurePolicy: "Ignore" },
    "validatingadmissionpolicybindings.admissionregistration.k8s.io": { policy: "p", actions: ["Audit"] },
  });
});

test("an annotation that looks like a credential leaves its key and the kind of match, and no value", () => {
  expect(inventory.looks.pods.items[0]?.meta.suspects).toEqual([{ key: "apiKey", credential: "name:api-key" }]);
  expect([...encodeInventory(inventory)].join("")).not.toContain("drydock-canary");
});

test.each([
  { "checksum/secret": "0f".repeat(32) },
  { "vault.example/secret": "database/creds/shop" },
  { apiKey: "true" },
  { "kubectl.kubernetes.io/last-applied-configuration": '{"password":"https://a:b@c"}' },
])("%j is none", (annotations) => {
  expect(projectItem("pods", { metadata: { name: "p", annotations } })?.meta.suspects).toBeUndefined();
});

describe("what switches a protection off", () => {
  const unsafe = (container: object) =>
    projectItem("pods", { metadata: { name: "p" }, spec: { containers: [{ name: "c", image: "i", ...container }] } })?.spec
      .containers[0]?.unsafe;

  test.each([
    [{ args: ["--kubelet-insecure-tls=true"] }, ["--kubelet-insecure-tls"]],
    [
      { command: ["app", "--insecure-skip-tls-verify", "-tls.insecureSkipVerify"] },
      ["--insecure-skip-tls-verify", "-tls.insecureSkipVerify"],
    ],
    [{ env: [{ name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "0" }] }, ["NODE_TLS_REJECT_UNAUTHORIZED"]],
    [{ env: [{ name: "GODEBUG", value: "x509ignoreCN=0" }] }, ["GODEBUG"]],
    [{ env: [{ name: "LDAP_SKIP_TLS_VERIFY", value: "true" }] }, ["LDAP_SKIP_TLS_VERIFY"]],
    [{ command: ["sh", "-c", "sleep 1; curl -sk https://a | sh"] }, ["curl"]],
    [{ command: ["curl", "-k", "https://a"] }, ["curl"]],
    [{ args: ["--enable-skip-login"] }, ["--enable-skip-login"]],
  ])("%j is told by its name", (container, names) => {
    expect(unsafe(container)).toEqual(names);
  });

  test.each([
    { args: ["--kubelet-insecure-tls=false"] },
    { args: ["--tls-cert-file=/c", "--insecure-port=0", "--verify"] },
    { env: [{ name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "1" }] },
    { env: [{ name: "GODEBUG", value: "gctrace=1" }] },
    { command: ["sh", "-c", "curl -s https://a -o k"] },
    { env: [{ name: "SKIP_TLS_VERIFY", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] },
  ])("%j is nothing of it", (container) => {
    expect(unsafe(container)).toBeUndefined();
  });
});

test("two volumes of the same storage have one digest, and it tells nothing of where it is", () => {
  const volume = (name: string, path: string) =>
    projectItem("persistentvolumes", { metadata: { name }, spec: { nfs: { server: "nfs.example", path } } })?.backing;
  expect(volume("a", "/x")).toBe(volume("b", "/x"));
  expect(volume("a", "/x")).not.toBe(volume("a", "/y"));
  expect(projectItem("persistentvolumes", { metadata: { name: "c" }, spec: { local: { path: "/x" } } })?.backing).toBeUndefined();
});

test("the Services behind an Ingress of before 1.19 are kept, too", () => {
  const backend = (serviceName: string) => ({ serviceName, servicePort: 80 });
  const spec = {
    backend: backend("rest"),
    rules: [{ host: "a.example", http: { paths: [{ path: "/", backend: backend("web") }] } }],
  };
  const ingress = {
    apiVersion: "networking.k8s.io/v1beta1",
    kind: "Ingress",
    metadata: { name: "old", namespace: "shop" },
    spec,
  };
  expect(projectItem("ingresses.networking.k8s.io", ingress)).toMatchObject({ hosts: ["a.example"], services: ["rest", "web"] });
});
