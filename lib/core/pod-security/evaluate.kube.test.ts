/** The evaluation of pods against Kubernetes' own library, and against an API server that enforces, warns and stores nothing. */
import { hash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { askOracle, oracleReach } from "#test/pod-security/oracle.ts";
import { type OddPod, oddPods } from "#test/pod-security/pods.ts";
import { projectItem } from "../inventory/project/projector.ts";
import { evaluatePod, refusalOf, type Violation } from "./evaluate.ts";
import { podOfManifest } from "./manifest.ts";
import { labelPrefix } from "./namespace-policy.ts";

const seed = Number(process.env.SEED ?? hash("sha256", String(process.hrtime.bigint())).slice(0, 6).replaceAll(/\D/g, "7"));
const cases = Number(process.env.CASES ?? 2000);
const strict = ["baseline", "restricted"] as const;
type Strict = (typeof strict)[number];

/** @returns what every version says of a pod, in the steps of the library's answer. */
function stepsOf(pod: OddPod, level: Strict): { since: number; violations: readonly Violation[] }[] {
  const item = projectItem("pods", pod);
  if (item === undefined) throw new Error(`not read: ${JSON.stringify(pod)}`);
  const judged = { annotations: pod.metadata.annotations ?? {}, spec: item.spec };
  const steps: { since: number; violations: readonly Violation[] }[] = [];
  for (let version = 0; version <= oracleReach; version += 1) {
    const violations = evaluatePod(judged, { level, version });
    if (JSON.stringify(violations) !== JSON.stringify(steps.at(-1)?.violations)) steps.push({ since: version, violations });
  }
  return steps;
}

test(`${cases} pods of seed ${seed} are to every version and level what they are to Kubernetes' library`, async () => {
  const pods = fc.sample(oddPods({ plausible: false }), { seed, numRuns: cases });
  const answers = await askOracle(pods);
  const seen = new Set<string>();
  for (const [index, pod] of pods.entries())
    for (const level of strict) {
      const steps = stepsOf(pod, level);
      expect([seed, pod, steps]).toEqual([seed, pod, answers[index]?.[level]]);
      for (const { check } of steps.flatMap(({ violations }) => violations)) seen.add(check);
    }
  expect(seen.size).toBe(19);
});

describe("a real API server", () => {
  let kube: KubeClient;
  const made: string[] = [];
  const versions = ["latest", 34, 18] as const;
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "pods" } };

  beforeAll(async () => {
    kube = injectedKube();
    for (const level of strict)
      for (const version of versions)
        for (const mode of ["enforce", "warn"]) {
          const name = nameOf(mode, level, version);
          const labels = { [`${labelPrefix}${mode}`]: level, [`${labelPrefix}${mode}-version`]: labelOf(version) };
          await kube.send("/api/v1/namespaces", {
            method: "POST",
            body: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } },
          });
          made.push(name);
          await kube.send(`/api/v1/namespaces/${name}/serviceaccounts`, { method: "POST", body: account });
        }
  });
  afterAll(async () => {
    for (const name of made) await kube.send(`/api/v1/namespaces/${name}`, { method: "DELETE" });
    await kube.close();
  });

  const labelOf = (version: "latest" | number) => (version === "latest" ? version : `v1.${version}`);
  const nameOf = (mode: string, level: Strict, version: "latest" | number) =>
    `drydock-pss-${mode}-${level}-${labelOf(version).replace(".", "-")}`;
  const plausible = fc
    .sample(oddPods({ plausible: true }), { seed, numRuns: 120 })
    .map((pod) => ({ ...pod, spec: { ...pod.spec, serviceAccountName: "pods" } }));

  function dryRun(path: string, body: unknown) {
    return kube.request<{ message?: string }>(`${path}?dryRun=All`, { method: "POST", body });
  }

  function judge(object: { apiVersion: string; kind: string }, level: Strict, version: "latest" | number): string | undefined {
    const found = podOfManifest(object.apiVersion, object.kind, () => object);
    if (found.kind !== "pod") throw new Error(`${found.kind}: ${JSON.stringify(object)}`);
    const violations = evaluatePod(found.pod, { level, version });
    return violations.length === 0 ? undefined : refusalOf(violations, { level, version });
  }

  test.each(strict.flatMap((level) => versions.map((version) => [level, version] as const)))(
    `refuses pods of seed ${seed} at %s %s in the words that are found here`,
    async (level, version) => {
      let judged = 0;
      let refused = 0;
      for (const pod of plausible) {
        const { status, body } = await dryRun(`/api/v1/namespaces/${nameOf("enforce", level, version)}/pods`, pod);
        if (status === 422) continue;
        const refusal = judge(pod, level, version);
        const said = status === 201 ? undefined : body.message;
        expect([seed, pod, said]).toEqual([seed, pod, refusal && `pods "p" is forbidden: ${refusal}`]);
        judged += 1;
        refused += refusal === undefined ? 0 : 1;
      }
      expect(judged).toBeGreaterThan(20);
      expect(refused).toBeGreaterThan(5);
    },
  );

  test("judges ephemeral containers when they are added to a pod", async () => {
    const namespace = nameOf("warn", "restricted", "latest");
    const container = { name: "c", image: "i" };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: { containers: [container], serviceAccountName: "pods" },
    };
    await kube.send(`/api/v1/namespaces/${namespace}/pods`, { method: "POST", body: pod });
    const stored = await kube.send<OddPod>(`/api/v1/namespaces/${namespace}/pods/p`);
    const debug = { name: "debug", image: "i", securityContext: { privileged: true, capabilities: { add: ["SYS_ADMIN"] } } };
    const debugged = { ...stored, spec: { ...stored.spec, ephemeralContainers: [debug] } };
    const path = `/api/v1/namespaces/${namespace}/pods/p/ephemeralcontainers`;
    const answer = await kube.request<{ message?: string }>(`${path}?dryRun=All`, { method: "PUT", body: debugged });
    expect([answer.status, warningsOf(answer.headers)]).toEqual([200, [wouldViolate(judge(debugged, "restricted", "latest"))]]);
  });

  const places = {
    "apps/v1": ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"],
    "batch/v1": ["Job", "CronJob"],
    v1: ["ReplicationController", "PodTemplate"],
  };

  test.each(Object.entries(places).flatMap(([apiVersion, kinds]) => kinds.map((kind) => [kind, apiVersion] as const)))(
    "warns of a %s in the words that are found here",
    async (kind, apiVersion) => {
      for (const [level, version] of strict.flatMap((one) => versions.map((other) => [one, other] as const))) {
        const object = controllerOf(apiVersion, kind);
        const base = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
        const path = `${base}/namespaces/${nameOf("warn", level, version)}/${kind.toLowerCase()}s`;
        const { status, headers, body } = await dryRun(path, object);
        expect([kind, status, body.message]).toEqual([kind, 201, undefined]);
        expect(warningsOf(headers)).toContain(wouldViolate(judge(object, level, version)));
      }
    },
  );
});

function wouldViolate(refusal: string | undefined): string | undefined {
  return refusal?.replace("violates", "would violate");
}

function warningsOf(headers: Headers): readonly string[] {
  const found = [...(headers.get("warning") ?? "").matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)];
  return found.map(([, text = ""]) => text.replaceAll(/\\(.)/g, "$1"));
}

/** @returns a controller whose template both levels refuse at every version. */
function controllerOf(apiVersion: string, kind: string) {
  const labels = { app: "a" };
  const containers = [{ name: "c", image: "i", securityContext: { privileged: true, runAsUser: 0 } }];
  const initContainers = [{ name: "i", image: "i", ports: [{ containerPort: 80, hostPort: 80 }] }];
  const volumes = [{ name: "host", hostPath: { path: "/" } }];
  const restartPolicy = apiVersion === "batch/v1" ? "Never" : "Always";
  const template = { metadata: { labels }, spec: { containers, initContainers, volumes, restartPolicy } };
  const object = { apiVersion, kind, metadata: { name: "a" } };
  if (kind === "PodTemplate") return { ...object, template };
  if (kind === "CronJob") return { ...object, spec: { schedule: "0 0 * * *", jobTemplate: { spec: { template } } } };
  if (kind === "Job") return { ...object, spec: { template } };
  const selector = kind === "ReplicationController" ? labels : { matchLabels: labels };
  return { ...object, spec: { selector, template, ...(kind === "StatefulSet" && { serviceName: "a" }) } };
}
