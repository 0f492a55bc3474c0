/** Worlds of the checks of isolation; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { namespace } from "../admission/worlds.ts";
import { clusterWide, namespaced } from "../upgrade/worlds.ts";

type Fields = Readonly<Record<string, unknown>>;

const place = "crowd";
const image = "registry.example/app:1";

function inCrowd(apiVersion: string, kind: string, name: string, fields: Fields, metadata: Fields = {}): KubernetesObject {
  return namespaced(apiVersion, kind, name, fields, { namespace: place, ...metadata });
}

/** @returns a Deployment and a running pod of it. */
function running(name: string, spec: Fields, container: Fields = {}): readonly KubernetesObject[] {
  const labels = { app: name };
  const podSpec = { containers: [{ name: "app", image, ...container }], ...spec };
  const template = { metadata: { labels }, spec: podSpec };
  return [
    inCrowd("apps/v1", "Deployment", name, { spec: { replicas: 2, selector: { matchLabels: labels }, template } }),
    inCrowd("v1", "Pod", `${name}-alone`, { spec: { nodeName: "worker-9", ...podSpec } }, { labels }),
  ];
}

/** Every pod that names no account is this one in AWS. */
const cloudRole = { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/crowd" };
const account = inCrowd("v1", "ServiceAccount", "strong", {});

/** The faults, by the check that finds each. */
export const isolationFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  place: [
    namespace(place),
    inCrowd("v1", "ServiceAccount", "default", {}, { annotations: cloudRole }),
    clusterWide("v1", "Node", "worker-9", { spec: {}, status: {} }),
  ],
  exposed: [
    ...running("shopfront", { securityContext: { runAsUser: 0 } }),
    inCrowd("v1", "Service", "shopfront", { spec: { type: "NodePort", selector: { app: "shopfront" }, ports: [{ port: 80 }] } }),
  ],
  strong: [
    account,
    clusterRole("reads-all-secrets", [rule("get,list", "", "secrets")]),
    clusterBinding("strong-reads", "reads-all-secrets", `ServiceAccount:${place}/strong`),
    ...running("controller", {
      serviceAccountName: "strong",
      tolerations: [{ operator: "Exists" }],
      priorityClassName: "system-cluster-critical",
    }),
  ],
  priority: [clusterWide("scheduling.k8s.io/v1", "PriorityClass", "eager", { value: 5_000_000, globalDefault: true })],
  trust: [
    namespace("strict", { enforce: "restricted" }),
    inCrowd("v1", "ServiceAccount", "default", {}, { namespace: "strict" }),
    inCrowd(
      "v1",
      "Pod",
      "careful",
      {
        spec: {
          nodeName: "worker-9",
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            { name: "app", image, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
          ],
        },
      },
      { namespace: "strict" },
    ),
    inCrowd("v1", "Pod", "bold", {
      spec: { nodeName: "worker-9", containers: [{ name: "app", image, securityContext: { privileged: true } }] },
    }),
  ],
};

const debuggedSpec = { nodeName: "worker-9", containers: [{ name: "app", image }] };
/** Somebody adds it to a pod that runs: the API server takes it in no other way. */
export const ephemeralContainers = [{ name: "debugger", image: "busybox", targetContainerName: "app" }] as const;
/** A pod before it was debugged, and after. */
export const beforeDebugging = inCrowd("v1", "Pod", "debugged", { spec: debuggedSpec });
export const debugged = inCrowd("v1", "Pod", "debugged", { spec: { ...debuggedSpec, ephemeralContainers } });
