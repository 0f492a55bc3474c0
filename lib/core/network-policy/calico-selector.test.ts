/** Calico's selectors against a reading that shares nothing with it: expressions are made, written and counted out. SEED and CASES choose them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonsOf, matchCalico, parseCalico } from "./calico-selector.ts";

const seed = Number(process.env.SEED ?? 20_261_129);
const numRuns = Number(process.env.CASES ?? 500);

type Labels = Readonly<Record<string, string>>;
interface Written {
  readonly text: string;
  readonly holds: (labels: Labels) => boolean;
}

const keys = ["app", "tier", "example.com/a-b_c"] as const;
const values = ["web", "web-2", "db", ""] as const;
const key = fc.constantFrom(...keys);
const value = fc.constantFrom(...values);
const quote = fc.constantFrom('"', "'");
const space = fc.constantFrom("", " ", "\t ");

const comparison: fc.Arbitrary<Written> = fc
  .tuple(key, value, quote, space, fc.constantFrom("==", "!=", "contains", "starts with", "starts  with", "ends with"))
  .map(([name, wanted, mark, gap, operator]) => ({
    text: `${name}${/^[a-z]/.test(operator) ? " " : gap}${operator}${gap}${mark}${wanted}${mark}`,
    holds: (labels) => {
      const found = labels[name];
      if (operator === "!=") return found !== wanted;
      if (found === undefined) return false;
      if (operator === "==") return found === wanted;
      if (operator === "contains") return found.includes(wanted);
      return operator.startsWith("starts") ? found.startsWith(wanted) : found.endsWith(wanted);
    },
  }));
const among: fc.Arbitrary<Written> = fc
  .tuple(key, fc.subarray([...values]), space, fc.constantFrom("in", "not in", "notin"), fc.boolean())
  .map(([name, wanted, gap, operator, comma]) => ({
    text: `${name} ${operator}${gap}{${gap}${wanted.map((one) => `'${one}'`).join(`,${gap}`)}${comma && wanted.length > 0 ? "," : ""}}`,
    holds: (labels) => {
      const found = labels[name];
      const inside = found !== undefined && (wanted as readonly string[]).includes(found);
      return operator === "in" ? inside : !inside;
    },
  }));
const has: fc.Arbitrary<Written> = fc
  .tuple(key, space)
  .map(([name, gap]) => ({ text: `has(${gap}${name}${gap})`, holds: (labels) => labels[name] !== undefined }));
const all: fc.Arbitrary<Written> = space.map((gap) => ({ text: `all(${gap})`, holds: () => true }));
const none: fc.Arbitrary<Written> = space.map((gap) => ({ text: `global(${gap})`, holds: () => false }));

const { whole } = fc.letrec<{ whole: Written; part: Written }>((tie) => ({
  whole: fc.oneof(
    { depthSize: "small" },
    tie("part"),
    fc.array(tie("part"), { minLength: 2, maxLength: 3 }).chain((parts) =>
      fc.array(fc.constantFrom("&&", "||"), { minLength: parts.length - 1, maxLength: parts.length - 1 }).map((signs) => ({
        text: parts.map(({ text }, place) => (place === 0 ? text : ` ${signs[place - 1]} ${text}`)).join(""),
        holds: (labels: Labels) => {
          const groups: boolean[][] = [[]];
          for (const [place, { holds }] of parts.entries()) {
            if (place > 0 && signs[place - 1] === "||") groups.push([]);
            groups.at(-1)?.push(holds(labels));
          }
          return groups.some((group) => group.every(Boolean));
        },
      })),
    ),
  ),
  part: fc.oneof(
    { depthSize: "small" },
    comparison,
    among,
    has,
    all,
    none,
    tie("whole").map(({ text, holds }) => ({ text: `(${text})`, holds })),
    tie("part").map(({ text, holds }) => ({ text: `! ${text}`, holds: (labels: Labels) => !holds(labels) })),
  ),
}));

test(`seed ${seed}, ${numRuns} expressions mean what they are made of`, { timeout: 20_000 + numRuns * 20 }, () => {
  const labels = fc.dictionary(key, value);
  fc.assert(
    fc.property(whole, labels, ({ text, holds }, own) => {
      const parsed = parseCalico(text);
      expect(parsed, text).toBeDefined();
      if (parsed === undefined) return;
      expect([text, matchCalico(parsed, (name) => own[name] ?? null)]).toEqual([text, holds(own) ? "yes" : "no"]);
    }),
    { seed, numRuns },
  );
});

test.each([
  "app",
  "app ==",
  "app = 'web'",
  "app == web",
  "app == 'web",
  "== 'web'",
  "app in 'web'",
  "app in {'a'",
  "app in {'a' 'b'}",
  "has(app",
  "has()",
  "(app == 'a'",
  "app == 'a')",
  "app == 'a' &&",
  "app == 'a' & has(b)",
  "app == 'a' has(b)",
  "app starts 'a'",
  "app == 'a'; all()",
  `${"(".repeat(200)}all()${")".repeat(200)}`,
])("%s is no expression", (text) => {
  expect(parseCalico(text)).toBeUndefined();
});

test("an empty one chooses everything, and what is not known of a label stays so", () => {
  const said = (text: string) => matchCalico(parseCalico(text) ?? { kind: "global" }, () => undefined);
  expect([said(""), said(" \t")]).toEqual(["yes", "yes"]);
  expect(["has(a)", "!has(a)", "a != 'b'", "has(a) || all()", "has(a) && global()"].map(said)).toEqual([
    ...["maybe", "maybe", "maybe", "yes", "no"],
  ]);
});

test("the labels that an expression looks at are told, with the values that it names", () => {
  const parsed = parseCalico("a == 'x' || !(b contains 'y' && has(c)) && d not in {'z', 'w'}");
  expect(parsed && comparisonsOf(parsed)).toEqual([
    { key: "a", values: ["x"], whole: false },
    { key: "b", values: ["y"], whole: true },
    { key: "c", values: [], whole: false },
    { key: "d", values: ["z", "w"], whole: false },
  ]);
});
