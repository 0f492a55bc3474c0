/** What a PodSecurityPolicy lets in, of the fields by which it is mapped to a level. */
import type { PodSecurityPolicyItem } from "../items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, objects, someTexts, text } from "./read.ts";

const seccomp = "seccomp.security.alpha.kubernetes.io/allowedProfileNames";
const appArmor = "apparmor.security.beta.kubernetes.io/allowedProfileNames";

/** @returns the policy, with what it does not say left out. */
export function projectPodSecurityPolicy(policy: Fields, intern: Intern): PodSecurityPolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const seLinux = fields(spec.seLinux, "spec.seLinux");
  const annotations = fields(fields(policy.metadata, "metadata")?.annotations, "metadata.annotations") ?? {};
  return compact({
    meta: projectMeta(policy, intern),
    allows: compact({
      privileged: flag(spec.privileged, "spec.privileged") ? (true as const) : undefined,
      hostNetwork: flag(spec.hostNetwork, "spec.hostNetwork") ? (true as const) : undefined,
      hostPID: flag(spec.hostPID, "spec.hostPID") ? (true as const) : undefined,
      hostIPC: flag(spec.hostIPC, "spec.hostIPC") ? (true as const) : undefined,
      hostPorts: objects(spec.hostPorts, "spec.hostPorts").length > 0 ? (true as const) : undefined,
      /** Absent means that it may be allowed. */
      escalation: flag(spec.allowPrivilegeEscalation, "spec.allowPrivilegeEscalation") === false ? undefined : (true as const),
      defaultCapabilities: someTexts(spec.defaultAddCapabilities, "spec.defaultAddCapabilities"),
      capabilities: someTexts(spec.allowedCapabilities, "spec.allowedCapabilities"),
      droppedCapabilities: someTexts(spec.requiredDropCapabilities, "spec.requiredDropCapabilities"),
      volumes: someTexts(spec.volumes, "spec.volumes"),
      unsafeSysctls: someTexts(spec.allowedUnsafeSysctls, "spec.allowedUnsafeSysctls"),
      procMounts: someTexts(spec.allowedProcMountTypes, "spec.allowedProcMountTypes"),
      runAsUser: text(fields(spec.runAsUser, "spec.runAsUser")?.rule, "spec.runAsUser.rule"),
      seLinux: seLinux && projectSeLinux(seLinux),
      seccomp: text(annotations[seccomp], seccomp),
      appArmor: text(annotations[appArmor], appArmor),
    }),
  });
}

function projectSeLinux(seLinux: Fields): NonNullable<NonNullable<PodSecurityPolicyItem["allows"]>["seLinux"]> {
  const options = fields(seLinux.seLinuxOptions, "spec.seLinux.seLinuxOptions") ?? {};
  return compact({
    rule: text(seLinux.rule, "spec.seLinux.rule") ?? "",
    type: text(options.type, "spec.seLinux.seLinuxOptions.type") || undefined,
    user: text(options.user, "spec.seLinux.seLinuxOptions.user") || undefined,
    role: text(options.role, "spec.seLinux.seLinuxOptions.role") || undefined,
  });
}
