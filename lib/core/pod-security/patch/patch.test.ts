import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OddPod, oddPods } from "#test/pod-security/pods.ts";
import { mergePatch } from "#test/pod-security/strategic-merge.ts";
import { evaluatePod } from "../evaluate.ts";
import { podOfManifest } from "../manifest.ts";
import { remedyFor } from "./patch.ts";

const seed = Number(process.env.SEED ?? hash("sha256", String(process.hrtime.bigint())).slice(0, 6).replaceAll(/\D/g, "7"));
const numRuns = Number(process.env.CASES ?? 400);

function read(object: unknown) {
  const found = podOfManifest("v1", "Pod", () => object);
  if (found.kind !== "pod") throw new Error(JSON.stringify(found));
  return found.pod;
}

test(`a patch leaves nothing but what is said to be left, for ${numRuns} pods of seed ${seed} and any policy`, () => {
  const policies = fc.record({ level: fc.constantFrom("baseline", "restricted"), version: fc.nat({ max: 38 }) });
  const property = fc.property(oddPods({ plausible: false }), policies, (pod, policy) => {
    const { patch, byHand, changes } = remedyFor(read(pod), policy);
    const { ephemeralContainers, ...spec } = pod.spec;
    const patched = mergePatch({ ...pod, spec }, { ...patch });
    const left = evaluatePod(read(patched), policy).map(({ check }) => check);
    expect(left).toEqual(byHand.flatMap(({ check, what }) => (what.startsWith("Take") ? [check] : [])));
    if (ephemeralContainers === undefined) expect(byHand.length).toBe(left.length);
    expect(new Set(changes.map(({ field }) => field)).size).toBe(changes.length);
  });
  fc.assert(property, { seed, numRuns, verbose: 0 });
});

const security = (securityContext: object) => ({ containers: [{ name: "web", securityContext }] });
function pod(spec: object, annotations?: Record<string, string>): OddPod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "p", ...(annotations && { annotations }) }, spec: spec as never };
}

test("a patch is the least of it, by names, and tells what a person has to decide", () => {
  const hostPath = { containers: [{ name: "web" }], hostPID: true, volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] };
  const remedy = remedyFor(read(pod(hostPath)), { level: "baseline", version: "latest" });
  expect(remedy.patch).toEqual({
    spec: { hostPID: null, volumes: [{ name: "logs", emptyDir: {}, $retainKeys: ["name", "emptyDir"] }] },
  });
  expect(remedy.changes).toEqual([
    { field: "spec.hostPID", value: null, decide: expect.any(String) },
    { field: "spec.volumes[logs].emptyDir", value: {}, decide: expect.stringContaining("hostPath") },
  ]);
});

test("what passes is left alone, and keeps what the level allows", () => {
  const nothing = { changes: [], patch: undefined, byHand: [] };
  expect(remedyFor(read(pod(security({}))), { level: "baseline", version: "latest" })).toEqual(nothing);
  const added = security({ capabilities: { add: ["NET_BIND_SERVICE", "NET_RAW"], drop: ["ALL"] } });
  expect(remedyFor(read(pod(added)), { level: "baseline", version: "latest" }).patch).toEqual({
    spec: security({ capabilities: { add: ["NET_BIND_SERVICE"] } }),
  });
});

test("a hardened Deployment needs no more than these fields", () => {
  expect(remedyFor(read(pod(security({}))), { level: "restricted", version: "latest" }).patch).toEqual({
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      ...security({ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } }),
    },
  });
});

test("hosts of probes are left to a person, because what is stored does not tell which probe names them", () => {
  const probing = { containers: [{ name: "web", livenessProbe: { httpGet: { host: "db", port: 80 } } }] };
  expect(remedyFor(read(pod(probing)), { level: "baseline", version: "latest" })).toEqual({
    changes: [],
    patch: undefined,
    byHand: [{ check: "hostProbesAndHostLifecycle", what: expect.stringContaining("host") }],
  });
});
