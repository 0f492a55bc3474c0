import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { parseHeads } from "./parsed-yaml.ts";
import { notPlain, readPlainHead } from "./plain-yaml.ts";

const cases = Number(process.env.CASES ?? 3_000);

/** What the plain reader accepts, the parser must accept with the same answer. */
function expectAgreement(text: string): void {
  const plain = readPlainHead(text);
  if (plain === notPlain) return;
  expect({ text, heads: parseHeads(text) }).toEqual({ text, heads: plain === undefined ? [] : [plain] });
}

const line = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 6),
    fc.constantFrom("", "", "- ", "-  ", "- - "),
    fc.constantFrom(
      ...["apiVersion: v1", "kind: Pod", "metadata:", "name: web", "namespace: shop", "metadata: {}", "name: 'web'", "name: 1"],
      ...["spec:", "a: b", "a: |", "a: >-", "a: |2", "a: # c", "a: b # c", "a: b#c", "# c", "", "b", "text: more", "a: [b, c]"],
      ...[
        'a: "b"',
        'a: "b',
        "a: 'b''c'",
        "a: {",
        "a: {}",
        "a: [",
        "a: -1",
        "a: - b",
        "a: &x b",
        "a: *x",
        "a: !t b",
        "a:b",
        "a: b:",
      ],
      ...[
        "a: b: c",
        "a: @b",
        "a: %b",
        "a: --flag",
        "a: ---",
        "a:  b",
        '"a": b',
        "'kind': Pod",
        "? a",
        ": b",
        "<<: b",
        "kind: List",
      ],
      ...[
        "\t",
        "a:\tb",
        "a: b\t",
        "items:",
        "-",
        "- a",
        "- |",
        "- {}",
        "a: '",
        "a: |-",
        "a: ~",
        "null: a",
        "kind: null",
        "a: b\\",
      ],
      ...[
        "a: ,b",
        "a: ]",
        "a: b]",
        "a: }b",
        "a: ?b",
        "a: :b",
        "a: !",
        "a: `b",
        "a: =",
        'a: "\\x41"',
        'a: "\\n"',
        "--- ",
        "a: [*x]",
      ],
    ),
  )
  .map(([indent, dash, content]) => `${" ".repeat(indent)}${dash}${content}`);

const lines = fc.array(line, { maxLength: 14 }).map((all) => all.join("\n"));

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      "web",
      "a: b",
      "# c",
      "",
      "1",
      "true",
      "multi\nline\n",
      "  lead\nx",
      "x\n\n\ny",
      "- a",
      "*",
      "&a",
      "trail ",
      "é",
    ),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ maxLength: 12 }),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("name", "namespace", "a", "b c", "app.kubernetes.io/name", "1", "x:"), tie("node"), {
      maxKeys: 3,
    }),
  ),
})).node;

const manifest = fc
  .record({
    apiVersion: fc.constantFrom("v1", "apps/v1", "extensions/v1beta1"),
    kind: fc.constantFrom("Pod", "Ingress", "List"),
    metadata: fc.record({ name: fc.constantFrom("web", "1", "a.b"), labels: value }, { requiredKeys: ["name"] }),
    spec: value,
  })
  .chain((object) =>
    fc
      .record({ indent: fc.constantFrom(2, 4), indentSeq: fc.boolean(), lineWidth: fc.constantFrom(0, 40) })
      .map((options) => stringify(object, options)),
  );

const mutated = fc
  .tuple(manifest, fc.nat(), fc.nat({ max: 6 }), fc.constantFrom("", " ", "  ", ":", "\n", "-", '"', "'", "#", "{", "|", "\t"))
  .map(([text, at, drop, insert]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + insert + text.slice(place + drop);
  });

describe("plain reading", () => {
  test("accepts nothing that the parser reads otherwise: lines at random", () => {
    fc.assert(fc.property(lines, expectAgreement), { numRuns: cases });
  });

  test("accepts nothing that the parser reads otherwise: manifests, and broken ones", () => {
    fc.assert(fc.property(manifest, expectAgreement), { numRuns: cases / 5 });
    fc.assert(fc.property(mutated, expectAgreement), { numRuns: cases });
  });

  test("reads what manifests are mostly made of", () => {
    const text = [
      "# a comment",
      "apiVersion: apps/v1 # here",
      'kind: "Deployment"',
      "metadata:",
      "  name: web",
      "  namespace: shop",
      "  labels: {}",
      "spec:",
      "  replicas: 2",
      "  template:",
      "    spec:",
      "      containers:",
      "      - name: web",
      "        image: registry.example/web:1.2@sha256:aa",
      '        args: [--port, "80"]',
      "        command:",
      "          - /bin/sh",
      "          - -c",
      "          - |",
      "            set -e",
      "            name: no",
      "",
      "              deeper",
      "        env: []",
    ].join("\n");
    expect(readPlainHead(text)).toEqual({ apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop", line: 2 });
  });

  test.each([
    ["a kind twice", "apiVersion: v1\nkind: Pod\nkind: Service"],
    ["an anchor", "apiVersion: v1\nkind: Pod\na: &x b"],
    ["a template", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a-{{ b }}"],
    ["a name that is a number", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: 12"],
    ["a list", "apiVersion: v1\nkind: List"],
    ["Windows' line ends", "apiVersion: v1\r\nkind: Pod\r\n"],
  ])("leaves %s to the parser", (_what, text) => {
    expect(readPlainHead(text)).toBe(notPlain);
  });
});
