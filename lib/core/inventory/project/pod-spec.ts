import { replacementOfLabel } from "../../upgrade/node-labels.ts";
import type { ContainerItem, PodSpecItem, VolumeItem } from "../items.ts";
import { projectContainer, volumeName } from "./container.ts";
import type { Intern } from "./intern.ts";
import { compact, type Fields, fields, flag, integer, objects, text, textMap } from "./read.ts";
import { projectPodSecurity } from "./security-context.ts";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

const containerLists = [
  ["initContainers", "init"],
  ["containers", "container"],
  ["ephemeralContainers", "ephemeral"],
] as const;

/** @returns what is kept of a pod's spec; containers, volumes and tolerations are shared between equal pods. */
export function projectPodSpec(value: unknown, path: string, intern: Intern): PodSpecItem {
  const spec = fields(value, path) ?? {};
  const os = fields(spec.os, `${path}.os`);
  const nodeName = text(spec.nodeName, `${path}.nodeName`);
  const serviceAccountName =
    text(spec.serviceAccountName, `${path}.serviceAccountName`) || text(spec.serviceAccount, `${path}.serviceAccount`);
  return compact({
    serviceAccountName: serviceAccountName ? intern.text(serviceAccountName) : undefined,
    automountServiceAccountToken: flag(spec.automountServiceAccountToken, `${path}.automountServiceAccountToken`),
    hostNetwork: flag(spec.hostNetwork, `${path}.hostNetwork`),
    hostPID: flag(spec.hostPID, `${path}.hostPID`),
    hostIPC: flag(spec.hostIPC, `${path}.hostIPC`),
    hostUsers: flag(spec.hostUsers, `${path}.hostUsers`),
    os: text(os?.name, `${path}.os.name`),
    nodeName: nodeName ? intern.text(nodeName) : undefined,
    runtimeClassName: text(spec.runtimeClassName, `${path}.runtimeClassName`),
    priorityClassName: text(spec.priorityClassName, `${path}.priorityClassName`),
    terminationGracePeriodSeconds: integer(spec.terminationGracePeriodSeconds, `${path}.terminationGracePeriodSeconds`),
    renamedNodeLabels: renamedNodeLabels(spec),
    nodeSelector: shared(textMap(spec.nodeSelector, `${path}.nodeSelector`), intern),
    tolerations: shared(projectTolerations(spec.tolerations), intern),
    imagePullSecrets: shared(projectNames(spec.imagePullSecrets, `${path}.imagePullSecrets`), intern),
    securityContext: shared(projectPodSecurity(spec.securityContext, `${path}.securityContext`), intern),
    containers: intern.value(projectContainers(spec, intern)),
    volumes: shared(projectVolumes(spec.volumes), intern),
  });
}

/** @returns the labels of nodes that Kubernetes renamed and that affinity or topology names, each once. */
function renamedNodeLabels(spec: Fields): readonly string[] | undefined {
  if (spec.affinity === undefined && spec.topologySpreadConstraints === undefined) return undefined;
  const keys = [
    ...objects(spec.topologySpreadConstraints, "topologySpreadConstraints").map(({ topologyKey }) => topologyKey),
    ...keysOfAffinity(fields(spec.affinity, "affinity") ?? {}),
  ];
  const renamed = keys.filter((key): key is string => typeof key === "string" && replacementOfLabel(key) !== undefined);
  return renamed.length === 0 ? undefined : [...new Set(renamed)];
}

function keysOfAffinity(affinity: Fields): readonly unknown[] {
  const node = fields(affinity.nodeAffinity, "nodeAffinity") ?? {};
  const required = fields(node[REQUIRED], REQUIRED);
  const terms = [
    ...objects(required?.nodeSelectorTerms, "nodeSelectorTerms"),
    ...objects(node[PREFERRED], PREFERRED).map(({ preference }) => fields(preference, "preference") ?? {}),
  ];
  const ofNodes = terms.flatMap(({ matchExpressions }) => objects(matchExpressions, "matchExpressions").map(({ key }) => key));
  const ofPods = [affinity.podAffinity, affinity.podAntiAffinity].flatMap((value) => {
    const pods = fields(value, "podAffinity") ?? {};
    const preferred = objects(pods[PREFERRED], PREFERRED).map((term) => fields(term.podAffinityTerm, "podAffinityTerm") ?? {});
    return [...objects(pods[REQUIRED], REQUIRED), ...preferred].map(({ topologyKey }) => topologyKey);
  });
  return [...ofNodes, ...ofPods];
}

function shared<T extends object>(value: T | undefined, intern: Intern): T | undefined {
  return value && intern.value(value);
}

function projectContainers(spec: Fields, intern: Intern): readonly ContainerItem[] {
  return containerLists.flatMap(([field, type]) =>
    objects(spec[field], field).map((container) => projectContainer(container, type, intern)),
  );
}

/** @returns the names of local references, or undefined where there are none. */
export function projectNames(value: unknown, path: string): readonly string[] | undefined {
  const names = objects(value, path).map((reference) => text(reference.name, `${path}.name`) ?? "");
  return names.length === 0 ? undefined : names;
}

function projectTolerations(value: unknown): PodSpecItem["tolerations"] {
  const tolerations = objects(value, "tolerations").map((toleration) =>
    compact({
      key: text(toleration.key, "tolerations.key"),
      operator: text(toleration.operator, "tolerations.operator"),
      value: text(toleration.value, "tolerations.value"),
      effect: text(toleration.effect, "tolerations.effect"),
    }),
  );
  return tolerations.length === 0 ? undefined : tolerations;
}

function projectVolumes(value: unknown): readonly VolumeItem[] | undefined {
  const volumes = objects(value, "volumes").map(projectVolume);
  return volumes.length === 0 ? undefined : volumes;
}

/** Which field of a volume's source names the object that it mounts. */
const references: Readonly<Record<string, string>> = {
  secret: "secretName",
  configMap: "name",
  persistentVolumeClaim: "claimName",
  csi: "driver",
};

function projectVolume(volume: Fields): VolumeItem {
  const type =
    Object.keys(volume).find((key) => key !== "name" && volume[key] !== null && volume[key] !== undefined) ?? "emptyDir";
  const source = fields(volume[type], `volumes.${type}`) ?? {};
  const reference = Object.hasOwn(references, type) ? references[type] : undefined;
  return compact({
    name: volumeName(text(volume.name, "volumes.name") ?? ""),
    type,
    hostPath: type === "hostPath" ? (text(source.path, "volumes.hostPath.path") ?? "") : undefined,
    ref: reference && text(source[reference], `volumes.${type}.${reference}`),
    secrets: secretsOf(type, source),
    token: type === "projected" && mountsToken(source) ? (true as const) : undefined,
  });
}

/** Drivers of storage name a Secret with their credential in one of these fields. */
const secretFields = ["secretRef", "nodePublishSecretRef"] as const;

function secretsOf(type: string, source: Fields): readonly string[] | undefined {
  const parts = type === "projected" ? objects(source.sources, "volumes.projected.sources") : [];
  const named = [...parts.map(({ secret }) => secret), ...secretFields.map((field) => source[field])];
  const names = named.flatMap(
    (value) => text(fields(value, `volumes.${type}.secret`)?.name, `volumes.${type}.secret.name`) ?? [],
  );
  const ofAzure = type === "azureFile" ? text(source.secretName, "volumes.azureFile.secretName") : undefined;
  const all = [...names, ...(ofAzure ? [ofAzure] : [])];
  return all.length === 0 ? undefined : all;
}

function mountsToken(projected: Fields): boolean {
  return objects(projected.sources, "volumes.projected.sources").some(
    (source) => fields(source.serviceAccountToken, "volumes.projected.sources.serviceAccountToken") !== undefined,
  );
}
