import { describe, expect, test } from "vitest";
import { type AuthorizerCase, authorizerCases } from "./authorizer-cases.ts";
import { review } from "./can.ts";
import { mutants } from "./mutants.ts";
import { kubernetes, type Predicates } from "./predicates.ts";
import { indexOf } from "./worlds.ts";

/** @returns the questions of a case that the engine answers otherwise than Kubernetes. */
function disagreements({ objects, allowed, refused }: AuthorizerCase, predicates?: Predicates): unknown[] {
  const index = indexOf(objects);
  const verdict = ({ user, groups, namespace, attributes }: AuthorizerCase["allowed"][number]) =>
    review(index, { user: { name: user, groups }, namespace, attributes }, predicates).verdict;
  return [
    ...allowed.filter((question) => verdict(question) !== "allowed"),
    ...refused.filter((question) => verdict(question) !== "notAllowed"),
  ];
}

describe("the cases of Kubernetes' authorizer", () => {
  for (const authorizerCase of authorizerCases)
    test(authorizerCase.name, () => {
      expect(disagreements(authorizerCase)).toEqual([]);
    });
});

describe("a broken predicate does not go unnoticed", () => {
  for (const [name, mutant] of Object.entries(mutants))
    test(name, () => {
      const noticed = authorizerCases.filter(
        (authorizerCase) => disagreements(authorizerCase, { ...kubernetes, ...mutant }).length > 0,
      );
      expect(noticed.map((found) => found.name)).not.toEqual([]);
    });
});
