/** Worlds of the checks of Secrets; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { binding, role, rule } from "../../rbac/worlds.ts";
import { namespace } from "../admission/worlds.ts";
import { namespaced, staticPod } from "../upgrade/worlds.ts";

type Fields = Readonly<Record<string, unknown>>;

const place = "vaultless";
/** Searched for where nothing of it may be. */
export const canary = "drydock-canary-secrets-7e21";

function inPlace(apiVersion: string, kind: string, name: string, fields: Fields, metadata: Fields = {}): KubernetesObject {
  return namespaced(apiVersion, kind, name, fields, { namespace: place, ...metadata });
}

export function secret(name: string, metadata: Fields = {}, type = "Opaque"): KubernetesObject {
  return namespaced("v1", "Secret", name, { type, stringData: { key: canary } }, { namespace: "shop", ...metadata });
}

/** @returns a pod that mounts a path of its node. */
export function mounting(name: string, image: string, path: string, place: string, nodeName = "cp-1"): KubernetesObject {
  const spec = { nodeName, containers: [{ name: "c", image }], volumes: [{ name: "v", hostPath: { path } }] };
  return namespaced("v1", "Pod", name, { spec }, { namespace: place });
}

const people = Array.from({ length: 11 }, (_, place) => `User:person-${String(place).padStart(2, "0")}`);

/** The faults, by the check that finds each. */
export const secretFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  all: [
    namespace(place),
    inPlace("v1", "ServiceAccount", "default", { imagePullSecrets: [{ name: "registry" }] }),
    inPlace("v1", "Secret", "database", { type: "Opaque", stringData: { password: canary } }),
    inPlace("v1", "Secret", "forgotten", { type: "Opaque", stringData: { password: canary } }),
    inPlace(
      "apps/v1",
      "Deployment",
      "ledger",
      {
        spec: {
          selector: { matchLabels: { app: "ledger" } },
          template: {
            metadata: { labels: { app: "ledger" } },
            spec: {
              containers: [{ name: "app", image: "registry.example/app:1", envFrom: [{ secretRef: { name: "database" } }] }],
            },
          },
        },
      },
      { annotations: { apiToken: canary } },
    ),
    role(place, "sees-secrets", [rule("get,list", "", "secrets")]),
    binding(place, "see-secrets", "Role sees-secrets", ...people),
  ],
  kms: [
    {
      ...staticPod("kube-apiserver", "v1.37.2", "--encryption-provider-config=/etc/kubernetes/encryption.yaml"),
      metadata: {
        ...(staticPod("kube-apiserver", "v1.37.2").metadata as object),
        name: "kube-apiserver-cp-3",
      },
    },
    mounting("kms-plugin", "registry.example/aws-encryption-provider:v1", "/var/run/kmsplugin", "kube-system"),
    mounting("curious", "registry.example/app:1", "/var/run/kmsplugin", place),
  ],
};
