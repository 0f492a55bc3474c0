/** Worlds of the checks of the supply chain; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { clusterWide, namespaced } from "../upgrade/worlds.ts";
import { issuer, kyvernoPolicy, kyvernoRegistries } from "./enforcement-worlds.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @returns a digest of one digit. */
export const digestOf = (digit: string) => `sha256:${digit.repeat(64)}`;

export function node(name: string, architecture = "amd64"): KubernetesObject {
  return clusterWide("v1", "Node", name, { spec: {}, status: { nodeInfo: { architecture, kubeletVersion: "v1.37.2" } } });
}

export interface RunningPod {
  readonly name: string;
  readonly image: string;
  /** As the runtime says it. */
  readonly imageID?: string;
  readonly node?: string;
  readonly namespace?: string;
  readonly metadata?: Fields;
  readonly spec?: Fields;
}

/** @returns a pod that runs one container. */
export function runningPod({ name, image, imageID = "", node = "n1", namespace = "shop", metadata, spec }: RunningPod) {
  return namespaced(
    "v1",
    "Pod",
    name,
    {
      spec: { nodeName: node, containers: [{ name: "app", image }], ...spec },
      status: {
        phase: "Running",
        containerStatuses: [{ name: "app", image, imageID, ready: true, restartCount: 0 }],
      },
    },
    { namespace, ...metadata },
  );
}

/** @returns a Deployment of BuildKit in the namespace `builds`. */
export function buildKit(name: string, spec: Fields = {}, container: Fields = {}): KubernetesObject {
  const labels = { app: name };
  const containers = [{ name: "buildkitd", image: "moby/buildkit:v0.17.0", ...container }];
  const template = { metadata: { labels }, spec: { containers, ...spec } };
  return namespaced(
    "apps/v1",
    "Deployment",
    name,
    { spec: { replicas: 1, selector: { matchLabels: labels }, template } },
    { namespace: "builds" },
  );
}

/** @returns an Application of Argo CD with one source, in a namespace that others use. */
export function application(name: string, source: Fields, destination: Fields = { server: "https://kubernetes.default.svc" }) {
  return namespaced("argoproj.io/v1alpha1", "Application", name, { spec: { source, destination } }, { namespace: "images" });
}

const place = "images";
const inPlace = { namespace: place, node: "worker-8" };

/** The faults, by the check that finds each. */
export const supplyChainFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  running: [
    clusterWide("v1", "Namespace", place),
    namespaced("v1", "ServiceAccount", "default", {}, { namespace: place }),
    node("worker-8"),
    runningPod({ ...inPlace, name: "one", image: "web:1", imageID: `docker.io/library/web@${digestOf("1")}` }),
    runningPod({ ...inPlace, name: "two", image: "web:1", imageID: `docker.io/library/web@${digestOf("2")}` }),
    runningPod({ ...inPlace, name: "loaded", image: "tool:dev", imageID: digestOf("3") }),
  ],
  builds: [
    clusterWide("v1", "Namespace", "builds"),
    namespaced("v1", "ServiceAccount", "builder", {}, { namespace: "builds" }),
    buildKit("buildkitd", { serviceAccountName: "builder" }, { securityContext: { privileged: true } }),
    clusterRole("builds-read-secrets", [rule("get,list", "", "secrets")]),
    clusterBinding("builds-read-secrets", "builds-read-secrets", "ServiceAccount:builds/builder"),
    role("builds", "debug-builds", [rule("create", "", "pods/exec"), rule("patch", "apps", "deployments")]),
    binding("builds", "debug-builds", "Role debug-builds", "Group:developers"),
  ],
  charts: [application("charts", { repoURL: "https://charts.example", chart: "redis", targetRevision: "^20.0.0" })],
  manifests: [application("manifests", { repoURL: "https://git.example/acme/deploy", path: "shop", targetRevision: "main" })],
  policies: [
    kyvernoPolicy("acme-images", {
      imageReferences: ["ghcr.io/acme/*"],
      attestors: [{ entries: [{ keyless: { issuer, subjectRegExp: ".*" } }] }],
    }),
    kyvernoRegistries("own-registries", "registry.example/*", "Audit"),
  ],
};
