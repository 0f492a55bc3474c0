/**
 * The engine against the real API server: thousands of generated questions, and no disagreement. SEED and CASES choose how
 * many and which; what fails prints them.
 */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateQuestions, type Question } from "#test/kube/generate/generate-questions.ts";
import { SMALL } from "#test/kube/generate/generate-rbac.ts";
import { FORMS } from "#test/kube/generate/targets.ts";
import { loadBig, readRbac } from "#test/kube/load-big.ts";
import type { ReviewAnswer, ReviewSpec } from "#test/kube/review.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import type { Attributes } from "./attributes.ts";
import { can, review } from "./can.ts";
import type { RbacIndex } from "./rbac-index.ts";
import { namespaceOfRequest } from "./scope.ts";
import { subjectOfUser } from "./subject.ts";
import { whoCan } from "./who-can.ts";
import { binding, clusterRole, indexOf, rule } from "./worlds.ts";

const seed = Number(process.env.SEED ?? 20_261_124);
const cases = Number(process.env.CASES ?? 5_000);
const title = `seed ${seed}, ${cases} questions`;

let kube: Kube;
let index: RbacIndex;
let questions: Question[];
let answers: ReviewAnswer[];
beforeAll(
  async () => {
    kube = await startKube();
    await loadBig(kube, { seed, sizes: SMALL, pods: 0 });
    const stored = await readRbac(kube);
    index = indexOf(objectsOf(stored));
    questions = generateQuestions(seed, cases, stored);
    answers = await kube.subjectAccessReviews(questions.map(({ spec }) => spec));
  },
  TIME_TO_START + cases * 10,
);
afterAll(() => kube?.stop());

/** Items of a list come without their kind. */
function objectsOf({
  roles,
  clusterRoles,
  roleBindings,
  clusterRoleBindings,
}: Awaited<ReturnType<typeof readRbac>>): KubernetesObject[] {
  const named = (kind: string, items: readonly object[]) =>
    items.map((item) => ({ ...item, apiVersion: "rbac.authorization.k8s.io/v1", kind }));
  return [
    ...named("Role", roles),
    ...named("ClusterRole", clusterRoles),
    ...named("RoleBinding", roleBindings),
    ...named("ClusterRoleBinding", clusterRoleBindings),
  ];
}

function attributesOf(spec: ReviewSpec): Attributes {
  return "resourceAttributes" in spec ? spec.resourceAttributes : spec.nonResourceAttributes;
}

function namespaceOf(spec: ReviewSpec): string {
  return "resourceAttributes" in spec ? (spec.resourceAttributes.namespace ?? "") : "";
}

describe(title, () => {
  test("every answer is the API server's", () => {
    const disagreements = questions.flatMap(({ spec }, number) => {
      const answer = review(index, {
        user: { name: spec.user, groups: spec.groups ?? [] },
        namespace: namespaceOf(spec),
        attributes: attributesOf(spec),
      });
      const wanted = answers[number]?.allowed ? "allowed" : "notAllowed";
      return answer.verdict === wanted ? [] : [{ spec, ours: answer.verdict, server: answers[number] }];
    });
    expect(disagreements).toEqual([]);
  });

  test("enough of them are allowed, and there are enough of each form", () => {
    expect(answers.filter(({ allowed }) => allowed).length / answers.length).toBeGreaterThanOrEqual(0.3);
    for (const form of FORMS)
      expect([form, questions.filter((question) => question.form === form).length >= Math.min(200, cases / 10)]).toEqual([
        form,
        true,
      ]);
  });
});

test(`requests of impersonated users are answered as the API server answers them, ${title}`, { timeout: 120_000 }, async () => {
  const sample = questions.filter((_, number) => number % Math.ceil(questions.length / 400) === 0);
  const disagreements: unknown[] = [];
  for (const { spec } of sample.filter(({ spec }) => spec.user !== "")) {
    const groups = spec.groups?.length ? spec.groups.slice(0, 1) : undefined;
    const ours = can(index, { user: spec.user, groups, namespace: namespaceOf(spec), attributes: attributesOf(spec) }).verdict;
    const server = await selfReview(requestSpec(spec), spec.user, groups);
    if (server !== undefined && (ours === "allowed") !== server) disagreements.push({ spec, ours, server });
  }
  expect(disagreements).toEqual([]);
});

/** A review is evaluated in the namespace that it names; a request, in the one that its path stands for. */
function requestSpec(spec: ReviewSpec): object {
  if (!("resourceAttributes" in spec)) return { nonResourceAttributes: spec.nonResourceAttributes };
  const { resourceAttributes } = spec;
  const namespace = namespaceOfRequest(index.discovery, resourceAttributes, resourceAttributes.namespace ?? "");
  return { resourceAttributes: { ...resourceAttributes, namespace } };
}

/** @returns what the server says to the user; undefined to one who may not even ask, which is an answer of RBAC too. */
async function selfReview(spec: object, user: string, groups: readonly string[] = []): Promise<boolean | undefined> {
  const answer = await kube
    .asUser(user, groups)
    .request<{ status?: { allowed?: boolean } }>("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      method: "POST",
      body: { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec },
    });
  const attributes = { verb: "create", group: "authorization.k8s.io", resource: "selfsubjectaccessreviews" };
  const mayAsk = can(index, { user, groups: groups.length > 0 ? groups : undefined, attributes }).verdict === "allowed";
  expect([spec, user, groups, answer.status]).toEqual([spec, user, groups, mayAsk ? 201 : 403]);
  return mayAsk ? (answer.body.status?.allowed ?? false) : undefined;
}

test("who-can names exactly those subjects whose reviews are allowed", { timeout: 120_000 }, async () => {
  const attributes = { verb: "get", group: "", resource: "secrets" };
  const listed = new Map(
    whoCan(index, { attributes }).subjects.map((subject) => [
      `${subject.kind} ${subject.namespace ?? ""}/${subject.name}`,
      subject,
    ]),
  );
  const users = [...new Set(questions.map(({ spec }) => spec.user))].filter((user) => user !== "").slice(0, 150);
  const reviews = await kube.subjectAccessReviews(users.map((user) => ({ user, groups: [], resourceAttributes: attributes })));
  const wrong = users.filter((user, number) => {
    const { kind, namespace = "", name } = subjectOfUser(user);
    return listed.has(`${kind} ${namespace}/${name}`) !== reviews[number]?.allowed;
  });
  expect(wrong).toEqual([]);
});

test("a RoleBinding lets its holder change the Namespace that it is in, and no other", { timeout: 60_000 }, async () => {
  const [mine = "", other = ""] = questions
    .flatMap(({ spec }) => namespaceOf(spec) || [])
    .filter((name, place, all) => all.indexOf(name) === place);
  const objects = [
    clusterRole("oracle-labels", [rule("patch", "", "namespaces")]),
    binding(mine, "oracle-labels", "ClusterRole oracle-labels", "User:oracle"),
  ];
  await kube.apply(objects as unknown as Parameters<Kube["apply"]>[0]);
  const patch = async (name: string) => {
    const path = `/api/v1/namespaces/${name}?dryRun=All`;
    const headers = { "Content-Type": "application/merge-patch+json" };
    return (await kube.asUser("oracle").request(path, { method: "PATCH", headers, body: { metadata: { labels: { a: "b" } } } }))
      .status;
  };
  const ours = (name: string) =>
    can(indexOf(objects), { user: "oracle", attributes: { verb: "patch", group: "", resource: "namespaces", name } }).verdict;
  await expect.poll(() => patch(mine), { timeout: 10_000 }).toBe(200);
  expect([ours(mine), await patch(other), ours(other)]).toEqual(["allowed", 403, "notAllowed"]);
});
