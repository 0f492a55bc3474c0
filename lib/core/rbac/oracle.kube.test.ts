/**
 * The engine against real API servers of two releases: thousands of generated questions, and no disagreement. SEED and CASES
 * choose which and how many are asked of each server; what fails prints them.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMS } from "#test/kube/generate/targets.ts";
import { TRAITS, triesTrait } from "#test/kube/generate/traits.ts";
import type { KubeObject } from "#test/kube/object.ts";
import type { ReviewSpec } from "#test/kube/review.ts";
import { TIME_TO_START } from "#test/kube/server.ts";
import { OLDER_KUBE_VERSION } from "#test/kube/versions.ts";
import { oddObjects, oddQuestions } from "#test/rbac/odd-objects.ts";
import { askOracle, attributesOf, disagreements, namespaceOf, type Oracle, readIndex } from "#test/rbac/oracle.ts";
import type { Attributes } from "./attributes.ts";
import { can } from "./can.ts";
import { mutants } from "./mutants.ts";
import { kubernetes } from "./predicates.ts";
import { namespaceOfRequest } from "./scope.ts";
import { identityOf, type SubjectRef, subjectKey, userOfSubject } from "./subject.ts";
import { whoCan } from "./who-can.ts";
import { binding, clusterRole, indexOf, rule } from "./worlds.ts";

const seed = Number(process.env.SEED ?? 20_261_124);
const cases = Number(process.env.CASES ?? 10_000);
const servers = [
  { name: "the newest release", version: undefined, seed },
  { name: `Kubernetes ${OLDER_KUBE_VERSION}`, version: OLDER_KUBE_VERSION, seed: seed + 1 },
];

describe.each(servers)("$name, seed $seed", ({ version, seed }) => {
  let oracle: Oracle;
  beforeAll(
    async () => {
      oracle = await askOracle({ version, seed, cases });
    },
    // Each release may be built first, beside tests that run meanwhile.
    2 * TIME_TO_START + cases * 10,
  );
  afterAll(() => oracle?.kube.stop());

  test(`every answer to ${cases} questions is the API server's`, { timeout: 60_000 + cases }, () => {
    expect([...disagreements(oracle, oracle.index)]).toEqual([]);
  });

  test("and so it is of manifests, whose aggregated roles have no rules yet", { timeout: 60_000 + cases }, () => {
    expect([...disagreements(oracle, oracle.fromManifests)]).toEqual([]);
  });

  test("enough of them are allowed, and there are enough of each form and of each trait", () => {
    const { questions, answers } = oracle;
    expect(answers.filter(({ allowed }) => allowed).length / answers.length).toBeGreaterThanOrEqual(0.3);
    const least = Math.min(200, cases / 50);
    const rare = [
      ...FORMS.filter((form) => questions.filter((question) => question.form === form).length < least),
      ...TRAITS.filter((trait) => questions.filter((question) => triesTrait(trait, question)).length < least),
    ];
    expect(rare).toEqual([]);
  });

  test("each broken predicate is noticed", { timeout: 120_000 + cases * 10 }, () => {
    // The API server stores no rule about resources without a group.
    const { "no groups mean the core": _unstorable, ...storable } = mutants;
    const unnoticed = Object.entries(storable)
      .filter(([, mutant]) => disagreements(oracle, oracle.index, { ...kubernetes, ...mutant }).next().done)
      .map(([name]) => name);
    expect(unnoticed).toEqual([]);
  });

  test("requests of impersonated users are answered as the API server answers them", { timeout: 120_000 }, async () => {
    const { questions, index } = oracle;
    const sample = questions.filter((_, number) => number % Math.ceil(questions.length / 400) === 0);
    const wrong: unknown[] = [];
    for (const { spec } of sample.filter(({ spec }) => spec.user !== "")) {
      const groups = spec.groups?.length ? spec.groups.slice(0, 1) : undefined;
      const ours = can(index, { user: spec.user, groups, namespace: namespaceOf(spec), attributes: attributesOf(spec) }).verdict;
      const server = await selfReview(oracle, spec, groups);
      if (server !== undefined && (ours === "allowed") !== server) wrong.push({ spec, ours, server });
    }
    expect(wrong).toEqual([]);
  });

  test("who-can names exactly those subjects whose reviews are allowed", { timeout: 120_000 }, async () => {
    for (const attributes of widelyGranted) expect(await wrongInWhoCan(oracle, attributes)).toEqual([]);
  });

  test("odd names, odd rules and odd subjects are taken as the API server takes them", { timeout: 120_000 }, async () => {
    const { kube } = oracle;
    const refused: string[] = [];
    for (const object of oddObjects) {
      const path = `/apis/rbac.authorization.k8s.io/v1/${object.kind.toLowerCase()}s`;
      const { status } = await kube.request(path, { method: "POST", body: object });
      expect([object.metadata.name, [201, 422].includes(status)]).toEqual([object.metadata.name, true]);
      if (status === 422) refused.push(object.metadata.name);
    }
    expect(refused).toContain("odd-rule-no-verbs");
    const last = oddQuestions.at(-1) as ReviewSpec;
    await expect.poll(async () => (await kube.subjectAccessReview(last)).allowed, { timeout: 20_000 }).toBe(true);
    const index = await readIndex(kube);
    const answers = await kube.subjectAccessReviews(oddQuestions);
    expect([...disagreements({ questions: oddQuestions.map((spec) => ({ spec })), answers }, index)]).toEqual([]);
  });

  test("a RoleBinding lets its holder change the Namespace that it is in, and no other", { timeout: 60_000 }, async () => {
    const { kube } = oracle;
    const [mine = "", other = ""] = placesOf(oracle);
    const objects = [
      clusterRole("oracle-labels", [rule("patch", "", "namespaces")]),
      binding(mine, "oracle-labels", "ClusterRole oracle-labels", "User:oracle"),
    ];
    await kube.apply(objects as unknown as readonly KubeObject[]);
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
});

/** The namespaces that hold bindings, sorted. */
function placesOf({ index }: Oracle): readonly string[] {
  return [...new Set(index.bindings.map(({ namespace }) => namespace))].filter((name) => name.startsWith("team-")).sort();
}

/** A review is evaluated in the namespace that it names; a request, in the one that its path stands for. */
function requestSpec({ index }: Oracle, spec: ReviewSpec): object {
  if (!("resourceAttributes" in spec)) return { nonResourceAttributes: spec.nonResourceAttributes };
  const { resourceAttributes } = spec;
  const namespace = namespaceOfRequest(index.discovery, resourceAttributes, resourceAttributes.namespace ?? "");
  return { resourceAttributes: { ...resourceAttributes, namespace } };
}

/** @returns what the server says to the user; undefined to one who may not even ask, which is an answer of RBAC too. */
async function selfReview(oracle: Oracle, spec: ReviewSpec, groups: readonly string[] = []): Promise<boolean | undefined> {
  const { kube, index } = oracle;
  const { user } = spec;
  const answer = await kube
    .asUser(user, groups)
    .request<{ status?: { allowed?: boolean } }>("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      method: "POST",
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: requestSpec(oracle, spec),
      },
    });
  const attributes = { verb: "create", group: "authorization.k8s.io", resource: "selfsubjectaccessreviews" };
  const mayAsk = can(index, { user, groups: groups.length > 0 ? groups : undefined, attributes }).verdict === "allowed";
  expect([spec, user, groups, answer.status]).toEqual([spec, user, groups, mayAsk ? 201 : 403]);
  return mayAsk ? (answer.body.status?.allowed ?? false) : undefined;
}

const widelyGranted: readonly Attributes[] = [
  { verb: "get", group: "", resource: "secrets" },
  { verb: "create", group: "", resource: "pods", subresource: "exec" },
  { verb: "delete", group: "", resource: "configmaps", name: "web" },
  { verb: "list", group: "", resource: "nodes" },
  { verb: "patch", group: "", resource: "namespaces", name: "team-001" },
  { verb: "get", path: "/metrics" },
];

/** Asks the API server for every subject of every binding, in the whole cluster and in two namespaces. */
async function wrongInWhoCan(oracle: Oracle, attributes: Attributes): Promise<readonly unknown[]> {
  const { kube, index } = oracle;
  const subjects = [...index.subjects.values()].map(({ subject }) => subject);
  const places = ["", ...placesOf(oracle).slice(0, 2)];
  const asked = places.flatMap((place) => subjects.map((subject) => ({ place, subject })));
  const answers = await kube.subjectAccessReviews(
    asked.map(({ place, subject }) =>
      specOf(subject, attributes, "path" in attributes ? "" : namespaceOfRequest(index.discovery, attributes, place)),
    ),
  );
  const named = new Map(
    places.map((place) => [
      place,
      new Set(whoCan(index, { attributes, namespace: place }).subjects.map((one) => identityOf(one))),
    ]),
  );
  return asked.flatMap(({ place, subject }, number) =>
    named.get(place)?.has(identityOf(subject)) === answers[number]?.allowed
      ? []
      : [{ attributes, place, subject: subjectKey(subject), server: answers[number] }],
  );
}

/** Each subject by itself: who-can names a group, and not everybody who is in it by nature. */
function specOf(subject: SubjectRef, attributes: Attributes, namespace: string): ReviewSpec {
  const { name: user } = userOfSubject(subject);
  const who = { user, groups: subject.kind === "Group" ? [subject.name] : [] };
  if ("path" in attributes) return { ...who, nonResourceAttributes: attributes };
  return { ...who, resourceAttributes: { ...attributes, ...(namespace ? { namespace } : {}) } };
}
