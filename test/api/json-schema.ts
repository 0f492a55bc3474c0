/** Schemas of the OpenAPI document: what fits them, and values that do. */
import fc from "fast-check";
import { z } from "zod";

export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
}
export type Schemas = Readonly<Record<string, JsonSchema>>;

const componentPrefix = "#/components/schemas/";

/** @returns a function that makes a judge of a schema, whose references lead to `schemas`. */
export function judgesOf(schemas: Schemas): (schema: JsonSchema) => z.ZodType {
  const $defs = JSON.parse(JSON.stringify(schemas).replaceAll(componentPrefix, "#/$defs/")) as Schemas;
  const made = new Map<string, z.ZodType>();
  return (schema) => {
    const text = JSON.stringify(schema).replaceAll(componentPrefix, "#/$defs/");
    const judge = made.get(text) ?? z.fromJSONSchema({ ...JSON.parse(text), $defs });
    made.set(text, judge);
    return judge;
  };
}

export interface Making {
  readonly schemas: Schemas;
  /** Ids of things that there are, by the prefix of their pattern, such as `cls`. */
  readonly known: Record<string, string>;
}

const deepest = 6;

/** @returns values that fit a schema; ids are mostly of things that there are. */
export function valuesOf(schema: JsonSchema, making: Making, depth = 0): fc.Arbitrary<unknown> {
  const inner = (other: JsonSchema) => valuesOf(other, making, depth + 1);
  if (schema.$ref !== undefined) return inner(making.schemas[schema.$ref.replace(componentPrefix, "")] ?? {});
  const choices = (schema.anyOf ?? schema.oneOf)?.filter((choice) => choice.not === undefined);
  if (choices !== undefined) return fc.oneof(...(depth > deepest ? choices.slice(0, 1) : choices).map(inner));
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === "object") return objectsOf(schema, making, depth);
  if (schema.type === "array") {
    const { minItems: minLength = 0, maxItems = 3, items = {} } = schema;
    return fc.array(inner(items), { minLength, maxLength: Math.max(minLength, Math.min(maxItems, depth > deepest ? 0 : 3)) });
  }
  return scalarsOf(schema, making);
}

function objectsOf(schema: JsonSchema, making: Making, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valuesOf(property, making, depth + 1)]),
  );
  const own = fc.record(model, { requiredKeys: [...required] });
  if (typeof additionalProperties !== "object" || Object.keys(properties).length > 0) return own;
  const keys = propertyNames === undefined ? fc.constantFrom("env", "team") : scalarsOf(propertyNames, making).map(String);
  return fc.dictionary(keys, valuesOf(additionalProperties, making, depth + 1), { maxKeys: 3 });
}

function scalarsOf(schema: JsonSchema, { known }: Making): fc.Arbitrary<unknown> {
  const { type, minimum, maximum, minLength = 0, maxLength = 40, pattern, format } = schema;
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "integer") return fc.integer({ min: Math.max(minimum ?? 0, -1000), max: Math.min(maximum ?? 1000, 10_000) });
  if (type === "number") return fc.double({ min: minimum ?? 0, max: maximum ?? 1000, noNaN: true });
  const prefix = /^\^([a-z]{3})_/.exec(pattern ?? "")?.[1];
  const there = prefix === undefined ? undefined : known[prefix];
  if (there !== undefined) return fc.constant(there);
  if (format === "date-time")
    return fc
      .date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === "email") return fc.integer({ min: 0, max: 1e9 }).map((n) => `person-${n}@example.com`);
  if (format === "uri") return fc.constant("https://203.0.113.9:6443");
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length >= minLength);
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)), unit: "grapheme" });
}

/** @returns a value with one place of it spoilt: a wrong type, or something that is required left out. */
export function spoiltOf(value: unknown): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(null, 7, "not what is asked for", [], [[]], {}, true, -1.5);
  if (typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length === 0) return wrong;
  const entries = Object.entries(value);
  return fc.oneof(
    { weight: 1, arbitrary: wrong },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...entries).map(([name]) => Object.fromEntries(entries.filter(([other]) => other !== name))),
    },
    {
      weight: 6,
      arbitrary: fc.constantFrom(...entries).chain(([name, old]) => spoiltOf(old).map((other) => ({ ...value, [name]: other }))),
    },
  );
}
