import { describe, expect, test } from "vitest";
import { judgeApi } from "../judge-api.ts";
import { apiLifecycles, apiVersionOf, catalogueReach } from "../lifecycle.ts";
import { type JudgedDocument, judgeManifests, unknownTarget } from "./judge.ts";

const ingress = "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\n";
const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";

function judge(text: string, target = 37, from?: number): JudgedDocument[] {
  const all = [...judgeManifests(text, { target, ...(from === undefined ? {} : { from }) }, "a.yaml")];
  return all.map((one) => (one.kind === "finding" ? { ...one, source: expect.any(Function) } : one));
}

function findings(text: string, target = 37) {
  return judge(text, target).flatMap((one) => (one.kind === "finding" ? [one.finding] : []));
}

function notAssessed(text: string) {
  return judge(text).flatMap((one) => (one.kind === "notAssessed" ? [one.notAssessed] : []));
}

describe("a manifest", () => {
  test("of an API that is gone is a blocker, with its replacement and its place", () => {
    expect(judge(`${service}---\n# old\n${ingress}`)).toEqual([
      { kind: "fine" },
      {
        kind: "finding",
        source: expect.any(Function),
        finding: {
          apiVersion: "networking.k8s.io/v1beta1",
          kind: "Ingress",
          namespace: "shop",
          name: "web",
          file: "a.yaml",
          line: 7,
          deprecated: "1.19",
          removed: "1.22",
          replacement: "networking.k8s.io/v1",
          verdict: "blocker",
          evidence: "From 1.22 on nothing serves networking.k8s.io/v1beta1. networking.k8s.io/v1 is there from 1.19 on.",
        },
      },
    ]);
  });

  test.each<[number, string | undefined, string | undefined]>([
    [18, undefined, "blocker"],
    [19, "warning", undefined],
    [21, "warning", undefined],
    [22, "blocker", undefined],
  ])("of Ingress on 1.%i: v1beta1 %s, v1 %s", (target, beta, stable) => {
    expect(findings(ingress, target)[0]?.verdict).toBe(beta);
    expect(findings(ingress.replace("v1beta1", "v1"), target)[0]?.verdict).toBe(stable);
  });

  test.each([
    [18, "networking.k8s.io/v1 comes with 1.19: change it at that step."],
    [20, "networking.k8s.io/v1 is there today: change it before the upgrade."],
  ])("can be changed when the replacement is there, from 1.%i", (from, sentence) => {
    const [judged] = judge(ingress, 22, from);
    expect(judged?.kind === "finding" && judged.finding.evidence).toContain(sentence);
  });

  test("of an API that is deprecated for good is for information", () => {
    expect(findings("apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}")).toMatchObject([
      { verdict: "info", deprecated: "1.33", removed: null },
    ]);
  });

  test("of a kind that is not Kubernetes' own is no failure", () => {
    expect(judge("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}")).toEqual([
      { kind: "foreign", of: "Widget of example.com/v1" },
    ]);
  });

  test("that is no object is passed by", () => {
    expect(judge("replicas: 3\nimage:\n  tag: x\n---\n---\n# nothing\n---\n- a\n")).toEqual([]);
  });
});

describe("texts of many forms", () => {
  const names = (text: string) => findings(text).map(({ name, line }) => [name, line]);
  const item = (name: string) => ({ apiVersion: "extensions/v1beta1", kind: "Ingress", metadata: { name } });
  const block = (name: string) => `  - apiVersion: extensions/v1beta1\n    kind: Ingress\n    metadata:\n      name: ${name}\n`;

  test("JSON, alone, in a row, as an array and as a list", () => {
    const [a, b] = [JSON.stringify(item("a"), undefined, 2), JSON.stringify(item("b"))];
    expect(names(a)).toEqual([["a", 1]]);
    expect(names(`${a}\n${b}`)).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    expect(names(`[${a},${b}]`)).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    expect(names(JSON.stringify({ apiVersion: "v1", kind: "List", items: [item("a"), item("b")] }))).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  test("lists in YAML, of anything and of a kind, and a list in a list", () => {
    expect(names(`apiVersion: v1\nkind: List\nitems:\n${block("a")}${block("b")}`)).toEqual([
      ["a", 4],
      ["b", 8],
    ]);
    expect(
      names("apiVersion: extensions/v1beta1\nkind: IngressList\nitems:\n- metadata:\n    name: a\n- metadata: {name: b}\n"),
    ).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    const inner = { apiVersion: "v1", kind: "List", items: [item("a")] };
    expect(names(JSON.stringify({ apiVersion: "v1", kind: "List", items: [inner] }))).toEqual([["a", 1]]);
  });

  test("what Helm renders", () => {
    const rendered = `---\n# Source: shop/templates/ingress.yaml\n${ingress}---\n# Source: shop/templates/none.yaml\n\n---\n${service}...\n`;
    expect(names(rendered)).toEqual([["web", 3]]);
  });

  test("marks of byte order, Windows' line ends, anchors and quotes", () => {
    expect(names(`\uFEFF${ingress}`)).toEqual([["web", 1]]);
    expect(names(ingress.replaceAll("\n", "\r\n"))).toEqual([["web", 1]]);
    expect(names(`apiVersion: &v "extensions/v1beta1"\nkind: 'Ingress'\nmetadata: {name: "a", annotations: {v: *v}}\n`)).toEqual([
      ["a", 1],
    ]);
  });
});

describe("what cannot be read", () => {
  test("is named with its line, and the others are judged", () => {
    const text = `${service}---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: "open\n---\n${ingress}`;
    expect(judge(text).map(({ kind }) => kind)).toEqual(["fine", "notAssessed", "finding"]);
    expect(notAssessed(text)).toMatchObject([{ file: "a.yaml", reason: "broken", line: expect.toSatisfy((line) => line > 5) }]);
  });

  test.each([
    ["a value", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n"],
    ["a part of a name", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a-{{ .Release.Name }}\n"],
    ["a line", "{{- if .Values.on }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n{{- end }}\n"],
    ["the version", 'apiVersion: "{{ .Values.api }}"\nkind: Ingress\nmetadata:\n  name: a\n'],
    ["a quoted name", 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: "{{ .Release.Name }}"\n'],
  ])("a template is named as such: %s", (_what, text) => {
    expect(notAssessed(text)).toMatchObject([{ reason: "template" }]);
  });

  test("marks of templates in text are no template", () => {
    const rule = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: rules\ndata:\n  a: "{{ $labels.pod }}"\n  b: |\n    {{ $value }}\n`;
    expect(judge(rule)).toEqual([{ kind: "fine" }]);
  });

  test("broken JSON, a bomb of aliases, a kind twice", () => {
    expect(notAssessed('{"apiVersion": "v1", "kind": "Pod"')).toMatchObject([{ reason: "broken" }]);
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [index, name] of [..."bcdefghi"].entries())
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`);
    expect(notAssessed(`apiVersion: v1\nkind: Pod\n${bomb.join("\n")}\n`)).toMatchObject([{ reason: "broken" }]);
    expect(notAssessed("apiVersion: v1\nkind: Pod\nkind: Service\n")).toMatchObject([{ reason: "broken", line: 3 }]);
  });
});

test("50,000 documents are judged one by one", () => {
  const counts = new Map<string, number>();
  const text = `${service}---\n${ingress}---\n`.repeat(25_000);
  for (const { kind } of judgeManifests(text, { target: 37 })) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  expect(Object.fromEntries(counts)).toEqual({ fine: 25_000, finding: 25_000 });
});

describe("the whole catalogue", () => {
  test.each(apiLifecycles.map((entry) => [apiVersionOf(entry), entry.kind, entry] as const))(
    "%s %s is judged",
    (apiVersion, kind, entry) => {
      const text = JSON.stringify({ apiVersion, kind, metadata: { name: "a" } });
      for (let target = catalogueReach.oldest; target <= catalogueReach.newest; target += 1) {
        const [judged] = judge(text, target);
        const wanted = judgeApi(entry, target)?.verdict;
        expect(judged?.kind === "finding" ? judged.finding.verdict : judged?.kind).toBe(wanted ?? "fine");
        if (entry.removed !== undefined && entry.removed <= target) expect(wanted).toBe("blocker");
      }
    },
  );
});

test("a target that the catalogue does not reach is not assessed, but what was gone before stays gone", () => {
  expect(unknownTarget(38)).toMatchObject([{ reason: "outsideCatalogue" }]);
  expect(unknownTarget(37)).toEqual([]);
  expect(findings(ingress, 38)).toMatchObject([{ verdict: "blocker" }]);
});
