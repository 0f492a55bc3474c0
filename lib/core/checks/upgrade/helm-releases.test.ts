import { expect, test } from "vitest";
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { checkTester, verdictOfWorld } from "../tester.ts";
import helmReleases from "./helm-releases.ts";
import { released, serves } from "./worlds.ts";

const ingresses = serves(["networking.k8s.io/v1", "Ingress", "ingresses"], ["networking.k8s.io/v1beta1", "Ingress", "ingresses"]);
const old = { apiVersion: "networking.k8s.io/v1beta1", kind: "Ingress", name: "web" };
const fresh = { ...old, apiVersion: "networking.k8s.io/v1" };
const before = { minor: "1.21", target: 22, serves: ingresses };
const releases = ["releases.helm.sh"] as const;

function web(revision: number, documents: readonly object[], more: object = {}): KubernetesObject {
  return released("web", { revision, documents, status: "deployed", modifiedAt: "2026-11-01T08:00:00Z", ...more });
}

const start = "Helm release legacy/web";
const end =
  "as networking.k8s.io/v1beta1: Kubernetes from 1.22 on does not have it, and networking.k8s.io/v1 takes its place; on 1.22 the next helm upgrade of it fails";
const found = { object: start };

checkTester(helmReleases, {
  pass: [
    { name: "its newest revision writes what takes the place", ...before, objects: [web(4, [fresh])] },
    {
      name: "it brings kinds that Kubernetes does not know",
      ...before,
      objects: [web(4, [{ ...old, apiVersion: "shop/v1beta1" }])],
    },
    { name: "there is no release", ...before, objects: [] },
  ],
  fail: [
    {
      name: "the target does not have what the newest revision names",
      ...before,
      objects: [web(3, [old, { ...old, name: "api" }, fresh])],
      finds: [
        {
          ...found,
          message: "removed",
          title: `${start}, revision 3 (deployed, changed on 2026-11-01), brings Ingress api and web ${end}`,
        },
      ],
    },
    {
      name: "the newest failed, and the deployed one names it",
      ...before,
      objects: [web(3, [old]), web(4, [fresh], { status: "failed" })],
      finds: [
        {
          ...found,
          message: "removed",
          title: `${start}, revision 3 (deployed, changed on 2026-11-01), brings Ingress web ${end}`,
        },
      ],
    },
    {
      name: "the cluster went past it long ago",
      minor: "1.36",
      target: 37,
      serves: serves(["networking.k8s.io/v1", "Ingress", "ingresses"]),
      objects: [web(1, [old])],
      finds: [{ ...found, message: "gone" }],
    },
    {
      name: "a later minor does not have it",
      minor: "1.20",
      serves: ingresses,
      objects: [web(3, [old])],
      finds: [{ ...found, message: "deprecated" }],
    },
    {
      name: "it is turned off already",
      minor: "1.21",
      target: 22,
      serves: serves(["networking.k8s.io/v1", "Ingress", "ingresses"]),
      objects: [web(3, [old])],
      finds: [{ ...found, message: "notServed" }],
    },
    {
      name: "it was uninstalled, and its history kept",
      ...before,
      objects: [web(3, [old], { status: "uninstalled" })],
      finds: [{ ...found, message: "uninstalled" }],
    },
  ],
  notApplicable: [
    {
      name: "nobody asked for releases, and nothing that is served goes",
      minor: "1.36",
      target: 37,
      serves: serves(["networking.k8s.io/v1", "Ingress", "ingresses"]),
      objects: [],
      notAsked: releases,
    },
  ],
  notAssessed: [
    { name: "the reader may not read Secrets", ...before, objects: [web(3, [old])], unseen: releases },
    { name: "nobody asked for releases, and something goes", ...before, objects: [web(3, [old])], notAsked: releases },
    { name: "a release cannot be read", ...before, objects: [web(4, [fresh])], dark: { "releases.helm.sh": ["billing"] } },
    { name: "a document of its manifest cannot be read", ...before, objects: [web(4, [fresh], { unreadDocuments: 1 })] },
    { name: "what is served was not read", minor: "1.21", target: 22, objects: [web(4, [fresh])] },
  ],
});

test("a release that was mended is found no more", () => {
  const verdict = verdictOfWorld(helmReleases as never, { name: "mended", ...before, objects: [web(5, [fresh])] });
  expect(verdict.kind).toBe("pass");
});
