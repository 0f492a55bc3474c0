/** Deployments with their replica sets and running pods, enough to fill a big cluster. */
import type { KubeObject } from "../object.ts";
import { withRunningPods } from "../running-pods.ts";
import { seededRandom } from "./random.ts";

const PODS_OF_A_DEPLOYMENT = 5;

export interface Workloads {
  readonly nodes: readonly KubeObject[];
  readonly deployments: readonly KubeObject[];
  readonly replicaSets: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
}

const IMAGES = ["web", "api", "worker", "cache", "gateway", "report", "search", "mail"];

/** So many pods over the service accounts' namespaces; the same seed gives the same pods. */
export function generateWorkloads(seed: number, pods: number, accounts: readonly KubeObject[]): Workloads {
  const random = seededRandom(seed);
  const nodeNames = Array.from(
    { length: Math.max(3, Math.ceil(pods / 100)) },
    (_, index) => `node-${String(index).padStart(3, "0")}`,
  );
  const deployments = Array.from({ length: Math.ceil(pods / PODS_OF_A_DEPLOYMENT) }, (_, index) => {
    const { metadata } = random.pick(accounts);
    const image = random.pick(IMAGES);
    return deployment(
      `${image}-${index}`,
      metadata,
      random.chance(0.05),
      `registry.example.com/company/${image}:${1 + random.below(9)}.${random.below(20)}`,
    );
  });
  const grown = withRunningPods(deployments, { workers: nodeNames, all: nodeNames }, { imageIds: {}, waiting: {} });
  const ofKind = (kind: string) => grown.filter((object) => object.kind === kind);
  const nodes = nodeNames.map((name) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name } },
  }));
  return { nodes, deployments: ofKind("Deployment"), replicaSets: ofKind("ReplicaSet"), pods: ofKind("Pod") };
}

function deployment(name: string, account: KubeObject["metadata"], privileged: boolean, image: string): KubeObject {
  const labels = { app: name };
  const container = {
    name: "main",
    image,
    ports: [{ name: "http", containerPort: 8080 }],
    env: [
      { name: "LOG_LEVEL", value: "info" },
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    ],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "128Mi" } },
    securityContext: privileged ? { privileged: true } : { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    readinessProbe: { httpGet: { path: "/ready", port: "http" } },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: account.namespace, labels },
    spec: {
      replicas: PODS_OF_A_DEPLOYMENT,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { serviceAccountName: account.name, containers: [container] } },
    },
  };
}
