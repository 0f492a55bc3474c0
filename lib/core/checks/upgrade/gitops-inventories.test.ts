import { checkTester } from "../tester.ts";
import gitopsInventories from "./gitops-inventories.ts";
import { namespaced, serves } from "./worlds.ts";

const ingresses = serves(["networking.k8s.io/v1", "Ingress", "ingresses"], ["networking.k8s.io/v1beta1", "Ingress", "ingresses"]);
const before = { minor: "1.21", target: 22, serves: ingresses };
const argo = "applications.argoproj.io" as const;
const flux = ["helmreleases.helm.toolkit.fluxcd.io", "kustomizations.kustomize.toolkit.fluxcd.io"] as const;

function application(version: string) {
  const resources = [{ group: "networking.k8s.io", version, kind: "Ingress", namespace: "shop", name: "web", status: "Synced" }];
  const status = { resources, operationState: { finishedAt: "2026-11-01T10:00:00Z" } };
  return namespaced("argoproj.io/v1alpha1", "Application", "shop", { status });
}

function kustomization(version: string) {
  const entries = [{ id: "shop_web_networking.k8s.io_Ingress", v: version }];
  return namespaced("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "apps", { status: { inventory: { entries } } });
}

checkTester(gitopsInventories, {
  pass: [
    { name: "manifests have what takes the place", ...before, objects: [application("v1"), kustomization("v1")] },
    { name: "there are only tools that applied nothing", ...before, objects: [], absent: flux },
  ],
  fail: [
    {
      name: "Argo CD and Flux apply a version that the target does not have",
      ...before,
      objects: [application("v1beta1"), kustomization("v1beta1")],
      finds: [
        {
          message: "removed",
          object: "Application legacy/shop",
          title:
            "Application legacy/shop applies Ingress shop/web as networking.k8s.io/v1beta1 (last changed on 2026-11-01): Kubernetes from 1.22 on does not have it, and networking.k8s.io/v1 takes its place; on 1.22 its next sync fails",
        },
        { message: "removed", object: "Kustomization legacy/apps" },
      ],
    },
    {
      name: "a later minor does not have it",
      minor: "1.20",
      serves: ingresses,
      objects: [application("v1beta1")],
      finds: [{ message: "deprecated", object: "Application legacy/shop" }],
    },
    {
      name: "it is turned off already, and something else has a day to go",
      ...before,
      serves: serves(
        ["networking.k8s.io/v1", "Ingress", "ingresses"],
        ["policy/v1beta1", "PodDisruptionBudget", "poddisruptionbudgets"],
      ),
      objects: [application("v1beta1")],
      finds: [{ message: "notServed", object: "Application legacy/shop" }],
    },
  ],
  notApplicable: [
    { name: "neither Argo CD nor Flux is installed", ...before, objects: [], absent: [argo, ...flux] },
    {
      name: "nothing that is served goes",
      minor: "1.36",
      target: 37,
      serves: serves(["networking.k8s.io/v1", "Ingress", "ingresses"]),
      objects: [application("v1")],
    },
  ],
  notAssessed: [
    { name: "the reader may not list Applications", ...before, objects: [], unseen: [argo], absent: flux },
    { name: "what is served was not read", minor: "1.21", target: 22, objects: [application("v1")] },
  ],
});
