/** Assertions over the API, their verdicts, and what a scan makes of them. */
import { describe, expect, test } from "vitest";
import type { AssertionSetView, CheckedAssertion } from "#contracts/assertions.ts";
import type { Digest } from "#contracts/digest.ts";
import type { Problem } from "#contracts/problems.ts";
import { checkById } from "#core/checks/index.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const head = "apiVersion: drydock/v1\nkind: AssertionList\nitems:\n";
const yaml = `${head}
  - {name: secrets, only: ["group:auditors"], can: read secrets}
  - {name: nodes, why: They are ours., only: ["user:nora"], can: list nodes}
  - {name: deployer, subject: sa:shop/deployer, can: delete pods in shop}
`;
const access = checkById("rbac/assertion");
const checks = access ? [access] : [];

async function world() {
  const api = await createTestApi();
  const team = (await seedCluster(api.data, { name: "team" })).id;
  const other = (await seedCluster(api.data, { name: "other" })).id;
  const person = async (role: "viewer" | "operator", clusters: "all" | { id: string; namespaces?: string[] }[] = "all") => {
    const cookie = await api.signIn({ role, scope: { clusters } as never });
    return async <T>(method: string, path: string, body?: unknown) => {
      const answer = await api.ask(method, path, { cookie, ...(body !== undefined && { body }) });
      return { status: answer.status, body: (answer.status === 204 ? undefined : await answer.json()) as T };
    };
  };
  return { api, team, other, person };
}

const verdicts = (items: readonly CheckedAssertion[]) =>
  items.map(({ name, clusters }) => [
    name,
    ...clusters.map(({ cluster, verdict, breaking }) => [cluster.name, verdict, breaking]),
  ]);

describe("a file of assertions", () => {
  test("is made, shown with its verdicts, changed and removed, and each is written down", async () => {
    const { api, team, other, person } = await world();
    await seedScan(api.data, team, teamInventory(), checks);
    const ask = await person("operator");
    const made = await ask<AssertionSetView>("POST", "/assertion-sets", {
      name: "platform",
      target: { clusters: [team, other] },
      yaml,
    });
    expect(made).toMatchObject({ status: 201, body: { name: "platform", assertions: 3, mayChange: true } });
    const checked = await ask<{ items: CheckedAssertion[] }>("GET", "/assertions");
    expect(verdicts(checked.body.items)).toEqual([
      ["secrets", ["other", "unknown", 0], ["team", "broken", 1]],
      ["nodes", ["other", "unknown", 0], ["team", "holds", 0]],
      ["deployer", ["other", "unknown", 0], ["team", "broken", 1]],
    ]);
    const [secrets, nodes, deployer] = checked.body.items;
    expect(nodes).toMatchObject({ why: "They are ours.", sentence: "only user:nora can list nodes", set: { name: "platform" } });
    expect(secrets?.clusters[1]?.breaches).toMatchObject([
      { subject: { name: "bankers-secret-name" }, chains: [{ role: { name: "vault" } }] },
    ]);
    expect(deployer?.clusters[1]?.breaches).toMatchObject([{ subject: { name: "deployer" }, chains: [] }]);
    const path = `/assertion-sets/${made.body.id}`;
    expect((await ask("PATCH", path, { yaml: `${head}  - {name: nodes, only: [], can: list nodes}\n` })).status).toBe(200);
    expect(verdicts((await ask<{ items: CheckedAssertion[] }>("GET", `/assertions?cluster=${team}`)).body.items)).toEqual([
      ["nodes", ["team", "broken", 1]],
    ]);
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("GET", path)).status).toBe(404);
    const log = (await api.data.repositories.audit.list(systemScope, { limit: 10 }))?.items ?? [];
    const about = log.filter(({ action }) => action.startsWith("assertion."));
    expect(about.map(({ action, subject }) => [action, subject])).toEqual([
      ["assertion.remove", "platform"],
      ["assertion.change", "platform"],
      ["assertion.create", "platform"],
    ]);
    expect(about[1]?.detail).toMatchObject({ after: { assertions: ["nodes: nobody can list nodes"] } });
  });

  test("is refused with the places that are wrong, a name that is taken, and clusters that are not seen", async () => {
    const { team, other, person } = await world();
    const ask = await person("operator", [{ id: team }]);
    const target = { clusters: [team] };
    const wrong = await ask<Problem>("POST", "/assertion-sets", {
      name: "a",
      target,
      yaml: `${head}  - {name: x, only: [], can: get}\n`,
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: "assertionFileRefused", issues: [{ path: "items[0].can" }] } });
    expect((await ask("POST", "/assertion-sets", { name: "a", target, yaml })).status).toBe(201);
    expect((await ask("POST", "/assertion-sets", { name: "a", target, yaml })).status).toBe(409);
    expect((await ask("POST", "/assertion-sets", { name: "b", target: { clusters: [other] }, yaml })).status).toBe(400);
    expect((await ask("POST", "/assertion-sets", { name: "b", target: { clusters: "all" }, yaml })).status).toBe(403);
    expect((await (await person("viewer"))("POST", "/assertion-sets", { name: "b", target, yaml })).status).toBe(403);
  });

  test("is read by who sees all of one of its clusters, changed by who sees all of them, and hidden from others", async () => {
    const { api, team, other, person } = await world();
    await seedScan(api.data, team, teamInventory(), checks);
    const made = await (await person("operator"))<AssertionSetView>("POST", "/assertion-sets", {
      name: "all",
      target: { clusters: "all" },
      yaml,
    });
    const some = await person("operator", [{ id: team }]);
    expect((await some<{ items: AssertionSetView[] }>("GET", "/assertion-sets")).body.items).toMatchObject([
      { name: "all", mayChange: false, clusters: [{ name: "team" }] },
    ]);
    expect((await some("PATCH", `/assertion-sets/${made.body.id}`, { name: "mine" })).status).toBe(403);
    for (const scope of [[{ id: team, namespaces: ["shop"] }], []]) {
      const ask = await person("operator", scope);
      expect((await ask<{ items: unknown[] }>("GET", "/assertion-sets")).body.items).toEqual([]);
      expect((await ask<{ items: unknown[] }>("GET", "/assertions")).body.items).toEqual([]);
      expect((await ask("DELETE", `/assertion-sets/${made.body.id}`)).status).toBe(404);
    }
    expect(
      (await (await person("viewer", [{ id: other }]))<{ items: unknown[] }>("GET", "/assertion-sets")).body.items,
    ).toHaveLength(1);
  });
});

describe("a scan", () => {
  test("finds what is broken, by the assertions for its cluster and its labels, and no more when it is mended", async () => {
    const { api, team, other, person } = await world();
    const ask = await person("operator");
    await api.data.repositories.clusters.change(systemScope, team, { labels: { env: "prod" } });
    expect((await ask("POST", "/assertion-sets", { name: "prod", target: { labels: { env: "prod" } }, yaml })).status).toBe(201);
    const scan = await seedScan(api.data, team, teamInventory(), checks);
    const findings = await api.data.repositories.findings.ofScan(systemScope, scan.id);
    expect(findings.map(({ title }) => title).sort()).toEqual([
      "prod/deployer: ServiceAccount shop/deployer may not delete pods. No rule that is held comes near",
      "prod/secrets: User bankers-secret-name may get, list, watch secrets: RoleBinding bank/vault gives Role vault, rule 1",
    ]);
    const mended = await seedScan(api.data, team, teamInventory({ without: ["vault"] }), checks);
    expect(mended.change).toMatchObject({ fixed: 1, unchanged: 1, new: 0 });
    const { items: sets } = (await ask<{ items: AssertionSetView[] }>("GET", "/assertion-sets")).body;
    expect((await ask("DELETE", `/assertion-sets/${sets[0]?.id}`)).status).toBe(204);
    const unasked = await seedScan(api.data, team, teamInventory({ without: ["vault"] }), checks);
    expect(unasked.change).toMatchObject({ fixed: 0, notComparable: 1 });
    expect((await ask("POST", "/assertion-sets", { name: "prod", target: { labels: { env: "prod" } }, yaml })).status).toBe(201);
    const asked = await seedScan(api.data, team, teamInventory({ without: ["vault"] }), checks);
    expect(asked.change).toMatchObject({ new: 0, notComparable: 1 });
    const digest = await ask<Digest>("GET", "/digest?since=2020-01-01T00:00:00Z");
    expect(digest.body.clusters.find(({ cluster }) => cluster === "team")).toMatchObject({ fixed: { high: 1 } });
    const elsewhere = await seedScan(api.data, other, teamInventory(), checks);
    expect(elsewhere.coverage).toMatchObject({ notApplicable: 1, passed: 0, failed: 0 });
  });
});
