/** Namespaces with labels for tests and examples; nothing of the product imports them. */

import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";

/** @param labels of Pod Security, without their prefix. */
export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KubernetesObject {
  const entries = Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]);
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: Object.fromEntries(entries) } };
}

/** @returns a Deployment in the namespace of `faults`. */
function archived(name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  const object = deployment(name, spec);
  const labels = { app: name };
  const template = { metadata: { labels }, spec };
  return {
    ...object,
    metadata: { namespace: "archive", name },
    spec: { replicas: 0, selector: { matchLabels: labels }, template },
  };
}

/** What a namespace that pins an old version does not hear of: each control that has a check of its own refuses some of it. */
export const faults: readonly KubernetesObject[] = [
  namespace("archive", { enforce: "baseline", "enforce-version": "v1.22" }),
  archived(
    "linux",
    podSpec(
      {
        hostUsers: false,
        securityContext: {
          sysctls: [{ name: "kernel.msgmax", value: "65536" }],
          seLinuxOptions: { type: "spc_t" },
          appArmorProfile: { type: "Unconfined" },
        },
        volumes: [{ name: "files", nfs: { server: "nfs.example", path: "/" } }],
      },
      container({
        securityContext: { procMount: "Unmasked" },
        livenessProbe: { httpGet: { host: "169.254.169.254", port: 80 } },
      }),
    ),
  ),
  archived(
    "windows",
    podSpec(
      {
        os: { name: "windows" },
        hostNetwork: true,
        securityContext: { windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\SYSTEM" } },
      },
      { name: "agent", image: "registry.example/agent:1" },
    ),
  ),
];
