import fc from "fast-check";
import { expect, test } from "vitest";
import type { MatrixCell } from "#contracts/access.ts";
import { formatAddress, parseAddress } from "./cell-address.ts";
import { cellSentence, type Part } from "./cell-sentence.ts";
import { columnGroups, resourceLabel } from "./column-groups.ts";
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

test("a cell that was not seen is not called empty", () => {
  expect(words(cellSentence(cell([], false), 34))).toBe("Not assessed: what it may do with ‹secrets›");
  expect(words(cellSentence(cell([verb("get", "unknown")]), 34))).toBe("Not assessed: what it may do with ‹secrets›");
});
