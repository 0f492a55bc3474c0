import { describe, expect, test } from "vitest";
import { projectItem } from "../inventory/project/projector.ts";
import { legacyLevel } from "./legacy-policy.ts";

const restricted = {
  allowPrivilegeEscalation: false,
  requiredDropCapabilities: ["ALL"],
  volumes: ["configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"],
  runAsUser: { rule: "MustRunAsNonRoot" },
  seLinux: { rule: "MustRunAs", seLinuxOptions: { level: "s0:c123,c456" } },
  supplementalGroups: { rule: "RunAsAny" },
  fsGroup: { rule: "RunAsAny" },
};
const profiles = {
  "seccomp.security.alpha.kubernetes.io/allowedProfileNames": "runtime/default",
  "apparmor.security.beta.kubernetes.io/allowedProfileNames": "runtime/default",
};

function levelOf(spec: object, annotations: object = profiles) {
  const object = { apiVersion: "policy/v1beta1", kind: "PodSecurityPolicy", metadata: { name: "p", annotations }, spec };
  const policy = projectItem("podsecuritypolicies.policy", object);
  const found = policy && legacyLevel(policy);
  if (found === undefined) throw new Error("The policy could not be read.");
  return { level: found.level, fields: found.excess.map(({ beyond, field }) => `${beyond} ${field}`) };
}

test("a policy that wants everything that restricted wants amounts to it", () => {
  expect(levelOf(restricted)).toEqual({ level: "restricted", fields: [] });
  expect(levelOf({ ...restricted, allowedCapabilities: ["NET_BIND_SERVICE"] }).level).toBe("restricted");
});

describe("a field outside of the mapping's values goes beyond the level", () => {
  const seccomp = "seccomp.security.alpha.kubernetes.io/allowedProfileNames";
  const appArmor = "apparmor.security.beta.kubernetes.io/allowedProfileNames";
  test.each([
    [{ privileged: true }, "baseline spec.privileged"],
    [{ hostNetwork: true }, "baseline spec.hostNetwork"],
    [{ hostPID: true }, "baseline spec.hostPID"],
    [{ hostIPC: true }, "baseline spec.hostIPC"],
    [{ hostPorts: [{ min: 80, max: 80 }] }, "baseline spec.hostPorts"],
    [{ allowedCapabilities: ["*"] }, "baseline spec.allowedCapabilities"],
    [{ allowedCapabilities: ["CHOWN"] }, "restricted spec.allowedCapabilities"],
    [{ defaultAddCapabilities: ["NET_ADMIN"] }, "baseline spec.defaultAddCapabilities"],
    [{ requiredDropCapabilities: ["NET_RAW"] }, "restricted spec.requiredDropCapabilities"],
    [{ volumes: ["*"] }, "baseline spec.volumes"],
    [{ volumes: ["hostPath"] }, "baseline spec.volumes"],
    [{ volumes: ["nfs"] }, "restricted spec.volumes"],
    [{ allowedUnsafeSysctls: ["kernel.*"] }, "baseline spec.allowedUnsafeSysctls"],
    [{ allowedProcMountTypes: ["Unmasked"] }, "baseline spec.allowedProcMountTypes"],
    [{ seLinux: { rule: "RunAsAny" } }, "baseline spec.seLinux.rule"],
    [{ seLinux: { rule: "MustRunAs", seLinuxOptions: { type: "spc_t" } } }, "baseline spec.seLinux.seLinuxOptions"],
    [{ runAsUser: { rule: "MustRunAs" } }, "restricted spec.runAsUser.rule"],
    [{ allowPrivilegeEscalation: undefined }, "restricted spec.allowPrivilegeEscalation"],
  ])("%j", (fields, expected) => {
    const [level] = expected.split(" ");
    expect(levelOf({ ...restricted, ...fields })).toEqual({
      level: level === "baseline" ? "privileged" : "baseline",
      fields: [expected],
    });
  });

  test.each([
    [{ ...profiles, [seccomp]: "*" }, "privileged", `baseline ${seccomp}`],
    [{ ...profiles, [seccomp]: "runtime/default," }, "baseline", `restricted ${seccomp}`],
    [{ [appArmor]: "runtime/default" }, "baseline", `restricted ${seccomp}`],
    [{ [seccomp]: "runtime/default,localhost/shop" }, "privileged", `baseline ${appArmor}`],
    [{ ...profiles, [appArmor]: "unconfined" }, "privileged", `baseline ${appArmor}`],
  ])("%j", (annotations, level, field) => {
    expect(levelOf(restricted, annotations)).toEqual({ level, fields: [field] });
  });
});

test("an inventory that did not keep what it allows says no level", () => {
  expect(legacyLevel({ meta: { name: "old" } })).toBeUndefined();
});
