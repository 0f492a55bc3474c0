import type { PodSecurityContext, SecurityContext } from "../items.ts";
import { compact, type Fields, fields, flag, integer, objects, someTexts, text } from "./read.ts";

function projectShared(context: Fields, path: string): SecurityContext {
  const seccomp = fields(context.seccompProfile, `${path}.seccompProfile`);
  const appArmor = fields(context.appArmorProfile, `${path}.appArmorProfile`);
  const windows = fields(context.windowsOptions, `${path}.windowsOptions`);
  return {
    runAsNonRoot: flag(context.runAsNonRoot, `${path}.runAsNonRoot`),
    runAsUser: integer(context.runAsUser, `${path}.runAsUser`),
    runAsGroup: integer(context.runAsGroup, `${path}.runAsGroup`),
    seccompProfile: seccomp && compact({ type: text(seccomp.type, `${path}.seccompProfile.type`) }),
    appArmorProfile: appArmor && compact({ type: text(appArmor.type, `${path}.appArmorProfile.type`) }),
    seLinuxOptions: projectSeLinux(context.seLinuxOptions, `${path}.seLinuxOptions`),
    windowsOptions: windows && compact({ hostProcess: flag(windows.hostProcess, `${path}.windowsOptions.hostProcess`) }),
  };
}

function projectSeLinux(value: unknown, path: string): SecurityContext["seLinuxOptions"] {
  const options = fields(value, path);
  if (options === undefined) return undefined;
  return compact({
    type: text(options.type, `${path}.type`),
    user: text(options.user, `${path}.user`),
    role: text(options.role, `${path}.role`),
    level: text(options.level, `${path}.level`),
  });
}

/** @returns a container's security context, or undefined where it sets nothing that is kept. */
export function projectContainerSecurity(value: unknown, path: string): SecurityContext | undefined {
  const context = fields(value, path);
  if (context === undefined) return undefined;
  const capabilities = fields(context.capabilities, `${path}.capabilities`);
  return compact({
    ...projectShared(context, path),
    privileged: flag(context.privileged, `${path}.privileged`),
    allowPrivilegeEscalation: flag(context.allowPrivilegeEscalation, `${path}.allowPrivilegeEscalation`),
    readOnlyRootFilesystem: flag(context.readOnlyRootFilesystem, `${path}.readOnlyRootFilesystem`),
    procMount: text(context.procMount, `${path}.procMount`),
    capabilities:
      capabilities &&
      compact({
        add: someTexts(capabilities.add, `${path}.capabilities.add`),
        drop: someTexts(capabilities.drop, `${path}.capabilities.drop`),
      }),
  });
}

/** @returns a pod's security context, with the names of its sysctls. */
export function projectPodSecurity(value: unknown, path: string): PodSecurityContext | undefined {
  const context = fields(value, path);
  if (context === undefined) return undefined;
  const sysctls = objects(context.sysctls, `${path}.sysctls`).map((sysctl) => text(sysctl.name, `${path}.sysctls.name`) ?? "");
  return compact({
    ...projectShared(context, path),
    sysctls: sysctls.length === 0 ? undefined : sysctls,
    fsGroup: integer(context.fsGroup, `${path}.fsGroup`),
    seLinuxChangePolicy: text(context.seLinuxChangePolicy, `${path}.seLinuxChangePolicy`),
  });
}
