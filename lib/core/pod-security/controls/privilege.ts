/** Controls of what a container may become: privileged, more than it started as, and which pieces of root it has. */
import type { ContainerItem } from "../../inventory/items.ts";
import type { Control, Forbidden, Judge, JudgedPod } from "./control.ts";
import { named, namesOf, quoted, sorted } from "./words.ts";

export const privileged = {
  id: "privileged",
  level: "baseline",
  revisions: [{ since: 0, judge: refusePrivileged }],
} as const satisfies Control;

function refusePrivileged({ spec }: JudgedPod): Forbidden | undefined {
  const names = namesOf(spec.containers, ({ securityContext }) => securityContext?.privileged);
  if (names.length === 0) return undefined;
  return { reason: "privileged", detail: `${named("container", names)} must not set securityContext.privileged=true` };
}

export const allowPrivilegeEscalation = {
  id: "allowPrivilegeEscalation",
  level: "restricted",
  revisions: [
    { since: 8, judge: refuseEscalation },
    { since: 25, judge: exceptOnWindows(refuseEscalation) },
  ],
} as const satisfies Control;

function refuseEscalation({ spec }: JudgedPod): Forbidden | undefined {
  const names = namesOf(spec.containers, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  return {
    reason: "allowPrivilegeEscalation != false",
    detail: `${named("container", names)} must set securityContext.allowPrivilegeEscalation=false`,
  };
}

/** What container runtimes give by default; names are compared as they are written, without a `CAP_` before them. */
export const defaultCapabilities: readonly string[] = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"],
  ...["SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];

export const capabilitiesBaseline = {
  id: "capabilities_baseline",
  level: "baseline",
  revisions: [{ since: 0, judge: refuseMoreCapabilities }],
} as const satisfies Control;

function refuseMoreCapabilities({ spec }: JudgedPod): Forbidden | undefined {
  const detail = addedBeyond(defaultCapabilities, spec.containers);
  return detail === undefined ? undefined : { reason: "non-default capabilities", detail };
}

export const capabilitiesRestricted = {
  id: "capabilities_restricted",
  level: "restricted",
  revisions: [
    { since: 22, judge: refuseKeptCapabilities },
    { since: 25, judge: exceptOnWindows(refuseKeptCapabilities) },
  ],
  overrides: "capabilities_baseline",
} as const satisfies Control;

function refuseKeptCapabilities({ spec }: JudgedPod): Forbidden | undefined {
  const keeping = namesOf(spec.containers, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes("ALL"));
  const added = addedBeyond(["NET_BIND_SERVICE"], spec.containers);
  const details = [
    ...(keeping.length > 0 ? [`${named("container", keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(added === undefined ? [] : [added]),
  ];
  return details.length === 0 ? undefined : { reason: "unrestricted capabilities", detail: details.join("; ") };
}

function addedBeyond(allowed: readonly string[], containers: readonly ContainerItem[]): string | undefined {
  const beyond = ({ securityContext }: ContainerItem) =>
    (securityContext?.capabilities?.add ?? []).filter((name) => !allowed.includes(name));
  const names = namesOf(containers, (container) => beyond(container).length > 0);
  if (names.length === 0) return undefined;
  return `${named("container", names)} must not include ${quoted(sorted(containers.flatMap(beyond)))} in securityContext.capabilities.add`;
}

/** @returns a judge that lets pods for Windows in. */
export function exceptOnWindows(judge: Judge): Judge {
  return (pod) => (pod.spec.os === "windows" ? undefined : judge(pod));
}
