import { createHash } from "node:crypto";
import type { NamespaceItem, NodeItem, PersistentVolumeItem } from "../items.ts";
import { looseAddresses } from "./addresses.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, integer, objects, someTexts, text, texts } from "./read.ts";

export function projectNamespace(namespace: Fields, intern: Intern): NamespaceItem {
  const status = fields(namespace.status, "status");
  return compact({ meta: projectMeta(namespace, intern), phase: text(status?.phase, "status.phase") });
}

export function projectNode(node: Fields, intern: Intern): NodeItem {
  const spec = fields(node.spec, "spec") ?? {};
  const status = fields(node.status, "status") ?? {};
  const info = fields(status.nodeInfo, "status.nodeInfo");
  const ready = objects(status.conditions, "status.conditions").find((condition) => condition.type === "Ready");
  return compact({
    meta: projectMeta(node, intern),
    providerID: text(spec.providerID, "spec.providerID"),
    unschedulable: flag(spec.unschedulable, "spec.unschedulable"),
    ready: ready === undefined ? undefined : ready.status === "True",
    taints: projectTaints(spec.taints),
    info: info && projectNodeInfo(info),
    addresses: nodeAddresses(status),
    kubeletPort: kubeletPort(status),
    podNetworks: someTexts(spec.podCIDRs ?? (typeof spec.podCIDR === "string" ? [spec.podCIDR] : undefined), "spec.podCIDRs"),
    looseAddresses: looseAddresses(texts(spec.podCIDRs, "spec.podCIDRs").map((cidr, place) => [`spec.podCIDRs[${place}]`, cidr])),
  });
}

function nodeAddresses(status: Fields): readonly string[] | undefined {
  const found = objects(status.addresses, "status.addresses")
    .filter(({ type }) => type === "InternalIP" || type === "ExternalIP")
    .map(({ address }) => text(address, "status.addresses.address") ?? "");
  return found.length === 0 ? undefined : found;
}

function kubeletPort(status: Fields): number | undefined {
  const endpoint = fields(fields(status.daemonEndpoints, "status.daemonEndpoints")?.kubeletEndpoint, "status.kubeletEndpoint");
  return integer(endpoint?.Port, "status.kubeletEndpoint.Port");
}

function projectTaints(value: unknown): NodeItem["taints"] {
  const taints = objects(value, "spec.taints").map((taint) =>
    compact({
      key: text(taint.key, "spec.taints.key") ?? "",
      value: text(taint.value, "spec.taints.value"),
      effect: text(taint.effect, "spec.taints.effect") ?? "",
    }),
  );
  return taints.length === 0 ? undefined : taints;
}

function projectNodeInfo(info: Fields): NodeItem["info"] {
  return compact({
    kubeletVersion: text(info.kubeletVersion, "nodeInfo.kubeletVersion"),
    osImage: text(info.osImage, "nodeInfo.osImage"),
    kernelVersion: text(info.kernelVersion, "nodeInfo.kernelVersion"),
    containerRuntimeVersion: text(info.containerRuntimeVersion, "nodeInfo.containerRuntimeVersion"),
    architecture: text(info.architecture, "nodeInfo.architecture"),
  });
}

/** Fields of a volume's spec that are not the source of its storage. */
const settings = new Set([
  "accessModes",
  "capacity",
  "claimRef",
  "mountOptions",
  "nodeAffinity",
  "persistentVolumeReclaimPolicy",
  "storageClassName",
  "volumeAttributesClassName",
  "volumeMode",
]);

/** The fields that tell one storage from another, by type; storage of other types is never told apart. */
const identities: Readonly<Record<string, readonly string[]>> = {
  csi: ["driver", "volumeHandle"],
  nfs: ["server", "path"],
  cephfs: ["monitors", "path"],
  glusterfs: ["endpoints", "path"],
  azureFile: ["shareName", "secretName", "secretNamespace"],
  awsElasticBlockStore: ["volumeID"],
  gcePersistentDisk: ["pdName"],
};

/** @returns a digest, because a path or a handle may name what is nobody's business. */
function backingOf(type: string, source: Fields): string | undefined {
  const names = Object.hasOwn(identities, type) ? identities[type] : undefined;
  if (names === undefined) return undefined;
  const identity = JSON.stringify([type, ...names.map((name) => source[name] ?? null)]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 24);
}

export function projectPersistentVolume(volume: Fields, intern: Intern): PersistentVolumeItem {
  const spec = fields(volume.spec, "spec") ?? {};
  const claim = fields(spec.claimRef, "spec.claimRef");
  const type = Object.keys(spec).find((key) => !settings.has(key)) ?? "";
  const hostPath = fields(spec.hostPath, "spec.hostPath");
  return compact({
    meta: projectMeta(volume, intern),
    type,
    hostPath: hostPath && (text(hostPath.path, "spec.hostPath.path") ?? ""),
    storageClass: text(spec.storageClassName, "spec.storageClassName"),
    reclaimPolicy: text(spec.persistentVolumeReclaimPolicy, "spec.persistentVolumeReclaimPolicy"),
    phase: text(fields(volume.status, "status")?.phase, "status.phase"),
    claim: claim && {
      namespace: text(claim.namespace, "spec.claimRef.namespace") ?? "",
      name: text(claim.name, "spec.claimRef.name") ?? "",
    },
    accessModes: someTexts(spec.accessModes, "spec.accessModes"),
    driver: text(fields(spec.csi, "spec.csi")?.driver, "spec.csi.driver"),
    backing: backingOf(type, fields(spec[type], `spec.${type}`) ?? {}),
  });
}
