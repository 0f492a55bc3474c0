/** Images over the API, for readers of the whole cluster and of one namespace of it, before anybody has looked at a registry. */
import { expect, test } from "vitest";
import type { Fleet } from "#contracts/clusters.ts";
import type { ImageChanges, ImageList, ImageTrailView, SignerList } from "#contracts/supply-chain.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { systemScope } from "#server/database/scope.ts";
import { imageWork } from "#server/database/supply-chain/image-work.ts";
import { handleExport } from "#server/http/downloads/export-handler.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import { createTestApi, requestOf } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

interface Runs {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly imageID?: string;
}

function pod({ namespace, name, image, imageID = "" }: Runs) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, creationTimestamp: "2026-11-24T00:00:00Z" },
    spec: { containers: [{ name: "app", image }] },
    status: { phase: "Running", containerStatuses: [{ name: "app", image, imageID, ready: true, restartCount: 0 }] },
  };
}

const objects = [
  pod({ namespace: "shop", name: "web", image: "r.example/web:1", imageID: `r.example/web@${digest("a")}` }),
  pod({ namespace: "bank", name: "web", image: "mirror.example/web:1", imageID: `mirror.example/web@${digest("a")}` }),
  pod({ namespace: "bank", name: "db", image: `db@${digest("b")}`, imageID: `docker-pullable://db@${digest("b")}` }),
  pod({ namespace: "bank", name: "local", image: "local:dev", imageID: digest("c") }),
  pod({ namespace: "bank", name: "waiting", image: "=HYPERLINK(1)" }),
];

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts };
  const { id: scan } = await seedScan(api.data, cluster, inventoryOfObjects(objects, header));
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[], role: "viewer" | "operator" = "viewer") => {
    const cookie = await api.signIn({ role, scope: { clusters } as never });
    return {
      get: async <T>(path: string) => (await (await api.ask("GET", path, { cookie })).json()) as T,
      status: async (path: string, method = "GET") => (await api.ask(method, path, { cookie })).status,
    };
  };
  return {
    ...{ api, cluster, scan },
    whole: await reader("all", "operator"),
    shop: await reader([{ id: cluster, namespaces: ["shop"] }]),
  };
}

test("images that run are listed once each, and nothing is said of what nobody looked at", async () => {
  const { whole, scan, api } = await readers();
  const found = await whole.get<ImageList>("/images");
  expect(found.images.map(({ name, pods, state, withoutDigest }) => [name, pods, state, withoutDigest === undefined])).toEqual([
    ["=HYPERLINK(1)", 1, "unknown", false],
    ["docker.io/library/db", 1, "unknown", true],
    ["docker.io/library/local", 1, "unknown", true],
    ["mirror.example/web", 2, "unknown", true],
  ]);
  expect(found).toMatchObject({ total: 4, counts: { unknown: 4 }, pods: { all: 5, verified: 0, unknown: 5 }, stale: false });
  expect(found.clusters).toMatchObject([{ name: "team", scanId: scan }]);
  const [web] = (await whole.get<ImageList>("/images?q=SHOP/web")).images;
  expect(web?.repositories.map(({ name }) => name)).toEqual(["mirror.example/web", "r.example/web"]);
  expect(web).toMatchObject({ due: true, drift: "unknown", pinning: "tag", tags: ["1"], namespaces: 2, workloadCount: 2 });
  const { rows } = await api.data.database.pool.query("SELECT count(*)::int AS due FROM registry_images WHERE due_at <= now()");
  expect(rows).toEqual([{ due: 4 }]);
});

test("the fleet counts what runs, and verifies nothing that nobody looked at", async () => {
  const { whole, shop, cluster, api } = await readers();
  const supply = async (of: typeof whole) => (await of.get<Fleet>("/fleet")).supply;
  expect(await supply(whole)).toEqual([{ clusterId: cluster, all: 5, verified: 0, unknown: 5 }]);
  expect(await supply(shop)).toEqual([{ clusterId: cluster, all: 1, verified: 0, unknown: 1 }]);
  const { revision } = await loadJudgement(api.data.repositories.judgement);
  const judged = `UPDATE registry_images SET looked_at = now(), judged_by = $1, states = '{"signature":"verified"}'`;
  await api.data.database.pool.query(judged, [revision]);
  expect(await supply(whole)).toEqual([{ clusterId: cluster, all: 5, verified: 4, unknown: 1 }]);
  await api.data.database.pool.query("UPDATE registry_images SET looked_at = now() - interval '3 days' WHERE repository = 'web'");
  expect(await supply(shop)).toEqual([{ clusterId: cluster, all: 1, verified: 0, unknown: 1 }]);
  await api.data.database.pool.query("UPDATE registry_images SET looked_at = now(), judged_by = 'another'");
  expect(await supply(whole)).toEqual([{ clusterId: cluster, all: 5, verified: 0, unknown: 5 }]);
});

test("a commit that its forge was asked about too long ago is told to be old, as in the trail", async () => {
  const { whole, api } = await readers();
  const { pool } = api.data.database;
  const { revision } = await loadJudgement(api.data.repositories.judgement);
  const [repository, commit] = ["https://forge.example/acme/db", "a".repeat(40)];
  await pool.query(
    `UPDATE registry_images SET looked_at = now(), judged_by = $1, states = '{"signature":"verified","commit":"unknown"}',
       source_repository = $2, source_commit = $3 WHERE repository = 'library/db'`,
    [revision, repository, commit],
  );
  await pool.query(
    `INSERT INTO source_commits (repository, commit, host, commit_state, looked_at) VALUES ($1, $2, 'forge.example', 'verified', now())`,
    [repository, commit],
  );
  const linkOf = async () => (await whole.get<ImageList>("/images?q=library/db")).images.map(({ links }) => links.commit);
  expect(await linkOf()).toEqual(["verified"]);
  await pool.query("UPDATE source_commits SET looked_at = now() - interval '8 days'");
  expect(await linkOf()).toEqual(["stale"]);
});

test("a signer is not said to be trusted by a judgement that is not today's", async () => {
  const { whole, api } = await readers();
  const { pool } = api.data.database;
  const { revision } = await loadJudgement(api.data.repositories.judgement);
  const identity = { kind: "key", name: "ours", fingerprint: "f".repeat(64), signedAt: [] };
  await pool.query(
    `INSERT INTO image_signers (image_id, signer, identity, role, state, first_seen)
     SELECT id, 'key ours', $1, 'signature', 'verified', now() FROM registry_images WHERE repository = 'library/db'`,
    [identity],
  );
  const states = async () => (await whole.get<SignerList>("/signers")).signers.map(({ state }) => state);
  const judgedBy = (by: string) => pool.query("UPDATE registry_images SET looked_at = now(), judged_by = $1", [by]);
  await judgedBy(revision);
  expect(await states()).toEqual(["verified"]);
  await judgedBy("another");
  expect(await states()).toEqual(["stale"]);
});

test("the file has every image that the page has, no formula, and what could not be looked at", async () => {
  const { api } = await readers();
  const cookie = await api.signIn({ role: "viewer" });
  const text = await (await handleExport(requestOf("GET", "/exports/images?format=csv", { cookie }), "images", api.entry)).text();
  expect(text).toContain("'=HYPERLINK(1)");
  expect(text.match(/^image,/gm)).toHaveLength(4);
  expect(text).toContain("not complete: the images of 5 of 5 containers could not be looked at");
});

test("what changed is told once for each link that stands otherwise, to whoever sees the image", async () => {
  const { whole, shop, api } = await readers();
  const { pool } = api.data.database;
  const work = imageWork(pool);
  const [{ id } = { id: "" }] = (
    await pool.query<{ id: string }>("SELECT id FROM registry_images WHERE repository = 'library/db'")
  ).rows;
  const judge = (signature: "unsigned" | "verified", revision: string) =>
    work.judged(
      systemScope,
      [
        {
          id,
          summary: {
            states: { signature, sbom: "unsigned" },
            reason: "",
            broken: false,
            signers: [],
            uneven: false,
            documents: [],
            unverified: 0,
          },
        },
      ],
      revision,
    );
  await judge("unsigned", "one");
  await judge("unsigned", "two");
  const first = await whole.get<ImageChanges>("/image-changes");
  expect(first.counts).toEqual({ image: 4, signer: 0, state: 0 });
  await judge("verified", "three");
  await pool.query(
    `INSERT INTO image_signers (image_id, signer, identity, role, state, first_seen)
     VALUES ($1, 's', '{"kind":"key","name":"release","fingerprint":"f","signedAt":[]}', 'signature', 'verified', now())`,
    [id],
  );
  const found = await whole.get<ImageChanges>("/image-changes?kind=state,signer");
  expect(found.counts).toEqual({ image: 4, signer: 1, state: 1 });
  expect(found.changes.find(({ kind }) => kind === "state")).toMatchObject({
    ...{ link: "signature", before: "unsigned", after: "verified" },
    image: { id, name: "docker.io/library/db", workloads: ["bank/db"], workloadCount: 1 },
  });
  expect(found.changes.find(({ kind }) => kind === "signer")).toMatchObject({
    signer: { id: "s", kind: "key", name: "release" },
  });
  expect((await shop.get<ImageChanges>("/image-changes")).changes).toMatchObject([{ kind: "image" }]);
  await pool.query("UPDATE image_changes SET at = at - interval '40 days'");
  expect((await whole.get<ImageChanges>("/image-changes?days=30")).counts.state).toBe(0);
});

test("pages follow each other without a gap, in each order", async () => {
  const { whole } = await readers();
  for (const sort of ["attention", "name", "pods", "built"]) {
    const all = (await whole.get<ImageList>(`/images?sort=${sort}`)).images.map(({ name }) => name);
    const paged: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page: ImageList = await whole.get<ImageList>(`/images?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.images.map(({ name }) => name));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
  }
  expect(await whole.status("/images?cursor=nonsense")).toBe(400);
});

test("a trail says that it was not looked at, of an image and of a workload", async () => {
  const { whole, cluster } = await readers();
  const trail = await whole.get<ImageTrailView>(`/trail?cluster=${cluster}&namespace=shop&kind=Pod&name=web`);
  expect(trail).toMatchObject({ title: "shop/web", container: "app", pods: 1, digest: digest("a"), due: true });
  expect(trail.links.find(({ id }) => id === "pods")).toMatchObject({ state: "verified" });
  expect(trail.links.find(({ id }) => id === "signature")).toMatchObject({
    state: "unknown",
    reason: "It was not looked at yet.",
  });
  expect(trail.sentence).toContain("could not be looked at");
  const same = await whole.get<ImageTrailView>(`/images/${trail.id}`);
  expect(same.places.map(({ namespace }) => namespace).sort()).toEqual(["bank", "shop"]);
  expect(await whole.status(`/images/${trail.id}/evidence/${digest("d")}`)).toBe(404);
  expect(await whole.get<SignerList>("/signers")).toEqual({ signers: [], unsigned: 0, notKnown: 4 });
});

test("a pod that runs another image than it asks for is told of once a registry has shown that these are two", async () => {
  const { whole, api, cluster } = await readers();
  const [asked, runs] = [digest("d"), digest("e")];
  const other = pod({ namespace: "shop", name: "other", image: `r.example/web@${asked}`, imageID: `r.example/web@${runs}` });
  const header = { takenAt: "2026-11-25T00:00:00Z", source: "live" as const };
  await seedScan(api.data, cluster, inventoryOfObjects([...objects, other], header));
  const { pool } = api.data.database;
  const podsLink = async () => {
    const { links } = await whole.get<ImageTrailView>(`/trail?cluster=${cluster}&namespace=shop&kind=Pod&name=other`);
    return links.find(({ id }) => id === "pods");
  };
  const { rows } = await pool.query("SELECT 1 FROM registry_images WHERE digest = $1 AND due_at IS NOT NULL", [asked]);
  expect(rows).toHaveLength(1);
  expect(await podsLink()).toMatchObject({ state: "unknown", reason: expect.stringContaining("was not looked at") });
  await pool.query("UPDATE registry_images SET digests = ARRAY[digest, 'sha256:1' || right(digest, 63)]");
  expect(await podsLink()).toMatchObject({ state: "invalid", reason: expect.stringContaining("these are two images") });
  await pool.query("UPDATE registry_images SET digests = ARRAY[digest, $2] WHERE digest = $1", [asked, runs]);
  expect(await podsLink()).toMatchObject({ state: "verified" });
});

test("a reader of one namespace sees what runs there alone", async () => {
  const { whole, shop, cluster } = await readers();
  const found = await shop.get<ImageList>("/images");
  expect(found).toMatchObject({ total: 1, pods: { all: 1 } });
  expect(JSON.stringify(found)).not.toMatch(/bank|mirror|library/);
  const [db] = (await whole.get<ImageList>("/images?q=library/db")).images;
  expect(await whole.status(`/images/${db?.id}`)).toBe(200);
  expect(await shop.status(`/images/${db?.id}`)).toBe(404);
  expect(await shop.status(`/trail?cluster=${cluster}&namespace=bank&kind=Pod&name=db`)).toBe(404);
  const [web] = found.images;
  expect((await shop.get<ImageTrailView>(`/images/${web?.id}`)).places).toHaveLength(1);
  expect(await shop.status(`/images/${web?.id}/look`, "POST")).toBe(403);
});

test("whoever may scan may have an image looked at again, and it is written down", async () => {
  const { whole, api } = await readers();
  await api.data.database.pool.query("UPDATE registry_images SET due_at = now() + interval '1 day'");
  const [web] = (await whole.get<ImageList>("/images?q=shop/web")).images;
  expect(web?.due).toBe(false);
  expect(await whole.status(`/images/${web?.id}/look`, "POST")).toBe(200);
  expect((await whole.get<ImageList>("/images?q=shop/web")).images).toMatchObject([{ due: true }]);
  const { items } = await whole.get<{ items: { action: string; subject: string }[] }>("/audit");
  expect(items.filter(({ action }) => action === "image.look")).toMatchObject([{ subject: web?.repositories[0]?.name }]);
});
