import type { ContainerItem, VolumeItem } from "../../inventory/items.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { contains, isWithin, normalPath, runtimeSockets } from "./host-paths.ts";
import { containerPath, isWindows, type Workload, workloadResources, workloads } from "./workloads.ts";

interface Way {
  readonly way: string;
  readonly path: string;
}

export default defineCheck({
  id: "workload/node-takeover",
  major: 1,
  since: "0.1",
  title: "Pods with power over their node",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["pss:baseline"],
  reads: workloadResources,
  facts: ["host-entries"],
  messages: {
    node: { text: "{object} holds the node that it runs on: {ways}", severity: "high" },
    everyNode: { text: "{object} runs on every node, whatever its taints, and holds each of them: {ways}", severity: "critical" },
  },
  docs: {
    why: "Each of these ways alone is root on the node: a privileged container; the node's processes with nsenter or a shell; SYS_ADMIN or all capabilities; a path to write in which the node's own programs, credentials or sockets lie; and, with no privilege at all, a DaemonSet that tolerates every taint and writes a path of each node from an init container. Whoever may change the workload, its image or its ConfigMaps has the node, with the tokens of all pods on it.",
    fix: "Take away each of the ways that are named. Agents that need one belong in a namespace of their own, whose Pod Security level says so and that few may change; let a DaemonSet tolerate the taints that it knows by name, and no others.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/",
    ],
  },
  *evaluate({ view }) {
    for (const workload of view(workloads)) {
      if (isWindows(workload)) continue;
      const everywhere = isEverywhere(workload);
      const ways = [...waysToNode(workload), ...(everywhere ? fromInit(workload) : [])];
      const [first] = ways;
      if (first === undefined) continue;
      const { resource, item } = workload;
      const names = [...new Set(ways.map(({ way }) => way))];
      const message = everywhere ? ("everyNode" as const) : ("node" as const);
      yield { at: refTo(resource, item, first.path), message, data: { ways: names }, locus: "node" };
    }
  },
});

/** @returns the ways in which the workload's own fields give it its node, each by itself. */
export function* waysToNode(workload: Workload): Iterable<Way> {
  const { spec, path } = workload;
  for (const container of spec.containers) {
    const at = containerPath(workload, container);
    const { securityContext, starts } = container;
    if (securityContext?.privileged)
      yield { way: `the privileged container ${container.name}`, path: `${at}.securityContext.privileged` };
    const leading = (securityContext?.capabilities?.add ?? []).find((name) => /^(CAP_)?(SYS_ADMIN|ALL)$/i.test(name));
    if (leading !== undefined) yield { way: `${leading} of ${container.name}`, path: `${at}.securityContext.capabilities.add` };
    if (spec.hostPID && starts !== undefined)
      yield {
        way: `the node's processes, with ${starts === "shell" ? "a shell" : starts} in ${container.name}`,
        path: `${path}.hostPID`,
      };
  }
  for (const [place, volume] of (spec.volumes ?? []).entries()) {
    if (volume.hostPath === undefined || !holdsNode(volume.hostPath, spec.containers, volume)) continue;
    yield { way: `${volume.hostPath} of the node`, path: `${path}.volumes[${place}].hostPath` };
  }
}

/** Below these, root of the node runs or believes what lies there. */
const programs = ["/etc/cron.d", "/etc/kubernetes", "/etc/systemd", "/root", "/var/lib/kubelet"];
const wholes = ["/etc", "/run", "/var/run"];

/** A socket that is mounted to read takes requests all the same. */
function holdsNode(path: string, containers: readonly ContainerItem[], volume: VolumeItem): boolean {
  const mounts = containers.flatMap((container) => container.mounts ?? []).filter((mount) => mount.volume === volume.name);
  if (runtimeSockets.includes(normalPath(path))) return mounts.length > 0;
  const holds = [...programs, ...wholes].some((one) => contains(path, one)) || programs.some((one) => isWithin(path, one));
  return holds && mounts.some(({ readOnly }) => readOnly !== true);
}

function isEverywhere({ resource, spec }: Workload): boolean {
  const anything = (spec.tolerations ?? []).some(
    ({ key = "", operator, effect = "" }) => key === "" && operator === "Exists" && effect === "",
  );
  return resource === "daemonsets.apps" && anything;
}

function* fromInit({ spec, path }: Workload): Iterable<Way> {
  for (const [place, volume] of (spec.volumes ?? []).entries()) {
    const writes = spec.containers.some(
      ({ type, mounts }) => type === "init" && mounts?.some((mount) => mount.volume === volume.name && mount.readOnly !== true),
    );
    if (volume.hostPath !== undefined && writes)
      yield { way: `${volume.hostPath} of the node, written by an init container`, path: `${path}.volumes[${place}].hostPath` };
  }
}
