import { describe, expect, test } from "vitest";
import releases from "../catalogues/kubernetes-releases.json" with { type: "json" };
import { controls } from "./controls/index.ts";
import { evaluatePod, levelOf, newestPolicy, refusalOf } from "./evaluate.ts";
import { judgePods, unknownPolicy } from "./judge-manifests.ts";
import type { Level } from "./level.ts";
import { podOfManifest } from "./manifest.ts";

const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};
const sound = { name: "c", image: "i", securityContext: hardened };
const appArmor = "container.apparmor.security.beta.kubernetes.io/";

type Fields = Readonly<Record<string, unknown>>;

function podOf(spec: Fields, annotations?: Readonly<Record<string, string>>) {
  const object = { metadata: { name: "p", annotations }, spec: { containers: [sound], ...spec } };
  const found = podOfManifest("v1", "Pod", () => object);
  if (found.kind !== "pod") throw new Error(JSON.stringify(found));
  return found.pod;
}

function said(pod: ReturnType<typeof podOf>, level: Level, version: number | "latest" = "latest") {
  return evaluatePod(pod, { level, version }).map(({ check, reason, detail }) => `${check}: ${reason} (${detail})`);
}

const containers = (securityContext: Fields, more: Fields = {}) => ({
  containers: [{ ...sound, securityContext: { ...hardened, ...securityContext }, ...more }],
});

describe("a control refuses", () => {
  test.each<[spec: Fields, sentence: string, annotations?: Readonly<Record<string, string>>]>([
    [
      { securityContext: { appArmorProfile: { type: "Unconfined" } } },
      'appArmorProfile: forbidden AppArmor profiles (pod and annotation must not set AppArmor profile type to "Unconfined", "container.apparmor.security.beta.kubernetes.io/gone="a\\tb"")',
      { [`${appArmor}gone`]: "a\tb" },
    ],
    [{ hostNetwork: true, hostIPC: true }, "hostNamespaces: host namespaces (hostNetwork=true, hostIPC=true)"],
    [
      { volumes: [{ name: "a", hostPath: { path: "/" } }] },
      'restrictedVolumes: restricted volume types (volume "a" uses restricted volume type "hostPath")',
    ],
    [
      containers(
        {},
        {
          ports: [
            { containerPort: 9, hostPort: 9 },
            { containerPort: 10, hostPort: 10 },
          ],
        },
      ),
      'hostPorts: hostPort (container "c" uses hostPorts 10, 9)',
    ],
    [
      containers({}, { lifecycle: { preStop: { tcpSocket: { host: "h", port: 1 } } } }),
      'hostProbesAndHostLifecycle: probe or lifecycle host (container "c" uses probe or lifecycle host "h")',
    ],
    [containers({ privileged: true }), 'privileged: privileged (container "c" must not set securityContext.privileged=true)'],
    [
      containers({ procMount: "Unmasked" }),
      'procMount_restricted: procMount (container "c" must not set securityContext.procMount to "Unmasked")',
    ],
    [
      { securityContext: { seLinuxOptions: { type: "spc_t", role: "r" } } },
      'seLinuxOptions: seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t"; role may not be set)',
    ],
    [{ securityContext: { sysctls: [{ name: "kernel.msgmax", value: "1" }] } }, "sysctls: forbidden sysctls (kernel.msgmax)"],
    [
      { securityContext: { windowsOptions: { hostProcess: true } } },
      "windowsHostProcess: hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)",
    ],
    [
      containers({ allowPrivilegeEscalation: null }),
      'allowPrivilegeEscalation: allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false)',
    ],
    [
      containers({ capabilities: { drop: ["all"], add: ["CHOWN"] } }),
      'capabilities_restricted: unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]; container "c" must not include "CHOWN" in securityContext.capabilities.add)',
    ],
    [
      { initContainers: [{ ...sound, name: "i", securityContext: { ...hardened, runAsNonRoot: undefined } }] },
      'runAsNonRoot: runAsNonRoot != true (pod or container "i" must set securityContext.runAsNonRoot=true)',
    ],
    [
      { ephemeralContainers: [{ ...sound, name: "e", securityContext: { ...hardened, runAsUser: 0 } }] },
      'runAsUser: runAsUser=0 (container "e" must not set runAsUser=0)',
    ],
    [
      containers({ seccompProfile: undefined }),
      'seccompProfile_restricted: seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
  ])("%j", (spec, sentence, annotations) => {
    expect(said(podOf(spec, annotations), "restricted")).toEqual([sentence]);
  });

  test("and others stand in its place at baseline", () => {
    const capabilities = { drop: ["ALL"], add: ["NET_RAW"] };
    const pod = podOf({
      ...containers({ capabilities, seccompProfile: { type: "Unconfined" }, procMount: "Unmasked" }),
      volumes: [{ name: "a", hostPath: { path: "/" } }],
    });
    expect(evaluatePod(pod, { level: "baseline", version: "latest" }).map(({ check }) => check)).toEqual([
      "capabilities_baseline",
      "hostPathVolumes",
      "procMount",
      "seccompProfile_baseline",
    ]);
    expect(levelOf(pod, "latest")).toBe("privileged");
  });
});

test.each<[what: string, spec: Fields, level: Level, refused: (minor: number) => boolean]>([
  ["probes of other hosts", containers({}, { livenessProbe: { httpGet: { host: "h", port: 1 } } }), "baseline", (v) => v >= 34],
  ["escalation", containers({ allowPrivilegeEscalation: true }), "restricted", (v) => v >= 8],
  [
    "escalation on Windows",
    { os: { name: "windows" }, ...containers({ allowPrivilegeEscalation: true }) },
    "restricted",
    (v) => v >= 8 && v < 25,
  ],
  ["no dropped capabilities", containers({ capabilities: {} }), "restricted", (v) => v >= 22],
  ["root by number", containers({ runAsUser: 0 }), "restricted", (v) => v >= 23],
  ["root in a user namespace", { hostUsers: false, ...containers({ runAsUser: 0 }) }, "restricted", (v) => v >= 23 && v < 35],
  ["any /proc in a user namespace", { hostUsers: false, ...containers({ procMount: "Unmasked" }) }, "baseline", (v) => v < 35],
  ["no seccomp profile", containers({ seccompProfile: undefined }), "restricted", (v) => v >= 19],
  ["container_engine_t", containers({ seLinuxOptions: { type: "container_engine_t" } }), "baseline", (v) => v < 31],
  [
    "a newer sysctl",
    { securityContext: { sysctls: [{ name: "net.ipv4.tcp_notsent_lowat", value: "1" }] } },
    "baseline",
    (v) => v < 37,
  ],
])("%s is refused by the versions that refuse it", (_what, spec, level, refused) => {
  const pod = podOf(spec);
  for (let version = 0; version < 45; version += 1)
    expect([version, evaluatePod(pod, { level, version }).length > 0]).toEqual([version, refused(version)]);
});

test("a pod meets the strictest level that lets it in", () => {
  expect(levelOf(podOf({}), "latest")).toBe("restricted");
  expect(levelOf(podOf({ containers: [{ name: "c" }] }), "latest")).toBe("baseline");
  expect(levelOf(podOf({ hostPID: true }), "latest")).toBe("privileged");
});

test("a refusal reads as the API server's", () => {
  const policy = { level: "baseline", version: 34 } as const;
  const pod = podOf({ hostPID: true, ...containers({ privileged: true }) });
  expect(refusalOf(evaluatePod(pod, policy), policy)).toBe(
    'violates PodSecurity "baseline:v1.34": host namespaces (hostPID=true), privileged (container "c" must not set securityContext.privileged=true)',
  );
});

test("what the API server adds is judged: ports of the node's network, profiles of old annotations", () => {
  const ports = { ports: [{ containerPort: 80 }] };
  const node = podOf({
    hostNetwork: true,
    containers: [{ ...sound, ...ports }],
    ephemeralContainers: [{ ...sound, name: "e", ...ports }],
  });
  expect(said(node, "baseline")).toContain('hostPorts: hostPort (container "c" uses hostPort 80)');
  const detail = (spec: Fields) =>
    evaluatePod(podOf(spec, { [`${appArmor}c`]: "unconfined" }), { level: "baseline", version: "latest" })[0]?.detail;
  expect(detail({})).toMatch(/^container "c" and annotation must/);
  expect(detail({ os: { name: "windows" } })).toMatch(/^annotation must/);
  expect(detail(containers({ appArmorProfile: { type: "Localhost" } }))).toMatch(/^annotation must/);
  expect(detail({ securityContext: { appArmorProfile: { type: "Unconfined" } } })).toMatch(/^pod and annotation must/);
});

test("controls stand in the order of their ids, those of baseline first", () => {
  for (const level of ["baseline", "restricted"]) {
    const ids = controls.filter((control) => control.level === level).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  }
  expect(controls).toHaveLength(19);
});

describe("manifests", () => {
  const judge = (text: string) => [...judgePods(text, { level: "restricted", version: "latest" })];
  const template = { spec: { containers: [{ name: "c", securityContext: { privileged: true } }] } };

  test.each([
    ["apps/v1", "Deployment", { spec: { template } }],
    ["apps/v1beta2", "StatefulSet", { spec: { template } }],
    ["extensions/v1beta1", "DaemonSet", { spec: { template } }],
    ["apps/v1", "ReplicaSet", { spec: { template } }],
    ["v1", "ReplicationController", { spec: { template } }],
    ["v1", "PodTemplate", { template }],
    ["batch/v1", "Job", { spec: { template } }],
    ["batch/v1beta1", "CronJob", { spec: { jobTemplate: { spec: { template } } } }],
  ])("of %s %s are judged by their template", (apiVersion, kind, object) => {
    const [judged] = judge(JSON.stringify({ apiVersion, kind, metadata: { name: "a" }, ...object }));
    expect(judged?.kind === "verdict" && judged.verdict.violations.map(({ check }) => check)).toContain("privileged");
  });

  test.each([
    ["apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n", "spec.template.spec is missing"],
    ["apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n", "spec.containers is empty"],
    ["apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: 'true', containers: [{name: a}]}\n", "not true or false"],
    [
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, securityContext: {procMount: '{{ a }}'}}]}\n",
      "templates",
    ],
  ])("whose pod cannot be read are not assessed: %s", (text, message) => {
    expect(judge(text)).toMatchObject([{ kind: "notAssessed", notAssessed: { message: expect.stringContaining(message) } }]);
  });

  test("with marks of templates in arguments are judged", () => {
    const text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, args: ['--format={{.ID}}']}]}\n";
    expect(judge(text)).toMatchObject([{ kind: "verdict" }]);
  });

  test("without pods, and of kinds that are not known, are told apart", () => {
    expect(judge("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n")).toEqual([{ kind: "podless" }]);
    const rollout = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a}\n";
    expect(judge(rollout)).toEqual([{ kind: "foreign", of: "Rollout of argoproj.io/v1alpha1" }]);
  });

  test("are not assessed in full by a policy that is newer than what is known", () => {
    expect(unknownPolicy({ level: "baseline", version: 38 })).toMatchObject([{ reason: "outsideCatalogue" }]);
    expect(unknownPolicy({ level: "baseline", version: 37 })).toEqual([]);
  });
});

test("the controls are known up to the newest minor that the release ships a catalogue of", () => {
  expect(`1.${newestPolicy}`).toBe(releases.newestMinor);
});
