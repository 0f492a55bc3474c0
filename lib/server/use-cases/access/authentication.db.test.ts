/** How people sign in, for readers of the whole cluster and of one namespace of it. */
import { describe, expect, test } from "vitest";
import type { Authentication } from "#contracts/access/authentication.ts";
import { createTestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const { id: scan } = await seedScan(api.data, cluster, teamInventory());
  const asked = async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    return api.ask("GET", `/scans/${scan}/access/authentication`, { cookie });
  };
  return { cluster, asked };
}

describe("how people sign in to a scanned cluster", () => {
  test("is told with what cannot be seen, and every subject is of one class", async () => {
    const { asked } = await readers();
    const found = (await (await asked("all")).json()) as Authentication;
    const stateOf = (id: string) => found.methods.find((method) => method.id === id)?.state;
    expect(stateOf("serviceAccountTokens")).toBe("on");
    expect(stateOf("oidc"), "no static pod was seen").toBe("notSeen");
    expect(stateOf("cloudMap")).toBe("notSeen");
    const named = found.classes.flatMap(({ reasons }) => reasons);
    expect(found.classes.map((one) => one.class)).toEqual(["human", "robot", "node", "system", "unknown"]);
    expect(found.classes.find((one) => one.class === "robot")?.subjects).toBeGreaterThan(0);
    expect(named.reduce((sum, { subjects }) => sum + subjects, 0)).toBe(
      found.classes.reduce((sum, { subjects }) => sum + subjects, 0),
    );
  });

  test("is nothing for readers of one namespace: it is about the cluster", async () => {
    const { cluster, asked } = await readers();
    const answer = await asked([{ id: cluster, namespaces: ["payments"] }]);
    expect(answer.status).toBe(404);
  });
});
