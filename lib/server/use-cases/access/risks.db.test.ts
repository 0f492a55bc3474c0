/** What findings of access allow, for readers of the whole cluster and of one namespace of it. */
import { describe, expect, test } from "vitest";
import type { Risks } from "#contracts/access/risks.ts";
import { createTestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const { id: scan } = await seedScan(api.data, cluster, teamInventory());
  const risksOf = async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    return api.ask("GET", `/scans/${scan}/access/risks`, { cookie });
  };
  const read = async (clusters: Parameters<typeof risksOf>[0]) => (await (await risksOf(clusters)).json()) as Risks;
  return { cluster, risksOf, read };
}

const group = ({ groups }: Risks, id: string) => groups.find((one) => one.id === id);

describe("the risks of a scan", () => {
  test("are grouped by what they allow, with the chain behind the worst holders", async () => {
    const { read } = await readers();
    const risks = await read("all");
    const secrets = group(risks, "secrets");
    expect(secrets).toMatchObject({
      findings: 2,
      subjects: { User: 1, Group: 1, ServiceAccount: 0 },
      namespaces: 1,
      clusterWide: 1,
      counts: { high: 1, medium: 1 },
    });
    expect(secrets?.worst.map(({ subject, severity }) => [subject.name, severity])).toEqual([
      ["auditors", "high"],
      ["bankers-secret-name", "medium"],
    ]);
    expect(secrets?.worst[0]?.chain).toMatchObject({
      binding: { kind: "ClusterRoleBinding", name: "auditors", subjectIndex: 0 },
      role: { name: "secret-reader" },
      ruleIndex: 0,
      scope: "cluster",
    });
    expect(group(risks, "run-pods")).toMatchObject({ findings: 1, onNode: 1 });
  });

  test("name every row of the catalogue, and what no scan can tell", async () => {
    const { read } = await readers();
    const { rows } = await read("all");
    expect(rows).toHaveLength(27);
    expect(rows.find(({ row }) => row === 1)).toMatchObject({ verdict: "fail", findings: 2 });
    expect(rows.find(({ row }) => row === 8)).toMatchObject({ verdict: "pass", findings: 0 });
    expect(rows.find(({ row }) => row === 27)).toMatchObject({ verdict: "notAssessed", checks: ["rbac/unused-grants"] });
  });

  test("say what namespaces enforce, and that the API server's own defaults were not seen", async () => {
    const { read } = await readers();
    expect((await read("all")).podSecurity).toEqual({
      privileged: 3,
      unlabelled: 3,
      baseline: 0,
      restricted: 0,
      misspelt: 0,
      complete: true,
      defaults: "unseen",
    });
  });

  test("of one namespace are those that are in it, and nothing of elsewhere", async () => {
    const { cluster, read, risksOf } = await readers();
    const risks = await read([{ id: cluster, namespaces: ["shop"] }]);
    expect(JSON.stringify(risks)).not.toMatch(/bank|nora|auditors/);
    expect(group(risks, "run-pods")?.findings).toBe(1);
    expect(risks.podSecurity).toBeUndefined();
    expect(risks.rows.find(({ row }) => row === 8)?.verdict).toBe("notAssessed");
    expect((await risksOf([])).status).toBe(404);
  });
});
