import { refTo } from "../object-ref.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";
import { defineUpgradeCheck } from "./define.ts";

/** `registry.k8s.io/ingress-nginx/controller`, and copies of it in other registries. */
const image = /(^|\/)ingress-nginx\/controller(-chroot)?[:@]/;

function isIngressNginx({ template, spec }: Workload): boolean {
  return template.labels?.["app.kubernetes.io/name"] === "ingress-nginx" || spec.containers.some((one) => image.test(one.image));
}

export default defineUpgradeCheck({
  id: "upgrade/ingress-nginx",
  title: "The retired ingress-nginx",
  reads: [...workloadResources, "ingressclasses.networking.k8s.io"],
  messages: {
    controller: {
      text: "{object} runs ingress-nginx, which was retired on 2026-03-24: no security fixes, and no release for Kubernetes after 1.35",
      impact: "warning",
    },
    ingressClass: { text: "{object} gives Ingresses to ingress-nginx, which was retired on 2026-03-24", impact: "warning" },
  },
  docs: {
    why: "The project ended ingress-nginx on 2026-03-24. It stands at the edge of the cluster, and nobody mends what is found in it. Its last release is made for Kubernetes up to 1.35.",
    fix: "Move to a Gateway, or to another Ingress controller, before the cluster goes past 1.35.",
    refs: ["https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/"],
  },
  *evaluate({ list, view }) {
    for (const workload of view(workloads))
      if (isIngressNginx(workload)) yield { at: refTo(workload.resource, workload.item), message: "controller" };
    for (const ingressClass of list("ingressclasses.networking.k8s.io"))
      if (ingressClass.controller === "k8s.io/ingress-nginx")
        yield { at: refTo("ingressclasses.networking.k8s.io", ingressClass, "spec.controller"), message: "ingressClass" };
  },
});
