/**
 * The level that a PodSecurityPolicy amounts to: the strictest that lets in everything that the policy lets in.
 * By https://kubernetes.io/docs/reference/access-authn-authz/psp-to-pod-security-standards/.
 */
import type { PodSecurityPolicyItem } from "../inventory/items.ts";
import { defaultCapabilities as runtimeCapabilities } from "./controls/privilege.ts";
import type { Level } from "./level.ts";

export interface LegacyExcess {
  /** The level that the field goes beyond; what is beyond `baseline` is beyond `restricted` too. */
  readonly beyond: "baseline" | "restricted";
  /** Of the policy, such as `spec.hostNetwork`. */
  readonly field: string;
  /** What it lets in, in a few words; names in it are the policy's own. */
  readonly allows: string;
}

export interface LegacyLevel {
  readonly level: Level;
  /** Why it is not a stricter one. */
  readonly excess: readonly LegacyExcess[];
}

type Allows = NonNullable<PodSecurityPolicyItem["allows"]>;

/** @returns the level, or undefined for a policy of an inventory that did not keep what it allows. */
export function legacyLevel({ allows }: PodSecurityPolicyItem): LegacyLevel | undefined {
  if (allows === undefined) return undefined;
  const excess = [
    ...fromHost(allows),
    ...fromCapabilities(allows),
    ...fromVolumes(allows),
    ...fromKernel(allows),
    ...fromUser(allows),
  ];
  const level = excess.some(({ beyond }) => beyond === "baseline") ? "privileged" : excess.length > 0 ? "baseline" : "restricted";
  return { level, excess };
}

const flags = [
  ["privileged", "spec.privileged", "privileged containers"],
  ["hostNetwork", "spec.hostNetwork", "the host's network"],
  ["hostPID", "spec.hostPID", "the host's processes"],
  ["hostIPC", "spec.hostIPC", "the host's IPC"],
  ["hostPorts", "spec.hostPorts", "ports of the host"],
] as const;

function* fromHost(allows: Allows): Iterable<LegacyExcess> {
  for (const [name, field, what] of flags) if (allows[name]) yield { beyond: "baseline", field, allows: what };
}

function* fromCapabilities({
  defaultCapabilities = [],
  capabilities = [],
  droppedCapabilities = [],
}: Allows): Iterable<LegacyExcess> {
  const lists = [
    ["spec.defaultAddCapabilities", defaultCapabilities],
    ["spec.allowedCapabilities", capabilities],
  ] as const;
  for (const [field, names] of lists) {
    const beyondBaseline = names.filter((name) => !runtimeCapabilities.includes(name));
    const beyondRestricted = names.filter((name) => name !== "NET_BIND_SERVICE");
    if (beyondBaseline.length > 0) yield { beyond: "baseline", field, allows: `the capabilities ${beyondBaseline.join(", ")}` };
    else if (beyondRestricted.length > 0)
      yield { beyond: "restricted", field, allows: `the capabilities ${beyondRestricted.join(", ")}` };
  }
  if (!droppedCapabilities.includes("ALL"))
    yield { beyond: "restricted", field: "spec.requiredDropCapabilities", allows: "capabilities that are not dropped" };
}

const restrictedVolumes: ReadonlySet<string> = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

function* fromVolumes({ volumes = [] }: Allows): Iterable<LegacyExcess> {
  const field = "spec.volumes";
  if (volumes.includes("*")) yield { beyond: "baseline", field, allows: "every type of volume" };
  else if (volumes.includes("hostPath")) yield { beyond: "baseline", field, allows: "directories of the host" };
  const others = volumes.filter((type) => type !== "*" && type !== "hostPath" && !restrictedVolumes.has(type));
  if (others.length > 0) yield { beyond: "restricted", field, allows: `volumes of the types ${others.join(", ")}` };
}

const seLinuxTypes: readonly (string | undefined)[] = [undefined, "container_t", "container_init_t", "container_kvm_t"];

function* fromKernel({ unsafeSysctls = [], procMounts = [], seLinux, seccomp, appArmor }: Allows): Iterable<LegacyExcess> {
  if (unsafeSysctls.length > 0)
    yield { beyond: "baseline", field: "spec.allowedUnsafeSysctls", allows: `the sysctls ${unsafeSysctls.join(", ")}` };
  const mounts = procMounts.filter((type) => type !== "Default");
  if (mounts.length > 0)
    yield { beyond: "baseline", field: "spec.allowedProcMountTypes", allows: `/proc as ${mounts.join(", ")}` };
  const { rule, type, user, role } = seLinux ?? {};
  if (rule !== "MustRunAs") yield { beyond: "baseline", field: "spec.seLinux.rule", allows: "any SELinux label" };
  else if (!seLinuxTypes.includes(type) || user !== undefined || role !== undefined)
    yield { beyond: "baseline", field: "spec.seLinux.seLinuxOptions", allows: "an SELinux user, role or type of its own" };
  yield* fromProfiles("seccomp", "seccomp.security.alpha.kubernetes.io/allowedProfileNames", seccomp);
  yield* fromProfiles("AppArmor", "apparmor.security.beta.kubernetes.io/allowedProfileNames", appArmor);
}

const known: Readonly<Record<"seccomp" | "AppArmor", readonly string[]>> = {
  seccomp: ["", "runtime/default", "docker/default"],
  AppArmor: ["", "runtime/default"],
};

/** Without the annotation of seccomp no profile may be set, so that pods run without one; without that of AppArmor any may be. */
function* fromProfiles(kind: "seccomp" | "AppArmor", field: string, names: string | undefined): Iterable<LegacyExcess> {
  if (names === undefined) {
    if (kind === "seccomp") yield { beyond: "restricted", field, allows: "pods without a seccomp profile" };
    else yield { beyond: "baseline", field, allows: "any AppArmor profile, and none" };
    return;
  }
  const listed = names.split(",").map((name) => name.trim());
  const beyond = listed.filter((name) => !known[kind].includes(name) && !name.startsWith("localhost/"));
  if (beyond.length > 0) yield { beyond: "baseline", field, allows: `the ${kind} profiles ${beyond.join(", ")}` };
  else if (listed.includes("") && kind === "seccomp")
    yield { beyond: "restricted", field, allows: "pods without a seccomp profile" };
}

function* fromUser({ runAsUser = "RunAsAny", escalation }: Allows): Iterable<LegacyExcess> {
  if (runAsUser !== "MustRunAsNonRoot")
    yield { beyond: "restricted", field: "spec.runAsUser.rule", allows: "users without runAsNonRoot" };
  if (escalation) yield { beyond: "restricted", field: "spec.allowPrivilegeEscalation", allows: "escalation of privileges" };
}
