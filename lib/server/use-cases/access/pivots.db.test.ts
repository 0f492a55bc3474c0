/** The matrix turned, for readers of the whole cluster and of one namespace of it; and as files. */
import { describe, expect, test } from "vitest";
import type { CapabilityHolders, NamespaceMatrix, ResourceRow } from "#contracts/access/pivots.ts";
import type { Matrix, MatrixRow } from "#contracts/access.ts";
import { accessReaders, type Reader } from "#test/api/access-readers.ts";
import { readCsv } from "#test/exports/csv-reader.ts";

const resourcesOf = async (reader: Reader, query = "") =>
  (await reader.get<{ rows: ResourceRow[] }>(`/matrix/resources?limit=200${query}`)).rows;

describe("resources by subject", () => {
  test("are the matrix from its other side", async () => {
    const { whole } = await accessReaders();
    for (const query of ["", "&defaults=show", "&kind=User", "&resource=secret", "&namespace=shop"]) {
      const { rows: subjects } = await whole.get<{ rows: MatrixRow[] }>(`/matrix/rows?limit=200${query}`);
      const { columns } = await whole.get<Matrix>(`/matrix?${query.slice(1)}`);
      const resources = await resourcesOf(whole, query);
      expect(resources.map(({ column }) => column).sort((a, b) => a - b)).toEqual(columns.map((_, number) => number));
      for (const { column, groups, resource } of resources) {
        const held = subjects.filter(({ cells }) => cells[column] !== undefined);
        expect([query, resource, groups.reduce((sum, { count }) => sum + count, 0)]).toEqual([query, resource, held.length]);
        for (const { reach, first } of groups)
          for (const subject of first)
            expect(held.find((row) => row.subject.name === subject.name)?.cells[column]?.reach).toBe(reach);
      }
    }
  });

  test("stand with the most dangerous first, and keep only those when asked", async () => {
    const { whole } = await accessReaders();
    const [first] = await resourcesOf(whole);
    expect(first).toMatchObject({ resource: "secrets", subjects: 2, dangerous: 2 });
    expect((await resourcesOf(whole, "&risky=true")).every(({ dangerous }) => dangerous > 0)).toBe(true);
  });

  test("are those that live in namespaces, for a reader of one", async () => {
    const { shop } = await accessReaders();
    const text = JSON.stringify(await resourcesOf(shop, "&defaults=show"));
    for (const hidden of ["bank", "vault", "nodes", "nora"]) expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    expect(text).toContain("deployer");
  });
});

describe("namespaces by capability", () => {
  const cell = (matrix: NamespaceMatrix, namespace: string | undefined, id: string) => {
    const row = [matrix.everywhere, ...matrix.rows].find((one) => one.namespace === namespace);
    return row?.cells[matrix.capabilities.findIndex((capability) => capability.id === id)];
  };

  test("count who holds it there, and everywhere", async () => {
    const { whole } = await accessReaders();
    const matrix = await whole.get<NamespaceMatrix>("/matrix/namespaces?can=get:nodes&can=list:deployments.apps");
    expect(matrix).toMatchObject({ complete: true, namespaces: 3 });
    expect(cell(matrix, undefined, "read-secrets")).toEqual({ full: 1, named: 0 });
    expect(cell(matrix, "bank", "read-secrets")).toEqual({ full: 1, named: 0 });
    expect(cell(matrix, "shop", "create-pods")).toEqual({ full: 1, named: 0 });
    expect(cell(matrix, "shop", "list:deployments.apps")).toEqual({ full: 1, named: 0 });
    expect(cell(matrix, undefined, "get:nodes")).toEqual({ full: 1, named: 0 });
    expect(cell(matrix, "shop", "get:nodes")).toBeNull();
    const { rows } = await whole.get<NamespaceMatrix>("/matrix/namespaces?risky=true&q=s");
    expect(rows.map(({ namespace }) => namespace)).toEqual(["shop"]);
  });

  test("name the holders", async () => {
    const { whole } = await accessReaders();
    const answer = await whole.get<CapabilityHolders>("/matrix/holders?capability=read-secrets&namespace=bank");
    expect(answer).toMatchObject({
      total: 2,
      complete: true,
      holders: [
        { subject: { name: "bankers-secret-name" }, local: "full", right: { verb: "get", resource: "secrets" } },
        { subject: { name: "auditors" }, everywhere: "full" },
      ],
    });
  });

  test("are a reader's own namespaces, and nothing of the cluster", async () => {
    const { shop } = await accessReaders();
    const matrix = await shop.get<NamespaceMatrix>("/matrix/namespaces");
    expect(matrix.rows.map(({ namespace }) => namespace)).toEqual(["shop"]);
    expect(matrix.capabilities.every(({ namespaced }) => namespaced)).toBe(true);
    for (const hidden of [
      "capability=read-secrets&namespace=bank",
      "capability=get:nodes",
      "capability=get:vaults.vendor.example",
    ])
      expect([hidden, await shop.status(`/matrix/holders?${hidden}`)]).toEqual([hidden, 404]);
  });

  test("refuse what is no capability", async () => {
    const { whole } = await accessReaders();
    for (const text of ["nothing", "get:", ":pods", "get:/metrics"])
      expect([text, await whole.status(`/matrix/holders?capability=${text}`)]).toEqual([text, 400]);
    for (const text of ["nothing", "get:/metrics"])
      expect([text, await whole.status(`/matrix/namespaces?can=${text}`)]).toEqual([text, 400]);
  });
});

function recordsOf(text: string): Readonly<Record<string, string>>[] {
  const [head = [], ...records] = readCsv(text);
  return records.map((record) => Object.fromEntries(head.map((name, place) => [name, record[place] ?? ""])));
}

describe("as files", () => {
  test("a line for each resource and subject, and for each namespace and capability", async () => {
    const { whole, shop } = await accessReaders();
    const resources = recordsOf(await whole.file("pivot=resources"));
    expect(
      resources.filter(({ record, resource }) => record === "right" && resource === "secrets").map(({ subject }) => subject),
    ).toEqual(["auditors", "bankers-secret-name"]);
    const places = recordsOf(await whole.file("pivot=namespaces&can=get:pods"));
    expect(places.find(({ namespace, capability }) => namespace === "bank" && capability === "read-secrets")).toMatchObject({
      subjects: "1",
      complete: "true",
    });
    expect(places.some(({ capability }) => capability === "get:pods")).toBe(true);
    for (const pivot of ["resources", "namespaces"]) {
      expect(JSON.parse(await whole.file(`pivot=${pivot}&format=json`))).toMatchObject({ schema: "drydock/v1" });
      expect(await shop.file(`pivot=${pivot}`)).not.toContain("bank");
    }
  });
});
