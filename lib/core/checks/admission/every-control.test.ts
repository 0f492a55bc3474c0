/** Pod Security through the checks of a scan: every control in every version of the policy, and not through its evaluator alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddPods } from "#test/pod-security/pods.ts";
import { controls } from "../../pod-security/controls/index.ts";
import { evaluatePod, newestPolicy } from "../../pod-security/evaluate.ts";
import { podOfManifest } from "../../pod-security/manifest.ts";
import { assess } from "../assess.ts";
import type { Check } from "../define.ts";
import { checkById } from "../index.ts";
import { inventoryOfWorld } from "../tester.ts";
import { namespace } from "./worlds.ts";

const seed = 34;
const pods = fc.sample(oddPods({ plausible: false }), { seed, numRuns: 600 }).map((pod, index) => {
  const object = { ...pod, metadata: { ...pod.metadata, namespace: "shop", name: `p${index}` } };
  const read = podOfManifest("v1", "Pod", () => object);
  if (read.kind !== "pod") throw new Error(JSON.stringify(read));
  return { object, pod: read.pod };
});

/** @returns the details of a check's findings, by the name of the pod. */
function foundBy(id: string, labels: Readonly<Record<string, string>>): ReadonlyMap<string, unknown> {
  const check = checkById(id) as Check;
  const inventory = inventoryOfWorld({ name: id, objects: [namespace("shop", labels), ...pods.map(({ object }) => object)] });
  const { checks } = assess(inventory, { now: new Date(inventory.takenAt), clusterIdentity: "test", checks: [check] });
  const verdict = checks[0]?.verdict;
  const findings = verdict?.kind === "fail" ? verdict.findings : [];
  return new Map(findings.map(({ at, data }) => [at.name, data.details]));
}

const levels = ["baseline", "restricted"] as const;
const versions = Array.from({ length: newestPolicy + 1 }, (_, minor) => minor);

describe(`Pod Security by the checks of a scan (seed ${seed})`, () => {
  const refused = new Set<string>();

  test.each(versions)(
    "a namespace that enforces v1.%i has exactly the pods found that it refuses, in the server's words",
    (version) => {
      for (const level of levels) {
        const labels = { enforce: level, "enforce-version": `v1.${version}` };
        const found = foundBy("admission/refused-workload", labels);
        const expected = pods.flatMap(({ object, pod }) => {
          const violations = evaluatePod(pod, { level, version });
          for (const { check } of violations) refused.add(`${check} v1.${version}`);
          const details = violations.map(({ reason, detail }) => `${reason} (${detail})`);
          return violations.length === 0 ? [] : [[object.metadata.name, details] as const];
        });
        expect(found).toEqual(new Map(expected));
      }
    },
  );

  test("every control made it refuse something in every version that has the control", () => {
    const wanted = controls.flatMap(({ id, revisions }) =>
      versions.filter((version) => version >= (revisions[0]?.since ?? 0)).map((version) => `${id} v1.${version}`),
    );
    expect(wanted.filter((one) => !refused.has(one))).toEqual([]);
  });
});
