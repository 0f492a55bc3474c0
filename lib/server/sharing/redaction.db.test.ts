/** Names that were hidden are nowhere in what a recipient gets: planted, and then searched. */

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ReportView } from "#components/reports/report-view.tsx";
import type { Report } from "#contracts/reports.ts";
import type { ImageTrailView } from "#contracts/supply-chain.ts";
import type { View, ViewKind, ViewOf } from "#contracts/views.ts";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { ok } from "#core/result.ts";
import { scopeOf, systemScope } from "#server/database/scope.ts";
import { createTestApi } from "#test/api/api.ts";
import { signedOffReview } from "#test/api/signed-off-review.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { loadReport } from "./report.ts";

const rbac = "rbac.authorization.k8s.io";
const canaries = {
  user: "canary.user@corp.example",
  group: "oidc:canary-group",
  account: "canary-account",
  lonely: "canary-lonely",
  /** Named by a pod alone: its account is gone. */
  ghost: "canary-ghost",
  /** Named by a token's annotation alone. */
  holder: "canary-holder",
  /** Named by the rule of a role that lets somebody act as them. */
  actedAs: "canary-boss@corp.example",
  certificate: "CN=Canary Person,O=canary-unit",
};
/** Names of objects that say of whom they are, though nobody is called exactly so. */
const derived = {
  user: "canary-user",
  group: "canary-group",
  boss: "canary-boss",
  person: "canary-person",
};
/** In what people wrote in Drydock alone: no scan knows that it is a name. */
const written = { assertion: "canary-works-at-night", note: "Only canary-trainee needs it." };
const host = "canary-api.internal.example";

function bound(name: string, role: string, subject: object, where?: string): KubernetesObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: where ? "RoleBinding" : "ClusterRoleBinding",
    metadata: { name, namespace: where, uid: `uid-${name}` },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
    subjects: [subject],
  };
}

/** A role that some objects hold already, under a name that is of somebody. */
const readerRole: KubernetesObject = {
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRole",
  metadata: { name: `${derived.group}-extra` },
  rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: [`${derived.user}-secret`] }],
};

/** Names of subjects wherever people put them: in bindings, objects that are called like them, annotations and tokens. */
function planted(more: readonly KubernetesObject[] = []): Inventory {
  const role = (name: string, rules: object[]) => ({ apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name }, rules });
  const account = (name: string) => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace: "shop", uid: name },
  });
  const pod = (name: string, { account = canaries.account, namespace = "shop" } = {}) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, uid: `uid-${name}`, labels: { owner: "canary-user" }, annotations: { by: canaries.user } },
    spec: {
      serviceAccountName: account,
      volumes: [{ name: "home", hostPath: { path: "/home/canary.user" } }],
      containers: [
        { name: "canary-user-main", image: "registry.example/canary-user/web:latest", securityContext: { privileged: true } },
      ],
    },
  });
  const objects: KubernetesObject[] = [
    ...["shop", "n1", "n2", "n3", "n4", "n5", canaries.account, derived.user].map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, uid: name },
    })),
    account(canaries.account),
    account(canaries.lonely),
    role("cluster-admin", [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]),
    role("canary-account-role", [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }]),
    bound("canary-user-admin", "cluster-admin", { kind: "User", name: canaries.user, apiGroup: rbac }),
    bound("group", "cluster-admin", { kind: "Group", name: canaries.group, apiGroup: rbac }),
    bound("accounts", "canary-account-role", { kind: "ServiceAccount", name: canaries.account, namespace: "shop" }),
    bound("by-user-name", "canary-account-role", {
      kind: "User",
      name: `system:serviceaccount:shop:${canaries.lonely}`,
      apiGroup: rbac,
    }),
    ...["n1", "n2", "n3", "n4", "n5"].map((place) =>
      bound(`in-${place}`, "cluster-admin", { kind: "User", name: canaries.user }, place),
    ),
    role(`${derived.group}-reader`, [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]),
    role(`act-as-${derived.boss}`, [
      { apiGroups: [""], resources: ["users"], verbs: ["impersonate"], resourceNames: [canaries.actedAs] },
    ]),
    bound("acting", `act-as-${derived.boss}`, { kind: "Group", name: `system:serviceaccounts:${canaries.account}` }),
    bound("reading", `${derived.group}-reader`, { kind: "User", name: canaries.certificate }),
    bound("missing", "nowhere", { kind: "ServiceAccount", name: "canary-missing", namespace: derived.user }, derived.user),
    pod(`${canaries.account}-web`),
    pod("web"),
    pod(`${derived.user}-shell`, { namespace: derived.user }),
    pod(`${derived.person}-shell`),
    pod(`${derived.boss}-shell`),
    pod(`${canaries.ghost}-7d9f`, { account: canaries.ghost }),
    pod(`${canaries.holder}-7d9f`),
    {
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/service-account-token",
      metadata: { name: "held", namespace: "shop", annotations: { "kubernetes.io/service-account.name": canaries.holder } },
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/service-account-token",
      metadata: {
        name: `${canaries.account}-token`,
        namespace: "shop",
        annotations: { "kubernetes.io/service-account.name": canaries.account },
      },
    },
    ...more,
  ];
  const inventory = inventoryOfObjects(objects, {
    takenAt: "2026-11-24T00:00:00Z",
    source: "live",
    cluster: { uid: "uid", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } },
  });
  return { ...inventory, credential: { kind: "token", account: "ServiceAccount drydock/canary-reader" } };
}

/** A person's certificate signed it, and a forge names whoever reviewed it. */
function signedByCanary(trail: ImageTrailView): ImageTrailView {
  const name = "canary-signer@corp.example";
  const digest = `sha256:${"a".repeat(64)}`;
  return {
    ...trail,
    links: trail.links.map((link) => ({
      ...link,
      reason: `Signed by ${name}.`,
      reported: [{ by: "the forge", says: "canary-reviewer approved it" }],
    })),
    artifacts: [
      {
        ...{
          seq: 0,
          role: "signature",
          state: "verified",
          reason: `By ${name}.`,
          layout: "referrers-api",
          place: "registry.example",
        },
        ...{ attachedTo: digest, covers: [], mediaType: "application/json", contradictions: [] },
        signer: { id: "s", kind: "certificate", name, subject: name, issuer: "https://issuer.example", signedAt: [] },
        checks: [{ id: "identity", title: "Identity", outcome: "passed", detail: `It is ${name}.` }],
        facts: [{ name: "Author", value: "canary-author" }],
      },
    ],
  };
}

const ofTheFleet: ReadonlySet<ViewKind> = new Set(["drift", "checklist-fleet"]);
const pairs: ReadonlySet<ViewKind> = new Set(["comparison", "access-changes"]);

/** @returns the page that a reader gets, without its frame. */
function pageOf(report: Report): string {
  return renderToStaticMarkup(createElement(ReportView, { report }));
}

async function world() {
  const api = await createTestApi();
  const cluster = await seedCluster(api.data, { name: `${derived.user} at ${host}`, server: `https://${host}:6443` });
  const yaml = `apiVersion: drydock/v1
kind: AssertionList
items:
  - {name: ${written.assertion}, subject: "canary-absent@corp.example", can: delete pods in shop}
`;
  await api.data.repositories.assertionSets.create(
    systemScope,
    { name: "canary-file", target: { clusters: "all" }, yaml },
    "Robin",
  );
  const before = await seedScan(api.data, cluster.id, planted());
  const gone = bound("gone", "cluster-admin", { kind: "Group", name: "canary-left-group", apiGroup: rbac });
  const scan = await seedScan(api.data, cluster.id, planted([gone, readerRole]));
  // It has all but one binding, and a role of the same name that gives more.
  const elsewhere = await seedCluster(api.data, { name: `${derived.person} at ${host}`, server: `https://${host}:6443` });
  const wider = [{ apiGroups: [""], resources: ["secrets", "users"], verbs: ["get"], resourceNames: [canaries.actedAs] }];
  const other = await seedScan(api.data, elsewhere.id, planted([{ ...readerRole, rules: wider }]));
  const load = async (view: View, hide: { names?: boolean; endpoint?: boolean; title?: string } = {}) => {
    const link = {
      ...{ title: hide.title ?? "Report", view, scanIds: [before.id, scan.id], signedInOnly: false, createdById: "usr_a" },
      ...{ createdBy: "Robin", createdAt: new Date(), expiresAt: new Date(Date.now() + 86_400_000) },
      scanIds: pairs.has(view.kind) ? [before.id, scan.id] : ofTheFleet.has(view.kind) ? [scan.id, other.id] : [scan.id],
      scope: scopeOf({ clusters: [{ id: cluster.id }, { id: elsewhere.id }] }),
      clusters: [],
      hideEndpoint: hide.endpoint ?? false,
      pseudonymKey: hide.names ? Buffer.alloc(32, 7) : undefined,
      ...(view.kind === "trail" && { beside: { trail } }),
    };
    const loaded = await loadReport(link, 1, api.entry.services);
    expect(loaded).toEqual(ok(expect.anything()));
    if (!loaded.ok) throw new Error("not loaded");
    return loaded.value;
  };
  const cookie = await api.signIn({});
  const workload = `/trail?cluster=${cluster.id}&namespace=shop&kind=Pod&name=web`;
  const trail = signedByCanary((await (await api.ask("GET", workload, { cookie })).json()) as ImageTrailView);
  const { rows } = await api.data.database.pool.query<{ fingerprint: string }>(
    "SELECT DISTINCT ON (check_id) fingerprint FROM findings WHERE scan_id = $1 ORDER BY check_id, fingerprint",
    [scan.id],
  );
  const review = await signedOffReview(api, cookie, {
    cluster: cluster.id,
    name: `About ${canaries.user} and canary-newcomer`,
    note: written.note,
  });
  const asked = [
    "who can get secrets",
    `who can impersonate users/${canaries.actedAs}`,
    `can canary-nobody@corp.example get secrets in ${derived.user}`,
    `can sa:shop/${canaries.account} get secrets/canary-typed`,
    `can group:system:serviceaccounts:${canaries.account} get secrets`,
  ];
  // Every kind of view is here: a new one does not compile before it is searched, too.
  const ends = ["cluster-admin", "node-root", "all-secrets"] as const;
  const walkers = [`User:${canaries.user}`, `Group:${canaries.group}`, `ServiceAccount:shop/${canaries.account}`];
  const byKind: { readonly [K in ViewKind]: readonly ViewOf<K>[] } = {
    answer: asked.map((question) => ({ kind: "answer", scan: scan.id, question })),
    "access-changes": [
      { kind: "access-changes", before: before.id, after: scan.id, filter: {} },
      { kind: "access-changes", before: before.id, after: scan.id, filter: { q: "canary" } },
    ],
    comparison: [{ kind: "comparison", before: before.id, after: scan.id }],
    drift: (["roles", "bindings"] as const).map((what) => ({ kind: "drift", what, defaults: "hide" })),
    finding: rows.map(({ fingerprint }) => ({ kind: "finding", scan: scan.id, fingerprint })),
    findings: [
      { kind: "findings", filter: { life: "all" }, sort: "priority" },
      { kind: "findings", filter: { q: "canary", namespace: ["shop"] }, sort: "object" },
    ],
    holders: [
      { kind: "holders", scan: scan.id, at: "2026-12-01", capability: "read-secrets" },
      { kind: "holders", scan: scan.id, at: "2026-12-01", capability: "read-secrets", namespace: derived.user },
    ],
    matrix: [
      { kind: "matrix", scan: scan.id, filter: { defaults: "show" } },
      { kind: "matrix", scan: scan.id, filter: { defaults: "show", q: "canary" } },
    ],
    namespace: ["shop", derived.user].map((namespace) => ({ kind: "namespace", scan: scan.id, namespace })),
    namespaces: [{ kind: "namespaces", scan: scan.id, filter: { q: "canary" } }],
    path: walkers.flatMap((subject) => ends.map((sink) => ({ kind: "path" as const, scan: scan.id, subject, sink }))),
    paths: ends.map((sink) => ({ kind: "paths", scan: scan.id, filter: { sink, defaults: "show", q: "canary" } })),
    review: [{ kind: "review", review }],
    checklist: [{ kind: "checklist", scan: scan.id }],
    "checklist-fleet": [{ kind: "checklist-fleet" }],
    network: [{ kind: "network", scan: scan.id }],
    "pod-security": [{ kind: "pod-security", scan: scan.id, level: "restricted", version: "latest" }],
    "run-book": [{ kind: "run-book", scan: scan.id, target: "1.38" }],
    trail: [{ kind: "trail", of: { cluster: cluster.id, namespace: "shop", kind: "Pod", name: "web" } }],
    scan: [{ kind: "scan", scan: scan.id }],
  };
  const views: readonly View[] = Object.values(byKind).flat();
  return { load, views, byKind };
}

describe("a report with pseudonyms", () => {
  test("holds no name of a subject, and without them does", async () => {
    const { load, views } = await world();
    const open = JSON.stringify(await Promise.all(views.map((view) => load(view, { title: "For canary-account" }))));
    const shown = [canaries.user, canaries.group, canaries.account, canaries.lonely, canaries.holder, canaries.certificate];
    for (const name of [...shown, ...Object.values(derived), ...Object.values(written)]) expect(open).toContain(name);
    for (const view of views) {
      const report = await load(view, { names: true, endpoint: true, title: "For canary-account, İ and canary.user" });
      for (const text of [JSON.stringify(report), pageOf(report)])
        expect([view.kind, ...[...text.matchAll(/.{0,60}canary.{0,40}/gi)].map(([found]) => found)]).toEqual([view.kind]);
    }
  });

  test("names a subject the same everywhere, and what it may do as before", async () => {
    const { load, byKind } = await world();
    const [findings, , matrixView] = [...byKind.findings, ...byKind.matrix];
    const report = await load(findings as View, { names: true });
    if (report.content.kind !== "findings") throw new Error("not findings");
    const titles = report.content.items.map(({ title }) => title);
    const pseudonym = /User (user-[0-9a-f]{8}) may do everything in the cluster/.exec(titles.join("\n"))?.[1];
    expect(pseudonym).toBeDefined();
    expect(titles.filter((title) => title.includes(pseudonym ?? "?")).length).toBeGreaterThan(1);
    const matrix = await load(matrixView as View, { names: true });
    if (matrix.content.kind !== "matrix") throw new Error("not a matrix");
    expect(matrix.content.rows.map(({ subject }) => subject.name)).toContain(pseudonym);
    expect(report.total).toBe((await load(findings as View)).total);
  });
});

describe("a report without endpoints", () => {
  test("holds no host of an API server, and without that does", async () => {
    const { load, views } = await world();
    for (const view of views) {
      expect(JSON.stringify(await load(view))).toContain(host);
      expect(JSON.stringify(await load(view, { endpoint: true }))).not.toContain(host);
    }
  });
});

test("a report leads nowhere: it holds no id and no fingerprint", async () => {
  const { load, views } = await world();
  for (const view of views) {
    const text = JSON.stringify(await load(view));
    expect(/(scn|cls|usr|shr)_[a-z0-9]{10,}|"[0-9a-f]{32}(-\d+)?"/.exec(text)?.[0]).toBeUndefined();
  }
});
