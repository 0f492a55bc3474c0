/** Controls of what a pod takes from its node: namespaces, paths, ports, hosts of probes, Windows' host processes. */
import type { Control, Forbidden, JudgedPod } from "./control.ts";
import { named, namesOf, plural, quoted, setters, sorted } from "./words.ts";

export const hostNamespaces = {
  id: "hostNamespaces",
  level: "baseline",
  revisions: [{ since: 0, judge: refuseHostNamespaces }],
} as const satisfies Control;

function refuseHostNamespaces({ spec }: JudgedPod): Forbidden | undefined {
  const taken = (["hostNetwork", "hostPID", "hostIPC"] as const).filter((field) => spec[field]);
  return taken.length === 0 ? undefined : { reason: "host namespaces", detail: taken.map((field) => `${field}=true`).join(", ") };
}

export const hostPathVolumes = {
  id: "hostPathVolumes",
  level: "baseline",
  revisions: [{ since: 0, judge: refuseHostPaths }],
} as const satisfies Control;

function refuseHostPaths({ spec }: JudgedPod): Forbidden | undefined {
  const names = (spec.volumes ?? []).filter(({ type }) => type === "hostPath").map(({ name }) => name);
  return names.length === 0 ? undefined : { reason: "hostPath volumes", detail: named("volume", names) };
}

export const hostPorts = {
  id: "hostPorts",
  level: "baseline",
  revisions: [{ since: 0, judge: refuseHostPorts }],
} as const satisfies Control;

function refuseHostPorts({ spec }: JudgedPod): Forbidden | undefined {
  const names = namesOf(spec.containers, ({ ports }) => ports?.some(({ hostPort }) => hostPort));
  if (names.length === 0) return undefined;
  const found = spec.containers.flatMap(({ ports = [] }) => ports.flatMap(({ hostPort }) => (hostPort ? String(hostPort) : [])));
  const ports = sorted(found);
  const verb = plural("uses", "use", names.length);
  return {
    reason: "hostPort",
    detail: `${named("container", names)} ${verb} ${plural("hostPort", "hostPorts", ports.length)} ${ports.join(", ")}`,
  };
}

export const hostProbesAndHostLifecycle = {
  id: "hostProbesAndHostLifecycle",
  level: "baseline",
  revisions: [{ since: 34, judge: refuseProbeHosts }],
} as const satisfies Control;

function refuseProbeHosts({ spec }: JudgedPod): Forbidden | undefined {
  const names = sorted(namesOf(spec.containers, ({ probeHosts }) => probeHosts !== undefined));
  if (names.length === 0) return undefined;
  const hosts = sorted(spec.containers.flatMap(({ probeHosts = [] }) => probeHosts));
  const what = plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.length);
  return {
    reason: "probe or lifecycle host",
    detail: `${named("container", names)} ${plural("uses", "use", names.length)} ${what} ${quoted(hosts)}`,
  };
}

export const windowsHostProcess = {
  id: "windowsHostProcess",
  level: "baseline",
  revisions: [{ since: 0, judge: refuseHostProcess }],
} as const satisfies Control;

function refuseHostProcess({ spec }: JudgedPod): Forbidden | undefined {
  const who = setters(
    spec.securityContext?.windowsOptions?.hostProcess === true,
    namesOf(spec.containers, ({ securityContext }) => securityContext?.windowsOptions?.hostProcess),
  );
  if (who === undefined) return undefined;
  return { reason: "hostProcess", detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` };
}
