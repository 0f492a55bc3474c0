import { describe, expect, it } from "vitest";
import { type OpenApi, readReference } from "./reference.ts";
import { exampleOf, limitsOf, rowsOf, typeOf } from "./schema-words.ts";

const words = (schema: object) =>
  typeOf(schema)
    .map((part) => ("schema" in part ? `<${part.schema}>` : part.text))
    .join("");

describe("a schema in words", () => {
  it.each([
    [{ $ref: "#/components/schemas/Finding" }, "<Finding>"],
    [{ type: "array", items: { $ref: "#/components/schemas/Finding" } }, "array of <Finding>"],
    [{ enum: ["csv", "json"] }, '"csv" or "json"'],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string or null"],
    [{ type: "string", format: "date-time" }, "string (date-time)"],
    [{ type: "object", additionalProperties: { type: "integer" } }, "object with values integer"],
    [{}, "anything"],
  ])("%j", (schema, expected) => expect(words(schema)).toBe(expected));

  it("says its limits", () => {
    expect(limitsOf({ type: "integer", minimum: 1, maximum: 200, default: 50 })).toBe("1 to 200, 50 if absent");
    expect(limitsOf({ type: "integer", minimum: -9007199254740991 })).toBe("");
  });

  it("lists what is inside", () => {
    const inner = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
    const rows = rowsOf({ properties: { items: { type: "array", items: inner } }, required: ["items"] });
    expect(rows.map(({ name, required }) => [name, required])).toEqual([
      ["items", true],
      ["items[].name", true],
    ]);
  });

  it("gives an example even of what holds itself", () => {
    const schemas = { Tree: { type: "object", properties: { child: { $ref: "#/x/Tree" } }, required: ["child"] } };
    expect(JSON.stringify(exampleOf({ $ref: "#/x/Tree" }, schemas)).length).toBeLessThan(200);
  });
});

const document: OpenApi = {
  paths: {
    "/things/{id}": {
      post: {
        operationId: "things.do",
        tags: ["Things"],
        "x-needs": "scan:run",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        requestBody: {
          content: {
            "application/json": { schema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] } },
          },
        },
        responses: { "201": { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } }, "404": {} },
      },
      delete: { operationId: "things.own", tags: ["Things"], security: [{ session: [] }], responses: { "204": {} } },
    },
  },
};

describe("the reference", () => {
  const [section] = readReference(document, "https://drydock.example/api/v1").sections;
  const [post, remove] = section?.operations ?? [];

  it("has each route with its right, and a command that can be pasted", () => {
    expect(post).toMatchObject({ id: "things.do", needs: "scan:run", signIn: "tokenOrPerson", problems: ["404"] });
    expect(post?.curl).toBe(
      [
        'curl -H "Authorization: Bearer $DRYDOCK_TOKEN" \\',
        "  -X POST \\",
        '  -H "Content-Type: application/json" \\',
        "  -d '{\"n\":1}' \\",
        '  "https://drydock.example/api/v1/things/ID"',
      ].join("\n"),
    );
  });

  it("has no command for what no token may do", () => expect(remove).toMatchObject({ signIn: "person" }));
});
