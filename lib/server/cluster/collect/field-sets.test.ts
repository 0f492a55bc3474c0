import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyFieldSets } from "./field-sets.ts";

/** As the API server writes it, with this set. */
const entry = (fieldsV1: object) => ({
  ...{ manager: "kubectl", operation: "Update", apiVersion: "v1", time: "2026-01-01T00:00:00Z" },
  ...{ fieldsType: "FieldsV1", fieldsV1, subresource: "status" },
});
const objectOf = (fieldsV1: object, annotation = "") => ({
  metadata: { name: "web", annotations: { note: annotation }, managedFields: [entry(fieldsV1), entry({})] },
  spec: { replicas: 2 },
});
const parsed = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const emptied = (value: unknown) => JSON.parse(emptyFieldSets(Buffer.from(JSON.stringify(value))).toString()) as unknown;

describe("the fields that somebody manages", () => {
  it("are gone; who manages them, how and when is there, and so is everything else", () => {
    const set = { "f:metadata": { 'k:{"uid":"}"}': { ".": {} } }, "f:spec": {} };
    expect(emptied({ items: [objectOf(set), objectOf(set), objectOf({ "v:\\": {} })] })).toEqual({
      items: [objectOf({}), objectOf({}), objectOf({})],
    });
  });

  it("are gone whatever texts are beside and in them", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom('"fieldsType":"FieldsV1","fieldsV1":{', "\\", '"}', "{{"),
    );
    const set = fc.dictionary(hostile, fc.dictionary(hostile, fc.constant({}), { maxKeys: 3 }), { maxKeys: 3 });
    const property = fc.property(fc.array(fc.tuple(set, hostile), { maxLength: 4 }), (objects) => {
      const whole = objects.map(([fields, text]) => objectOf(fields, text));
      expect(emptied(whole)).toEqual(parsed(objects.map(([, text]) => objectOf({}, text))));
    });
    fc.assert(property, { numRuns: Number(process.env.CASES ?? 300), verbose: 1 });
  });

  it("stay where the document ends in the middle of them", () => {
    const json = JSON.stringify(objectOf({ "f:spec": { "f:replicas": {} } }));
    for (const inside of ['"f:spec"', "f:repl", ":{}}}"]) {
      const half = json.slice(0, json.indexOf(inside) + 3);
      expect(emptyFieldSets(Buffer.from(half)).toString()).toBe(half);
    }
  });
});
