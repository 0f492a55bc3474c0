/** A JSON schema as a person reads it. Reads an OpenAPI 3.1 document and knows nothing of what it describes. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** A piece of a type: text, or the name of a schema that stands elsewhere on the page. */
export type TypePart = { readonly text: string } | { readonly schema: string };

export function nameOfRef(ref: string): string {
  return ref.split("/").at(-1) ?? ref;
}

const text = (words: string): TypePart[] => [{ text: words }];

function joined(parts: readonly (readonly TypePart[])[], by: string): TypePart[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: by }, ...part]));
}

/** Values of a closed set that are written out; a longer set says how many there are. */
const mostValues = 12;

/** @returns the type of a schema, such as `array of Finding` or `"csv" or "json"`. */
export function typeOf(schema: Schema): TypePart[] {
  if (schema.$ref !== undefined) return [{ schema: nameOfRef(schema.$ref) }];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return joined(choices.map(typeOf), " or ");
  if (schema.allOf !== undefined) return joined(schema.allOf.map(typeOf), " and ");
  if (schema.const !== undefined) return text(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return text(enumWords(schema.enum));
  if (schema.type === "array") return [{ text: "array of " }, ...typeOf(schema.items ?? {})];
  if (typeof schema.additionalProperties === "object" && schema.properties === undefined)
    return [{ text: "object with values " }, ...typeOf(schema.additionalProperties)];
  return text(plainType(schema));
}

function enumWords(values: readonly unknown[]): string {
  const written = values.slice(0, mostValues).map((value) => JSON.stringify(value));
  return values.length > mostValues ? `${written.join(" or ")} or ${values.length - mostValues} more` : written.join(" or ");
}

function plainType({ type, format }: Schema): string {
  const name = typeof type === "string" ? type : (type?.join(" or ") ?? "anything");
  return format === undefined ? name : `${name} (${format})`;
}

/** @returns the limits of a value in words, such as `1 to 200, 50 if absent`; empty where there are none. */
export function limitsOf(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, maxItems, pattern } = schema;
  const small = (value: number | undefined) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
  return [
    range(small(minimum), small(maximum), ""),
    range(minLength, maxLength, " characters"),
    maxItems === undefined ? "" : `${maxItems} at most`,
    pattern === undefined ? "" : `matches ${pattern}`,
    schema.default === undefined ? "" : `${JSON.stringify(schema.default)} if absent`,
  ]
    .filter((words) => words !== "")
    .join(", ");
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`;
  if (from !== undefined) return `at least ${from}${unit}`;
  return to === undefined ? "" : `at most ${to}${unit}`;
}

export interface Row {
  /** Dotted, with `[]` behind what is a list. */
  readonly name: string;
  readonly required: boolean;
  readonly type: readonly TypePart[];
  readonly about: string;
}

/** Levels of objects inside objects that are written out. */
const deepest = 3;

/** @returns each property of an object, those of objects inside it below them. */
export function rowsOf(schema: Schema, prefix = "", depth = 1): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const inner = property.type === "array" ? (property.items ?? {}) : property;
    const path = `${prefix}${name}`;
    const below = depth < deepest && inner.properties !== undefined;
    const row = {
      name: path,
      required: schema.required?.includes(name) ?? false,
      type: typeOf(property),
      about: [property.description ?? "", limitsOf(property)].filter((words) => words !== "").join(" · "),
    };
    return below ? [row, ...rowsOf(inner, `${path}${property.type === "array" ? "[]" : ""}.`, depth + 1)] : [row];
  });
}

/** @returns the smallest value that fits, to show; names of schemas are looked up in `schemas`. */
export function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, depth = 0): unknown {
  if (depth > 8) return {};
  const inner = (other: Schema | undefined) => exampleOf(other ?? {}, schemas, depth + 1);
  if (schema.$ref !== undefined) return inner(schemas[nameOfRef(schema.$ref)]);
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice !== undefined) return inner(choice);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined || schema.type === "object") {
    const needed = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
    return Object.fromEntries(needed.map(([name, property]) => [name, inner(property)]));
  }
  if (schema.type === "array") return [];
  return plainExample(schema);
}

function plainExample({ type, format, pattern, minimum }: Schema): unknown {
  if (type === "integer" || type === "number") return Math.max(1, minimum ?? 1);
  if (type === "boolean") return true;
  const prefix = /^\^([a-z]{3}_)/.exec(pattern ?? "")?.[1];
  if (prefix !== undefined) return `${prefix}…`;
  if (format === "date-time") return "2027-01-01T00:00:00Z";
  return format === "email" ? "ada@example.com" : "…";
}
