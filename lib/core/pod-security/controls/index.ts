/** Every control of the Pod Security Standards, in the order in which the API server names violations. */
import { hostNamespaces, hostPathVolumes, hostPorts, hostProbesAndHostLifecycle, windowsHostProcess } from "./host.ts";
import { sysctls } from "./kernel.ts";
import { allowPrivilegeEscalation, capabilitiesBaseline, capabilitiesRestricted, privileged } from "./privilege.ts";
import { appArmorPrefix, appArmorProfile, procMount, procMountRestricted, seLinuxOptions } from "./profiles.ts";
import { runAsNonRoot, runAsUser } from "./run-as.ts";
import { seccompAnnotation, seccompPrefix, seccompProfileBaseline, seccompProfileRestricted } from "./seccomp.ts";
import { restrictedVolumes } from "./volumes.ts";

export const controls = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
] as const;

export type ControlId = (typeof controls)[number]["id"];

/** @returns whether a control looks at the annotation. */
export function isJudgedAnnotation(key: string): boolean {
  return key === seccompAnnotation || key.startsWith(seccompPrefix) || key.startsWith(appArmorPrefix);
}
