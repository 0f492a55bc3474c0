/**
 * What the API server adds to a pod before it judges it, as far as Pod Security sees it. Templates of pods lack it until a pod
 * is made from them.
 */
import type { ContainerItem } from "../inventory/items.ts";
import type { JudgedPod } from "./controls/control.ts";
import { appArmorPrefix } from "./controls/profiles.ts";

/** @returns the pod with the fields that the API server sets where they are not; a pod that has them stays as it is. */
export function withDefaults(pod: JudgedPod): JudgedPod {
  const containers = pod.spec.containers.map((container) => withHostPorts(withAppArmor(container, pod), pod));
  const changed = containers.some((container, index) => container !== pod.spec.containers[index]);
  return changed ? { ...pod, spec: { ...pod.spec, containers } } : pod;
}

/** Who shares the node's network listens on the node's ports. */
function withHostPorts(container: ContainerItem, { spec }: JudgedPod): ContainerItem {
  const { ports, type } = container;
  if (!spec.hostNetwork || type === "ephemeral" || !ports?.some(({ hostPort }) => !hostPort)) return container;
  return { ...container, ports: ports.map((port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort })) };
}

/** Annotations of earlier days become fields. Of those values only the one that confines nothing matters here. */
function withAppArmor(container: ContainerItem, { annotations = {}, spec }: JudgedPod): ContainerItem {
  const key = `${appArmorPrefix}${container.name}`;
  if (!Object.hasOwn(annotations, key) || annotations[key] !== "unconfined") return container;
  const isSaid = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile?.type === "Unconfined";
  if (isSaid || spec.os === "windows") return container;
  return { ...container, securityContext: { ...container.securityContext, appArmorProfile: { type: "Unconfined" } } };
}
