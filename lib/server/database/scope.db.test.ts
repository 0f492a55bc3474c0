/** Every function of every repository, asked by a reader whose scope holds another cluster than the one that is asked for. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ItemBase } from "#core/inventory/items.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import type { Remember } from "./findings/changes.ts";
import { newId } from "./ids.ts";
import { pack } from "./packed-json.ts";
import { type Repositories, repositoriesOf } from "./repositories.ts";
import { noScope, type Scope, systemScope } from "./scope.ts";

let db: TestDatabase;
let hidden: { cluster: string; scan: string; previous: string; fingerprint: string };
let own: string;
let outside: Scope;

beforeAll(async () => {
  db = await createTestDatabase();
  const inventory = inventoryOf({
    pods: [
      { namespace: "shop", name: "web", privileged: true },
      { namespace: "ops", name: "agent", privileged: true },
    ],
  });
  const [seen, unseen] = [await seedCluster(db, { name: "own" }), await seedCluster(db, { name: "hidden", kind: "sample" })];
  const previous = await seedScan(db, unseen.id, inventory, worldChecks);
  const scan = await seedScan(db, unseen.id, inventory, worldChecks);
  const [finding] = await db.repositories.findings.ofScan(systemScope, scan.id);
  hidden = { cluster: unseen.id, scan: scan.id, previous: previous.id, fingerprint: finding?.fingerprint ?? "" };
  own = seen.id;
  outside = { clusters: new Map([[own, "all"]]) };
  await db.repositories.audit.append(systemScope, { actorName: "Ada", action: "scan.start", clusterId: unseen.id });
  await db.repositories.users.create(systemScope, {
    email: "ada@example.org",
    name: "Ada",
    role: "admin",
    scope: { clusters: "all" },
    passwordHash: "hash",
  });
});
afterAll(() => db.close());

async function* bytes() {
  yield new Uint8Array([1]);
}

const sealed = {
  ...{ sealed: "v1.kid.a.b.c.d", kid: "kid", version: 1, endpointFingerprint: "print", kind: "token" as const },
  ...{ withoutEnd: false, renews: false },
};
const test = { kind: "inCluster" as const, includeSecretNames: false, withoutEnd: false, requestedBy: "usr_a" };

const link = {
  ...{ id: "shr_a", tokenHash: "hash", title: "Hidden", scanIds: [], clusterIds: [], clusters: [], scope: { clusters: [] } },
  ...{ view: { kind: "scan", scan: "scn_a" } as const, hideEndpoint: false, signedInOnly: false, createdById: "usr_a" },
  ...{ createdBy: "Ada", createdAt: new Date("2026-11-24"), expiresAt: new Date("2026-12-24") },
};

const now = new Date();
const later = new Date(now.getTime() + 3_600_000);
const maker = { id: "usr_a", name: "Ada" };
const inScan = () => ({ scanId: hidden.scan, fingerprint: hidden.fingerprint });
const finding = () => ({ clusterId: hidden.cluster, fingerprint: hidden.fingerprint });
const comment = { text: "hello", author: maker, at: now };
const view = { name: "mine", page: "findings" as const, search: "", shared: true };
const refusal = { ok: false };
const terms = (name: string) => ({
  ...{ name, reason: "It is known.", owner: "Ada", expiresAt: later },
  match: { clusters: [hidden.cluster], checks: [], namespaces: [], kinds: [], names: [], fingerprints: [hidden.fingerprint] },
});
let waiver: Promise<string> | undefined;
/** The waiver of the hidden finding, made once by somebody who sees it. */
function waiverId(of: Repositories): Promise<string> {
  waiver ??= of.waivers.create(systemScope, terms("kept"), maker, now).then((made) => (made.ok ? made.value.id : ""));
  return waiver;
}

const place = () => ({
  ...{ clusterId: hidden.cluster, namespaces: [], scanId: hidden.scan, scanNumber: 2, takenAt: now, gaps: [], departed: [] },
  subjects: [
    {
      ...{ subject: { kind: "User" as const, name: "ada" }, sentence: "May.", dangers: [], grants: [], grantCount: 0 },
      ...{ seenInFull: true, isNew: false },
    },
  ],
});
const reviewDraft = () => ({
  name: "kept",
  kinds: [],
  defaults: false,
  reviewers: [maker],
  dueAt: new Date(1),
  places: [place()],
});
let reviews: Promise<{ open: string; signed: string }> | undefined;
/** An open and a signed-off review of the hidden cluster, made once by somebody who sees it. */
function reviewsOf(of: Repositories): Promise<{ open: string; signed: string }> {
  reviews ??= (async () => {
    const [open, signed] = [await of.reviews.create(systemScope, reviewDraft(), maker, now), await signedReview(of)];
    return { open, signed };
  })();
  return reviews;
}
async function signedReview(of: Repositories): Promise<string> {
  const id = await of.reviews.create(systemScope, reviewDraft(), maker, now);
  await of.reviews.decide(systemScope, id, [{ number: 1, version: 0, decision: "keep" }], { ...maker, at: now });
  await of.reviews.signOff(systemScope, id, 1, { name: "Ada", at: now });
  return id;
}

const hiddenStatement = () => ({
  ...{ clusterId: hidden.cluster, item: "root-ca", text: "The root is offline", statement: "It is.", owner: "Eve", by: "Eve" },
  ...{ at: new Date(), expiresAt: new Date(Date.now() + 86_400_000) },
});
const hiddenBook = () => ({ clusterId: hidden.cluster, from: 34, target: 35 });

const token = {
  name: "ci",
  prefix: "drydock_abcd",
  hash: "x",
  role: "viewer",
  createdAt: new Date(),
  expiresAt: new Date(),
} as const;

const invited = {
  ...{ email: "new@example.org", role: "viewer" as const, scope: { clusters: "all" as const }, tokenHash: "of a token" },
  ...{ createdById: "usr_a", createdBy: "Ada", createdAt: new Date(0), expiresAt: new Date(1) },
};

const schedule = {
  ...{ name: "nightly", cron: "0 2 * * *", timeZone: "UTC", createdBy: "Ada", nextAt: new Date("2026-11-25") },
  get target() {
    return { clusters: [hidden.cluster] };
  },
};
async function hiddenSchedule(): Promise<string> {
  await db.repositories.schedules.create(systemScope, schedule);
  return (await db.repositories.schedules.list(systemScope))[0]?.id ?? "";
}

const yaml = "apiVersion: drydock/v1\nkind: AssertionList\nitems: []\n";
async function hiddenAssertions(): Promise<string> {
  await db.repositories.assertionSets.create(systemScope, { name: "a", target: { clusters: [hidden.cluster] }, yaml }, "Ada");
  return (await db.repositories.assertionSets.list(systemScope))[0]?.id ?? "";
}

const evidence = {
  uses: { period: { from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z" }, events: 1, unreadable: 0, users: [] },
  clients: [],
  requests: [],
};

const kubelets = { kubelets: [], unread: 0, uploadedBy: "Ada", uploadedAt: new Date() };

function withKubelets(of: Repositories) {
  return of.kubelets.put(systemScope, hidden.cluster, kubelets);
}

function withAuditLog(of: Repositories) {
  return of.apiAuditLogs.put(systemScope, hidden.cluster, { evidence, uploadedBy: "Ada" });
}

/** An image that only the hidden cluster runs, with the digest that is known of it. */
async function hiddenImage(): Promise<string> {
  const digest = `sha256:${"a".repeat(64)}`;
  await db.database.pool.query(
    `INSERT INTO running_images (cluster_id, seq, scan_id, namespace, workload_kind, workload, container, type, image, registry,
       repository, tag, image_id_kind, id_registry, id_repository, digest, pods)
     VALUES ($1, 1000, $2, 'shop', 'Pod', 'web', 'web', 'container', 'r.example/web:1', 'r.example', 'web', '1', 'repository',
       'r.example', 'web', $3, 1) ON CONFLICT DO NOTHING`,
    [hidden.cluster, hidden.scan, digest],
  );
  await db.database.pool.query(
    `INSERT INTO registry_images (id, registry, repository, digest, digests, facts)
     VALUES ('img_aaaaaaaaaaaa', 'r.example', 'web', $1, ARRAY[$1, 'sha256:c'], $2) ON CONFLICT DO NOTHING`,
    [digest, await pack({ kind: "absent" })],
  );
  return "img_aaaaaaaaaaaa";
}

const documentFile = {
  ...{ fileKey: "hidden", fileName: "hidden.json", uploadedBy: "Ada", uploadedAt: new Date() },
  documents: [
    {
      document: {
        ...{ format: "trivy" as const, subject: { digests: [`sha256:${"a".repeat(64)}` as const], names: [] }, notes: [] },
        components: [{ key: "pkg:npm/hidden@1", name: "hidden", licences: [] }],
        vulnerabilities: [
          {
            ...{ id: "CVE-2021-44228", aliases: [], severity: "critical" as const },
            package: { key: "pkg:npm/hidden@1", name: "hidden" },
          },
        ],
      },
    },
  ],
};
const everyVulnerability = {
  ...{ q: "", show: "all" as const, fixable: false, exploited: false, differs: false, clusters: [], limit: 10 },
};

const packFile = {
  ...{ name: "pack.jsonl", format: "bundles" as const, sha256: "0".repeat(64), size: 1, others: 0, looked: [], artifacts: [] },
  ...{ uploadedBy: "Ada", uploadedAt: new Date(0) },
};

/** An evidence pack about the hidden image. @returns the image's id. */
async function hiddenPack(): Promise<string> {
  const image = await hiddenImage();
  await db.repositories.evidencePacks.put(systemScope, image, packFile);
  return image;
}

const hiddenDigests = [`sha256:${"a".repeat(64)}`];
const heldToNothing = { revision: "", staleBefore: new Date(0) };

/** A document about the image that only the hidden cluster runs. */
async function hiddenDocument(): Promise<string> {
  await hiddenImage();
  const known = (await db.repositories.securityDocuments.list(systemScope, heldToNothing)).documents[0];
  if (known !== undefined) return known.id;
  await db.repositories.securityDocuments.put(systemScope, documentFile);
  return (await db.repositories.securityDocuments.list(systemScope, heldToNothing)).documents[0]?.id ?? "";
}
const osvDump = { fileName: "all.zip", whole: true, loadedBy: "Ada", loadedAt: new Date() };
const osvTotals = { ecosystems: ["npm"], advisories: 1, withdrawn: 0, unread: 0 };
async function hiddenDump(): Promise<string> {
  return (await db.repositories.osvDumps.begin(systemScope, osvDump)) ?? "";
}
const isOfHidden = (row: object) => ("id" in row ? row.id !== own : true);

const askedBefore = { userId: "usr_another", key: "key", requestHash: "hash" };

const registry = { host: "r.test", realms: [], contentHosts: [], signatures: [] };
const sealedForRegistry = { sealed: "v1.kid.a.b.c.d", kid: "kid", version: 1, endpointFingerprint: "print" };
const trust = { name: "ours", kind: "keys" as const, keys: [], enabled: true };
const builder = { name: "ours", signers: [], builders: [], hosted: true, level: 2, enabled: true } as const;
const signingPolicy = { name: "ours", images: ["**"], signers: [], attestations: [], sources: [], draft: false };
let listed: Promise<string> | undefined;
/** A registry that somebody listed who sees all clusters. */
function hiddenRegistry(): Promise<string> {
  listed ??= db.repositories.registries
    .create(systemScope, registry, "Ada")
    .then((made) => (made.ok ? (made.value?.id ?? "") : ""));
  return listed;
}

let forge: Promise<string> | undefined;
/** A forge that somebody listed who sees all clusters. */
function hiddenForge(): Promise<string> {
  forge ??= db.repositories.forges
    .create(systemScope, { host: "git.test", kind: "gitlab", by: "Ada" })
    .then((made) => (made.ok ? (made.value?.id ?? "") : ""));
  return forge;
}

/** A commit that only the image names which only the hidden cluster runs, with a report about it. */
async function hiddenSource() {
  const source = { repository: "https://git.test/acme/shop", commit: "a".repeat(40) };
  const { repository, commit } = source;
  await db.database.pool.query("UPDATE registry_images SET source_repository = $2, source_commit = $3 WHERE id = $1", [
    ...[await hiddenImage(), repository, commit],
  ]);
  await db.database.pool.query(
    `INSERT INTO source_reports (id, repository, commit, kind, origin, tool, content)
     VALUES ('srp_hidden', $1, $2, 'sarif', 'upload', 'x', '') ON CONFLICT DO NOTHING`,
    [repository, commit],
  );
  return source;
}

type Probe = (of: Repositories, scope: Scope) => Promise<unknown>;
type Probes = {
  readonly [R in Exclude<keyof Repositories, "transaction" | "installation" | "scopes">]: Record<keyof Repositories[R], Probe>;
};

/** What each function answers about the hidden cluster; the installation holds no cluster's data, and `scopes` makes scopes. */
const probes: Probes = {
  users: {
    get: async (of, scope) => of.users.get(scope, (await of.users.list(systemScope))[0]?.id ?? ""),
    list: (of, scope) => of.users.list(scope),
    create: (of, scope) =>
      of.users
        .create(scope, { email: "x@example.org", name: "X", role: "admin", scope: { clusters: "all" }, passwordHash: "x" })
        .then(() => "made", refused),
    setPassword: async (of, scope) => of.users.setPassword(scope, (await of.users.list(systemScope))[0]?.id ?? "", "x"),
    change: async (of, scope) =>
      answerOf(of.users.change(scope, (await of.users.list(systemScope))[0]?.id ?? "", { role: "viewer" })),
    remove: async (of, scope) => answerOf(of.users.remove(scope, (await of.users.list(systemScope))[0]?.id ?? "")),
    administrators: (of, scope) => of.users.administrators(scope),
  },
  invitations: {
    list: (of, scope) => of.invitations.list(scope),
    create: (of, scope) => of.invitations.create(scope, invited).then(() => "made", refused),
    revoke: async (of, scope) => of.invitations.revoke(scope, (await of.invitations.list(systemScope))[0]?.id ?? "", new Date(0)),
    byToken: (of) => of.invitations.byToken("of another token", new Date(0)),
    use: (of) => of.invitations.use("of another token", new Date(0)),
  },
  passwordResets: {
    open: async (of, scope) =>
      of.passwordResets.open(scope, {
        ...{ userId: (await of.users.list(systemScope))[0]?.id ?? "", tokenHash: "new", expiresAt: new Date() },
      }),
    byToken: (of) => of.passwordResets.byToken("of another token", new Date(0)),
    use: (of) => of.passwordResets.use("of another token", "hash", new Date(0)),
  },
  sessions: {
    list: (of, scope) => of.sessions.list(scope, "usr_of_another", new Date(0)),
    end: (of, scope) => of.sessions.end(scope, "usr_of_another", "a session"),
    endOthers: (of, scope) => of.sessions.endOthers(scope, "usr_of_another", "a session"),
    endAll: async (of, scope) => of.sessions.endAll(scope, (await of.users.list(systemScope))[0]?.id ?? ""),
    used: (of, scope) => of.sessions.used(scope, { userId: "usr_of_another", sessionId: "a session", now: new Date(0) }),
  },
  // A person's own, by the person's id: no scope reaches them.
  tokens: {
    list: (of) => of.tokens.list("usr_another"),
    create: (of) => of.tokens.create("usr_another", token).then(() => "made", refused),
    revoke: (of) => of.tokens.revoke("usr_another", "tok_another", new Date()),
    held: (of) => of.tokens.held("another token's"),
    touch: (of) => of.tokens.touch({ id: "tok_another", expiresAt: new Date() } as never, new Date()),
  },
  idempotency: {
    claim: async (of) => (await of.idempotency.claim({ ...askedBefore, requestHash: "other" }, new Date()).catch(refused))?.state,
    keep: (of) => of.idempotency.keep(askedBefore, new Date(), { status: 200, answer: { body: {} } }),
    release: (of) => of.idempotency.release(askedBefore, new Date()),
  },
  clusters: {
    get: (of, scope) => of.clusters.get(scope, hidden.cluster),
    list: async (of, scope) => (await of.clusters.list(scope)).filter((cluster) => cluster.id !== own),
    create: (of, scope) => answerOf(of.clusters.create(scope, { name: "mine", kind: "live" })),
    change: (of, scope) => answerOf(of.clusters.change(scope, hidden.cluster, { name: "renamed" })),
    replaceEndpoint: (of, scope) => of.clusters.replaceEndpoint(scope, hidden.cluster, { kind: "live", server: "https://x" }),
    removal: (of, scope) => of.clusters.removal(scope, hidden.cluster),
    remove: (of, scope) => of.clusters.remove(scope, hidden.cluster),
    removeSamples: (of, scope) => of.clusters.removeSamples(scope),
    sampleLoaded: (of, scope) => of.clusters.sampleLoaded(scope),
  },
  credentials: {
    nextVersion: async (of, scope) => (await of.credentials.nextVersion(scope, hidden.cluster)) - 1,
    put: (of, scope) => of.credentials.put(scope, hidden.cluster, sealed),
    kidsInUse: (of, scope) => of.credentials.kidsInUse(scope),
  },
  connectionTests: {
    create: (of, scope) => of.connectionTests.create(scope, test),
    get: async (of, scope) => {
      const made = await of.connectionTests.create(systemScope, test);
      return of.connectionTests.get(scope, made?.id ?? "");
    },
    countSince: (of, scope) => of.connectionTests.countSince(scope, "usr_a", new Date(0)),
  },
  uploads: {
    receive: (of, scope) =>
      answerOf(of.uploads.receive(scope, { clusterId: hidden.cluster, fileName: "a", chunks: bytes(), limitBytes: 10 })),
    attach: async (of, scope) => of.uploads.attach(scope, await waiting(of), hidden.cluster),
    discard: async (of, scope) => of.uploads.discard(scope, await waiting(of)),
  },
  apiAuditLogs: {
    isSeen: (of, scope) => of.apiAuditLogs.isSeen(scope, hidden.cluster),
    get: async (of, scope) => ((await withAuditLog(of)) ? of.apiAuditLogs.get(scope, hidden.cluster) : ["none"]),
    evidence: async (of, scope) => ((await withAuditLog(of)) ? of.apiAuditLogs.evidence(scope, hidden.cluster) : ["none"]),
    put: (of, scope) => of.apiAuditLogs.put(scope, hidden.cluster, { evidence, uploadedBy: "Eve" }),
    remove: async (of, scope) => ((await withAuditLog(of)) ? of.apiAuditLogs.remove(scope, hidden.cluster) : ["none"]),
  },
  kubelets: {
    isSeen: (of, scope) => of.kubelets.isSeen(scope, hidden.cluster),
    get: async (of, scope) => ((await withKubelets(of)) ? of.kubelets.get(scope, hidden.cluster) : ["none"]),
    put: (of, scope) => of.kubelets.put(scope, hidden.cluster, kubelets),
    remove: async (of, scope) => ((await withKubelets(of)) ? of.kubelets.remove(scope, hidden.cluster) : ["none"]),
  },
  scans: {
    get: (of, scope) => of.scans.get(scope, hidden.scan),
    start: (of, scope) => answerOf(of.scans.start(scope, { clusterId: hidden.cluster, trigger: "manual" })),
    list: async (of, scope) => (await of.scans.list(scope, { limit: 10 }))?.items,
    latest: (of, scope) => of.scans.latest(scope),
    previous: (of, scope) => of.scans.previous(scope, hidden.scan),
    keptAt: async (of, scope) => (await of.scans.keptAt(scope, hidden.cluster, new Date())).oldest,
    looks: (of, scope) => of.scans.looks(scope, hidden.scan),
    results: (of, scope) => of.scans.results(scope, hidden.scan),
    requestCancel: (of, scope) => of.scans.requestCancel(scope, hidden.scan),
    eventsAfter: (of, scope) => of.scans.eventsAfter(scope, hidden.scan, 0),
  },
  assertionSets: {
    get: async (of, scope) => of.assertionSets.get(scope, await hiddenAssertions()),
    list: async (of, scope) => ((await hiddenAssertions()) === "" ? ["none"] : of.assertionSets.list(scope)),
    create: (of, scope) =>
      answerOf(of.assertionSets.create(scope, { name: "mine", target: { clusters: [hidden.cluster] }, yaml }, "Eve")),
    change: async (of, scope) =>
      answerOf(of.assertionSets.change(scope, await hiddenAssertions(), { name: "b", updatedBy: "Eve" })),
    remove: async (of, scope) => of.assertionSets.remove(scope, await hiddenAssertions()),
  },
  // Dates of the installation, which name no cluster: everybody may read them, and only who sees all clusters changes them.
  supportDates: {
    list: (of, scope) => of.supportDates.list(scope),
    set: (of, scope) => of.supportDates.set(scope, { provider: "eks", minor: 37, end: "standard", date: "2027-01-01" }, "Eve"),
    clear: (of, scope) => of.supportDates.clear(scope, { provider: "eks", minor: 37, end: "standard" }),
  },
  // Registries, trust and policies of the installation, which name no cluster: administrators of all of them change them.
  registries: {
    get: async (of, scope) => of.registries.get(scope, await hiddenRegistry()),
    list: async (of, scope) => ((await hiddenRegistry()) === "" ? ["none"] : of.registries.list(scope)),
    create: (of, scope) => answerOf(of.registries.create(scope, { ...registry, host: "mine.test" }, "Eve")),
    change: async (of, scope) => of.registries.change(scope, await hiddenRegistry(), registry, "Eve"),
    remove: async (of, scope) => of.registries.remove(scope, await hiddenRegistry()),
    putCredential: async (of, scope) => of.registries.putCredential(scope, await hiddenRegistry(), sealedForRegistry),
    eraseCredential: async (of, scope) => of.registries.eraseCredential(scope, await hiddenRegistry()),
    runningHosts: (of, scope) => of.registries.runningHosts(scope),
    requestTest: async (of, scope) => of.registries.requestTest(scope, await hiddenRegistry()),
  },
  forges: {
    get: async (of, scope) => of.forges.get(scope, await hiddenForge()),
    list: async (of, scope) => ((await hiddenForge()) === "" ? ["none"] : of.forges.list(scope)),
    answers: (of, scope) => of.forges.answers(scope),
    create: (of, scope) => answerOf(of.forges.create(scope, { host: "mine.test", kind: "gitlab", by: "Eve" })),
    remove: async (of, scope) => of.forges.remove(scope, await hiddenForge()),
    putToken: async (of, scope) => of.forges.putToken(scope, await hiddenForge(), { sealed: "v1", kid: "kid", version: 1 }),
    eraseToken: async (of, scope) => of.forges.eraseToken(scope, await hiddenForge()),
  },
  // A commit is told of to whoever sees an image that names it; forges and signers have no cluster, and their names are for all.
  sources: {
    isSeen: async (of, scope) => of.sources.isSeen(scope, await hiddenSource()),
    get: async (of, scope) => of.sources.get(scope, await hiddenSource()),
    otherReports: async (of, scope) => of.sources.otherReports(scope, { ...(await hiddenSource()), commit: "0".repeat(40) }),
    look: async (of, scope) => of.sources.look(scope, await hiddenSource()),
    addReports: async (of, scope) => of.sources.addReports(scope, await hiddenSource(), [], "Eve"),
    removeReport: async (of, scope) => (await hiddenSource()) && of.sources.removeReport(scope, "srp_hidden"),
    signers: (of) => of.sources.signers(),
    addSigner: (of, scope) =>
      of.sources.addSigner(scope, { name: "eve", terms: { kind: "gitsign", issuer: "i", subject: "s" } }, "Eve"),
    removeSigner: (of, scope) => of.sources.removeSigner(scope, "csg_a"),
    forges: async (of) => (await of.sources.forges()).filter(({ host }) => host !== "git.test"),
  },
  trustProfiles: {
    list: (of, scope) => of.trustProfiles.list(scope),
    create: (of, scope) => answerOf(of.trustProfiles.create(scope, trust, "Eve")),
    put: (of, scope) => answerOf(of.trustProfiles.put(scope, "trp_publicgood", trust, "Eve")),
    remove: (of, scope) => of.trustProfiles.remove(scope, "trp_publicgood"),
  },
  trustedBuilders: {
    list: (of, scope) => of.trustedBuilders.list(scope),
    create: (of, scope) => answerOf(of.trustedBuilders.create(scope, builder, "Eve")),
    put: (of, scope) => answerOf(of.trustedBuilders.put(scope, "tbl_githubattestations", builder, "Eve")),
    remove: (of, scope) => of.trustedBuilders.remove(scope, "tbl_githubattestations"),
  },
  signingPolicies: {
    list: (of, scope) => of.signingPolicies.list(scope),
    get: (of, scope) => of.signingPolicies.get(scope, "spl_a"),
    create: (of, scope) => answerOf(of.signingPolicies.create(scope, signingPolicy, "Eve")),
    change: (of, scope) => answerOf(of.signingPolicies.change(scope, "spl_a", signingPolicy, "Eve")),
    remove: (of, scope) => of.signingPolicies.remove(scope, "spl_a"),
  },
  judgement: {
    profiles: (of) => of.judgement.profiles(),
    policies: (of) => of.judgement.policies(),
    builders: (of) => of.judgement.builders(),
  },
  runBookTicks: {
    list: (of, scope) => of.runBookTicks.list(scope, hiddenBook(), new Date()),
    tick: (of, scope) => of.runBookTicks.tick(scope, hiddenBook(), { item: "backup", by: "Eve", at: new Date() }),
    clear: (of, scope) => of.runBookTicks.clear(scope, hiddenBook(), { item: "backup", by: "Eve", at: new Date() }),
  },
  checklist: {
    statements: (of, scope) => of.checklist.statements(scope, [hidden.cluster], new Date()),
    attest: (of, scope) => of.checklist.attest(scope, hiddenStatement()),
    withdraw: (of, scope) => of.checklist.withdraw(scope, hiddenStatement()),
    verdicts: async (of, scope) => [...(await of.checklist.verdicts(scope, [hidden.scan])).keys()],
    grounds: async (of, scope) => [...(await of.checklist.grounds(scope, hidden.scan)).keys()],
    scansAt: (of, scope) => of.checklist.scansAt(scope, [hidden.cluster], [new Date()]),
    scans: (of, scope) => of.checklist.scans(scope, hidden.cluster, 5),
  },
  schedules: {
    get: async (of, scope) => of.schedules.get(scope, await hiddenSchedule()),
    list: async (of, scope) => [...(await of.schedules.list(scope)), ...(await of.schedules.list(scope, hidden.cluster))],
    create: (of, scope) => answerOf(of.schedules.create(scope, { ...schedule, name: "mine" })),
    change: async (of, scope) => answerOf(of.schedules.change(scope, await hiddenSchedule(), { name: "renamed" })),
    remove: async (of, scope) => of.schedules.remove(scope, await hiddenSchedule()),
    runNow: async (of, scope) => of.schedules.runNow(scope, await hiddenSchedule(), { now: new Date(), requestedBy: "Eve" }),
    runs: async (of, scope) => of.schedules.runs(scope, await hiddenSchedule(), { limit: 10 }),
  },
  exports: {
    findings: async (of, scope) => {
      const found = await of.exports.findings(scope, { scan: hidden.scan }, { order: "priority", at: now, figures: true });
      const rows: unknown[] = [];
      for await (const batch of found.batches) rows.push(...batch);
      return [...rows, ...found.scans, ...found.groups];
    },
    changes: async (of, scope) => {
      const reading = { filter: { ofLater: false }, order: "change", at: now, figures: true } as const;
      const found = await of.exports.changes(scope, { before: hidden.previous, after: hidden.scan }, reading);
      found?.close();
      return found?.scans;
    },
    waived: async (of, scope) => of.exports.waived(scope, [await waiverId(of)], later),
  },
  readiness: {
    standing: async (of, scope) => (await of.readiness.standing(scope)).clusters.filter(({ id }) => id === hidden.cluster),
    countsOf: async (of, scope) => [...(await of.readiness.countsOf(scope, [hidden.scan])).values()],
    history: async (of, scope) => of.readiness.history(scope, hidden.cluster, 10),
    changes: async (of, scope) => (await of.readiness.changes(scope, { clusterId: hidden.cluster, scans: 10, limit: 10 }))?.items,
  },
  findings: {
    page: async (of, scope) => (await of.findings.page(scope, {}, { sort: "priority", limit: 10 }))?.total,
    frozen: async (of, scope) =>
      (await of.findings.frozen(scope, { scans: [hidden.scan] }, { sort: "priority", offset: 0, limit: 10 })).total,
    facts: async (of, scope) => [
      ...(await of.findings.facts(scope, await of.findings.ofScan(systemScope, hidden.scan), new Date())).values(),
    ],
    count: (of, scope) => of.findings.count(scope, {}),
    facets: async (of, scope) => Object.values(await of.findings.facets(scope, { scan: hidden.scan })).flat(),
    get: (of, scope) => of.findings.get(scope, hidden.scan, hidden.fingerprint),
    ofScan: (of, scope) => of.findings.ofScan(scope, hidden.scan),
    withData: (of, scope) => of.findings.withData(scope, { scan: hidden.scan }),
    verdicts: (of, scope) => of.findings.verdicts(scope, hidden.scan),
    restsOn: (of, scope) => of.findings.restsOn(scope, { clusters: [hidden.cluster] }),
    notAssessed: (of, scope) => of.findings.notAssessed(scope, { scan: hidden.scan }),
    history: (of, scope) => of.findings.history(scope, hidden.scan, hidden.fingerprint),
    comparison: (of, scope) => {
      const remember: Remember = async (_key, make) => (await make()).value;
      return of.findings.comparison(scope, { before: hidden.previous, after: hidden.scan }, { limit: 10, from: {}, remember });
    },
  },
  inventories: {
    load: (of, scope) => of.inventories.load(scope, hidden.scan),
    loadForIndex: (of, scope) => of.inventories.loadForIndex(scope, hidden.scan),
    items: (of, scope) => podNames(of.inventories.items(scope, hidden.scan, "pods")),
    itemsForIndex: (of, scope) => podNames(of.inventories.itemsForIndex(scope, hidden.scan, "pods")),
  },
  audit: {
    append: async (of, scope) => {
      await of.audit.append(scope, { actorName: "Eve", action: "forged", clusterId: hidden.cluster });
      const entries = await of.audit.list(systemScope, { limit: 100 });
      return entries?.items.filter((entry) => entry.action === "forged");
    },
    list: async (of, scope) => (await of.audit.list(scope, { limit: 10 }))?.items,
    actors: (of, scope) => of.audit.actors(scope),
  },
  shareLinks: {
    create: async (of, scope) => {
      const id = newId("shr");
      await of.shareLinks.create(scope, { ...link, id, tokenHash: id });
      return of.shareLinks.get(scope, "everybody", id);
    },
    byTokenHash: (of) => of.shareLinks.byTokenHash("another token's"),
    list: (of, scope) => of.shareLinks.list(scope, "everybody"),
    get: (of, scope) => of.shareLinks.get(scope, "everybody", link.id),
    revoke: (of, scope) => of.shareLinks.revoke(scope, "everybody", link.id, { name: "Eve", at: new Date() }),
    revokeLinksOf: (of, scope) => of.shareLinks.revokeLinksOf(scope, link.createdById, { name: "Eve", at: new Date() }),
    use: (of) => of.shareLinks.use("shr_another", new Date()),
  },
  search: { query: (of, scope) => of.search.query(scope, "hidden", 10) },
  waivers: {
    get: async (of, scope) => of.waivers.get(scope, await waiverId(of)),
    byName: async (of, scope) => of.waivers.byName(scope, [(await waiverId(of)) && "kept"], now),
    list: async (of, scope) => (await waiverId(of)) && (await of.waivers.list(scope, { at: now, limit: 10 }))?.items,
    ending: async (of, scope) => (await waiverId(of)) && of.waivers.ending(scope, now, later),
    movedBetween: async (of, scope) => (await waiverId(of)) && of.waivers.movedBetween(scope, new Date(0), later),
    create: (of, scope) => of.waivers.create(scope, terms("mine"), maker, now).then(() => "made", refused),
    change: async (of, scope) => {
      const id = await waiverId(of);
      return of.waivers.change(scope, id, terms("changed"), now).then(() => "changed", refused);
    },
    revoke: async (of, scope) => of.waivers.revoke(scope, await waiverId(of), "Eve", now),
    preview: async (of, scope) => (await of.waivers.preview(scope, terms("any").match, now)).total,
    matched: async (of, scope) => (await of.waivers.matched(scope, [await waiverId(of)])).size,
    waivedCounts: async (of, scope) => (await waiverId(of)) && (await of.waivers.waivedCounts(scope, [hidden.scan], now)).size,
    holding: async (of, scope) => (await waiverId(of)) && (await of.waivers.holding(scope, [finding()], now)).size,
  },
  reviews: {
    get: async (of, scope) => of.reviews.get(scope, (await reviewsOf(of)).open),
    list: async (of, scope) => (await reviewsOf(of)) && (await of.reviews.list(scope, { state: "open", limit: 10 }))?.items,
    create: (of, scope) => of.reviews.create(scope, reviewDraft(), maker, now).then(() => "made", refused),
    subjects: async (of, scope) => of.reviews.subjects(scope, (await reviewsOf(of)).open, { limit: 10 }),
    subject: async (of, scope) => of.reviews.subject(scope, (await reviewsOf(of)).open, 1),
    numbered: async (of, scope) => of.reviews.numbered(scope, (await reviewsOf(of)).open, [1]),
    hold: async (of, scope) => of.reviews.hold(scope, (await reviewsOf(of)).open),
    decide: async (of, scope) => {
      const decisions = [{ number: 1, version: 0, decision: "remove" as const }];
      return (await of.reviews.decide(scope, (await reviewsOf(of)).open, decisions, { ...maker, at: now })).length === 0;
    },
    change: async (of, scope) => of.reviews.change(scope, (await reviewsOf(of)).open, 1, { name: "changed" }),
    signOff: async (of, scope) => of.reviews.signOff(scope, (await reviewsOf(of)).open, 1, { name: "Eve", at: now }),
    remove: async (of, scope) => of.reviews.remove(scope, (await reviewsOf(of)).open),
    earlier: async (of, scope) => (await reviewsOf(of)) && (await of.reviews.earlier(scope, place())).size,
    last: async (of, scope) => (await reviewsOf(of)) && of.reviews.last(scope),
    overdue: async (of, scope) => (await reviewsOf(of)) && of.reviews.overdue(scope, now),
    eligible: (of, scope) => of.reviews.eligible(scope, [place()]),
  },
  cases: {
    known: (of, scope) => of.cases.known(scope, [inScan()]),
    assignable: (of, scope) => of.cases.assignable(scope, [{ clusterId: hidden.cluster }]),
    assign: (of, scope) => of.cases.assign(scope, [inScan()], { name: "Eve" }, now),
    assigned: async (of, scope) => {
      await of.cases.assign(systemScope, [inScan()], { name: "Ada" }, now);
      return (await of.cases.assigned(scope, [finding()])).size;
    },
    comment: (of, scope) => of.cases.comment(scope, inScan(), comment),
    comments: async (of, scope) => {
      await of.cases.comment(systemScope, inScan(), comment);
      return of.cases.comments(scope, inScan());
    },
    doings: async (of, scope) => (await waiverId(of)) && (await of.cases.doings(scope, inScan())).waivers,
  },
  securityDocuments: {
    list: async (of, scope) => (await hiddenDocument()) && (await of.securityDocuments.list(scope, heldToNothing)).documents,
    get: async (of, scope) => of.securityDocuments.get(scope, await hiddenDocument(), heldToNothing),
    about: async (of, scope) =>
      (await hiddenDocument()) &&
      Object.values(await of.securityDocuments.about(scope, { digests: hiddenDigests }, heldToNothing)).flat(),
    put: (of, scope) => of.securityDocuments.put(scope, documentFile),
    remove: async (of, scope) => of.securityDocuments.remove(scope, await hiddenDocument()),
  },
  evidencePacks: {
    list: async (of, scope) => of.evidencePacks.list(scope, await hiddenPack()),
    put: async (of, scope) => of.evidencePacks.put(scope, await hiddenImage(), packFile),
    remove: async (of, scope) => {
      const [pack] = (await of.evidencePacks.list(systemScope, await hiddenPack())) ?? [];
      return of.evidencePacks.remove(scope, pack?.id ?? "");
    },
  },
  operatorReports: {
    list: async (of, scope) => (await of.operatorReports.list(scope)).filter(({ clusterId }) => clusterId === hidden.cluster),
  },
  clairLooks: {
    counts: async (of, scope) => (await hiddenDocument()) && (await of.clairLooks.counts(scope)).images > 0,
  },
  runningPackages: {
    list: async (of, scope) => (await hiddenDocument()) && of.runningPackages.list(scope, { q: "", clusters: [], limit: 10 }),
    places: async (of, scope) =>
      (await hiddenDocument()) && Object.values(await of.runningPackages.places(scope, "pkg:npm/hidden@1", heldToNothing)).flat(),
    coverage: async (of, scope) => (await hiddenDocument()) && (await of.runningPackages.coverage(scope)).images > 0,
  },
  runningVulnerabilities: {
    list: async (of, scope) => (await hiddenDocument()) && (await of.runningVulnerabilities.list(scope, everyVulnerability)).rows,
    get: async (of, scope) => (await hiddenDocument()) && of.runningVulnerabilities.get(scope, "CVE-2021-44228", heldToNothing),
    images: async (of, scope) => (await hiddenDocument()) && of.runningVulnerabilities.images(scope),
    coverage: async (of, scope) => (await hiddenDocument()) && (await of.runningVulnerabilities.coverage(scope)).images > 0,
  },
  osvDumps: {
    // Public, as the lists: nothing of it is anybody's.
    list: (of, scope) => of.osvDumps.list(scope),
    coverage: async (of, scope) => (await hiddenDocument()) && (await of.osvDumps.coverage(scope)).bills > 0,
    begin: (of, scope) => of.osvDumps.begin(scope, osvDump),
    add: async (of, scope) => of.osvDumps.add(scope, await hiddenDump(), 0, []),
    finish: async (of, scope) => (await of.osvDumps.finish(scope, await hiddenDump(), osvTotals)) !== undefined,
    remove: async (of, scope) => {
      const id = await hiddenDump();
      await of.osvDumps.finish(systemScope, id, osvTotals);
      const removed = await of.osvDumps.remove(scope, id);
      await of.osvDumps.remove(systemScope, id);
      return removed;
    },
  },
  vulnerabilityLists: {
    get: async (of, scope) => Object.keys(await of.vulnerabilityLists.get(scope)),
    putKev: (of, scope) => of.vulnerabilityLists.putKev(scope, { loadedBy: "Ada", loadedAt: now }, []),
    putEpss: (of, scope) => of.vulnerabilityLists.putEpss(scope, { loadedBy: "Ada", loadedAt: now }, []),
  },
  images: {
    isSeen: async (of, scope) => of.images.isSeen(scope, await hiddenImage()),
    push: async (of, scope) => of.images.push(scope, await hiddenImage()),
    seen: async (of, scope) =>
      (await hiddenImage()) &&
      Object.values(await of.images.seen(scope))
        .flat()
        .filter(isOfHidden),
    changes: async (of, scope) =>
      (await hiddenImage()) && Object.values(await of.images.changes(scope, new Date(0))).every((found) => found.length === 0)
        ? undefined
        : "changed",
    shares: (of, scope) => of.images.shares(scope, heldToNothing),
    signers: async (of, scope) => (await hiddenImage()) && of.images.signers(scope),
    get: async (of, scope) => of.images.get(scope, await hiddenImage()),
    kept: async (of, scope) => of.images.kept(scope, [await hiddenImage()]),
    evidence: async (of, scope) => of.images.evidence(scope, await hiddenImage(), "sha256:0"),
    facts: async (of, scope) => [...(await of.images.facts(scope, [await hiddenImage()]))],
    packages: async (of, scope) => (await hiddenImage()) && [...(await of.images.packages(scope, [await hiddenImage()]))],
    standing: async (of, scope) => of.images.standing(scope, await hiddenImage()),
    sameImages: async (of, scope) => {
      await hiddenImage();
      return of.images.sameImages(scope, [`sha256:${"a".repeat(64)}`]);
    },
    look: async (of, scope) => of.images.look(scope, await hiddenImage(), now),
  },
  digest: {
    standings: async (of, scope) => (await of.digest.standings(scope, now)).filter((standing) => standing.clusterId !== own),
    difference: (of, scope) => of.digest.difference(scope, hidden.previous, hidden.scan),
    missed: (of, scope) => of.digest.missed(scope, new Date(0)),
  },
  savedViews: {
    list: async (of, scope) => of.savedViews.list(scope, { userId: "usr_eve", admin: false }),
    create: (of, scope) => answerOf(of.savedViews.create(scope, { userId: "usr_eve", admin: false }, view).catch(() => refusal)),
    change: (of, scope) => answerOf(of.savedViews.change(scope, { userId: "usr_eve", admin: true }, { id: "viw_a", name: "b" })),
    remove: (of, scope) => of.savedViews.remove(scope, { userId: "usr_eve", admin: true }, "viw_a"),
  },
};

async function waiting(of: Repositories): Promise<string> {
  const received = await of.uploads.receive(systemScope, { fileName: "a", chunks: bytes(), limitBytes: 10 });
  return received.ok ? received.value.id : "";
}

async function podNames(chunks: AsyncIterable<readonly ItemBase[]>): Promise<string[]> {
  const names: string[] = [];
  for await (const chunk of chunks) names.push(...chunk.map((pod) => pod.meta.name));
  return names;
}

function refused(): undefined {
  return undefined;
}

async function answerOf(result: Promise<{ ok: boolean; value?: unknown }>): Promise<unknown> {
  const settled = await result;
  return settled.ok ? settled.value : undefined;
}

const cases = Object.entries(probes).flatMap(([repository, functions]) =>
  Object.entries(functions).map(([name, probe]) => [`${repository}.${name}`, probe as Probe] as const),
);
const nothing = new Set<unknown>([undefined, false, 0, ""]);
const isNothing = (answer: unknown) => nothing.has(answer) || (Array.isArray(answer) && answer.length === 0);

describe("outside its scope a reader finds nothing and changes nothing", () => {
  it("probes every function", () => {
    for (const [repository, functions] of Object.entries(probes)) {
      const real = Object.keys(repositoriesOf(db.database)[repository as keyof Probes]);
      expect([repository, ...Object.keys(functions).sort()]).toEqual([repository, ...real.sort()]);
    }
    const covered = [...Object.keys(probes), "installation", "scopes", "transaction"].sort();
    expect(covered).toEqual(Object.keys(repositoriesOf(db.database)).sort());
  });

  it.each(cases)("%s, with another cluster in scope", async (_name, probe) => {
    const answer = await probe(db.repositories, outside);
    expect(isNothing(answer), JSON.stringify(answer)).toBe(true);
  });

  it.each(cases)("%s, with nothing in scope", async (_name, probe) => {
    const answer = await probe(db.repositories, noScope);
    expect(isNothing(answer), JSON.stringify(answer)).toBe(true);
  });

  it("left the hidden cluster as it was", async () => {
    const cluster = await db.repositories.clusters.get(systemScope, hidden.cluster);
    expect(cluster).toMatchObject({ name: "hidden", lastScan: { id: hidden.scan, state: "completed" }, activeScan: undefined });
    expect(await db.repositories.users.list(systemScope)).toHaveLength(1);
  });
});

describe("a reader of some namespaces", () => {
  const limited = (): Scope => ({ clusters: new Map([[hidden.cluster, new Set(["shop"])]]) });

  it("sees findings of those alone, and none of cluster-scoped objects", async () => {
    const findings = await db.repositories.findings.ofScan(limited(), hidden.scan);
    expect(findings.map((finding) => finding.at.name)).toEqual(["web"]);
    const page = await db.repositories.findings.page(limited(), {}, { sort: "priority", limit: 10 });
    expect(page).toMatchObject({ total: 1, counts: { high: 1, medium: 0 } });
    const facets = await db.repositories.findings.facets(limited(), {});
    expect(facets.namespace).toEqual([{ value: "shop", count: 1 }]);
    expect(facets.kind).toEqual([{ value: "Pod", count: 1 }]);
  });

  it("sees numbers of those alone", async () => {
    const cluster = await db.repositories.clusters.get(limited(), hidden.cluster);
    expect(cluster).toMatchObject({ limited: true, pods: 1, namespaces: 1 });
    expect(cluster?.nodes).toBeUndefined();
    expect(cluster?.trend.map((point) => point.urgent)).toEqual([1, 1]);
    expect(cluster?.lastScan).toMatchObject({
      counts: { high: 1, medium: 0 },
      coverage: { passed: 0, failed: 1, notAssessed: 1 },
      objects: 1,
    });
    expect(cluster?.lastScan?.change).toBeUndefined();
  });

  it("gets verdicts about those alone", async () => {
    const results = await db.repositories.scans.results(limited(), hidden.scan);
    expect(results.map(({ checkId, verdict, findings }) => [checkId, verdict, findings])).toEqual([
      ["test/node", "notAssessed", 0],
      ["test/privileged", "fail", 1],
    ]);
  });

  it("loads objects of those alone, and every look says so", async () => {
    const inventory = await db.repositories.inventories.load(limited(), hidden.scan);
    expect(inventory?.looks.pods.items.map((pod) => pod.meta.name)).toEqual(["web"]);
    expect(inventory?.looks.pods.coverage.state).toBe("partial");
    expect(inventory?.looks.nodes).toMatchObject({ items: [], coverage: { state: "unseen" } });
    expect(inventory?.cluster.uid).toBeUndefined();
    expect(await podNames(db.repositories.inventories.items(limited(), hidden.scan, "pods"))).toEqual(["web"]);
  });

  it("may not replace the cluster's credential", async () => {
    expect(await db.repositories.credentials.put(limited(), hidden.cluster, sealed)).toBe(false);
  });
});
