/**
 * What kubeadm, the kubelet and kube-proxy were set up with, from the ConfigMaps that kubeadm writes into kube-system, and what
 * engines of admission policies leave out, from theirs. Only a few fields of a list pass: names, switches and numbers.
 */
import { parse } from "yaml";
import type { ComponentSettings } from "../platform-items.ts";
import { projectAuthorities } from "./authorities.ts";
import { type Fields, isFields, text } from "./read.ts";

interface Source {
  readonly name: RegExp;
  readonly key: string;
  /** Below others with dots between them. */
  readonly fields: readonly string[];
}

const sources: readonly Source[] = [
  { name: /^kubeadm-config$/, key: "ClusterConfiguration", fields: ["kubernetesVersion"] },
  {
    name: /^kubelet-config(-1\.\d+)?$/,
    key: "kubelet",
    fields: [
      "authentication.anonymous.enabled",
      "authentication.webhook.enabled",
      "authorization.mode",
      "cgroupDriver",
      "cgroupRoot",
      "eventRecordQPS",
      "failCgroupV1",
      "protectKernelDefaults",
      "readOnlyPort",
      "rotateCertificates",
      "seccompDefault",
      "tlsMinVersion",
    ],
  },
  { name: /^kube-proxy$/, key: "config.conf", fields: ["mode"] },
];

const longest = 256 * 1024;
const longestValue = 100;

/** @returns the settings of a ConfigMap, or undefined where it is none of those, or holds none that can be read. */
export function projectSettings(metadata: Fields | undefined, data: Fields): ComponentSettings | undefined {
  const name = metadata?.name;
  if (name === "kyverno") return kyvernoSettings(data);
  if (name === "config-policy-controller") return policyControllerSettings(data);
  if (isOfConnaisseur(metadata)) return connaisseurSettings(data);
  if (metadata?.namespace !== "kube-system" || typeof name !== "string") return undefined;
  if (name === "extension-apiserver-authentication") return projectAuthorities(data);
  const source = sources.find((one) => one.name.test(name));
  const written = source && text(data[source.key], `data.${source.key}`);
  const config = written === undefined || written.length > longest ? undefined : readYaml(written);
  if (source === undefined || config === undefined) return undefined;
  const values = source.fields.flatMap((field): [string, string][] => {
    const value = fieldAt(config, field);
    return ["string", "number", "boolean"].includes(typeof value) ? [[field, String(value).slice(0, longestValue)]] : [];
  });
  const { apiVersion } = config;
  return {
    ...(typeof apiVersion === "string" && { apiVersion: apiVersion.slice(0, longestValue) }),
    values: Object.fromEntries(values),
  };
}

const longestFilters = 32_768;
const mostNamespaces = 200;
const everyKind = /^(?:\*|\*\/\*|\*\/\*\/\*|Pod|Pod\/\*|\*\/Pod|\*\/\*\/Pod)$/;

/**
 * @returns the namespaces whose pods the filters of Kyverno take out of its sight, as `[kind,namespace,name]` says it; `filtersCut`
 * where there may be more of them.
 */
function kyvernoSettings(data: Fields): ComponentSettings | undefined {
  const filters = text(data.resourceFilters, "data.resourceFilters");
  if (filters === undefined) return undefined;
  if (filters.length > longestFilters) return { values: { filtersCut: "true" } };
  const all = [...filters.matchAll(/\[([^,\]]*),([^,\]]*),([^\]]*)\]/g)];
  const namespaces = all
    .filter(([, kind = "", namespace = "", name = ""]) => everyKind.test(kind.trim()) && namespace !== "*" && name.trim() === "*")
    .map(([, , namespace = ""]) => namespace.trim());
  const distinct = [...new Set(namespaces)].sort();
  const excludedNamespaces = distinct.slice(0, mostNamespaces).join(",");
  return { values: { excludedNamespaces, ...(distinct.length > mostNamespaces && { filtersCut: "true" }) } };
}

const policyControllerKeys = ["no-match-policy", "fail-on-empty-authorities"];

function policyControllerSettings(data: Fields): ComponentSettings {
  const values = policyControllerKeys.flatMap((key): [string, string][] => {
    const value = data[key];
    return typeof value === "string" ? [[key, value.slice(0, longestValue)]] : [];
  });
  return { values: Object.fromEntries(values) };
}

/** Its chart names the ConfigMap after the release. */
function isOfConnaisseur(metadata: Fields | undefined): boolean {
  const name = metadata?.name;
  return typeof name === "string" && name.endsWith("-env") && name.includes("connaisseur");
}

function connaisseurSettings(data: Fields): ComponentSettings | undefined {
  const mode = data.DETECTION_MODE;
  return typeof mode === "string" ? { values: { DETECTION_MODE: mode.slice(0, longestValue) } } : undefined;
}

function fieldAt(config: Fields, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isFields(value) ? value[key] : undefined), config);
}

function readYaml(written: string): Fields | undefined {
  try {
    const value: unknown = parse(written);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
