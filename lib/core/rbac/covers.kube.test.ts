/** Whether rules cover others, against the API server: it lets somebody bind a role exactly where theirs cover it. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { until } from "#test/kube/readiness.ts";
import type { PolicyRule } from "../inventory/items.ts";
import { covers } from "./covers.ts";

const seed = Number(process.env.SEED ?? 20_261_128);
const cases = Number(process.env.CASES ?? 60);
const group = "rbac.authorization.k8s.io";
const namespace = "drydock-covers";
const roles = `/apis/${group}/v1/namespaces/${namespace}/roles`;
const bindings = `/apis/${group}/v1/namespaces/${namespace}/rolebindings`;

let kube: KubeClient;
beforeAll(async () => {
  kube = injectedKube();
  await kube.send("/api/v1/namespaces", {
    method: "POST",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  });
});
afterAll(async () => {
  await kube.send(`/api/v1/namespaces/${namespace}`, { method: "DELETE" });
  await kube.close();
});

const some = <T>(...words: T[]) => fc.subarray(words, { minLength: 1, maxLength: 2 });
const rule: fc.Arbitrary<PolicyRule> = fc.record(
  {
    verbs: some("get", "list", "*"),
    apiGroups: some("", "apps", "*"),
    resources: some("pods", "pods/log", "pods/status", "*/log", "*"),
    resourceNames: some("a", "b"),
  },
  { requiredKeys: ["verbs", "apiGroups", "resources"] },
);
const pair = fc.record({
  owned: fc.array(rule, { minLength: 1, maxLength: 3 }),
  wanted: fc.array(rule, { minLength: 1, maxLength: 2 }),
});

const role = (name: string, rules: readonly PolicyRule[]) => ({
  apiVersion: `${group}/v1`,
  kind: "Role",
  metadata: { namespace, name },
  rules,
});
const binding = (name: string, roleName: string, user: string) => ({
  apiVersion: `${group}/v1`,
  kind: "RoleBinding",
  metadata: { namespace, name },
  roleRef: { apiGroup: group, kind: "Role", name: roleName },
  subjects: [{ apiGroup: group, kind: "User", name: user }],
});

test(`seed ${seed}, ${cases} pairs of roles`, { timeout: 60_000 + cases * 500 }, async () => {
  const writes = { verbs: ["create"], apiGroups: [group], resources: ["rolebindings"] };
  const verdicts: boolean[] = [];
  for (const [number, { owned, wanted }] of fc.sample(pair, { seed, numRuns: cases }).entries()) {
    const user = `binder-${number}`;
    for (const body of [role(`owned-${number}`, [...owned, writes]), role(`wanted-${number}`, wanted)])
      await kube.send(roles, { method: "POST", body });
    await kube.send(bindings, { method: "POST", body: binding(`own-${number}`, `owned-${number}`, user) });
    const create = { user, resourceAttributes: { verb: "create", group, resource: "rolebindings", namespace } };
    await until("the binder's rights", async () => (await kube.subjectAccessReview(create)).allowed);
    const answer = await kube.asUser(user).request(`${bindings}?dryRun=All`, {
      method: "POST",
      body: binding(`try-${number}`, `wanted-${number}`, "somebody"),
    });
    verdicts.push(answer.status === 201);
    expect([owned, wanted, answer.status === 201]).toEqual([owned, wanted, covers([...owned, writes], wanted)]);
  }
  expect(verdicts.filter(Boolean).length).toBeGreaterThan(cases / 10);
});
