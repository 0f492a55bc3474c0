/**
 * Calico's language of selectors, such as `role == "db" && !has(old)`. After its own grammar,
 * https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors.
 */
import type { Match } from "./selectors.ts";

export type CalicoExpression =
  | { readonly kind: "all" | "global" }
  | { readonly kind: "has"; readonly key: string }
  | { readonly kind: TextOperator; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: "not"; readonly inner: CalicoExpression }
  | { readonly kind: "and" | "or"; readonly parts: readonly CalicoExpression[] };

type TextOperator = "in" | "contains" | "starts" | "ends";

/** Value of a label; null where it is absent, undefined where nobody can tell. */
export type LabelValue = string | null | undefined;

type Token = readonly [kind: string, value?: string];

const blank = /[ \t]*/y;
const operators = /==|!=|&&|\|\||[(){},!]/y;
const text = /"([^"]*)"|'([^']*)'/y;
const call = /(has)\([ \t]*([\w./-]{1,512})[ \t]*\)|(all|global)\([ \t]*\)/y;
const word = /contains|starts[ \t]*with|ends[ \t]*with|not[ \t]*in|in/y;
const label = /[\w./-]{1,512}/y;

/** Expressions that go deeper are not read. */
const deepest = 100;

/** @returns the expression, or undefined where the text is none. An empty one chooses everything. */
export function parseCalico(selector: string): CalicoExpression | undefined {
  const tokens = tokensOf(selector);
  if (tokens === undefined) return undefined;
  if (tokens.length === 0) return { kind: "all" };
  const reader = createReader(tokens);
  const found = reader.either(0);
  return reader.isDone() ? found : undefined;
}

function tokensOf(selector: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let place = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = place;
    const found = pattern.exec(selector);
    if (found !== null) place = pattern.lastIndex;
    return found;
  };
  for (;;) {
    next(blank);
    if (place >= selector.length) return tokens;
    const afterLabel = tokens.at(-1)?.[0] === "label";
    const sign = next(operators);
    if (sign) {
      tokens.push([sign[0]]);
      continue;
    }
    const quoted = next(text);
    if (quoted) {
      tokens.push(["text", quoted[1] ?? quoted[2] ?? ""]);
      continue;
    }
    const found = afterLabel ? next(word) : (next(call) ?? next(label));
    if (found === null) return undefined;
    if (afterLabel) tokens.push([found[0].replace(/[ \t]/g, "")]);
    else if (found[1] ?? found[3]) tokens.push([(found[1] ?? found[3]) as string, found[2]]);
    else tokens.push(["label", found[0]]);
  }
}

function createReader(tokens: readonly Token[]) {
  let place = 0;
  const kind = () => tokens[place]?.[0];
  const take = (wanted: string): Token | undefined => (kind() === wanted ? tokens[place++] : undefined);

  const series = (sign: string, name: "and" | "or", one: () => CalicoExpression | undefined): CalicoExpression | undefined => {
    const parts: CalicoExpression[] = [];
    do {
      const part = one();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (take(sign));
    return parts.length === 1 ? parts[0] : { kind: name, parts };
  };
  const either = (depth: number): CalicoExpression | undefined =>
    depth > deepest ? undefined : series("||", "or", () => series("&&", "and", () => operation(depth)));

  const operation = (depth: number): CalicoExpression | undefined => {
    let negated = false;
    while (take("!")) negated = !negated;
    const inner = simple(depth);
    return negated && inner ? { kind: "not", inner } : inner;
  };
  const simple = (depth: number): CalicoExpression | undefined => {
    if (take("(")) {
      const inner = either(depth + 1);
      return inner && take(")") ? inner : undefined;
    }
    if (take("all")) return { kind: "all" };
    if (take("global")) return { kind: "global" };
    const has = take("has");
    if (has) return { kind: "has", key: has[1] ?? "" };
    const key = take("label")?.[1];
    return key === undefined ? undefined : comparison(key);
  };
  const comparison = (key: string): CalicoExpression | undefined => {
    const operator = tokens[place++]?.[0];
    if (operator === "in" || operator === "notin") {
      const values = set();
      if (values === undefined) return undefined;
      const among: CalicoExpression = { kind: "in", key, values };
      return operator === "in" ? among : { kind: "not", inner: among };
    }
    const value = take("text")?.[1];
    if (value === undefined) return undefined;
    const equal: CalicoExpression = { kind: "in", key, values: [value] };
    if (operator === "==") return equal;
    if (operator === "!=") return { kind: "not", inner: equal };
    const kinds: Readonly<Record<string, TextOperator>> = { contains: "contains", startswith: "starts", endswith: "ends" };
    const named = operator === undefined ? undefined : kinds[operator];
    return named && { kind: named, key, values: [value] };
  };
  const set = (): readonly string[] | undefined => {
    if (!take("{")) return undefined;
    const values: string[] = [];
    for (let value = take("text"); value; value = take(",") && take("text")) values.push(value[1] ?? "");
    return take("}") && values;
  };
  return { either, isDone: () => place === tokens.length };
}

/** @returns whether labels fulfil an expression. Pods are never without a namespace, which `global()` asks for. */
export function matchCalico(expression: CalicoExpression, labelAt: (key: string) => LabelValue): Match {
  switch (expression.kind) {
    case "all":
      return "yes";
    case "global":
      return "no";
    case "not":
      return opposite[matchCalico(expression.inner, labelAt)];
    case "and":
      return worst(
        expression.parts.map((part) => matchCalico(part, labelAt)),
        "no",
        "yes",
      );
    case "or":
      return worst(
        expression.parts.map((part) => matchCalico(part, labelAt)),
        "yes",
        "no",
      );
    default: {
      const value = labelAt(expression.key);
      if (value === undefined) return "maybe";
      return value !== null && (expression.kind === "has" || compares(expression, value)) ? "yes" : "no";
    }
  }
}

const opposite = { yes: "no", no: "yes", maybe: "maybe" } as const;

function worst(parts: readonly Match[], decides: Match, otherwise: Match): Match {
  return parts.includes(decides) ? decides : parts.includes("maybe") ? "maybe" : otherwise;
}

function compares({ kind, values }: { readonly kind: TextOperator; readonly values: readonly string[] }, value: string): boolean {
  if (kind === "in") return values.includes(value);
  return values.some((one) =>
    kind === "contains" ? value.includes(one) : kind === "starts" ? value.startsWith(one) : value.endsWith(one),
  );
}

/** @returns every comparison in an expression: the labels that it looks at. */
export function comparisonsOf(
  expression: CalicoExpression,
): readonly { readonly key: string; readonly values: readonly string[]; readonly whole: boolean }[] {
  switch (expression.kind) {
    case "all":
    case "global":
      return [];
    case "not":
      return comparisonsOf(expression.inner);
    case "and":
    case "or":
      return expression.parts.flatMap(comparisonsOf);
    case "has":
      return [{ key: expression.key, values: [], whole: false }];
    default:
      return [{ key: expression.key, values: expression.values, whole: expression.kind !== "in" }];
  }
}
