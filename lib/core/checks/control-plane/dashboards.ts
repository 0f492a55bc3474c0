import type { ServiceItem } from "../../inventory/items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { ofLogin as switchesLogin } from "../workload/unverified-tls.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";

/** Consoles that hand their own rights, or a shell, to whoever reaches them, by a part of their image. */
const consoles: readonly (readonly [name: string, image: RegExp])[] = [
  ["Kubernetes Dashboard", /kubernetesui\/dashboard|kubernetes-dashboard/],
  ["Headlamp", /headlamp/],
  ["Argo CD", /argoproj\/argocd|argo-?cd/],
  ["Argo Workflows", /argoproj\/argocli|workflow-controller/],
  ["Weave Scope", /weaveworks\/scope/],
  ["Kubeflow", /kubeflow.*(dashboard|centraldashboard)/],
  ["Jenkins", /jenkins\/jenkins/],
  ["Rancher", /rancher\/rancher(:|@|$)/],
  ["Portainer", /portainer\/portainer/],
  ["Octant", /octant/],
  ["Lens or OpenLens", /openlens/],
  ["Kubernetes Operational View", /kube-ops-view/],
  ["Hubble UI", /hubble-ui/],
  ["Longhorn UI", /longhorn-ui/],
  ["Prometheus", /prom\/prometheus|prometheus\/prometheus/],
  ["pgAdmin", /pgadmin/],
  ["Kiali", /kiali\/kiali/],
];

type Message = "published" | "routed" | "openDoor";
type Context = CheckContext<(typeof reads)[number]>;

const reads = [...workloadResources, "services", "ingresses.networking.k8s.io"] as const;

interface Console {
  readonly workload: Workload;
  readonly name: string;
}

export default defineCheck({
  id: "control-plane/dashboards",
  major: 1,
  since: "0.1",
  title: "Consoles and dashboards outside the cluster",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0021", "kubescape:C-0014"],
  reads,
  facts: ["unsafe-settings", "ingress-backends"],
  messages: {
    published: {
      text: "{object} opens {console} to everybody who reaches the nodes or the load balancer ({type})",
      severity: "high",
    },
    routed: { text: "{object} opens {console} to everybody who reaches the cluster's front door", severity: "medium" },
    openDoor: { text: "{object} runs {console} without a sign-in: {names}", severity: "high" },
  },
  docs: {
    why: "Such a console acts with rights of its own, often over the whole cluster. Open to a network, its sign-in is all that stands before them, and several let everybody in unless told otherwise.",
    fix: "Make the Service a ClusterIP and reach it with kubectl port-forward or through a proxy that asks the identity provider. Take switches that skip the sign-in away.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/security-checklist/",
      "https://microsoft.github.io/Threat-Matrix-for-Kubernetes/",
    ],
  },
  *evaluate(context) {
    const found = context.view(workloads).flatMap((workload): Console[] => {
      const images = workload.spec.containers.map(({ image }) => image);
      const name = consoles.find(([, pattern]) => images.some((image) => pattern.test(image)))?.[0];
      return name === undefined ? [] : [{ workload, name }];
    });
    for (const one of found) yield* ofLogin(one);
    if (found.length > 0) yield* ofServices(context, found);
  },
});

function* ofLogin({ workload, name }: Console): Iterable<Report<Message>> {
  const names = workload.spec.containers.flatMap(({ unsafe = [] }) => unsafe.filter((one) => switchesLogin.test(one)));
  if (names.length > 0)
    yield { at: refTo(workload.resource, workload.item, workload.path), message: "openDoor", data: { console: name, names } };
}

function* ofServices({ list }: Context, found: readonly Console[]): Iterable<Report<Message>> {
  const behind = new Map<string, string>();
  for (const service of list("services")) {
    const console = consoleBehind(service, found);
    if (console === undefined) continue;
    behind.set(`${service.meta.namespace}/${service.meta.name}`, console);
    if (service.type !== "NodePort" && service.type !== "LoadBalancer") continue;
    yield { at: refTo("services", service, "spec.type"), message: "published", data: { console, type: service.type } };
  }
  for (const ingress of list("ingresses.networking.k8s.io"))
    for (const name of ingress.services ?? []) {
      const console = behind.get(`${ingress.meta.namespace}/${name}`);
      if (console === undefined) continue;
      yield { at: refTo("ingresses.networking.k8s.io", ingress, "spec"), message: "routed", data: { console }, locus: name };
    }
}

function consoleBehind({ meta, selector }: ServiceItem, found: readonly Console[]): string | undefined {
  if (selector === undefined) return undefined;
  return found.find(
    ({ workload }) =>
      workload.namespace === meta.namespace && matchesSelector({ matchLabels: selector }, workload.template.labels ?? {}),
  )?.name;
}
