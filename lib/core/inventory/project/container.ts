import type { ContainerItem, EnvEntry } from "../items.ts";
import { credentialOf } from "./credentials.ts";
import { projectHostEntry } from "./host-entry.ts";
import type { Intern } from "./intern.ts";
import { compact, type Fields, fields, flag, integer, objects, requiredText, scalar, text } from "./read.ts";
import { projectContainerSecurity } from "./security-context.ts";
import { projectUnsafe } from "./unsafe.ts";

/** The API server gives this name, with five characters at random, to the volume that it adds for the token. */
const tokenVolume = /^kube-api-access-[a-z0-9]{5}$/;

/** @returns the name of a volume, without what is random in it, so that pods of one template stay equal. */
export function volumeName(name: string): string {
  return tokenVolume.test(name) ? "kube-api-access" : name;
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** @returns what is kept of a container: where its environment comes from, never a value. */
export function projectContainer(container: Fields, type: ContainerItem["type"], intern: Intern): ContainerItem {
  const resources = fields(container.resources, "containers.resources");
  return compact({
    name: requiredText(container.name, "containers.name"),
    type,
    image: intern.text(text(container.image, "containers.image") ?? ""),
    securityContext: projectContainerSecurity(container.securityContext, "containers.securityContext"),
    ports: some(objects(container.ports, "containers.ports").map(projectPort)),
    requests: projectQuantities(resources?.requests, "containers.resources.requests"),
    limits: projectQuantities(resources?.limits, "containers.resources.limits"),
    env: some(objects(container.env, "containers.env").map(projectEnv)),
    envFrom: some(objects(container.envFrom, "containers.envFrom").flatMap(projectEnvFrom)),
    mounts: some(objects(container.volumeMounts, "containers.volumeMounts").map(projectMount)),
    probes: projectProbes(container),
    probeHosts: projectProbeHosts(container),
    unsafe: projectUnsafe(container),
    starts: projectHostEntry(container),
    imagePullPolicy: text(container.imagePullPolicy, "containers.imagePullPolicy"),
    restartPolicy: text(container.restartPolicy, "containers.restartPolicy"),
  });
}

function projectPort(port: Fields): NonNullable<ContainerItem["ports"]>[number] {
  return compact({
    name: text(port.name, "containers.ports.name"),
    containerPort: integer(port.containerPort, "containers.ports.containerPort") ?? 0,
    hostPort: integer(port.hostPort, "containers.ports.hostPort"),
    protocol: text(port.protocol, "containers.ports.protocol"),
  });
}

function projectQuantities(value: unknown, path: string): Readonly<Record<string, string>> | undefined {
  const quantities = fields(value, path);
  if (quantities === undefined) return undefined;
  const entries = Object.entries(quantities).map(([name, quantity]): [string, string] => [
    name,
    scalar(quantity, `${path}.${name}`) ?? "",
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const envSources = [
  ["secretKeyRef", "secret"],
  ["configMapKeyRef", "configMap"],
  ["fieldRef", "field"],
  ["resourceFieldRef", "resource"],
] as const;

function projectEnv(entry: Fields): EnvEntry {
  const name = text(entry.name, "containers.env.name") ?? "";
  const from = fields(entry.valueFrom, "containers.env.valueFrom");
  if (from === undefined) return projectEnvValue(name, scalar(entry.value, "containers.env.value") ?? "");
  const source = envSources.find(([key]) => from[key] !== undefined && from[key] !== null);
  if (source === undefined) return { name, from: "other" };
  const ref = fields(from[source[0]], `containers.env.valueFrom.${source[0]}`);
  return compact({ name, from: source[1], ref: text(ref?.name, `containers.env.valueFrom.${source[0]}.name`) });
}

function projectEnvValue(name: string, value: string): EnvEntry {
  if (value === "") return { name, from: "empty" };
  return compact({ name, from: "value" as const, credential: credentialOf(name, value) });
}

function projectEnvFrom(entry: Fields): NonNullable<ContainerItem["envFrom"]> {
  const secret = fields(entry.secretRef, "containers.envFrom.secretRef");
  const configMap = fields(entry.configMapRef, "containers.envFrom.configMapRef");
  return [
    ...(secret ? [{ kind: "Secret" as const, name: text(secret.name, "containers.envFrom.secretRef.name") ?? "" }] : []),
    ...(configMap
      ? [{ kind: "ConfigMap" as const, name: text(configMap.name, "containers.envFrom.configMapRef.name") ?? "" }]
      : []),
  ];
}

function projectMount(mount: Fields): NonNullable<ContainerItem["mounts"]>[number] {
  return compact({
    volume: volumeName(text(mount.name, "containers.volumeMounts.name") ?? ""),
    path: text(mount.mountPath, "containers.volumeMounts.mountPath") ?? "",
    readOnly: flag(mount.readOnly, "containers.volumeMounts.readOnly") ? (true as const) : undefined,
  });
}

const probeFields = [
  ["liveness", "livenessProbe"],
  ["readiness", "readinessProbe"],
  ["startup", "startupProbe"],
] as const;

function projectProbes(container: Fields): ContainerItem["probes"] {
  return some(probeFields.filter(([, field]) => fields(container[field], `containers.${field}`)).map(([probe]) => probe));
}

function projectProbeHosts(container: Fields): readonly string[] | undefined {
  const lifecycle = fields(container.lifecycle, "containers.lifecycle");
  const handlers = [
    container.livenessProbe,
    container.readinessProbe,
    container.startupProbe,
    lifecycle?.postStart,
    lifecycle?.preStop,
  ];
  const hosts = handlers.flatMap((value) => {
    const handler = fields(value, "containers.probe");
    return [handler?.httpGet, handler?.tcpSocket].map((action) =>
      text(fields(action, "containers.probe.action")?.host, "containers.probe.host"),
    );
  });
  return some(hosts.filter((host): host is string => Boolean(host)));
}
