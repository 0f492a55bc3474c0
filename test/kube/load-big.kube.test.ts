import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateQuestions, type Question } from "./generate/generate-questions.ts";
import { type GeneratedRbac, SMALL } from "./generate/generate-rbac.ts";
import type { RbacObjects } from "./generate/rbac-objects.ts";
import { FORMS } from "./generate/targets.ts";
import { loadBig, readRbac } from "./load-big.ts";
import type { ReviewAnswer } from "./review.ts";
import { type Kube, startKube, TIME_TO_START } from "./server.ts";

const SEED = 20_261_124;
let kube: Kube;
let generated: GeneratedRbac;
let stored: RbacObjects;
beforeAll(async () => {
  kube = await startKube();
  generated = await loadBig(kube, { seed: SEED, sizes: SMALL, pods: 20 });
  stored = await readRbac(kube);
}, TIME_TO_START);
afterAll(() => kube?.stop());

test("the API server keeps what was generated", () => {
  const kinds = ["roles", "clusterRoles", "roleBindings", "clusterRoleBindings"] as const;
  for (const kind of kinds) {
    const key = ({ metadata }: { metadata: { namespace?: string; name: string } }) => `${metadata.namespace}/${metadata.name}`;
    const names = new Set(stored[kind].map(key));
    expect(generated[kind].map(key).filter((name) => !names.has(name))).toEqual([]);
  }
});

test("aggregated roles have their rules", () => {
  const aggregated = stored.clusterRoles.filter(({ aggregationRule }) => aggregationRule);
  expect(aggregated.length).toBeGreaterThan(3);
  expect(aggregated.some(({ rules }) => (rules?.length ?? 0) > 1)).toBe(true);
});

describe("5,000 generated questions", () => {
  let questions: Question[];
  let answers: ReviewAnswer[];
  beforeAll(async () => {
    questions = generateQuestions(SEED, 5_000, stored);
    answers = await kube.subjectAccessReviews(questions.map(({ spec }) => spec));
  }, 60_000);

  test("are allowed often enough, and refused often enough", () => {
    const share = answers.filter(({ allowed }) => allowed).length / answers.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.7);
  });

  test("have 200 of each form and more, both allowed and refused", () => {
    for (const form of FORMS) {
      const ofForm = answers.filter((_, index) => questions[index]?.form === form);
      expect(ofForm.length).toBeGreaterThanOrEqual(200);
      expect(ofForm.filter(({ allowed }) => allowed).length).toBeGreaterThan(50);
      expect(ofForm.filter(({ allowed }) => !allowed).length).toBeGreaterThan(50);
    }
    for (const asker of ["user", "group", "serviceAccount"])
      expect(questions.filter((one) => one.asker === asker).length).toBeGreaterThanOrEqual(200);
  });
});
