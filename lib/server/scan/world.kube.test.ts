/** The checks through scans of a real API server, as the reader: what they read is collected, and a team's world fails each. */

import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults as podSecurityFaults } from "#core/checks/admission/worlds.ts";
import { type AssessOptions, assess, findingsOf } from "#core/checks/assess.ts";
import { controlPlaneFaults } from "#core/checks/control-plane/worlds.ts";
import { checks } from "#core/checks/index.ts";
import { beforeDebugging, ephemeralContainers, isolationFaults } from "#core/checks/isolation/worlds.ts";
import { addedFaults, networkFaults } from "#core/checks/network/worlds.ts";
import { operationsFaults, operationsKinds } from "#core/checks/operations/worlds.ts";
import { secretFaults } from "#core/checks/secrets/worlds.ts";
import { storageFaults } from "#core/checks/storage/worlds.ts";
import { digestOf, supplyChainFaults } from "#core/checks/supply-chain/worlds.ts";
import { faults } from "#core/checks/upgrade/worlds.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { reportedDigests, reportWorld } from "#core/inventory/report-world.ts";
import { definitionOf, operatorReportIds } from "#core/inventory/resources.ts";
import { parseAsked } from "#core/rbac/ask/parse.ts";
import type { Assertion } from "#core/rbac/assertions/assertion.ts";
import type { SecurityDocument } from "#core/supply-chain/documents/document.ts";
import { toClusterImagePolicy, toImageValidatingPolicy } from "#core/supply-chain/policy/export.ts";
import { exportAll } from "#core/supply-chain/policy/export-all.ts";
import { handMadePolicies, meaningOf, policiesToExport } from "#core/supply-chain/policy/export-world.ts";
import { translatePolicies } from "#core/supply-chain/policy/policy-resources.ts";
import { readPublicKey } from "#core/supply-chain/trust/keys.ts";
import { connectAsNobody, connectTo, tokenOf } from "#test/apiserver/reader.ts";
import { releaseSecret } from "#test/helm/release.ts";
import { pathOf } from "#test/kube/apply.ts";
import { loadWorld } from "#test/kube/load-world.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { until } from "#test/kube/readiness.ts";
import { isServedAnywhere } from "#test/kube/served.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { neighbourAddress, startOpenKubelet } from "#test/tls/open-kubelet.ts";
import { askAnonymously } from "../cluster/anonymous.ts";
import { collectInventory } from "../cluster/collect/collect.ts";
import { askHostPorts } from "../cluster/host-ports.ts";
import { readToken } from "../cluster/kubeconfig/token.ts";
import { type PolicyRule, READER, readerManifests, secretNamesManifests } from "../cluster/role.ts";

let kube: Kube;
let token: string;
let stopKubelet: (() => void) | undefined;
const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
beforeAll(async () => {
  kube = await startKube();
  token = await tokenOf(kube, readerManifests(), READER);
}, TIME_TO_START);
afterAll(async () => {
  stopKubelet?.();
  await kube?.stop();
});

const endless = {
  apiVersion: "v1",
  kind: "Secret",
  type: "kubernetes.io/service-account-token",
  metadata: {
    namespace: READER.namespace,
    name: "without-end",
    annotations: { "kubernetes.io/service-account.name": READER.name },
  },
};

/** A token of the reader that never ends, as clusters were registered with before there was another. */
async function endlessToken(): Promise<string> {
  await kube.apply([endless]);
  const path = `/api/v1/namespaces/${READER.namespace}/secrets/${endless.metadata.name}`;
  const read = async () => (await kube.send<{ data?: { token?: string } }>(path)).data?.token;
  await until("a token in the Secret", async () => (await read()) !== undefined);
  return Buffer.from((await read()) ?? "", "base64").toString();
}

/** What a scan sees, with the rights that a registration asks for and no more. */
async function look(readsSecrets = false): Promise<Inventory> {
  const connection = await connectTo(kube, token);
  const nobody = connectAsNobody(kube);
  try {
    const collected = await collectInventory(connection, {
      includeSecretNames: readsSecrets,
      includeHelmReleases: readsSecrets,
    });
    if (!collected.ok) throw new Error(collected.error.message);
    const facts = readToken(token, { path: "token" }, undefined);
    if (!facts.ok) throw new Error(facts.error.message);
    const anonymous = await askAnonymously(nobody);
    const hostPorts = await askHostPorts({ host: neighbourAddress, port: 6443 }, { policy, version: "0.0.0-test" });
    return { ...collected.value, anonymous, hostPorts, credential: { kind: "token", expiresAt: facts.value.expiresAt } };
  } finally {
    await nobody.close();
    await connection.close();
  }
}

function judge(inventory: Inventory, asked: Pick<AssessOptions, "assertions" | "evidence"> = {}) {
  return assess(inventory, { now: new Date(inventory.takenAt), clusterIdentity: "u", checks, ...asked });
}

/** What registries and reports say of an image of the world. */
const images = {
  [digestOf("1")]: {
    traces: { shell: true, packageManagers: ["apt-get"] },
    flaws: { newestAt: "2026-01-01T00:00:00Z", exploited: [], critical: 1, high: 0 },
  },
};

/** What nobody can promise of a cluster with people in it. */
function nobodyReadsSecrets(): Assertion {
  const question = parseAsked("read secrets");
  if (!question.ok) throw new Error(question.error.problem);
  return { name: "secrets", claim: { kind: "only", allowed: [], question: question.value } };
}

/** A server that a test starts has no nodes, static pods or kube-proxy, and the minor after it is in no catalogue. */
const blindAtFirst: readonly string[] = [
  "upgrade/api-metric",
  "upgrade/api-requests",
  "upgrade/api-writers",
  "upgrade/client-skew",
  "upgrade/component-flags",
  "upgrade/controller-skew",
  "upgrade/dropped-apis",
  "upgrade/etcd-version",
  "upgrade/helm-releases",
  "upgrade/proxy-mode",
  "upgrade/proxy-skew",
  "upgrade/server-skew",
];

/** What they cannot see belongs to something that a server without workloads does not have. */
const seesAtFirst: readonly string[] = [
  "admission/policies",
  "authentication/cloud-identities",
  "authentication/cloud-map",
  "control-plane/anonymous-answers",
  "control-plane/kubelet-addresses",
  "control-plane/listening-ports",
  "control-plane/serving-certificate",
  "isolation/node-software",
  "network/mesh-mtls",
  "network/metadata-guard",
  "operations/backups",
  "operations/volume-backups",
  "secrets/certificate-issuers",
  "secrets/manager",
  "storage/encryption",
  "storage/tenant-classes",
  "supply-chain/image-contents",
  "supply-chain/known-vulnerabilities",
  "supply-chain/registry-allow-list",
  "supply-chain/unpinned-charts",
  "supply-chain/verification-coverage",
];

/** Secrets are not asked for at first. */
const blind = checks
  .filter(
    ({ id, reads, unseen, pillar }) =>
      reads.includes("secrets") ||
      (pillar === "upgrade" ? blindAtFirst.includes(id) : unseen !== undefined && !seesAtFirst.includes(id)),
  )
  .map(({ id }) => id);

/** What a server of this minor cannot show, or no server at all. */
const unshowable: Readonly<Record<string, string>> = {
  "admission/image-verification": "a policy of the world verifies images",
  "control-plane/authority-expiry": "the API server of the tests has an authority that lasts",
  "control-plane/serving-certificate": "the API server of the tests shows a certificate of a year",
  "network/policy-enforcement": "the network plugin of the world enforces policies",
  "rbac/unused-grants": "only an audit log shows what is used",
  "upgrade/api-metric": "what the minor after the newest removes is in no catalogue",
  "upgrade/api-request-counts": "only OpenShift serves them",
  "upgrade/api-requests": "only an audit log names clients",
  "upgrade/api-writers": "what the minor after the newest removes is in no catalogue",
  "upgrade/client-skew": "only an audit log names clients",
  "upgrade/cron-time-zone": "the server refuses such a schedule from 1.29 on",
  "upgrade/dropped-apis": "what the minor after the newest removes is in no catalogue",
  "upgrade/gitops-inventories": "what the minor after the newest removes is in no catalogue",
  "upgrade/pod-security-policies": "the server does not serve them from 1.25 on",
  "upgrade/strict-addresses": "the server refuses such an address from 1.36 on",
  "upgrade/support": "the newest minor is supported for long",
};

const legacy = { apiVersion: "v1", kind: "Namespace", metadata: { name: "legacy" } };
const legacyAccount = { apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: "legacy", name: "default" } };
/** Kinds that the world itself brings. */
const definedKinds: readonly {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly version?: string;
}[] = [
  { group: "monitoring.coreos.com", plural: "prometheusrules", kind: "PrometheusRule" },
  { group: "gateway.networking.k8s.io", plural: "gateways", kind: "Gateway" },
  { group: "security.istio.io", plural: "peerauthentications", kind: "PeerAuthentication" },
  { group: "argoproj.io", plural: "applications", kind: "Application", version: "v1alpha1" },
  { group: "policy.linkerd.io", plural: "servers", kind: "Server", version: "v1beta3" },
  { group: "policy.linkerd.io", plural: "authorizationpolicies", kind: "AuthorizationPolicy", version: "v1alpha1" },
  { group: "policy.linkerd.io", plural: "networkauthentications", kind: "NetworkAuthentication", version: "v1alpha1" },
];

function definitionFor({ group, plural, kind, version = "v1" }: (typeof definedKinds)[number]): KubeObject {
  const openAPIV3Schema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${group}`,
      annotations: { "api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api/pull/2466" },
    },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

/** A release is no object of its own: it is applied as the Secret that it is kept in. */
const notApplied: ReadonlySet<string> = new Set(["helm-releases"]);
const oldRelease = {
  ...{ namespace: "legacy", name: "kept", revision: 1 },
  manifest: "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: web\n",
};

/** A container comes into a running pod through a resource of its own. */
async function debugPod(): Promise<void> {
  await kube.apply([beforeDebugging] as KubeObject[]);
  const { namespace, name } = (beforeDebugging as KubeObject).metadata;
  await kube.send(`/api/v1/namespaces/${namespace}/pods/${name}/ephemeralcontainers`, {
    method: "PATCH",
    body: { spec: { ephemeralContainers } },
    headers: { "Content-Type": "application/strategic-merge-patch+json" },
  });
}

/** What breaks at an upgrade, as far as the server takes it. */
async function loadFaults(): Promise<void> {
  await kube.apply([legacy, legacyAccount, ...definedKinds.map(definitionFor), ...(operationsKinds as KubeObject[])]);
  const own = definedKinds.map(({ group, version = "v1" }) => `${group}/${version}`);
  for (const served of [...own, ...["velero.io", "kyverno.io", "cert-manager.io"].map((group) => `${group}/v1`)])
    await until(`${served} is served`, async () => (await kube.request(`/apis/${served}`)).status === 200);
  await kube.apply([releaseSecret(oldRelease)]);
  const shown = Object.entries(faults).filter(([name]) => !notApplied.has(name) && unshowable[`upgrade/${name}`] === undefined);
  await kube.apply([...podSecurityFaults, ...shown.flatMap(([, objects]) => objects)] as KubeObject[]);
  await kube.apply(
    [
      operationsFaults,
      secretFaults,
      storageFaults,
      isolationFaults,
      controlPlaneFaults,
      networkFaults,
      supplyChainFaults,
      { added: addedFaults },
    ].flatMap((faultsOfArea) => Object.values<readonly unknown[]>(faultsOfArea).flat()) as KubeObject[],
  );
  await debugPod();
}

describe("an API server that just started, with the reader in it", () => {
  test("gives no check of RBAC a cause, because all of it is Kubernetes' own or ours", async () => {
    const assessment = judge(await look());
    expect(findingsOf(assessment).map(({ title }) => title)).toEqual([]);
    const unseen = assessment.checks.filter(({ verdict }) => verdict.kind === "notAssessed").map(({ checkId }) => checkId);
    expect(unseen).toEqual(blind);
  });

  test("gives none when the version is unknown, but does not say that all is well", async () => {
    const inventory = await look();
    const { minor: _minor, version: _version, ...cluster } = inventory.cluster;
    expect(findingsOf(judge({ ...inventory, cluster }))).toEqual([]);
  });
});

const shownHere = checks.flatMap(({ id }) => (unshowable[id] === undefined ? [id] : []));

/** Beside what every cluster serves. */
const installed: ReadonlySet<string> = new Set([
  ...definedKinds.map(({ group, plural }) => `${plural}.${group}`),
  "backups.velero.io",
  "backupstoragelocations.velero.io",
  "clusterissuers.cert-manager.io",
  "clusterpolicies.kyverno.io",
  "issuers.cert-manager.io",
  "policies.kyverno.io",
  "releases.helm.sh",
  "schedules.velero.io",
]);

describe("a team's world", () => {
  beforeAll(async () => {
    await loadWorld(kube, kube.version);
    await loadFaults();
    token = await endlessToken();
    stopKubelet = await startOpenKubelet();
    await kube.apply(secretNamesManifests() as Parameters<Kube["apply"]>[0]);
  });

  test("makes every check fail through a scan", { timeout: 120_000 }, async () => {
    const failed = async () =>
      judge(await look(true), { assertions: [nobodyReadsSecrets()], evidence: { images } }).checks.flatMap(
        ({ checkId, verdict }) => (verdict.kind === "fail" ? [checkId] : []),
      );
    await expect.poll(failed, { timeout: 30_000, interval: 500 }).toEqual(shownHere);
  });

  test("tells by Linkerd's own objects whom a workload lets in, and which one runs without the proxy that it asks for", async () => {
    const { checks: judged } = judge(await look());
    const verdict = judged.find(({ checkId }) => checkId === "network/mesh-mtls")?.verdict;
    const found = verdict?.kind === "fail" ? verdict.findings : [];
    expect(found.filter(({ at }) => at.name === "linked").map(({ message, data }) => [message, data.workloads])).toEqual([
      ["absent", ["bare"]],
      ["permissive", ["open"]],
    ]);
  });

  let inventory: Inventory | undefined;
  test.each(checks.map((check) => [check.id, check.reads] as const))(
    "%s: what it reads is collected whole",
    async (_id, reads) => {
      inventory ??= await look(true);
      const states = reads.map((resource) => [resource, inventory?.looks[resource].coverage.state]);
      expect(states).toEqual(
        reads.map((resource) => [resource, isServedAnywhere(resource) || installed.has(resource) ? "complete" : "absent"]),
      );
    },
  );
});

describe("signing policies that are exported", () => {
  const pem = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey.export({ format: "pem", type: "spki" }) as string;
  const key = readPublicKey("release", pem);
  const fingerprint = key.ok ? key.value.fingerprint : "";
  const generated = fc.sample(policiesToExport(fingerprint), { numRuns: 12, seed: 7 });
  const context = { keys: new Map([[fingerprint, pem]]), privateRoots: [], enforce: true };
  const kinds = [
    ["clusterimagepolicies", toClusterImagePolicy],
    ["imagevalidatingpolicies", toImageValidatingPolicy],
  ] as const;

  beforeAll(async () => {
    for (const [plural] of kinds) {
      const file = new URL(`../../../test/kube/definitions/${plural}.json`, import.meta.url);
      const definition = JSON.parse(await readFile(file, "utf8")) as KubeObject & {
        spec: { group: string; versions: { name: string }[] };
      };
      await kube.apply([definition]);
      const path = `/apis/${definition.spec.group}/${definition.spec.versions[0]?.name}/${plural}`;
      await until(`${plural} are served`, async () => (await kube.request(path)).status === 200);
    }
  });

  test.each(kinds)(
    "are taken by the server as %s, field by field, and mean the same when a scan finds them",
    async (_plural, write) => {
      const policies = [...handMadePolicies(fingerprint), ...generated];
      const exported = exportAll(policies, write, context);
      for (const { resource } of exported)
        await kube.send(`${await pathOf(kube, resource as unknown as KubeObject)}?fieldManager=kubectl&fieldValidation=Strict`, {
          method: "PATCH",
          body: resource,
          headers: { "Content-Type": "application/apply-patch+yaml" },
        });
      const found = translatePolicies(await look());
      const kind = exported[0]?.resource?.kind;
      for (const [index, policy] of policies.entries()) {
        const name = exported[index]?.resource?.metadata.name;
        const own = found.filter(({ origin }) => origin.kind === kind && origin.name === name);
        const back = own.flatMap((one) => one.policies.map((translated) => ({ ...translated, id: "" })));
        const left = own.map(({ untranslated }) => untranslated.filter((sentence) => !sentence.includes("needs no log")));
        expect([name, left]).toEqual([name, [[]]]);
        expect([policy, meaningOf(back, fingerprint)]).toEqual([policy, meaningOf([policy], fingerprint)]);
      }
    },
  );
});

describe("reports of Trivy Operator", () => {
  const kinds = operatorReportIds.map((id) => definitionOf(id));
  const blind = { namespace: "drydock-blind", name: "blind" };

  async function seenBy(as: string) {
    const connection = await connectTo(kube, as);
    const said: SecurityDocument[] = [];
    try {
      const collected = await collectInventory(connection, {
        ...{ resources: ["namespaces", ...operatorReportIds], pageSize: 1 },
        takeReport: async (report) => void said.push(report),
      });
      if (!collected.ok) throw new Error(collected.error.message);
      return { said, looks: operatorReportIds.map((id) => collected.value.looks[id]) };
    } finally {
      await connection.close();
    }
  }

  test("are handed on as documents, page by page, and the reader that may not list them says so", async () => {
    await kube.apply(
      kinds.map(({ group, plural, kind, namespaced }) => {
        const definition = definitionFor({ group, plural, kind } as never);
        const { spec } = definition as { spec?: { versions: object[] } };
        const versions = spec?.versions.map((version) => ({ ...version, name: "v1alpha1" }));
        return { ...definition, spec: { ...spec, scope: namespaced ? "Namespaced" : "Cluster", versions } };
      }),
    );
    await until("reports are served", async () => {
      const answer = await kube.request("/apis/aquasecurity.github.io/v1alpha1/clustersbomreports");
      return answer.status === 200;
    });
    await kube.apply(reportWorld as KubeObject[]);
    const { said, looks } = await seenBy(token);
    expect(looks.map(({ coverage, items }) => [coverage.state, items.length])).toEqual([
      ["complete", 2],
      ["complete", 1],
      ["complete", 1],
      ["complete", 1],
    ]);
    expect(
      said.map(({ subject, vulnerabilities, components }) => [subject.digests[0], vulnerabilities?.length, components?.length]),
    ).toEqual(
      expect.arrayContaining([
        [reportedDigests.web, 1, undefined],
        [reportedDigests.web, undefined, 1],
        [undefined, 1, undefined],
        [reportedDigests.agent, 0, undefined],
      ]),
    );

    const without = readerManifests(blind).map((manifest) => ({
      ...manifest,
      ...("rules" in manifest && {
        rules: (manifest.rules as PolicyRule[]).filter(({ apiGroups }) => !apiGroups.includes("aquasecurity.github.io")),
      }),
    }));
    const refused = await seenBy(await tokenOf(kube, without, blind));
    expect(refused.said).toEqual([]);
    for (const { coverage } of refused.looks)
      expect(coverage).toMatchObject({ state: "unseen", gaps: [{ reason: "forbidden" }] });
  });
});
