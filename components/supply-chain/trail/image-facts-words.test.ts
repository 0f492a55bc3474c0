import { expect, test } from "vitest";
import { contentsWords, createdWords, credentialWords, userWords } from "./image-facts-words.ts";

test("a fixed date is told as one, and a missing one as missing", () => {
  expect(createdWords({ createdUnknown: "fixed" })).toBe("not known: a fixed date, so that its builds repeat");
  expect(createdWords({})).toBe("not told");
});

test.each([
  [{ user: "root" }, "root, where a pod says nothing else"],
  [{ user: "number", userName: "65532" }, "user 65532"],
  [{ user: "name", userName: "web" }, "web, whose number only its files tell"],
  [{ user: "unknown" }, "not known"],
] as const)("%j", (facts, words) => expect(userWords(facts)).toBe(words));

test("traces are told, and none is told as no proof", () => {
  expect(contentsWords({ shell: true, packageManagers: ["apk"] })).toBe("traces of apk and a shell");
  expect(contentsWords({ shell: false, packageManagers: [] })).toContain("proves nothing");
});

test("a bill of materials says what is there, and of what it did not look for it proves nothing", () => {
  const packages = { count: 12, ofSystem: true, shells: [], managers: [] };
  const words = (more: object) => contentsWords({ shell: false, packageManagers: [], packages: { ...packages, ...more } });
  expect(words({})).toBe("12 packages by its bill of materials, no shell and no package manager among them");
  expect(words({ managers: ["apk-tools"], shells: ["busybox"] })).toContain("apk-tools, busybox among them");
  expect(words({ ofSystem: false })).toContain("nobody may have looked");
  expect(contentsWords({ shell: false, packageManagers: [], minimalBase: "distroless" })).toContain(
    "distroless by its builder's word",
  );
});

test("what looks like a credential is told by its name or by its look", () => {
  expect(credentialWords("name:api-key")).toBe("its name says: api key");
  expect(credentialWords("value:github-token")).toBe("its value looks like: github token");
});
