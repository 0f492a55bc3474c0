/** The matrix and the questions, for readers of the whole cluster and of one namespace of it. */
import { describe, expect, test } from "vitest";
import type { CanI, Matrix, MatrixCell, MatrixRow, WhoCan } from "#contracts/access.ts";
import { type Reader, accessReaders as readers } from "#test/api/access-readers.ts";

const names = (answer: WhoCan) => answer.subjects.map(({ name }) => name).sort();
const rowsOf = async (reader: Reader, query = "") =>
  (await reader.get<{ rows: MatrixRow[] }>(`/matrix/rows?limit=200${query}`)).rows;

describe("who can", () => {
  test("is answered with where and why", async () => {
    const { whole } = await readers();
    const answer = await whole.get<WhoCan>("/who-can?verb=get&resource=secrets");
    expect(names(answer)).toEqual(["auditors", "bankers-secret-name", "system:masters"]);
    expect(answer).toMatchObject({ complete: true, gaps: [], understood: "Who can get secrets in at least one namespace." });
    const auditors = answer.subjects.find(({ name }) => name === "auditors");
    expect(auditors).toMatchObject({
      scope: "cluster",
      chains: [
        {
          via: { kind: "direct" },
          binding: { name: "auditors" },
          role: { name: "secret-reader" },
          ruleIndex: 0,
          scope: "cluster",
        },
      ],
    });
    expect(answer.subjects.find(({ name }) => name === "bankers-secret-name")?.scope).toEqual(["bank"]);
    expect(answer.subjects.find(({ name }) => name === "system:masters")?.chains[0]?.via).toEqual({
      kind: "bypass",
      group: "system:masters",
    });
  });

  test("tells a reader of one namespace what counts there, and nothing of elsewhere", async () => {
    const { shop } = await readers();
    expect(names(await shop.get<WhoCan>("/who-can?verb=get&resource=secrets"))).toEqual(["auditors", "system:masters"]);
    expect(names(await shop.get<WhoCan>("/who-can?verb=get&resource=secrets&namespace=shop"))).toEqual([
      "auditors",
      "system:masters",
    ]);
    expect(names(await shop.get<WhoCan>("/who-can?verb=update&resource=deployments.apps"))).toEqual([
      "deployer",
      "system:masters",
    ]);
    for (const hidden of [
      "resource=secrets&namespace=bank",
      "resource=nodes",
      "resource=vaults.vendor.example",
      "resource=/metrics",
      "resource=*",
    ]) {
      expect([hidden, await shop.status(`/who-can?verb=get&${hidden}`)]).toEqual([hidden, 404]);
    }
  });

  test("a question that makes no sense is refused with the remedy", async () => {
    const { whole } = await readers();
    for (const query of [
      "verb=get",
      "verb=get&resource=pods/a/b",
      "verb=%20&resource=pods",
      "verb=get&resource=/x&subresource=y",
    ]) {
      expect([query, await whole.status(`/who-can?${query}`)]).toEqual([query, 400]);
    }
  });
});

describe("can", () => {
  test("is answered for users, groups and service accounts", async () => {
    const { whole } = await readers();
    const ask = async (query: string) => (await whole.get<CanI>(`/can-i?${query}`)).verdict;
    expect(await ask("as=nora&verb=list&resource=nodes")).toBe("allowed");
    expect(await ask("as=nora&verb=delete&resource=nodes")).toBe("notAllowed");
    expect(await ask("as=eve&asGroup=auditors&verb=get&resource=secrets&namespace=bank")).toBe("allowed");
    expect(await ask("as=eve&asGroup=x&asGroup=auditors&verb=get&resource=secrets")).toBe("allowed");
    expect(await ask("as=system:serviceaccount:shop:deployer&verb=update&resource=deployments.apps")).toBe("allowed");
    expect(await ask("as=system:serviceaccount:shop:deployer&verb=update&resource=deployments.apps&namespace=bank")).toBe(
      "notAllowed",
    );
    const because = (await whole.get<CanI>("/can-i?as=eve&asGroup=auditors&verb=get&resource=secrets")).because;
    expect(because).toMatchObject([{ via: { kind: "explicitGroup", group: "auditors" } }]);
  });

  test("says no more to a reader of one namespace than holds there", async () => {
    const { shop } = await readers();
    const elsewhere = await shop.get<CanI>("/can-i?as=bankers-secret-name&verb=get&resource=secrets");
    expect(elsewhere).toMatchObject({ verdict: "notAllowed", because: [] });
    expect(await shop.status("/can-i?as=bankers-secret-name&verb=get&resource=secrets&namespace=bank")).toBe(404);
  });
});

describe("the matrix", () => {
  test("has every subject and the letters of what they may do", async () => {
    const { whole, scan } = await readers();
    const matrix = await whole.get<Matrix>("/matrix");
    expect(matrix).toMatchObject({ scanId: scan, complete: true, gaps: [], namespaces: 3 });
    const rows = await rowsOf(whole);
    expect(rows.map(({ index }) => index)).toEqual(rows.map((_, index) => index));
    expect(rows).toHaveLength(matrix.rows);
    const column = (group: string, resource: string) =>
      String(matrix.columns.findIndex((candidate) => candidate.group === group && candidate.resource === resource));
    const row = (name: string) => rows.find(({ subject }) => subject.name === name);
    expect(row("auditors")?.cells[column("", "secrets")]).toEqual({ reach: "EE------" });
    expect(row("bankers-secret-name")?.cells[column("", "secrets")]).toEqual({ reach: "SS------", spaces: 1 });
    expect(row("nora")?.cells).toEqual({ [column("", "nodes")]: { reach: "ee------" } });
    expect(row("auditors")?.dangerous).toBeGreaterThan(0);
    expect(row("nora")).toMatchObject({ dangerous: 0, incomplete: false });
  });

  test("comes in windows that fit together, filtered as its size says", async () => {
    const { whole } = await readers();
    for (const query of [
      "",
      "&kind=User",
      "&q=o",
      "&risky=true",
      "&namespace=shop",
      "&namespace=shop&namespace=bank",
      "&defaults=show",
    ]) {
      const size = (await whole.get<Matrix>(`/matrix?${query.slice(1)}`)).rows;
      const rows = await rowsOf(whole, query);
      expect([query, rows.length]).toEqual([query, size]);
      const windows = await Promise.all(
        rows.map((_, i) => whole.get<{ rows: MatrixRow[] }>(`/matrix/rows?offset=${i}&limit=1${query}`)),
      );
      expect(windows.flatMap((window) => window.rows)).toEqual(rows);
    }
  });

  test("shows a reader of one namespace its columns and its people only", async () => {
    const { shop } = await readers();
    const matrix = await shop.get<Matrix>("/matrix");
    expect(matrix.namespaces).toBe(1);
    expect(matrix.columns.every(({ namespaced }) => namespaced)).toBe(true);
    const text = JSON.stringify([matrix, await rowsOf(shop)]);
    for (const hidden of ["bank", "vault", "nodes", "nora", "uid-team"])
      expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    expect(text).toContain("deployer");
    expect(text).toContain("auditors");
    const filtered = await rowsOf(shop, "&namespace=bank");
    expect(JSON.stringify(filtered)).not.toContain("bankers");
  });

  test("proves a cell", async () => {
    const { whole, shop } = await readers();
    const deployer = "subjectKind=ServiceAccount&subject=deployer&subjectNamespace=shop&group=apps&resource=deployments";
    const cell = await whole.get<MatrixCell>(`/matrix/cell?${deployer}`);
    expect(cell).toMatchObject({ complete: true, usedBy: { pods: 1, nodes: 1, complete: true } });
    expect(cell.verbs[0]).toMatchObject({ verb: "get", reach: "namespaces", namespaces: ["shop"] });
    expect(cell.verbs[0]?.chains).toMatchObject([{ binding: { kind: "RoleBinding", name: "deployers", namespace: "shop" } }]);
    expect(cell.removal).toMatchObject({
      steps: [{ kind: "RoleBinding", namespace: "shop", name: "deployers", subjects: [{ index: 0 }], others: 0 }],
      afterwards: "notAllowed",
    });
    expect(await shop.get<MatrixCell>(`/matrix/cell?${deployer}`)).toEqual(cell);
    expect((await whole.get<MatrixCell>(`/matrix/cell?${deployer}&namespace=bank`)).verbs[0]?.reach).toBe("none");
    expect(await shop.status(`/matrix/cell?${deployer}&namespace=bank`)).toBe(404);
    expect(await shop.status("/matrix/cell?subjectKind=User&subject=nora&group=&resource=nodes")).toBe(404);
    const banker = "subjectKind=User&subject=bankers-secret-name&group=&resource=secrets";
    expect((await whole.get<MatrixCell>(`/matrix/cell?${banker}`)).verbs[0]?.reach).toBe("namespaces");
    expect((await shop.get<MatrixCell>(`/matrix/cell?${banker}`)).verbs[0]?.reach).toBe("none");
    expect(await whole.status("/matrix/cell?subjectKind=User&subject=nora&group=&resource=nothing")).toBe(404);
  });
});
