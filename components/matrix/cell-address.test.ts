import fc from "fast-check";
import { expect, test } from "vitest";
import type { MatrixCell } from "#contracts/access.ts";
import { formatAddress, parseAddress } from "./cell-address.ts";
import { cellSentence, meaningsOf, type Part } from "./cell-sentence.ts";
import { columnGroups, displayOrder, resourceLabel } from "./column-groups.ts";
import { matrixTitle } from "./matrix-words.ts";
import { rowAt, stretches } from "./overview-bands.ts";

test("an address survives the URL, whatever the names hold", () => {
  const name = fc.string({ minLength: 1, unit: "binary" });
  fc.assert(
    fc.property(fc.constantFrom("User" as const, "Group" as const), name, name, (kind, subject, resource) => {
      const address = { subject: { kind, name: subject }, column: { group: "", resource } };
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }),
    { numRuns: Number(process.env.CASES ?? 200) },
  );
});

test("an address may name a row alone", () => {
  const address = { subject: { kind: "ServiceAccount" as const, namespace: "ci", name: "deployer" } };
  expect(formatAddress(address)).toBe("ServiceAccount~ci~deployer");
  expect(parseAddress("ServiceAccount~ci~deployer")).toEqual(address);
});

test("what is no address is none", () => {
  for (const text of ["", "Pod~a~b", "User~~", "User~~a~g", "User~~a~g~", "User~~a~g~r~x"]) expect(parseAddress(text)).toBeNull();
});

test("columns are grouped where they stand together", () => {
  const columns = [
    { group: "", resource: "secrets" },
    { group: "", resource: "pods" },
    { group: "apps", resource: "deployments" },
  ];
  expect(columnGroups(columns)).toEqual([
    { group: "", from: 0, to: 1 },
    { group: "apps", from: 2, to: 2 },
  ]);
  expect(resourceLabel({ group: "apps", resource: "deployments/scale" })).toBe("deployments.apps/scale");
});

test("what is looked for first stands first, and groups stay together", () => {
  const column = (group: string, resource: string, discovered = true) => ({
    group,
    resource,
    custom: group.includes("example"),
    discovered,
  });
  const columns = [
    column("apps", "deployments"),
    column("", "bindings"),
    column("cats.example.com", "cats"),
    column("", "secrets"),
    column("apps", "controllerrevisions", false),
    column("gone.k8s.io", "things", false),
    column("", "pods/exec"),
  ];
  const shown = displayOrder(columns).map((number) => columns[number]?.resource);
  expect(shown).toEqual(["secrets", "pods/exec", "bindings", "deployments", "controllerrevisions", "cats", "things"]);
});

test("equal bands join; the strip leads to every row", () => {
  expect(stretches([0, 0, 3, -1])).toEqual([
    { level: 0, from: 0, size: 0.5 },
    { level: 3, from: 0.5, size: 0.25 },
    { level: -1, from: 0.75, size: 0.25 },
  ]);
  expect([0, 0.5, 1].map((share) => rowAt(share, 42))).toEqual([0, 21, 41]);
});

const verb = (name: string, reach: "everywhere" | "namespaces" | "named" | "unknown" | "none", where: string[] = []) => ({
  verb: name,
  reach,
  dangerous: false,
  namespaces: reach === "namespaces" ? where : [],
  names: reach === "named" ? where : [],
  chains: [],
});
const words = (parts: readonly Part[]) => parts.map((part) => (typeof part === "string" ? part : `‹${part.code}›`)).join("");
const cell = (verbs: MatrixCell["verbs"], complete = true): MatrixCell => ({
  subject: { kind: "User", name: "a" },
  group: "",
  resource: "secrets",
  verbs,
  meaning: [],
  complete,
  gaps: [],
  removal: { steps: [], loses: { emptied: 0, reduced: 0 }, afterwards: "notAllowed" },
});

test("the sentence of a cell", () => {
  expect(words(cellSentence(cell([verb("get", "everywhere"), verb("list", "everywhere")]), 34))).toBe(
    "Get and list on ‹secrets› in all 34 namespaces",
  );
  expect(words(cellSentence(cell([verb("get", "namespaces", ["payments"]), verb("delete", "named", ["db"])]), 34))).toBe(
    "Get on ‹secrets› in ‹payments›; delete, only ‹db›",
  );
  expect(words(cellSentence(cell([]), 34))).toBe("Nothing on ‹secrets›");
});

test("what is dangerous is told verb by verb, what was not seen at once", () => {
  const dangerous = { ...verb("get", "everywhere"), dangerous: true };
  const verbs = [
    dangerous,
    verb("list", "everywhere"),
    verb("watch", "none"),
    verb("create", "unknown"),
    verb("update", "unknown"),
  ];
  const seen = { ...cell(verbs), meaning: ["May get.", "May list.", "Not seen.", "Not seen."] };
  expect(meaningsOf(seen)).toEqual({ dangerous: ["May get."], unseen: "Create and update" });
});

test("a cell that was not seen is not called empty", () => {
  expect(words(cellSentence(cell([], false), 34))).toBe("Not assessed: what it may do with ‹secrets›");
  expect(words(cellSentence(cell([verb("get", "unknown")]), 34))).toBe("Not assessed: what it may do with ‹secrets›");
});

test("the title says at least where not all was seen", () => {
  const counts = { secretReaders: 6, rows: 40, hiddenDefaults: 2, complete: true };
  expect(matrixTitle(counts)).toBe("6 of 42 subjects can read all secrets of at least one namespace.");
  expect(matrixTitle({ ...counts, complete: false })).toBe(
    "At least 6 of 42 subjects can read all secrets of at least one namespace.",
  );
  expect(matrixTitle({ ...counts, secretReaders: 0, complete: false })).toBe(
    "None of the 42 subjects is known to read all secrets of a namespace.",
  );
});
