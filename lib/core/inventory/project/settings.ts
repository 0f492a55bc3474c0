/**
 * What kubeadm, the kubelet and kube-proxy were set up with, from the ConfigMaps that kubeadm writes into kube-system. Only a
 * few fields of a list pass: names, switches and numbers.
 */
import { parse } from "yaml";
import type { ComponentSettings } from "../platform-items.ts";
import { type Fields, text } from "./read.ts";

interface Source {
  readonly name: RegExp;
  readonly key: string;
  readonly fields: readonly string[];
}

const sources: readonly Source[] = [
  { name: /^kubeadm-config$/, key: "ClusterConfiguration", fields: ["kubernetesVersion"] },
  {
    name: /^kubelet-config(-1\.\d+)?$/,
    key: "kubelet",
    fields: ["cgroupDriver", "cgroupRoot", "eventRecordQPS", "failCgroupV1"],
  },
  { name: /^kube-proxy$/, key: "config.conf", fields: ["mode"] },
];

const longest = 256 * 1024;
const longestValue = 100;

/** @returns the settings of a ConfigMap, or undefined where it is none of those, or holds none that can be read. */
export function projectSettings(metadata: Fields | undefined, data: Fields): ComponentSettings | undefined {
  const name = metadata?.name;
  if (metadata?.namespace !== "kube-system" || typeof name !== "string") return undefined;
  const source = sources.find((one) => one.name.test(name));
  const written = source && text(data[source.key], `data.${source.key}`);
  const config = written === undefined || written.length > longest ? undefined : readYaml(written);
  if (source === undefined || config === undefined) return undefined;
  const values = source.fields.flatMap((field): [string, string][] => {
    const value = config[field];
    return ["string", "number", "boolean"].includes(typeof value) ? [[field, String(value).slice(0, longestValue)]] : [];
  });
  const { apiVersion } = config;
  return {
    ...(typeof apiVersion === "string" && { apiVersion: apiVersion.slice(0, longestValue) }),
    values: Object.fromEntries(values),
  };
}

function readYaml(written: string): Fields | undefined {
  try {
    const value: unknown = parse(written);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
