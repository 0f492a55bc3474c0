/** The resolution of a namespace's labels against the admission plugin itself: which pods it takes, and what it warns of. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { compareLevels, effectiveMinor, type Level, type LevelVersion } from "./level.ts";
import { labelPrefix, namespacePolicy } from "./namespace-policy.ts";

let kube: KubeClient;
let minor: number;
const made: string[] = [];

beforeAll(async () => {
  kube = injectedKube();
  const { minor: text } = await kube.send<{ minor: string }>("/version");
  minor = Number.parseInt(text, 10);
});
afterAll(async () => {
  for (const name of made) await kube.send(`/api/v1/namespaces/${name}`, { method: "DELETE" });
  await kube.close();
});

const container = { name: "c", image: "i" };
const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};
/** The most that each pod is: which level lets it in depends on the version for the last one alone. */
const pods = {
  privileged: { hostPID: true, containers: [container] },
  baseline: { containers: [container] },
  restricted: { containers: [{ ...container, securityContext: hardened }] },
  probing: { containers: [{ ...container, livenessProbe: { httpGet: { host: "10.0.0.1", port: 80 } } }] },
} as const;
type Pod = keyof typeof pods;

/** From 1.34 on baseline refuses probes of other hosts. */
const probesRefused = 34;

function takes({ level, version }: LevelVersion, pod: Pod): boolean {
  if (pod !== "probing") return compareLevels(level, pod as Level) <= 0;
  return level === "privileged" || (level === "baseline" && effectiveMinor(version, minor) < probesRefused);
}

const values = { level: [undefined, "privileged", "baseline", "restricted"], version: [undefined, "latest", "v1.33", "v1.99"] };
const combinations = values.level.flatMap((enforce) =>
  values.version.flatMap((enforceVersion) =>
    [undefined, "baseline"].flatMap((warn) =>
      [undefined, "v1.33"].map((warnVersion) => ({
        enforce,
        "enforce-version": enforceVersion,
        warn,
        "warn-version": warnVersion,
      })),
    ),
  ),
);

const labelsOf = (pairs: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([key, value]) => (value === undefined ? [] : [[`${labelPrefix}${key}`, value]])),
  );

async function namespaceWith(name: string, labels: Record<string, string>): Promise<void> {
  await kube.send("/api/v1/namespaces", {
    method: "POST",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } },
  });
  made.push(name);
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: name, name: "pods" } };
  await kube.send(`/api/v1/namespaces/${name}/serviceaccounts`, { method: "POST", body: account });
}

/** A dry run goes through admission, and leaves nothing behind. */
async function tryPod(namespace: string, pod: Pod): Promise<{ taken: boolean; warned: boolean }> {
  const spec = { ...pods[pod], serviceAccountName: "pods" };
  const answer = await kube.request(`/api/v1/namespaces/${namespace}/pods?dryRun=All`, {
    method: "POST",
    body: { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec },
  });
  if (answer.status !== 201 && answer.status !== 403) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return { taken: answer.status === 201, warned: /would violate PodSecurity/.test(answer.headers.get("warning") ?? "") };
}

test(`${combinations.length} sets of labels mean to admission what they mean here`, { timeout: 120_000 }, async () => {
  for (const [number, pairs] of combinations.entries()) {
    const labels = labelsOf(pairs);
    const name = `drydock-levels-${number}`;
    await namespaceWith(name, labels);
    const { enforce, warn } = namespacePolicy(labels);
    for (const pod of Object.keys(pods) as Pod[]) {
      const { taken, warned } = await tryPod(name, pod);
      expect([labels, pod, taken]).toEqual([labels, pod, takes(enforce, pod)]);
      if (taken) expect([labels, pod, "warned", warned]).toEqual([labels, pod, "warned", !takes(warn, pod)]);
    }
  }
});

test("labels whose value is none are refused when they are written, and are of older times where they are met", async () => {
  for (const pairs of [{ enforce: "Baseline" }, { "enforce-version": "1.22" }, { warn: "all" }]) {
    const labels = labelsOf(pairs);
    const answer = await kube.request("/api/v1/namespaces?dryRun=All", {
      method: "POST",
      body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "drydock-levels-refused", labels } },
    });
    expect([pairs, answer.status >= 400, namespacePolicy(labels).invalid.length]).toEqual([pairs, true, 1]);
  }
});
