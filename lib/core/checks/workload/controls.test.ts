/** Every control of the Pod Security Standards has a check of workloads that finds what it refuses, whatever a namespace enforces. */
import { expect, test } from "vitest";
import { type ControlId, controls } from "../../pod-security/controls/index.ts";
import { refusalBy } from "../../pod-security/evaluate.ts";
import { podOfManifest } from "../../pod-security/manifest.ts";
import type { Check } from "../define.ts";
import { checkById } from "../index.ts";
import { verdictOfWorld } from "../tester.ts";
import { container, pod, podSpec, secured } from "./worlds.ts";

const volume = (source: object) => podSpec({ volumes: [{ name: "v", ...source }] });
const withPod = (securityContext: object) => podSpec({ securityContext });

const refused: Readonly<Record<ControlId, readonly [check: string, spec: object]>> = {
  appArmorProfile: ["app-armor-profile", podSpec({}, secured({ appArmorProfile: { type: "Unconfined" } }))],
  capabilities_baseline: ["added-capabilities", podSpec({}, secured({ capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } }))],
  hostNamespaces: ["host-namespaces", podSpec({ hostPID: true })],
  hostPathVolumes: ["host-path", volume({ hostPath: { path: "/data" } })],
  hostPorts: ["host-ports", podSpec({}, container({ ports: [{ containerPort: 80, hostPort: 80 }] }))],
  hostProbesAndHostLifecycle: [
    "probe-hosts",
    podSpec({}, container({ livenessProbe: { httpGet: { path: "/", port: 80, host: "10.0.0.1" } } })),
  ],
  privileged: ["privileged-container", podSpec({}, secured({ privileged: true, allowPrivilegeEscalation: undefined }))],
  procMount: ["proc-mount", podSpec({}, secured({ procMount: "Unmasked" }))],
  seLinuxOptions: ["se-linux-options", withPod({ seLinuxOptions: { type: "spc_t" } })],
  seccompProfile_baseline: ["seccomp-profile", podSpec({}, secured({ seccompProfile: { type: "Unconfined" } }))],
  sysctls: ["unsafe-sysctls", withPod({ sysctls: [{ name: "kernel.msgmax", value: "1" }] })],
  windowsHostProcess: ["windows-host-process", withPod({ windowsOptions: { hostProcess: true } })],
  allowPrivilegeEscalation: ["privilege-escalation", podSpec({}, secured({ allowPrivilegeEscalation: undefined }))],
  capabilities_restricted: ["kept-capabilities", podSpec({}, secured({ capabilities: { drop: ["NET_RAW"] } }))],
  procMount_restricted: ["proc-mount", podSpec({ hostUsers: false }, secured({ procMount: "Unmasked" }))],
  restrictedVolumes: ["volume-sources", volume({ nfs: { server: "nfs.example", path: "/" } })],
  runAsNonRoot: ["run-as-root", podSpec({}, secured({ runAsNonRoot: undefined }))],
  runAsUser: ["run-as-root", podSpec({}, secured({ runAsNonRoot: undefined, runAsUser: 0 }))],
  seccompProfile_restricted: ["seccomp-profile", podSpec({}, secured({ seccompProfile: undefined }))],
};

test.each(controls.map(({ id }) => id))("what %s refuses is found", (control) => {
  const [check, spec] = refused[control];
  const found = (object: ReturnType<typeof pod>) =>
    verdictOfWorld(checkById(`workload/${check}`) as Check, { name: control, objects: [object] }).kind;
  const bad = pod("web", spec as never);
  const read = podOfManifest("v1", "Pod", () => bad);
  expect(read.kind === "pod" && refusalBy(control, read.pod)).toBeTruthy();
  expect(found(bad)).toBe("fail");
  expect(found(pod("web", podSpec()))).not.toBe("fail");
});
