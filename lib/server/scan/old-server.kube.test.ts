/** The checks of upgrades through a scan of an old API server: what a server of today refuses, and who wrote in old versions. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assess } from "#core/checks/assess.ts";
import type { Check } from "#core/checks/define.ts";
import type { Evidence } from "#core/checks/evidence.ts";
import { upgradeChecks } from "#core/checks/index.ts";
import unusedGrants from "#core/checks/rbac/unused-grants.ts";
import { faults } from "#core/checks/upgrade/worlds.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { podSecurityPosture } from "#core/posture/pod-security.ts";
import { connectTo, tokenOf } from "#test/apiserver/reader.ts";
import { releaseConfigMap, releaseSecret, type TestRelease } from "#test/helm/release.ts";
import type { KubeClient } from "#test/kube/client.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { until } from "#test/kube/readiness.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { OLDER_KUBE_VERSION, OLDEST_KUBE_VERSION } from "#test/kube/versions.ts";
import { readAuditEvidence } from "../audit-log/read-audit-evidence.ts";
import { readApiMetric } from "../cluster/api-metric.ts";
import { type CollectOptions, collectInventory } from "../cluster/collect/collect.ts";
import { apiMetricsManifests, helmReleasesManifests, READER, readerManifests } from "../cluster/role.ts";

const policy = "apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n  - level: Metadata\n";
const namespace = "legacy";

let kube: Kube;
let folder: string;
let token: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-old-"));
  await writeFile(join(folder, "policy.yaml"), policy);
  kube = await startKube({
    version: OLDEST_KUBE_VERSION,
    controllers: false,
    apiserverArgs: [`--audit-policy-file=${join(folder, "policy.yaml")}`, `--audit-log-path=${join(folder, "audit.log")}`],
  });
  token = await tokenOf(kube, readerManifests(), READER);
}, TIME_TO_START);
afterAll(async () => {
  await kube?.stop();
  await rm(folder, { recursive: true, force: true });
});

const named = (apiVersion: string, kind: string, name: string, fields: object): KubeObject => ({
  ...{ apiVersion, kind, metadata: { namespace, name } },
  ...fields,
});

/** What the log shows that the server wrote so far. */
async function auditEvidence(): Promise<Evidence> {
  const read = await readAuditEvidence(createReadStream(join(folder, "audit.log")), { most: Number.POSITIVE_INFINITY });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

async function look(
  server: Kube = kube,
  as = token,
  options: CollectOptions = {},
): Promise<{ inventory: Inventory; paths: readonly string[] }> {
  const connection = await connectTo(server, as);
  try {
    const collected = await collectInventory(connection, options);
    if (!collected.ok) throw new Error(collected.error.message);
    return { inventory: collected.value, paths: connection.paths };
  } finally {
    await connection.close();
  }
}

function verdictsOf(inventory: Inventory, target: number, evidence: Evidence = {}) {
  const options = { now: new Date(inventory.takenAt), clusterIdentity: "u", checks: upgradeChecks, target, evidence };
  return new Map(assess(inventory, options).checks.map(({ checkId, verdict }) => [checkId, verdict]));
}

function titlesOf(inventory: Inventory, checkId: string, evidence?: Evidence): readonly string[] {
  const verdict = verdictsOf(inventory, 25, evidence).get(checkId);
  return verdict?.kind === "fail" ? verdict.findings.map(({ title }) => title) : [];
}

/** What the API server counts as a use of a deprecated version, since it started. */
async function deprecatedUses(): Promise<readonly string[]> {
  const metrics = await kube.send<string>("/metrics");
  const lines = metrics.matchAll(
    /^apiserver_requested_deprecated_apis\{group="([^"]*)".*,resource="([^"]*)".*,version="([^"]*)"\} 1$/gm,
  );
  return [...lines].map(([, group, resource, version]) => `${resource}.${version}.${group}`).sort();
}

test("a scan asks for no deprecated version but where no other is served, as the API server itself counts", async () => {
  const before = await deprecatedUses();
  const { paths } = await look();
  const asked = (await deprecatedUses()).filter((use) => !before.includes(use));
  expect(asked).toEqual(["podsecuritypolicies.v1beta1.policy"]);
  expect(paths.filter((path) => /\/v\d+(alpha|beta)\d+\/[a-z]/.test(path)).map((path) => path.split("?")[0])).toEqual([
    "/apis/policy/v1beta1/podsecuritypolicies",
  ]);
});

describe("objects that several clients wrote in versions that 1.25 does not have", () => {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "registry.example/app:1" }] } };
  const nightly = { spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template } } } };
  const guard = named("policy/v1beta1", "PodDisruptionBudget", "guard", {
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
  });
  const slice = named("discovery.k8s.io/v1beta1", "EndpointSlice", "outside", {
    ...{ addressType: "IPv4", endpoints: [{ addresses: ["10.1.0.1"] }], ports: [{ port: 8443 }] },
  });
  const robot = { namespace, name: "robot" };
  let byRobot: KubeClient;

  beforeAll(async () => {
    await kube.apply([
      { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
      { apiVersion: "v1", kind: "ServiceAccount", metadata: robot },
      {
        ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", metadata: { name: "robot" } },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "ServiceAccount", ...robot }],
      },
    ]);
    byRobot = kube.withToken(await kube.createServiceAccountToken(robot.namespace, robot.name));
    await kube.apply([named("batch/v1beta1", "CronJob", "nightly", nightly)], { fieldManager: "ci" });
    await create("/apis/policy/v1beta1/namespaces/legacy/poddisruptionbudgets", "kubectl-client-side-apply", {
      ...guard,
      metadata: {
        ...guard.metadata,
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(guard) },
      },
    });
    await create("/apis/discovery.k8s.io/v1beta1/namespaces/legacy/endpointslices", "operator", slice);
  });

  async function create(path: string, manager: string, body: object): Promise<void> {
    const headers = { "User-Agent": "kubectl/v1.21.0 (linux/amd64) kubernetes/cb303e6" };
    await byRobot.send(`${path}?fieldManager=${manager}`, { method: "POST", body, headers });
  }

  test("are told with their writers, and a finding goes when its writer has changed", async () => {
    const { inventory } = await look();
    const today = inventory.takenAt.slice(0, 10);
    const after = "Kubernetes from 1.25 on does not have it, and";
    expect(titlesOf(inventory, "upgrade/api-writers")).toEqual([
      `Client legacy/ci wrote CronJob nightly as batch/v1beta1 (by server-side apply, last on ${today}): ${after} batch/v1 takes its place`,
      `Client legacy/kubectl-client-side-apply wrote PodDisruptionBudget guard as policy/v1beta1 (by an update, last on ${today}): ${after} policy/v1 takes its place`,
      `Client legacy/operator wrote EndpointSlice outside as discovery.k8s.io/v1beta1 (by an update, last on ${today}): ${after} discovery.k8s.io/v1 takes its place`,
    ]);
    await kube.apply([named("batch/v1", "CronJob", "nightly", nightly)], { fieldManager: "ci" });
    const fixed = titlesOf((await look()).inventory, "upgrade/api-writers");
    expect(fixed.map((title) => title.split(" wrote ")[0])).toEqual([
      "Client legacy/kubectl-client-side-apply",
      "Client legacy/operator",
    ]);
  });

  test("are told by who asked, from the audit log that the server wrote", async () => {
    const found = titlesOf((await look()).inventory, "upgrade/api-requests", await auditEvidence());
    const asks = "User system:serviceaccount:legacy:robot asks by kubectl for";
    expect(found.filter((title) => title.includes("robot"))).toEqual([
      expect.stringContaining(`${asks} endpointslices of discovery.k8s.io/v1beta1 (create, 1 times`),
      expect.stringContaining(`${asks} poddisruptionbudgets of policy/v1beta1 (create, 1 times`),
    ]);
    expect(
      found.filter((title) => title.includes("podsecuritypolicies")),
      "our own",
    ).toEqual([]);
  });

  test("do not count as use of a binding whose rights nobody used, by the same log", async () => {
    const idle = named("rbac.authorization.k8s.io/v1", "RoleBinding", "idle", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: "idle" }],
    });
    await kube.apply([idle]);
    const { inventory } = await look();
    const evidence = await auditEvidence();
    const options = {
      now: new Date(inventory.takenAt),
      clusterIdentity: "u",
      checks: [unusedGrants as unknown as Check],
      evidence,
    };
    const verdict = assess(inventory, options).checks[0]?.verdict;
    const titles = verdict?.kind === "fail" ? verdict.findings.map(({ title }) => title) : [];
    const today = inventory.takenAt.slice(0, 10);
    expect(titles).toContain(
      `User idle asked for nothing at all from ${today} to ${today}, and so used nothing that RoleBinding legacy/idle gives by ClusterRole cluster-admin`,
    );
    expect(titles.filter((title) => title.includes("robot"))).toEqual([]);
  });
});

describe("what the API server counts of deprecated requests", () => {
  const metric = async () => {
    const connection = await connectTo(kube, token);
    try {
      const { inventory } = await look();
      return { ...inventory, apiMetric: await readApiMetric(connection, inventory) };
    } finally {
      await connection.close();
    }
  };

  test("is not assessed until the reader may get it, and then names the version, and nothing that Drydock asked for", async () => {
    expect(verdictsOf(await metric(), 25).get("upgrade/api-metric")).toMatchObject({
      gaps: [{ resource: "/metrics", reason: "forbidden" }],
    });
    await kube.apply(apiMetricsManifests() as KubeObject[]);
    await kube.send("/apis/autoscaling/v2beta1/horizontalpodautoscalers");
    expect(await deprecatedUses()).toContain("podsecuritypolicies.v1beta1.policy");
    const inventory = await metric();
    const titles = titlesOf(inventory, "upgrade/api-metric");
    const today = inventory.takenAt.slice(0, 10);
    expect(titles).toContain(
      `Somebody asked for horizontalpodautoscalers of autoscaling/v2beta1 since an API server started on ${today}: Kubernetes from 1.25 on does not have it, and autoscaling/v2 takes its place`,
    );
    expect(titles.filter((title) => title.includes("podsecuritypolicies"))).toEqual([]);
  });
});

describe("what the kinds of others tell of their clients", () => {
  const definition = (
    group: string,
    version: string,
    { kind, plural, scope = "Namespaced" }: Record<string, string>,
  ): KubeObject => {
    const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
    return {
      ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata: { name: `${plural}.${group}` } },
      spec: {
        group,
        scope,
        names: { kind, plural },
        versions: [{ name: version, served: true, storage: true, schema, subresources: { status: {} } }],
      },
    };
  };
  const definitions = [
    definition("apiserver.openshift.io", "v1", { kind: "APIRequestCount", plural: "apirequestcounts", scope: "Cluster" }),
    definition("argoproj.io", "v1alpha1", { kind: "Application", plural: "applications" }),
    definition("kustomize.toolkit.fluxcd.io", "v1beta2", { kind: "Kustomization", plural: "kustomizations" }),
  ];
  const byUser = [{ username: "robot", userAgent: "operator/v1", requestCount: 7, byVerb: [{ verb: "list", requestCount: 7 }] }];
  const count: KubeObject = {
    ...{ apiVersion: "apiserver.openshift.io/v1", kind: "APIRequestCount", metadata: { name: "cronjobs.v1beta1.batch" } },
    status: { removedInRelease: "1.25", currentHour: { byNode: [{ nodeName: "cp-1", byUser }] } },
  };
  const application = (version: string) =>
    named("argoproj.io/v1alpha1", "Application", "shop", {
      status: { resources: [{ group: "batch", version, kind: "CronJob", namespace, name: "nightly" }] },
    });
  const kustomization = named("kustomize.toolkit.fluxcd.io/v1beta2", "Kustomization", "apps", {
    status: { inventory: { entries: [{ id: `${namespace}_nightly_batch_CronJob`, v: "v1beta1" }] } },
  });
  const inventories = async () =>
    titlesOf((await look()).inventory, "upgrade/gitops-inventories").map((title) => title.split(" (")[0]);

  test("is not applicable where none of them is served", async () => {
    const verdicts = verdictsOf((await look()).inventory, 25);
    const kinds = ["api-request-counts", "gitops-inventories"].map((name) => verdicts.get(`upgrade/${name}`)?.kind);
    expect(kinds).toEqual(["notApplicable", "notApplicable"]);
  });

  test("is told by OpenShift's counts and the inventories of Argo CD and Flux, and goes with a sync", async () => {
    await kube.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, ...definitions]);
    await until("the kinds are served", async () => {
      const paths = ["apiserver.openshift.io/v1", "argoproj.io/v1alpha1", "kustomize.toolkit.fluxcd.io/v1beta2"];
      const answers = await Promise.all(paths.map((path) => kube.request(`/apis/${path}`)));
      return answers.every(({ status }) => status === 200);
    });
    await kube.apply([count, application("v1beta1"), kustomization]);
    const counted = titlesOf((await look()).inventory, "upgrade/api-request-counts");
    expect(counted).toEqual([
      expect.stringMatching(/^User robot asked by operator for cronjobs of batch\/v1beta1 \(list, 7 times/),
    ]);
    const applies = "applies CronJob legacy/nightly as batch/v1beta1";
    expect(await inventories()).toEqual([`Application legacy/shop ${applies}`, `Kustomization legacy/apps ${applies}`]);
    await kube.apply([application("v1")]);
    expect(await inventories()).toEqual([`Kustomization legacy/apps ${applies}`]);
  });
});

describe("releases that Helm installed before the upgrade", () => {
  const old = "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: nightly\n";
  const fresh = old.replace("v1beta1", "v1");
  const canary = "drydock-canary-helm";
  const noise = `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  password: ${canary}\n`;
  const release = (name: string, revision: number, manifest: string, more: Partial<TestRelease> = {}): TestRelease => ({
    ...{ namespace, name, revision, manifest: `${manifest}${noise}`, values: { password: canary } },
    ...more,
  });
  const helm = { includeHelmReleases: true };

  beforeAll(async () => {
    await kube.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }]);
    await kube.apply([
      ...[1, 2, 3].map((revision) =>
        releaseSecret(release("batch", revision, old, { status: revision === 3 ? "deployed" : "superseded" })),
      ),
      releaseSecret(release("shop", 1, old, { status: "superseded" })),
      releaseSecret(release("shop", 2, fresh, { hooks: [fresh] })),
      releaseConfigMap(release("kept", 7, old)),
    ]);
  });

  test("are not looked at unless somebody turns that on, and then the reader needs the right to", async () => {
    const asked = await look();
    expect(verdictsOf(asked.inventory, 25).get("upgrade/helm-releases")?.kind).toBe("notAssessed");
    expect(asked.paths.filter((path) => path.includes("helm") || path.includes("/secrets"))).toEqual([]);
    const refused = await look(kube, token, helm);
    expect(verdictsOf(refused.inventory, 25).get("upgrade/helm-releases")).toMatchObject({
      gaps: [{ resource: "releases.helm.sh", reason: "forbidden" }],
    });
    await kube.apply(helmReleasesManifests() as KubeObject[]);
  });

  const titles = (inventory: Inventory) => titlesOf(inventory, "upgrade/helm-releases").map((title) => title.split(": Kub")[0]);

  test("are told by the newest revision alone, with nothing of their values or manifests kept", async () => {
    const { inventory, paths } = await look(kube, token, helm);
    expect(titles(inventory)).toEqual([
      "Helm release legacy/batch, revision 3 (deployed, changed on 2026-09-21), brings CronJob nightly as batch/v1beta1",
      "Helm release legacy/kept, revision 7 (deployed, changed on 2026-09-21), brings CronJob nightly as batch/v1beta1",
    ]);
    const fetched = paths.filter((path) => path.includes("sh.helm.release"));
    expect(fetched.sort()).toEqual([
      "/api/v1/namespaces/legacy/configmaps/sh.helm.release.v1.kept.v7",
      "/api/v1/namespaces/legacy/secrets/sh.helm.release.v1.batch.v3",
      "/api/v1/namespaces/legacy/secrets/sh.helm.release.v1.shop.v2",
    ]);
    expect([...encodeInventory(inventory)].join("")).not.toContain(canary);
  });

  test("are named where their record is damaged, and the others judged; a new revision clears a finding", async () => {
    const record = releaseSecret(release("batch", 4, fresh));
    await kube.apply([record, { ...releaseSecret(release("torn", 1, old)), data: { release: "H4sIAAAA" } }]);
    const { inventory } = await look(kube, token, helm);
    expect(titles(inventory)).toEqual([expect.stringContaining("legacy/kept")]);
    expect(verdictsOf(inventory, 25).get("upgrade/helm-releases")).toMatchObject({
      gaps: [{ namespace, reason: "decodeError", detail: expect.stringMatching(/^release torn, revision 1: it /) }],
    });
  });
});

test("a policy that the server filled in amounts to the level of what it lets in", async () => {
  await kube.apply([
    {
      apiVersion: "policy/v1beta1",
      kind: "PodSecurityPolicy",
      metadata: {
        name: "nearly-restricted",
        annotations: {
          "seccomp.security.alpha.kubernetes.io/allowedProfileNames": "runtime/default",
          "apparmor.security.beta.kubernetes.io/allowedProfileNames": "runtime/default",
        },
      },
      spec: {
        ...{ requiredDropCapabilities: ["ALL"], volumes: ["configMap", "secret"] },
        ...{ runAsUser: { rule: "MustRunAsNonRoot" }, seLinux: { rule: "MustRunAs", seLinuxOptions: { level: "s0:c1,c2" } } },
        ...{ fsGroup: { rule: "RunAsAny" }, supplementalGroups: { rule: "RunAsAny" } },
      },
    },
  ]);
  const { inventory } = await look();
  const policy = podSecurityPosture(inventory).legacyPolicies.find(({ name }) => name === "nearly-restricted");
  expect(policy?.amounts).toEqual({
    level: "baseline",
    excess: [{ beyond: "restricted", field: "spec.allowPrivilegeEscalation", allows: "escalation of privileges" }],
  });
});

test("what a server of today refuses or does not serve makes its checks fail", async () => {
  const shown = ["cron-time-zone", "pod-security-policies", "strict-addresses"] as const;
  await kube.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }]);
  await kube.apply(shown.flatMap((name) => faults[name] ?? []) as KubeObject[]);
  const { inventory } = await look();
  const verdicts = verdictsOf(inventory, 37);
  const failed = [...shown, "support"].map((name) => [name, verdicts.get(`upgrade/${name}`)?.kind]);
  expect(Object.fromEntries(failed)).toEqual(Object.fromEntries(failed.map(([name]) => [name, "fail"])));
});

test("a version that somebody turned on, and that a later minor does not have, is told", { timeout: TIME_TO_START }, async () => {
  const apiserverArgs = ["--runtime-config=networking.k8s.io/v1beta1=true"];
  const server = await startKube({ version: OLDER_KUBE_VERSION, controllers: false, apiserverArgs });
  try {
    const { inventory } = await look(server, server.adminToken);
    expect(verdictsOf(inventory, 36).get("upgrade/dropped-apis")?.kind).toBe("pass");
    expect(verdictsOf(inventory, 37).get("upgrade/dropped-apis")).toMatchObject({
      kind: "fail",
      findings: [
        { title: expect.stringMatching(/^networking.k8s.io\/v1beta1 IPAddress/) },
        { title: expect.stringMatching(/ServiceCIDR/) },
      ],
    });
  } finally {
    await server.stop();
  }
});
