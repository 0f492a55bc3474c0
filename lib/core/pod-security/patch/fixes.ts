/** For each control, the least changes that satisfy it. */
import type { ContainerItem, SecurityContext } from "../../inventory/items.ts";
import type { JudgedPod } from "../controls/control.ts";
import { type ControlId, isJudgedAnnotation } from "../controls/index.ts";
import { defaultCapabilities } from "../controls/privilege.ts";
import { appArmorPrefix, isConfined, isSeLinuxType } from "../controls/profiles.ts";
import { isAllowedVolume } from "../controls/volumes.ts";
import type { Change, Place } from "./change.ts";

/** @param minor of the policy. @returns the changes; undefined where what is stored does not tell which field it is. */
type Fix = (pod: JudgedPod, minor: number) => readonly Change[] | undefined;

const spec: Place = { kind: "spec" };

export const fixes: Readonly<Record<ControlId, Fix>> = {
  appArmorProfile: (pod) => [
    ...inContexts(
      pod,
      ({ appArmorProfile }) => appArmorProfile !== undefined && !isConfined(appArmorProfile.type),
      "appArmorProfile",
    ),
    ...annotationsGone(pod, (key) => key.startsWith(appArmorPrefix)),
  ],
  capabilities_baseline: (pod) => inContainers(pod, (container) => limitCapabilities(container, defaultCapabilities)),
  capabilities_restricted: (pod) =>
    inContainers(pod, (container) => [
      ...limitCapabilities(container, ["NET_BIND_SERVICE"]),
      ...(container.securityContext?.capabilities?.drop?.includes("ALL")
        ? []
        : [set(container, ["securityContext", "capabilities", "drop"], ["ALL"])]),
    ]),
  hostNamespaces: ({ spec: { hostNetwork, hostPID, hostIPC } }) =>
    Object.entries({ hostNetwork, hostPID, hostIPC }).flatMap(([field, taken]) =>
      taken ? [{ place: spec, path: [field], value: null, decide: "It runs without what it shared with its node." }] : [],
    ),
  hostPathVolumes: (pod) => replaceVolumes(pod, (type) => type !== "hostPath"),
  hostPorts: (pod) => inContainers(pod, closePorts),
  hostProbesAndHostLifecycle: () => undefined,
  privileged: (pod) =>
    inContainers(pod, (container) =>
      container.securityContext?.privileged
        ? [set(container, ["securityContext", "privileged"], null, "It runs without the node's devices and capabilities.")]
        : [],
    ),
  procMount: maskProc,
  seLinuxOptions: (pod, minor) => relabel(pod, minor),
  seccompProfile_baseline: (pod, minor) =>
    minor < 19 ? seccompAnnotationsGone(pod) : inContexts(pod, isUnconfined, "seccompProfile"),
  sysctls: ({ spec: { securityContext } }) => [
    {
      place: spec,
      path: ["securityContext", "sysctls"],
      value: null,
      decide: `All of ${(securityContext?.sysctls ?? []).join(", ")} are gone: write those again that the level lets through.`,
    },
  ],
  windowsHostProcess: (pod) =>
    inContexts(pod, ({ windowsOptions }) => windowsOptions?.hostProcess === true, "windowsOptions", "hostProcess"),
  allowPrivilegeEscalation: (pod) =>
    inContainers(pod, (container) =>
      container.securityContext?.allowPrivilegeEscalation === false
        ? []
        : [set(container, ["securityContext", "allowPrivilegeEscalation"], false)],
    ),
  procMount_restricted: maskProc,
  restrictedVolumes: (pod) => replaceVolumes(pod, isAllowedVolume),
  runAsNonRoot: (pod) => [
    {
      place: spec,
      path: ["securityContext", "runAsNonRoot"],
      value: true,
      decide: "Its images have to name a user by number that is not root.",
    },
    ...inContainers(pod, (container) =>
      container.securityContext?.runAsNonRoot === false ? [set(container, ["securityContext", "runAsNonRoot"], null)] : [],
    ),
  ],
  runAsUser: (pod) => inContexts(pod, ({ runAsUser }) => runAsUser === 0, "runAsUser"),
  seccompProfile_restricted: (pod) => [
    ...(isConfined(pod.spec.securityContext?.seccompProfile?.type)
      ? []
      : [{ place: spec, path: ["securityContext", "seccompProfile", "type"], value: "RuntimeDefault" }]),
    ...inContainers(pod, (container) =>
      isUnconfined(container.securityContext ?? {}) ? [set(container, ["securityContext", "seccompProfile"], null)] : [],
    ),
    ...seccompAnnotationsGone(pod),
  ],
};

function set({ type, name }: ContainerItem, path: readonly string[], value: unknown, decide?: string): Change {
  return { place: { kind: "container", type, name }, path, value, ...(decide !== undefined && { decide }) };
}

function inContainers(pod: JudgedPod, change: (container: ContainerItem) => readonly Change[]): readonly Change[] {
  return pod.spec.containers.flatMap(change);
}

/** Takes a field of the security context away where it is bad, from the pod and from its containers. */
function inContexts(
  pod: JudgedPod,
  isBad: (context: SecurityContext) => boolean,
  ...field: readonly string[]
): readonly Change[] {
  const path = ["securityContext", ...field];
  return [
    ...(isBad(pod.spec.securityContext ?? {}) ? [{ place: spec, path, value: null }] : []),
    ...inContainers(pod, (container) => (isBad(container.securityContext ?? {}) ? [set(container, path, null)] : [])),
  ];
}

function isUnconfined({ seccompProfile }: SecurityContext): boolean {
  return seccompProfile !== undefined && !isConfined(seccompProfile.type);
}

function annotationsGone({ annotations = {} }: JudgedPod, isOne: (key: string) => boolean): readonly Change[] {
  const keys = Object.keys(annotations).filter((key) => isJudgedAnnotation(key) && isOne(key));
  return keys.map((key) => ({ place: { kind: "annotations" }, path: [key], value: null }));
}

/** The API server refuses annotations of earlier days that say something else than the fields. */
function seccompAnnotationsGone(pod: JudgedPod): readonly Change[] {
  return annotationsGone(pod, (key) => !key.startsWith(appArmorPrefix));
}

function limitCapabilities(container: ContainerItem, allowed: readonly string[]): readonly Change[] {
  const added = container.securityContext?.capabilities?.add ?? [];
  const kept = added.filter((name) => allowed.includes(name));
  return kept.length === added.length ? [] : [set(container, ["securityContext", "capabilities", "add"], kept)];
}

/** Ports are told apart by their number in the container. */
function closePorts(container: ContainerItem): readonly Change[] {
  const open = (container.ports ?? []).filter(({ hostPort }) => hostPort);
  if (open.length === 0) return [];
  const value = open.map(({ containerPort, protocol }) => ({ containerPort, ...(protocol && { protocol }), hostPort: null }));
  return [set(container, ["ports"], value, "Who calls it at its node has to call a Service instead.")];
}

function maskProc(pod: JudgedPod): readonly Change[] {
  return inContainers(pod, (container) =>
    (container.securityContext?.procMount ?? "Default") === "Default"
      ? []
      : [set(container, ["securityContext", "procMount"], null)],
  );
}

function relabel(pod: JudgedPod, minor: number): readonly Change[] {
  const isSet = { user: Boolean, role: Boolean, type: (text: string) => !isSeLinuxType(text, minor) } as const;
  return (["type", "user", "role"] as const).flatMap((field) =>
    inContexts(pod, ({ seLinuxOptions }) => isSet[field](seLinuxOptions?.[field] ?? ""), "seLinuxOptions", field),
  );
}

function replaceVolumes({ spec: { volumes = [] } }: JudgedPod, isAllowed: (type: string) => boolean): readonly Change[] {
  return volumes.flatMap(({ name, type }): readonly Change[] => {
    if (isAllowed(type)) return [];
    const place: Place = { kind: "volume", name };
    const decide = `It is empty then: mount a claim, or what else gives the workload what it read from ${type}.`;
    return [
      { place, path: ["emptyDir"], value: {}, decide },
      { place, path: ["$retainKeys"], value: ["name", "emptyDir"] },
    ];
  });
}
