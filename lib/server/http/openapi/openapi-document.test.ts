/** The document is OpenAPI 3.1, and everything that it points to is there. */
import { describe, expect, test } from "vitest";
import { type JsonSchema, judgesOf, type Schemas } from "#test/api/json-schema.ts";
import { openApiShape } from "#test/api/openapi-shape.ts";
import { openApiDocument } from "./openapi.ts";

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly "x-needs"?: string;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas; readonly securitySchemes: object };
}
const document = JSON.parse(JSON.stringify(await openApiDocument("1.2.3"))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.values(methods).map((operation) => ({ path, operation })),
);

test("has the shape of OpenAPI 3.1", () => {
  const { error } = openApiShape.safeParse(document);
  expect(error?.issues ?? []).toEqual([]);
});

test("holds schemas of JSON Schema 2020-12 that can be judged by", () => {
  const judge = judgesOf(document.components.schemas);
  for (const name of Object.keys(document.components.schemas))
    expect(() => judge({ $ref: `#/components/schemas/${name}` }), name).not.toThrow();
  for (const { operation } of operations)
    for (const { content = {} } of [...Object.values(operation.responses), operation.requestBody ?? {}])
      for (const { schema } of Object.values(content)) expect(() => judge(schema ?? {}), operation.operationId).not.toThrow();
});

describe.each(operations.map((one) => [one.operation.operationId, one] as const))("%s", (_id, { path, operation }) => {
  test("names each parameter once, and those of its path exactly", () => {
    const parameters = operation.parameters ?? [];
    const places = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(places).size).toBe(places.length);
    const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort());
  });

  test("says which right it needs and how one signs in, and has no body where there is none", () => {
    expect(operation["x-needs"]).toBeTruthy();
    for (const scheme of (operation.security ?? []).flatMap((one) => Object.keys(one)))
      expect(document.components.securitySchemes).toHaveProperty(scheme);
    expect(operation.responses["204"]?.content).toBeUndefined();
  });
});
