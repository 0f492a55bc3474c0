import { expect, test } from "vitest";
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { definitionOf, resourceIds } from "../../inventory/resources.ts";
import { apiLifecycles } from "../../upgrade/lifecycle.ts";
import { checkTester, verdictOfWorld } from "../tester.ts";
import apiWriters, { writtenKinds } from "./api-writers.ts";
import { clusterWide, namespaced, serves } from "./worlds.ts";

interface Entry {
  readonly manager: string;
  readonly apiVersion: string;
  readonly operation?: "Apply" | "Update";
  readonly time?: string;
}

function written(...entries: readonly Entry[]) {
  return { managedFields: entries.map((entry) => ({ operation: "Update", time: "2026-05-01T00:00:00Z", ...entry })) };
}

const jobSpec = { schedule: "0 3 * * *", jobTemplate: { spec: { template: { spec: { containers: [] } } } } };

function cronJob(name: string, ...entries: readonly Entry[]): KubernetesObject {
  return namespaced("batch/v1", "CronJob", name, { spec: jobSpec }, written(...entries));
}

function annotated(name: string, apiVersion: string, ...entries: readonly Entry[]): KubernetesObject {
  const annotations = { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ apiVersion, kind: "CronJob" }) };
  return namespaced("batch/v1", "CronJob", name, { spec: jobSpec }, { ...written(...entries), annotations });
}

const cronJobs = serves(["batch/v1", "CronJob", "cronjobs"], ["batch/v1beta1", "CronJob", "cronjobs"]);
const before = { minor: "1.24", serves: cronJobs };
const old = "batch/v1beta1";
/** Off by default and no day to go: only what is written in objects counts. */
const quiet = {
  minor: "1.24",
  target: 25,
  serves: serves(["batch/v1", "CronJob", "cronjobs"], ["scheduling.k8s.io/v1", "PriorityClass", "priorityclasses"]),
};

checkTester(apiWriters, {
  pass: [
    {
      name: "a deprecated version is served, and nobody writes in it",
      minor: "1.21",
      target: 22,
      serves: cronJobs,
      objects: [cronJob("nightly", { manager: "helm", apiVersion: "batch/v1" })],
    },
    {
      name: "a controller of Kubernetes wrote in it, which is upgraded with the cluster",
      ...before,
      objects: [cronJob("nightly", { manager: "kube-controller-manager", apiVersion: old })],
    },
  ],
  fail: [
    {
      name: "an applier and an updater write what the target does not have, several objects each",
      ...before,
      objects: [
        cronJob("nightly", { manager: "ci", apiVersion: old, operation: "Apply" }),
        cronJob("hourly", { manager: "ci", apiVersion: old, operation: "Apply", time: "2026-11-01T08:00:00Z" }),
        cronJob(
          "weekly",
          { manager: "operator", apiVersion: old },
          { manager: "kube-controller-manager", apiVersion: "batch/v1" },
        ),
      ],
      finds: [
        {
          message: "removed",
          object: "Client legacy/ci",
          title:
            "Client legacy/ci wrote CronJob hourly and nightly as batch/v1beta1 (by server-side apply, last on 2026-11-01): Kubernetes from 1.25 on does not have it, and batch/v1 takes its place",
        },
        { message: "removed", object: "Client legacy/operator" },
      ],
    },
    {
      name: "a version with a day to go, and a client that does not say its name or time",
      minor: "1.22",
      target: 23,
      serves: cronJobs,
      objects: [cronJob("nightly", { manager: "", apiVersion: old, time: "" })],
      finds: [
        {
          message: "deprecated",
          object: "Client legacy/without a name",
          title:
            "Client legacy/without a name wrote CronJob nightly as batch/v1beta1 (by an update, at an unknown time): it is deprecated, Kubernetes 1.25 is to be without it, and batch/v1 takes its place",
        },
      ],
    },
    {
      name: "a writer that has changed, and annotations that nobody cleared",
      ...before,
      objects: [
        cronJob(
          "nightly",
          { manager: "ci", apiVersion: old },
          { manager: "ci", apiVersion: "batch/v1", time: "2026-06-01T00:00:00Z" },
        ),
        annotated("weekly", old),
        annotated("hourly", old, { manager: "argocd-controller", apiVersion: "batch/v1", operation: "Apply" }),
      ],
      finds: [
        { message: "stale", object: "Client legacy/ci" },
        { message: "stale", object: "Client legacy/kubectl-client-side-apply" },
        { message: "annotation", object: "Client legacy/kubectl-client-side-apply" },
      ],
    },
    {
      name: "a version that was turned off again",
      minor: "1.22",
      target: 23,
      serves: cronJobs,
      objects: [
        clusterWide(
          "rbac.authorization.k8s.io/v1",
          "ClusterRole",
          "r",
          { rules: [] },
          written({ manager: "old", apiVersion: "rbac.authorization.k8s.io/v1alpha1" }),
        ),
      ],
      finds: [{ message: "notServed", object: "Client old" }],
    },
  ],
  notApplicable: [
    {
      name: "nothing of what is served goes away",
      ...quiet,
      objects: [cronJob("nightly", { manager: "ci", apiVersion: "batch/v1" })],
    },
  ],
  notAssessed: [
    { name: "CronJobs were not seen", minor: "1.21", target: 22, serves: cronJobs, objects: [], unseen: ["cronjobs.batch"] },
    { name: "discovery was not read", minor: "1.24", objects: [] },
    { name: "a target that the catalogue does not reach", serves: cronJobs, objects: [] },
  ],
});

test("a finding is gone once its writer writes the new version", () => {
  const world = { name: "", minor: "1.21", target: 25, serves: cronJobs };
  const still = verdictOfWorld(apiWriters, {
    ...world,
    objects: [cronJob("nightly", { manager: "ci", apiVersion: old, operation: "Apply" })],
  });
  const fixed = verdictOfWorld(apiWriters, {
    ...world,
    objects: [cronJob("nightly", { manager: "ci", apiVersion: "batch/v1", operation: "Apply" })],
  });
  expect([still.kind, fixed.kind]).toEqual(["fail", "pass"]);
});

test("a finding stays the same while its writer adds objects, and says how old its evidence is", () => {
  const findings = [["a"], ["a", "b"]].map((names) => {
    const objects = names.map((name) => cronJob(name, { manager: "ci", apiVersion: old, time: "2026-11-20T14:02:00Z" }));
    const verdict = verdictOfWorld(apiWriters, { name: "", ...before, objects });
    return verdict.kind === "fail" ? verdict.findings[0] : undefined;
  });
  expect(findings[0]?.fingerprint).toBe(findings[1]?.fingerprint);
  expect(findings[1]?.data).toMatchObject({ names: ["a", "b"], ageInDays: 3, confidence: "medium", impact: "blocker" });
});

test("looks at every collected kind of which the catalogue takes a version away", () => {
  const gone = new Set(apiLifecycles.filter(({ stored, removed }) => stored && removed !== undefined).map(({ kind }) => kind));
  const others = /projectcalico\.org$/;
  const looked = resourceIds.filter((id) => gone.has(definitionOf(id).kind) && !others.test(id));
  expect([...writtenKinds].sort()).toEqual(looked);
});
