import { expect, test } from "vitest";
import { beyond } from "./asked-words.ts";
import { completionsOf, wordsWanted } from "./completions.ts";

const words = (text: string, known: readonly string[] = []) => completionsOf(text, known).map(({ word }) => word);

test("completions follow the sentence", () => {
  expect(words("")).toEqual(["who can", "can sa:", "can group:", "can user:"]);
  expect(words("can")).toEqual(["can sa:", "can group:", "can user:"]);
  expect(words("del")).toEqual(["delete", "deletecollection"]);
  expect(words("who can de")).toEqual(["delete", "deletecollection"]);
  expect(completionsOf("who can get pods/e", ["pods/exec"])[0]?.text).toBe("who can get pods/exec ");
  expect(completionsOf("get secrets in pay", ["payments"])[0]?.text).toBe("get secrets in payments ");
  expect(words("who can get secrets", ["secrets"])).toEqual([]);
});

test("what only the clusters know is asked of them", () => {
  expect(wordsWanted("who can get se")).toEqual({ what: "resource", q: "se" });
  expect(wordsWanted("can jan")).toEqual({ what: "subject", q: "jan" });
  expect(wordsWanted("get pods in ")).toEqual({ what: "namespace", q: "" });
  expect(wordsWanted("who can ge")).toBeUndefined();
});

test("what the API understood is repeated only where it adds something", () => {
  const question = { verbs: ["delete"], target: { resource: "nodes" }, place: "any" } as const;
  expect(beyond("Who can delete nodes.", question)).toBeUndefined();
  expect(beyond("Who can delete nodes in at least one namespace.", question)).toBeUndefined();
  const warned = "Who can delete nodes. Nothing serves it.";
  expect(beyond(warned, question)).toBe(warned);
});
