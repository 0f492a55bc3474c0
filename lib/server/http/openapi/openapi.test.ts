import { describe, expect, test } from "vitest";
import { problems } from "../../../contracts/problems.ts";
import { routes } from "../routes.ts";
import { openApiDocument } from "./openapi.ts";

interface Operation {
  operationId?: string;
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { description?: string; content?: Record<string, unknown> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: { code?: { enum?: string[] } } }> };
}
/** What answers with no JSON, beside the contract. */
const streams = ["/scans/{id}/events", "/audit/export", "/exports/{view}"];
const document = JSON.parse(JSON.stringify(await openApiDocument("1.2.3"))) as Document;

function* references(node: unknown): Generator<string> {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "$ref") yield value as string;
    else yield* references(value);
  }
}

describe("the OpenAPI document", () => {
  test("is of version 3.1", () => expect(document.openapi).toMatch(/^3\.1\./));

  test.each(routes.map((route) => [route.name, route]))("has %s, with its parameters and its problems", (_name, route) => {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()];
    expect(operation?.summary).toBeTruthy();
    const inPath = operation?.parameters?.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name) ?? [];
    expect(inPath).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    const statuses = Object.keys(operation?.responses ?? {});
    expect(statuses.some((status) => status.startsWith("2"))).toBe(true);
    expect(statuses).toContain("404");
    expect(statuses.includes("401")).toBe(route.needs !== "public");
    const problem = operation?.responses["400"]?.content?.["application/problem+json"];
    expect(problem).toEqual({ schema: { $ref: "#/components/schemas/Problem" } });
  });

  test("has no other operation, and names each once", () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(routes.length + streams.length);
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(operations.length);
  });

  test("has the progress of a scan as events, beside the contract, because it is no JSON", () => {
    const operation = document.paths["/scans/{id}/events"]?.get;
    expect(operation).toMatchObject({ operationId: "scans.events", tags: ["Scans"], summary: expect.any(String) });
    expect(operation?.parameters?.map((parameter) => [parameter.in, parameter.name, parameter.required])).toEqual([
      ["path", "id", true],
      ["header", "Last-Event-ID", false],
    ]);
    expect(Object.keys(operation?.responses["200"]?.content ?? {})).toEqual(["text/event-stream"]);
    expect([...references(operation)]).toContain("#/components/schemas/ScanProgress");
    for (const status of ["401", "404", "429", "500", "503"])
      expect(Object.keys(operation?.responses[status]?.content ?? {})).toEqual(["application/problem+json"]);
  });

  test("has the upload, with the file as the body itself", () => {
    const operation = document.paths["/snapshots"]?.post as { requestBody?: { content: object } } | undefined;
    expect(Object.keys(operation?.requestBody?.content ?? {})).toEqual(["application/octet-stream"]);
  });

  test("every reference leads somewhere", () => {
    const names = Object.keys(document.components.schemas);
    const found = [...references(document)];
    expect(found.length).toBeGreaterThan(100);
    for (const reference of found) expect(names).toContain(reference.replace("#/components/schemas/", ""));
  });

  test("names every code of a problem", () => {
    expect(document.components.schemas.Problem?.properties?.code?.enum).toEqual(Object.keys(problems));
  });
});
