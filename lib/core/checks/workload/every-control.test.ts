/** Every control of the Pod Security Standards has a check of workloads that finds what the control refuses. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { oddPods } from "#test/pod-security/pods.ts";
import type { SecurityContext } from "../../inventory/items.ts";
import type { JudgedPod } from "../../pod-security/controls/control.ts";
import { type ControlId, controls } from "../../pod-security/controls/index.ts";
import { defaultCapabilities } from "../../pod-security/controls/privilege.ts";
import { refusalBy } from "../../pod-security/evaluate.ts";
import { podOfManifest } from "../../pod-security/manifest.ts";
import { assess } from "../assess.ts";
import type { Check } from "../define.ts";
import { checkById, checks } from "../index.ts";
import { inventoryOfWorld } from "../tester.ts";

interface Tie {
  /** The first is the control's own; the others say the same pod for what they find in it. */
  readonly checks: readonly [string, ...string[]];
  /** Pods that the control refuses and the checks let be, and why. */
  readonly lets?: { readonly why: string; readonly be: (pod: JudgedPod) => boolean };
}

const onWindows = { why: "Windows has nothing of the kind", be: ({ spec }: JudgedPod) => spec.os === "windows" };
const replaced = {
  why: "what the pod says holds for none of its containers where each has a profile of its own; Windows has none",
  be: (pod: JudgedPod) =>
    onWindows.be(pod) ||
    pod.spec.containers.every(({ securityContext }) =>
      /^(RuntimeDefault|Localhost)$/.test(securityContext?.seccompProfile?.type ?? ""),
    ),
};
const notRoot = {
  why: "no container can run as root: it has another user, or the kubelet does not start it as root; users of Windows have names, which are not kept",
  be: (pod: JudgedPod) =>
    onWindows.be(pod) ||
    pod.spec.containers.every(({ securityContext }) => {
      const { runAsUser, runAsNonRoot } = { ...pod.spec.securityContext, ...securityContext };
      return runAsNonRoot === true || (runAsUser ?? 0) !== 0;
    }),
};
const ofPrivileged = "workload/privileged-container";

const ties: Readonly<Record<ControlId, Tie>> = {
  appArmorProfile: { checks: ["workload/app-armor-profile"] },
  capabilities_baseline: {
    checks: ["workload/added-capabilities"],
    lets: {
      why: "Windows has none, and the control refuses names by their spelling that runtimes take for what they give by default",
      be: (pod) => onWindows.be(pod) || pod.spec.containers.every(({ securityContext }) => addsDefaults(securityContext)),
    },
  },
  hostNamespaces: { checks: ["workload/host-namespaces"] },
  hostPathVolumes: { checks: ["workload/host-path"] },
  hostPorts: { checks: ["workload/host-ports", "workload/host-namespaces"] },
  hostProbesAndHostLifecycle: { checks: ["workload/probe-hosts"] },
  privileged: { checks: [ofPrivileged] },
  procMount: { checks: ["workload/proc-mount"] },
  seLinuxOptions: { checks: ["workload/se-linux-options"] },
  seccompProfile_baseline: { checks: ["workload/seccomp-profile", ofPrivileged], lets: replaced },
  sysctls: { checks: ["workload/unsafe-sysctls"] },
  windowsHostProcess: { checks: ["workload/windows-host-process"] },
  allowPrivilegeEscalation: { checks: ["workload/privilege-escalation", ofPrivileged] },
  capabilities_restricted: { checks: ["workload/kept-capabilities"] },
  procMount_restricted: { checks: ["workload/proc-mount"] },
  restrictedVolumes: { checks: ["workload/volume-sources", "workload/host-path"] },
  runAsNonRoot: { checks: ["workload/run-as-root"], lets: notRoot },
  runAsUser: { checks: ["workload/run-as-root"], lets: notRoot },
  seccompProfile_restricted: { checks: ["workload/seccomp-profile", ofPrivileged], lets: replaced },
};

function addsDefaults(context: SecurityContext | undefined): boolean {
  return (context?.capabilities?.add ?? []).every((name) =>
    defaultCapabilities.includes(name.toUpperCase().replace(/^CAP_/, "")),
  );
}

const seed = 35;
const cases = 600;
const pods = fc.sample(oddPods({ plausible: false }), { seed, numRuns: cases }).map((pod, index) => {
  const object = { ...pod, metadata: { ...pod.metadata, namespace: "shop", name: `p${index}` } };
  const read = podOfManifest("v1", "Pod", () => object);
  if (read.kind !== "pod") throw new Error(JSON.stringify(read));
  return { object, pod: read.pod };
});
const inventory = inventoryOfWorld({ name: "odd pods", objects: pods.map(({ object }) => object) });

/** @returns the names of the pods that a check finds. */
function foundBy(id: string): ReadonlySet<string> {
  const settings = { now: new Date(inventory.takenAt), clusterIdentity: "test", checks: [checkById(id) as Check] };
  const verdict = assess(inventory, settings).checks[0]?.verdict;
  return new Set(verdict?.kind === "fail" ? verdict.findings.map(({ at }) => at.name) : []);
}

test.each(controls.map(({ id, level }) => [id, level] as const))(
  `%s: its checks find every pod that it refuses (seed ${seed}, ${cases} pods)`,
  (control, level) => {
    const { checks: tied, lets } = ties[control];
    expect(checkById(tied[0])?.answers).toContain(`pss:${level}`);
    const refused = pods.filter(({ pod }) => refusalBy(control, pod) !== undefined);
    const found = new Set(tied.flatMap((id) => [...foundBy(id)]));
    const wanted = refused.filter(({ pod }) => !lets?.be(pod));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.map(({ object }) => object.metadata.name).filter((name) => !found.has(name))).toEqual([]);
  },
);

test("a check of workloads that answers the standards is that of a control, or finds more than they ask", () => {
  const more = ["workload/node-takeover", "workload/runtime-socket"];
  const answering = checks.filter(
    ({ id, answers }) => id.startsWith("workload/") && answers.some((one) => one.startsWith("pss:")),
  );
  expect(answering.map(({ id }) => id)).toEqual(
    [...new Set([...Object.values(ties).map(({ checks: [own] }) => own), ...more])].sort(),
  );
});
