/** Questions in words to the fleet, for readers of all of it and of one namespace. */
import { expect, test } from "vitest";
import type { AskAnswer } from "#contracts/access/ask.ts";
import { createTestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

async function fleet() {
  const api = await createTestApi();
  const [team, other, fresh] = await Promise.all(["team", "other", "fresh"].map((name) => seedCluster(api.data, { name })));
  const ids = { team: team?.id ?? "", other: other?.id ?? "", fresh: fresh?.id ?? "" };
  const { id: scan } = await seedScan(api.data, ids.team, teamInventory());
  await seedScan(api.data, ids.other, teamInventory());
  const reader = async (clusters: "all" | { id: string; namespaces?: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (question: string, more = "") =>
      api.ask("GET", `/access/ask?question=${encodeURIComponent(question)}${more}`, { cookie });
    const words = (query: string) => api.ask("GET", `/access/words?${query}`, { cookie });
    return {
      words: async (query: string) => ((await (await words(query)).json()) as { words: string[] }).words,
      status: async (question: string, more?: string) => (await ask(question, more)).status,
      ask: async (question: string, more?: string) => (await (await ask(question, more)).json()) as AskAnswer,
    };
  };
  return { ids, scan, whole: await reader("all"), shop: await reader([{ id: ids.team, namespaces: ["shop"] }]) };
}

const states = ({ clusters }: AskAnswer) => clusters.map(({ cluster, state, subjects }) => [cluster.name, state, subjects]);
const names = ({ holders }: AskAnswer) => holders.map(({ name }) => name);

test("every cluster of the scope is asked, and one that cannot answer is named", async () => {
  const { whole } = await fleet();
  const answer = await whole.ask("read secrets");
  expect(answer).toMatchObject({
    kind: "whoCan",
    question: "who can get, list or watch secrets in at least one namespace",
    understood: "Who can get, list or watch secrets in at least one namespace.",
    complete: false,
    total: 3,
    kinds: { User: 1, Group: 2, ServiceAccount: 0 },
    split: { cluster: 1, namespaces: 1, builtIn: 1 },
  });
  expect(states(answer)).toEqual([
    ["fresh", "notAssessed", undefined],
    ["other", "answered", 3],
    ["team", "answered", 3],
  ]);
  expect(answer.clusters[0]?.reason).toBe("It has no scan with results yet.");
  expect(answer.clusters[1]?.scan?.number).toBe(1);
  expect(names(answer)).toEqual(["auditors", "system:masters", "bankers-secret-name"]);
  expect(answer.holders[0]?.clusters.map(({ scope, ways }) => [scope, ways])).toEqual([
    ["cluster", 1],
    ["cluster", 1],
  ]);
  expect(answer.holders[2]?.clusters[0]?.scope).toEqual(["bank"]);
});

test("one cluster or one scan can be asked, and holders come in pages", async () => {
  const { whole, ids, scan } = await fleet();
  const one = await whole.ask("get secrets", `&cluster=${ids.team}`);
  expect(one).toMatchObject({ complete: true, total: 3 });
  expect(await whole.ask("get secrets", `&scan=${scan}`)).toEqual(one);
  const second = await whole.ask("get secrets", `&scan=${scan}&offset=1&limit=1`);
  expect([second.total, ...names(second)]).toEqual([3, "system:masters"]);
});

test("whether somebody can is answered for each cluster, and a no with what is missing", async () => {
  const { whole } = await fleet();
  const answer = await whole.ask("can jane get secrets in shop");
  expect(answer.clusters.map(({ verdict }) => verdict)).toEqual([undefined, "notAllowed", "notAllowed"]);
  expect(answer.clusters[1]).toMatchObject({ because: [], nearest: [], verbs: [{ verb: "get", verdict: "notAllowed" }] });
  expect(answer.clusters[1]?.grant).toContain("kind: RoleBinding");
  const allowed = await whole.ask("can group:auditors get secrets everywhere");
  expect(allowed.clusters[1]).toMatchObject({ verdict: "allowed", because: [{ role: { name: "secret-reader" } }] });
});

test("a reader of one namespace is told what counts there, and nothing of other clusters", async () => {
  const { shop, ids } = await fleet();
  const answer = await shop.ask("get secrets");
  expect(states(answer)).toEqual([["team", "answered", 2]]);
  expect(names(answer)).toEqual(["auditors", "system:masters"]);
  for (const beyond of ["get secrets in bank", "get secrets everywhere", "delete nodes", "get /metrics", "can jane get nodes"]) {
    const { clusters, holders } = await shop.ask(beyond);
    expect([beyond, clusters.map(({ state }) => state), holders]).toEqual([beyond, ["notAssessed"], []]);
  }
  expect(await shop.status("get secrets", `&cluster=${ids.other}`)).toBe(404);
});

test("what is not understood is refused with what to write", async () => {
  const { whole, shop, scan } = await fleet();
  for (const sentence of ["who can", "get secrets at home", "get pods/a/b"])
    expect([sentence, await whole.status(sentence)]).toEqual([sentence, 400]);
  expect(await whole.status("get secrets", "&scan=scn_0123456789")).toBe(404);
  expect(await shop.status("get secrets", `&scan=${scan}`)).toBe(200);
});

test("a question goes on with words of the clusters that the reader sees", async () => {
  const { whole, shop } = await fleet();
  expect(await whole.words("what=resource&q=se")).toEqual(["secrets"]);
  expect(await whole.words("what=resource&q=dep")).toEqual(["deployments.apps"]);
  expect(await whole.words("what=subject&q=")).toEqual(["bankers-secret-name", "group:auditors", "nora", "sa:shop/deployer"]);
  expect(await whole.words("what=namespace&q=")).toEqual(["bank", "shop"]);
  expect(await shop.words("what=namespace&q=")).toEqual(["shop"]);
  expect(await shop.words("what=subject&q=")).toEqual(["group:auditors", "sa:shop/deployer"]);
});
