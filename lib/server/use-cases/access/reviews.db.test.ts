/** Access reviews over the API: made, decided, signed off, and looked back at by the next one. */
import { describe, expect, test } from "vitest";
import type { AccessReview, LastReviews, ReviewedDetail, ReviewedSubject, ReviewPreview } from "#contracts/access/reviews.ts";
import type { AuditPage } from "#contracts/audit.ts";
import type { Problem } from "#contracts/problems.ts";
import type { Report } from "#contracts/reports.ts";
import type { Notices } from "#contracts/waivers.ts";
import type { KubernetesObject } from "#core/inventory/from-objects.ts";
import { binding, clusterBinding, clusterRole, inventoryOf, role, rule } from "#core/rbac/worlds.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { listNotices } from "../waivers/waivers.ts";

const namespace = (name: string): KubernetesObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const objects = [
  ...["shop", "bank"].map(namespace),
  clusterRole("secrets", [rule("get,list", "", "secrets")]),
  clusterRole("look", [rule("get", "", "pods")]),
  role("bank", "vault", [rule("get", "", "secrets")]),
  clusterBinding("auditors", "secrets", "Group:auditors"),
  binding("shop", "secrets", "ClusterRole secrets", "User:ben", "ServiceAccount:shop/robot"),
  binding("bank", "vault", "Role vault", "User:teller"),
  binding("bank", "look", "ClusterRole look", "User:cleo"),
];
const without = (...names: string[]) => objects.filter(({ metadata }) => !names.includes((metadata as { name: string }).name));
const dueAt = () => new Date(Date.now() + 7 * 86_400_000).toISOString();

interface Asker {
  ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
}

async function reviewedCluster() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  await seedScan(api.data, cluster, inventoryOf(objects));
  return { api, cluster, admin: await askerOf(api, {}) };
}

async function askerOf(api: TestApi, person: Parameters<TestApi["signIn"]>[0]): Promise<Asker> {
  const cookie = await api.signIn(person);
  return {
    ask: async (method, path, body) => {
      const response = await api.ask(method, path, { cookie, body });
      const text = await response.text();
      return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as never };
    },
  };
}

async function begin({ ask }: Asker, cluster: string, more: object = {}): Promise<AccessReview> {
  const made = await ask<AccessReview>("POST", "/access-reviews", {
    ...{ name: "Quarter", places: [{ cluster }], dueAt: dueAt(), ...more },
  });
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ state: "open" })]);
  return made.body;
}

async function subjectsOf({ ask }: Asker, id: string, query = ""): Promise<readonly ReviewedSubject[]> {
  return (await ask<{ items: ReviewedSubject[] }>("GET", `/access-reviews/${id}/subjects?limit=200${query}`)).body.items;
}

async function decideAll(asker: Asker, id: string, decisions: Readonly<Record<string, string>> = {}): Promise<void> {
  const all = (await subjectsOf(asker, id)).map(({ number, version, subject }) => ({
    ...{ number, version, decision: decisions[subject.name] ?? "keep", note: `about ${subject.name}` },
  }));
  expect((await asker.ask("POST", `/access-reviews/${id}/decisions`, { decisions: all })).status).toBe(200);
}

async function signOff({ ask }: Asker, { id, version }: AccessReview) {
  return ask<AccessReview & Problem>("POST", `/access-reviews/${id}/sign-off`, { version, note: "All looked at." });
}

describe("a review", () => {
  test("has whoever holds what it is about, with a sentence, the chains and what would take it away", async () => {
    const { cluster, admin } = await reviewedCluster();
    const scope = { places: [{ cluster }], capability: "read-secrets" };
    const preview = await admin.ask<ReviewPreview>("POST", "/access-reviews/preview", scope);
    expect(preview.body).toMatchObject({ subjects: 5, notAssessed: 0, clusters: [{ cluster: "team", number: 1 }] });
    const review = await begin(admin, cluster, scope);
    expect(review).toMatchObject({ mine: true, whole: true, capability: { may: "read the values of Secrets" } });
    const subjects = await subjectsOf(admin, review.id);
    expect(subjects.map(({ subject }) => subject.name).sort()).toEqual(["auditors", "ben", "robot", "system:masters", "teller"]);
    const ben = subjects.find(({ subject }) => subject.name === "ben");
    expect(ben?.sentence).toBe("In shop: may read the values of Secrets.");
    const detail = await admin.ask<ReviewedDetail>("GET", `/access-reviews/${review.id}/subjects/${ben?.number}`);
    expect(detail.body.ways).toMatchObject([
      {
        counts: true,
        dangers: ["read-secrets"],
        chain: { binding: { name: "secrets" }, role: { name: "secrets" }, scope: "shop" },
      },
    ]);
    expect(detail.body.steps[0]?.command).toMatch(/^kubectl patch rolebinding\/secrets --namespace shop /);
  });

  test("is decided by its reviewers alone, and never over a decision that they have not seen", async () => {
    const { api, cluster, admin } = await reviewedCluster();
    const { id } = await begin(admin, cluster);
    const [first] = await subjectsOf(admin, id);
    const one = (version: number, decision: string | null) => ({ decisions: [{ number: first?.number, version, decision }] });
    const other = await askerOf(api, { role: "operator" });
    const path = `/access-reviews/${id}/decisions`;
    expect((await other.ask<Problem>("POST", path, one(0, "keep"))).body.code).toBe("notReviewer");
    expect((await admin.ask("POST", path, one(0, "keep"))).status).toBe(200);
    expect((await admin.ask<Problem>("POST", path, one(0, "remove"))).body.code).toBe("reviewChanged");
    expect((await subjectsOf(admin, id, "&show=keep"))[0]).toMatchObject({ decision: "keep", decidedBy: "Robin", version: 1 });
    expect((await admin.ask("POST", path, one(1, null))).status).toBe(200);
    expect(await subjectsOf(admin, id, "&show=keep")).toEqual([]);
    const log = (await admin.ask<AuditPage>("GET", "/audit?action=review.decide")).body.items;
    expect(log).toMatchObject([
      { before: { decision: "keep" }, after: { decision: null } },
      { before: { decision: null }, after: { decision: "keep" } },
    ]);
  });

  test("its sign-off waits for every decision, says what was not assessed, and ends every change", async () => {
    const { api, cluster, admin } = await reviewedCluster();
    const gap = { resource: "rolebindings.rbac.authorization.k8s.io", reason: "forbidden", namespace: "bank" } as const;
    const coverage = { "rolebindings.rbac.authorization.k8s.io": { state: "partial", gaps: [gap] } } as const;
    await seedScan(api.data, cluster, inventoryOf(objects, { coverage }));
    const review = await begin(admin, cluster);
    expect(review.places[0]?.gaps).toEqual([gap]);
    expect((await signOff(admin, review)).body).toMatchObject({ code: "reviewUndecided" });
    await decideAll(admin, review.id, { ben: "remove", cleo: "ask" });
    const signed = await signOff(admin, review);
    expect(signed.body).toMatchObject({
      state: "signedOff",
      signedOff: { by: "Robin", note: "All looked at." },
      progress: { subjects: 6, decided: 6, keep: 4, remove: 1, ask: 1, notAssessed: 6 },
    });
    const [first] = await subjectsOf(admin, review.id);
    const decisions = [{ number: first?.number, version: first?.version, decision: "remove" }];
    for (const [method, path, body] of [
      ["POST", `/access-reviews/${review.id}/decisions`, { decisions }],
      ["PATCH", `/access-reviews/${review.id}`, { version: signed.body.version, name: "other" }],
      ["POST", `/access-reviews/${review.id}/sign-off`, { version: signed.body.version }],
      ["DELETE", `/access-reviews/${review.id}`, undefined],
    ] as const)
      expect((await admin.ask<Problem>(method, path, body)).body).toMatchObject({ code: "reviewSignedOff" });
    const update = api.data.database.pool.query("UPDATE reviewed_subjects SET decision = 'keep' WHERE review_id = $1", [
      review.id,
    ]);
    await expect(update).rejects.toThrow("signed off");
  });

  test("the next one shows what was decided, whether it was carried out, and what was gained", async () => {
    const { api, cluster, admin } = await reviewedCluster();
    const first = await begin(admin, cluster, { capability: "read-secrets" });
    await decideAll(admin, first.id, { ben: "remove", teller: "remove" });
    expect((await signOff(admin, first)).status).toBe(200);
    const more = binding("bank", "secrets", "ClusterRole secrets", "ServiceAccount:shop/robot", "User:newcomer");
    await seedScan(api.data, cluster, inventoryOf([...without("vault"), more]));
    const second = await begin(admin, cluster, { capability: "read-secrets" });
    expect(second.progress).toMatchObject({ stillThere: 1, gained: 1 });
    expect(second.places[0]?.departed).toMatchObject([{ subject: { name: "teller" }, carriedOut: { state: "gone", of: 1 } }]);
    const subjects = await subjectsOf(admin, second.id);
    const named = (name: string) => subjects.find(({ subject }) => subject.name === name);
    expect(named("ben")?.previous).toMatchObject({
      ...{ decision: "remove", note: "about ben", decidedBy: "Robin", review: "Quarter" },
      carriedOut: { state: "still", of: 1, left: 1 },
    });
    expect(named("robot")?.gained?.bindings).toEqual(["RoleBinding bank/secrets (ClusterRole secrets)"]);
    expect(named("newcomer")).toMatchObject({ isNew: true });
    expect(named("auditors")?.isNew).toBe(false);
    expect(named("auditors")?.gained).toBeUndefined();
    expect((await subjectsOf(admin, second.id, "&show=stillThere")).map(({ subject }) => subject.name)).toEqual(["ben"]);
  });

  test("of a cluster that was never reviewed, or not for long, is told", async () => {
    const { cluster, admin } = await reviewedCluster();
    const last = async () => (await admin.ask<LastReviews>("GET", "/last-reviews")).body;
    expect(await last()).toEqual({ maxDays: 90, items: [{ clusterId: cluster, cluster: "team" }] });
    const narrow = await begin(admin, cluster, { places: [{ cluster, namespaces: ["shop"] }] });
    await decideAll(admin, narrow.id);
    await signOff(admin, narrow);
    expect((await last()).items[0]?.last).toBeUndefined();
    const whole = await begin(admin, cluster);
    await decideAll(admin, whole.id);
    await signOff(admin, whole);
    expect((await last()).items[0]?.last).toMatchObject({ review: whole.id, days: 0, due: false });
  });
});

describe("a signed-off review", () => {
  test("can be shared, frozen and with other names; an open one cannot", async () => {
    const { cluster, admin } = await reviewedCluster();
    const review = await begin(admin, cluster);
    const draft = { view: { kind: "review", review: review.id }, title: "Evidence", pseudonyms: true };
    expect((await admin.ask<Problem>("POST", "/share-links/preview", draft)).body.code).toBe("reviewOpen");
    await decideAll(admin, review.id, { ben: "remove" });
    await signOff(admin, review);
    const shown = await admin.ask<{ report: Report }>("POST", "/share-links/preview", draft);
    expect(shown.body.report.content).toMatchObject({ kind: "review", progress: { remove: 1 }, signedOff: { by: "Robin" } });
    const text = JSON.stringify(shown.body);
    for (const hidden of ["ben", "teller", "auditors", "robot"])
      expect([hidden, text.includes(`"${hidden}"`)]).toEqual([hidden, false]);
  });

  test("that is older than it may be, and an open one past its day, give notice", async () => {
    const { api, cluster, admin } = await reviewedCluster();
    const review = await begin(admin, cluster);
    await decideAll(admin, review.id);
    await signOff(admin, review);
    const open = await begin(admin, cluster, { name: "Late" });
    const notices = async () => (await admin.ask<Notices>("GET", "/notices")).body.reviews;
    expect(await notices()).toEqual([]);
    const later = new Date(Date.now() + 91 * 86_400_000);
    const services = { ...api.entry.services, now: () => later };
    const actor = {
      userId: "usr_x",
      name: "X",
      email: "",
      role: "viewer",
      scope: systemScope,
      granted: { clusters: "all" },
    } as const;
    const told = await listNotices(actor, {}, services);
    expect(told.ok && told.value.reviews).toMatchObject([
      { kind: "overdue", review: open.id, name: "Late", yours: false },
      { kind: "tooOld", cluster: "team", days: 91 },
    ]);
    const shop = { ...actor, scope: { clusters: new Map([[cluster, new Set(["shop"])]]) } };
    expect(await listNotices(shop, {}, services)).toMatchObject({ value: { reviews: [] } });
  });
});

describe("who sees some namespaces", () => {
  test("reviews those, and reads what counts in them alone", async () => {
    const { api, cluster, admin } = await reviewedCluster();
    const scope = { clusters: [{ id: cluster, namespaces: ["shop"] }] };
    const shop = await askerOf(api, { role: "operator", scope });
    const whole = await begin(admin, cluster);
    expect((await shop.ask("GET", `/access-reviews/${whole.id}`)).status).toBe(404);
    const beyond = await shop.ask<Problem>("POST", "/access-reviews", { name: "All", places: [{ cluster }], dueAt: dueAt() });
    expect(beyond.body.code).toBe("beyondScope");
    const own = await begin(admin, cluster, { places: [{ cluster, namespaces: ["shop"] }] });
    const names = (await subjectsOf(shop, own.id)).map(({ subject }) => subject.name).sort();
    expect(names).toEqual(["auditors", "ben", "robot", "system:masters"]);
    const bank = await begin(admin, cluster, { places: [{ cluster, namespaces: ["shop", "bank"] }] });
    expect((await shop.ask("GET", `/access-reviews/${bank.id}/subjects`)).status).toBe(404);
    const viewer = await askerOf(api, { role: "viewer", scope });
    expect((await viewer.ask("GET", `/access-reviews/${own.id}`)).status).toBe(200);
    const decisions = [{ number: 1, version: 0, decision: "keep" }];
    expect((await viewer.ask("POST", `/access-reviews/${own.id}/decisions`, { decisions })).status).toBe(403);
  });

  test("is not told what was decided about the whole cluster", async () => {
    const { api, cluster, admin } = await reviewedCluster();
    const whole = await begin(admin, cluster);
    await decideAll(admin, whole.id, { ben: "remove" });
    await signOff(admin, whole);
    const shop = await askerOf(api, { role: "operator", scope: { clusters: [{ id: cluster, namespaces: ["shop"] }] } });
    const own = await begin(shop, cluster, { places: [{ cluster, namespaces: ["shop"] }] });
    expect((await subjectsOf(shop, own.id)).filter(({ previous }) => previous !== undefined)).toEqual([]);
  });
});
