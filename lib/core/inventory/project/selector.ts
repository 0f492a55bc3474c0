import type { LabelSelector } from "../items.ts";
import { compact, fields, objects, someTexts, text, textMap } from "./read.ts";

/** @returns a label selector; a missing one is undefined, an empty one selects everything. */
export function projectSelector(value: unknown, path: string): LabelSelector | undefined {
  const selector = fields(value, path);
  if (selector === undefined) return undefined;
  const expressions = objects(selector.matchExpressions, `${path}.matchExpressions`).map((expression) =>
    compact({
      key: text(expression.key, `${path}.matchExpressions.key`) ?? "",
      operator: text(expression.operator, `${path}.matchExpressions.operator`) ?? "",
      values: someTexts(expression.values, `${path}.matchExpressions.values`),
    }),
  );
  return compact({
    matchLabels: textMap(selector.matchLabels, `${path}.matchLabels`),
    matchExpressions: expressions.length === 0 ? undefined : expressions,
  });
}
