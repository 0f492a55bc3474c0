/** Worlds of the checks of Secrets; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { binding, role, rule } from "../../rbac/worlds.ts";
import { namespace } from "../admission/worlds.ts";
import { namespaced } from "../upgrade/worlds.ts";

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
};
