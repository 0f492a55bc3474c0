import { expect, test } from "vitest";
import { generateQuestions } from "./generate-questions.ts";
import { generateRbac, SMALL } from "./generate-rbac.ts";
import { FORMS } from "./targets.ts";
import { TRAITS, triesTrait } from "./traits.ts";

const objects = generateRbac(3, SMALL);

test("the same seed gives the same questions, another one others", () => {
  expect(generateQuestions(1, 300, objects)).toEqual(generateQuestions(1, 300, objects));
  expect(generateQuestions(2, 300, objects)).not.toEqual(generateQuestions(1, 300, objects));
});

test("each form comes up as often as the others", () => {
  const questions = generateQuestions(1, 5_000, objects);
  for (const form of FORMS) expect(questions.filter((one) => one.form === form).length).toBeGreaterThanOrEqual(700);
});

test("each trait is tried, but that of aggregated roles, whose rules a server fills in", () => {
  const questions = generateQuestions(1, 10_000, objects);
  const rare = TRAITS.filter((trait) => trait !== "aggregated").filter(
    (trait) => questions.filter((one) => triesTrait(trait, one)).length < 200,
  );
  expect(rare).toEqual([]);
});

test("a question is of the form that it says, unless something was changed", () => {
  for (const { form, origin, spec } of generateQuestions(4, 3_000, objects)) {
    if (origin === "changed") continue;
    if ("nonResourceAttributes" in spec) {
      expect(form).toBe("nonResource");
      continue;
    }
    const { subresource, name, namespace } = spec.resourceAttributes;
    expect(Boolean(subresource)).toBe(form === "subresource" || form === "namedSubresource");
    expect(Boolean(name)).toBe(form === "named" || form === "namedSubresource" || form === "namespaceObject");
    if (form === "clusterWide") expect(namespace).toBeUndefined();
  }
});

test("without any objects all questions are random ones", () => {
  const none = { roles: [], clusterRoles: [], roleBindings: [], clusterRoleBindings: [] };
  expect(new Set(generateQuestions(1, 100, none).map(({ origin }) => origin))).toEqual(new Set(["random"]));
});
