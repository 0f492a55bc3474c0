/** Documents about images over the API: uploaded, joined with what runs by digests, seen by readers of their namespaces alone. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ChecklistView } from "#contracts/checklist.ts";
import type { ImageList, ImageTrailView } from "#contracts/supply-chain.ts";
import type {
  PackageList,
  PackagePlaces,
  SecurityDocumentList,
  VulnerabilityDetail,
  VulnerabilityList,
} from "#contracts/vulnerabilities.ts";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import { hide } from "#core/inventory/hide.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { reportedDigests, reportWorld } from "#core/inventory/report-world.ts";
import { readOperatorReport } from "#core/supply-chain/documents/trivy-operator.ts";
import { systemScope } from "#server/database/scope.ts";
import { osvWork } from "#server/database/supply-chain/osv-work.ts";
import { scannedReports } from "#server/database/supply-chain/scanned-reports.ts";
import { handleExport } from "#server/http/downloads/export-handler.ts";
import { handleSecurityDocument } from "#server/http/evidence-handler.ts";
import { createTestApi, requestOf } from "#test/api/api.ts";
import { zipArchive } from "#test/archives/zip-archive.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [web, config, db, unscanned] = ["a", "c", "b", "d"].map(digest) as [string, string, string, string];

function pod(namespace: string, name: string, imageID: string) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, creationTimestamp: "2026-11-24T00:00:00Z" },
    spec: { containers: [{ name: "app", image: `r.example/${name}:1` }] },
    status: { phase: "Running", containerStatuses: [{ name: "app", image: "x", imageID, ready: true, restartCount: 0 }] },
  };
}

async function world() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const pods = [
    pod("shop", "web", `r.example/web@${web}`),
    pod("bank", "db", `r.example/db@${db}`),
    pod("bank", "new", `r.example/new@${unscanned}`),
    pod("bank", "starting", ""),
  ];
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  const look = (beside: readonly KubernetesObject[]) =>
    inventoryOfObjects([...pods, ...beside], { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts });
  const scan = () => seedScan(api.data, cluster, look([]));
  await scan();
  await api.data.database.pool.query("UPDATE registry_images SET digests = digests || $2::text WHERE digest = $1", [web, config]);
  const reader = async (role: "viewer" | "operator", clusters: unknown = "all") => {
    const cookie = await api.signIn({ role, scope: { clusters } as never });
    return {
      get: async <T>(path: string) => (await (await api.ask("GET", path, { cookie })).json()) as T,
      file: async (view: "images" | "packages" | "vulnerabilities", query: string) =>
        (await handleExport(requestOf("GET", `/exports/${view}?${query}`, { cookie }), view, api.entry)).text(),
      status: async (method: string, path: string) => (await api.ask(method, path, { cookie })).status,
      upload: async (body: unknown, query = "") => {
        const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
        const request = requestOf("POST", `/security-documents${query}`, { cookie });
        const streamed = new Request(request, {
          body: new Blob([new Uint8Array(bytes)]).stream(),
          duplex: "half",
        } as RequestInit);
        const answer = await handleSecurityDocument(streamed, api.entry);
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      },
    };
  };
  const scanned = scannedReports(api.data.database.pool);
  const osv = osvWork(api.data.database.pool);
  return {
    scan,
    pool: api.data.database.pool,
    /** @returns how many bills of materials a worker compared. */
    compare: async () => {
      const due = await osv.due(systemScope, 100);
      for (const bill of due) await osv.match(systemScope, bill);
      await osv.prune(systemScope);
      return due.length;
    },
    look,
    /** Scans the cluster and makes documents of what was reported in it. @returns how many changed. */
    scanReported: async (inventory: Inventory, reported: readonly KubernetesObject[]) => {
      const said = reported.flatMap((object) => readOperatorReport(object) ?? []);
      await seedScan(api.data, cluster, inventory, [], said);
      const [due] = await scanned.due(systemScope);
      const changed = due && (await scanned.takeIn(systemScope, due, new AbortController().signal));
      await scanned.prune(systemScope);
      return changed;
    },
    cluster,
    whole: await reader("operator"),
    shop: await reader("viewer", [{ id: cluster, namespaces: ["shop"] }]),
    limited: await reader("operator", [{ id: cluster }]),
  };
}

const trivy = (imageID: string, more: object = {}) => ({
  SchemaVersion: 2,
  ArtifactName: "r.example/web:1",
  ArtifactType: "container_image",
  CreatedAt: "2026-11-20T00:00:00Z",
  Metadata: { ImageID: imageID },
  Results: [
    {
      Class: "lang-pkgs",
      Target: "app.jar",
      Packages: [
        {
          Name: "org.apache.logging.log4j:log4j-core",
          Version: "2.14.1",
          Identifier: { PURL: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" },
        },
      ],
      Vulnerabilities: [
        {
          VulnerabilityID: "CVE-2021-44228",
          PkgName: "org.apache.logging.log4j:log4j-core",
          PkgIdentifier: { PURL: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" },
          InstalledVersion: "2.14.1",
          FixedVersion: "2.15.0",
          Severity: "CRITICAL",
          Title: "=HYPERLINK(1)\u202e",
        },
      ],
      ...more,
    },
  ],
});
const grype = {
  matches: [
    {
      vulnerability: { id: "GHSA-jfh8-c2jp-5v3q", severity: "High" },
      relatedVulnerabilities: [{ id: "CVE-2021-44228" }],
      artifact: { name: "log4j-core", version: "2.14.1", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" },
    },
  ],
  source: { type: "image", target: { manifestDigest: web } },
  descriptor: { name: "grype", version: "0.104" },
};
const vex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  author: "Acme",
  timestamp: "2026-11-21T00:00:00Z",
  statements: [{ vulnerability: "CVE-2021-44228", products: [`pkg:oci/web@${encodeURIComponent(web)}`], status: "not_affected" }],
};

test("a flaw is one for the fleet with each scanner as its witness, and no report is never zero", async () => {
  const { whole, shop, cluster } = await world();
  const before = await whole.get<VulnerabilityList>("/vulnerabilities");
  expect(before).toMatchObject({ total: 0, coverage: { images: 3, known: 0, unnamed: 1 } });
  expect(await whole.upload(gzipSync(JSON.stringify(trivy(config))))).toMatchObject({
    status: 200,
    body: { documents: 1, components: 1, vulnerabilities: 1 },
  });
  expect(await whole.upload(grype)).toMatchObject({ status: 200 });

  const list = await whole.get<VulnerabilityList>("/vulnerabilities");
  expect(list.vulnerabilities).toMatchObject([
    {
      ...{ id: "CVE-2021-44228", severity: "critical", images: 1, containers: 1, tools: ["Grype", "Trivy"], fixable: true },
      ...{ differs: true, open: true, exploited: "unknown", title: "=HYPERLINK(1)\\u202e" },
    },
  ]);
  expect(list.coverage).toMatchObject({ images: 3, known: 1, without: [{ digest: db }, { digest: unscanned }] });
  expect(await shop.get<VulnerabilityList>("/vulnerabilities")).toMatchObject({
    total: 1,
    coverage: { images: 1, known: 1, unnamed: 0 },
  });

  const detail = await whole.get<VulnerabilityDetail>("/vulnerabilities/detail?vulnerability=CVE-2021-44228");
  expect(detail).toMatchObject({
    ids: ["CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"],
    findings: [
      {
        digest: web,
        differIn: ["severity", "fixedVersion"],
        witnesses: [
          { tool: "Grype", joinedBy: web },
          { tool: "Trivy", joinedBy: config },
        ],
      },
    ],
    findingCount: 1,
    places: [{ namespace: "shop", workload: "web" }],
    placeCount: 1,
  });
  const [head = [], row = [], end = []] = readCsv(await whole.file("vulnerabilities", "format=csv"));
  expect(row.slice(0, 4)).toEqual(["vulnerability", "CVE-2021-44228", "critical", expect.stringMatching(/^'=HYPERLINK/)]);
  expect(end[head.indexOf("note")]).toBe(
    "not complete: 2 of 3 images that run have no report that is vouched for, and 1 container says no digest",
  );
  expect(await whole.get<VulnerabilityList>("/vulnerabilities?q=log4j&severity=high")).toMatchObject({
    total: 0,
    counts: { critical: 1 },
  });

  const linksOf = async (workload: string, namespace: string, reader = whole) => {
    const { links } = await reader.get<ImageTrailView>(
      `/trail?cluster=${cluster}&namespace=${namespace}&kind=Pod&name=${workload}`,
    );
    const of = (id: string) => links.find((link) => link.id === id);
    return { vulnerabilities: of("vulnerabilities"), sbom: of("sbom"), admission: of("admission") };
  };
  // Grype's report has no date of its own, so that the newest one is of today.
  expect(await linksOf("web", "shop")).toMatchObject({
    vulnerabilities: {
      ...{ state: "claim-only", value: "Grype 0.104, Trivy", proof: "1 critical", findings: 1 },
      ...{ artifacts: [], reported: [{}, {}] },
    },
    sbom: { state: "claim-only", value: "1 package" },
    admission: { state: "unsigned", reason: "No policy that verifies signatures is about it." },
  });
  expect(await linksOf("db", "bank")).toMatchObject({ vulnerabilities: { state: "unknown", proof: "no report" } });
  expect((await linksOf("web", "shop", shop)).admission?.checks).toMatchObject([
    { outcome: "notAssessed", detail: expect.stringContaining("Your scope is a part of the cluster") },
  ]);
  await whole.upload(vex);
  expect((await linksOf("web", "shop")).vulnerabilities).toMatchObject({
    ...{ proof: "none open, 1 closed", findings: 1 },
    reason: expect.stringContaining("Statements close 1 more."),
  });
  expect(await whole.get<VulnerabilityList>("/vulnerabilities")).toMatchObject({ total: 0 });
  expect((await whole.get<VulnerabilityList>("/vulnerabilities?show=closed")).vulnerabilities).toMatchObject([{ open: false }]);
  const { documents } = await whole.get<SecurityDocumentList>("/security-documents");
  const statements = documents.find(({ format }) => format === "openvex");
  expect(await whole.status("DELETE", `/security-documents/${statements?.id}`)).toBe(204);
  expect(await whole.get<VulnerabilityList>("/vulnerabilities")).toMatchObject({ total: 1 });
});

test("the lists of exploited and likely flaws turn unknown into yes or no", async () => {
  const { whole } = await world();
  await whole.upload(trivy(config));
  const kev = { catalogVersion: "1", dateReleased: "2026-11-20T00:00:00Z", vulnerabilities: [{ cveID: "CVE-2020-1" }] };
  expect(await whole.upload(kev)).toMatchObject({ body: { list: "kev", entries: 1 } });
  const asked = () => whole.get<VulnerabilityList>("/vulnerabilities");
  expect(await asked()).toMatchObject({ vulnerabilities: [{ exploited: "no" }], kev: { version: "1", entries: 1 } });
  await whole.upload({ ...kev, vulnerabilities: [{ cveID: "CVE-2021-44228" }] });
  await whole.upload("#model_version:v1,score_date:2026-11-20T00:00:00Z\ncve,epss,percentile\nCVE-2021-44228,0.94,0.99\n");
  expect(await asked()).toMatchObject({
    vulnerabilities: [{ exploited: "yes", epss: 0.94 }],
    epss: { datedAt: "2026-11-20T00:00:00.000Z" },
  });
  expect(await whole.get<VulnerabilityList>("/vulnerabilities?exploited=yes")).toMatchObject({ total: 1 });
});

test("the table of images has the open flaws of each with what the numbers rest on, and no report is no zero there", async () => {
  const { whole, shop, pool } = await world();
  const cells = async (of = whole) => {
    const { images } = await of.get<ImageList>("/images?sort=vulnerabilities");
    return images.map(({ name, vulnerabilities }) => [name, vulnerabilities?.open, vulnerabilities?.ground]);
  };
  const unreported = ["r.example/db", "r.example/new"].map((name) => [name, undefined, undefined]);
  await whole.upload(trivy(config));
  await pool.query("UPDATE assessed_images SET newest_at = now()");
  const starting = ["r.example/starting", undefined, undefined];
  expect(await cells()).toEqual([["r.example/web", { critical: 1 }, "report"], ...unreported, starting]);
  expect(await cells(shop)).toEqual([["r.example/web", { critical: 1 }, "report"]]);
  const [image] = (await whole.get<ImageList>("/images?sort=vulnerabilities&limit=1")).images;
  expect(image?.vulnerabilities).not.toHaveProperty("exploited");
  await whole.upload({ vulnerabilities: [{ cveID: "CVE-2021-44228", dateAdded: "2021-12-10" }], catalogVersion: "1" });
  const found = await whole.get<ImageList>("/images?sort=vulnerabilities&limit=1");
  expect(found.images[0]?.vulnerabilities).toMatchObject({ exploited: 1 });
  const next = await whole.get<ImageList>(`/images?sort=vulnerabilities&limit=3&cursor=${found.next}`);
  expect(next.images.map(({ name }) => name)).toEqual(["r.example/db", "r.example/new", "r.example/starting"]);
  expect(readCsv(await whole.file("images", "format=csv&q=web"))[1]).toEqual(
    expect.arrayContaining(["r.example/web", "1 critical", "1", "report"]),
  );

  await pool.query("UPDATE assessed_images SET newest_at = now() - interval '40 days'");
  expect((await cells())[0]).toEqual(["r.example/web", { critical: 1 }, "old"]);
  await pool.query("UPDATE assessed_images SET newest_at = now()");
  await pool.query("UPDATE security_documents SET origin = 'attestation', state = 'claim-only'");
  expect((await cells())[0]).toEqual(["r.example/web", { critical: 1 }, "claim"]);
  await pool.query("UPDATE security_documents SET origin = 'upload', state = NULL");
  await whole.upload(vex);
  await pool.query("UPDATE assessed_images SET newest_at = now()");
  expect((await cells())[0]).toEqual(["r.example/web", {}, "report"]);
});

test("a package is found where it runs, and readers of other namespaces find nothing of it", async () => {
  const { whole, shop } = await world();
  await whole.upload(trivy(config));
  const inDb = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ name: "lodash_x", version: "4.17.20", purl: "pkg:npm/lodash_x@4.17.20" }],
  };
  expect(await whole.upload(inDb)).toMatchObject({ status: 400, body: { issues: [{ path: "digest" }] } });
  expect(await whole.upload(inDb, `?digest=${db}`)).toMatchObject({ status: 200 });
  const found = await whole.get<PackageList>("/packages?q=LOG4J&version=2.");
  expect(found.packages).toMatchObject([
    { name: "org.apache.logging.log4j/log4j-core", version: "2.14.1", images: 1, containers: 1, clusters: 1 },
  ]);
  expect(found.coverage).toMatchObject({ images: 3, known: 2 });
  const sought = async (reader: typeof whole, text: string) =>
    (await reader.get<{ items: { kind: string; label: string; href: string }[] }>(`/search?q=${text}`)).items;
  expect(await sought(whole, "log4j")).toMatchObject([
    {
      kind: "package",
      label: "org.apache.logging.log4j/log4j-core 2.14.1",
      href: expect.stringContaining("package=pkg%3Amaven"),
    },
    { kind: "vulnerability", href: "/supply-chain/vulnerabilities?show=all&vulnerability=CVE-2021-44228" },
  ]);
  expect(await sought(shop, "cve-2021-44228")).toMatchObject([{ kind: "vulnerability" }]);
  expect(await sought(shop, "lodash")).toEqual([]);
  expect(JSON.parse(await whole.file("packages", "format=json")).packages).toMatchObject([{ name: "lodash_x" }, {}]);
  expect(await shop.file("packages", "format=json")).not.toContain("lodash");
  expect((await whole.get<PackageList>("/packages?q=lodash%25x")).packages).toEqual([]);
  const first = await whole.get<PackageList>("/packages?limit=1");
  const second = await whole.get<PackageList>(`/packages?limit=1&cursor=${first.next}`);
  expect([...first.packages, ...second.packages].map(({ name }) => name)).toEqual([
    "lodash_x",
    "org.apache.logging.log4j/log4j-core",
  ]);
  expect(second.next).toBeUndefined();
  const places = await whole.get<PackagePlaces>("/packages/places?key=pkg:npm/lodash_x@4.17.20");
  expect(places).toMatchObject({
    places: [{ namespace: "bank", workload: "db", digest: db }],
    ...{ placeCount: 1, documentCount: 1 },
  });
  expect((await shop.get<PackageList>("/packages")).packages.map(({ name }) => name)).toEqual([
    "org.apache.logging.log4j/log4j-core",
  ]);
  expect(await shop.get("/packages/places?key=pkg:npm/lodash_x@4.17.20")).toEqual({
    places: [],
    placeCount: 0,
    documents: [],
    documentCount: 0,
  });
  const hidden = (await whole.get<SecurityDocumentList>("/security-documents")).documents.find(({ given }) => given);
  expect((await shop.get<SecurityDocumentList>("/security-documents")).total).toBe(1);
  expect(await shop.status("GET", `/security-documents/${hidden?.id}`)).toBe(404);
  expect(await whole.get(`/security-documents/${hidden?.id}`)).toMatchObject({
    parts: [{ name: "lodash_x", version: "4.17.20" }],
  });
});

test("what cannot be read, or is moved to another image, is refused; readers of some clusters upload nothing", async () => {
  const { whole, limited, shop } = await world();
  expect(await whole.upload(trivy(config), `?digest=${db}`)).toMatchObject({
    status: 400,
    body: { issues: [{ path: "digest" }] },
  });
  expect(await whole.upload("[".repeat(1000))).toMatchObject({ status: 400 });
  expect(await whole.upload(Uint8Array.of(0x1f, 0x8b, 0))).toMatchObject({ status: 400 });
  expect(await whole.upload(gzipSync(Buffer.alloc(70 * 1024 * 1024)))).toMatchObject({ status: 413 });
  expect(await limited.upload(trivy(config))).toMatchObject({ status: 403 });
  expect(await shop.upload(trivy(config))).toMatchObject({ status: 403 });
  expect(await whole.upload(trivy(config))).toMatchObject({ status: 200 });
  expect(await whole.upload(trivy(config))).toMatchObject({ status: 200 });
  expect(await whole.get<SecurityDocumentList>("/security-documents")).toMatchObject({ total: 1 });
});

test("the next scan judges images by what is known of them by then, and says on how many that rests", async () => {
  const { whole, shop, scan } = await world();
  const itemOf = async (scanId: string, id: string) => {
    const { sections } = await whole.get<ChecklistView>(`/scans/${scanId}/checklist`);
    return sections.flatMap(({ items }) => items).find((item) => item.id === id);
  };
  const before = await scan();
  expect(await itemOf(before.id, "scanned")).toMatchObject({
    state: "open",
    checks: [{ verdict: "notAssessed", grounds: expect.stringContaining("2 of 2 images that run here have no report") }],
  });
  await whole.upload(trivy(config));
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ type: "library", name: "busybox", version: "1.37", purl: "pkg:apk/alpine/busybox@1.37" }],
  };
  expect(await whole.upload(bill, `?digest=${web}`)).toMatchObject({ status: 200 });
  const after = await scan();
  expect(await itemOf(after.id, "scanned")).toMatchObject({
    state: "failed",
    checks: [{ verdict: "fail", findings: 1, grounds: expect.stringContaining("It rests on 1 of 3 images that run.") }],
  });
  expect(await itemOf(after.id, "minimal")).toMatchObject({ state: "failed", checks: [{ verdict: "fail", findings: 1 }] });
  const seen = await shop.get<{ checks: { checkId: string; reason?: string }[] }>(`/scans/${after.id}`);
  const check = seen.checks.find(({ checkId }) => checkId === "supply-chain/known-vulnerabilities");
  // How many run elsewhere is nobody's who sees one namespace.
  expect(check).toMatchObject({ verdict: "fail" });
  expect(check).not.toHaveProperty("reason");
});

test("what Trivy Operator reports in a cluster is a witness like an upload, until a scan sees that it is gone", async () => {
  const { whole, shop, limited, scanReported, look, pool } = await world();
  expect(reportedDigests.web).toBe(web);
  const operators = async () => (await whole.get<SecurityDocumentList>("/security-documents")).operators;
  expect(await operators()).toMatchObject([{ cluster: "team", state: "seen", reports: 0, waits: true }]);
  expect(await scanReported(look(reportWorld), reportWorld)).toBe(4);
  expect(await operators()).toEqual([
    expect.objectContaining({
      ...{ state: "seen", waits: false, reports: 5, images: 1, undigested: 1, elsewhere: 2, older: 0, versions: ["0.68.1"] },
      ...{ oldest: "2026-11-20T08:00:00.000Z", newest: "2026-11-20T08:00:00.000Z" },
    }),
  ]);
  expect((await shop.get<SecurityDocumentList>("/security-documents")).operators).toMatchObject([{ reports: 3, images: 1 }]);
  const path = "/vulnerabilities/detail?vulnerability=CVE-2021-44228";
  for (const reader of [whole, shop, limited])
    expect((await reader.get<VulnerabilityDetail>(path)).findings).toMatchObject([
      {
        digest: web,
        witnesses: [
          {
            tool: "Trivy",
            toolVersion: "0.68.1",
            joinedBy: web,
            from: { origin: "cluster", state: "claim-only", cluster: "team" },
          },
        ],
      },
    ]);
  const { packages } = await whole.get<PackageList>("/packages?q=lodash");
  expect(packages).toMatchObject([{ name: "lodash", containers: 1 }]);
  const { documents } = await whole.get<PackagePlaces>(`/packages/places?key=${encodeURIComponent(packages[0]?.key ?? "")}`);
  expect(await whole.status("DELETE", `/security-documents/${documents[0]?.id}`)).toBe(400);

  expect(await scanReported(look(reportWorld), reportWorld)).toBe(0);
  const refused = hide(hide(look([]), "vulnerabilityreports.aquasecurity.github.io"), "sbomreports.aquasecurity.github.io");
  await scanReported(refused, []);
  expect(await whole.get<VulnerabilityList>("/vulnerabilities")).toMatchObject({ total: 1 });
  expect(await operators()).toMatchObject([
    { state: "partial", detail: expect.stringContaining("refused"), remedy: expect.stringContaining("role"), reports: 0 },
  ]);

  await pool.query("UPDATE registry_images SET built_at = '2026-11-21T00:00:00.000Z' WHERE digest = $1", [web]);
  await scanReported(look(reportWorld), reportWorld);
  expect(await operators()).toMatchObject([{ state: "seen", images: 0, older: 2 }]);
  expect(await whole.get<VulnerabilityList>("/vulnerabilities")).toMatchObject({ total: 0, coverage: { known: 0 } });
  expect((await pool.query("SELECT count(*)::int AS n FROM scanned_reports")).rows).toEqual([{ n: 0 }]);
});

const advisory = (id: string, ecosystem: string, name: string, more: object = {}) => ({
  ...{ id, modified: "2026-11-20T00:00:00Z", summary: `=${name}`, database_specific: { severity: "MODERATE" } },
  affected: [{ package: { ecosystem, name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "4.17.21" }] }] }],
  ...more,
});
const dump = (...advisories: readonly object[]) =>
  zipArchive(advisories.map((one, index) => ({ name: `${index}.json`, content: JSON.stringify(one), as: "streamed" as const })));
const billOf = (...purls: readonly string[]) => ({
  ...{ bomFormat: "CycloneDX", specVersion: "1.6" },
  components: purls.map((purl) => ({ type: "library", name: "x", purl })),
});

test("a dump of OSV is a witness about packages of bills of materials, and says which it did not evaluate", async () => {
  const { whole, shop, limited, compare, cluster } = await world();
  const state = async (reader = whole) => (await reader.get<SecurityDocumentList>("/security-documents")).osv;
  expect(await state()).toMatchObject({ dumps: [], bills: 0, packages: 0 });
  await whole.upload(billOf("pkg:npm/lodash@4.17.20", "pkg:deb/debian/zlib1g@1"), `?digest=${web}`);
  await whole.upload(billOf("pkg:npm/left-pad@1.0.0"), `?digest=${db}`);
  expect(await compare()).toBe(0);

  const lodash = advisory("GHSA-35jh-r3h4-6jhm", "npm", "lodash", { aliases: ["CVE-2021-23337"] });
  expect(await limited.upload(dump(lodash))).toMatchObject({ status: 403 });
  expect(await whole.upload(dump(lodash, { id: "x" }), "?fileName=all.zip")).toMatchObject({
    ...{ status: 200, body: { list: "osv", entries: 1 } },
  });
  expect(await state()).toMatchObject({
    dumps: [{ ecosystems: ["npm"], whole: true, advisories: 1, unread: 1, datedAt: "2026-11-20T00:00:00.000Z" }],
    ...{ bills: 2, waiting: 2, packages: 0 },
  });
  expect(await whole.get<VulnerabilityList>("/vulnerabilities")).toMatchObject({ total: 0, coverage: { known: 0 } });
  expect(await compare()).toBe(2);
  expect(await compare()).toBe(0);
  const left = [{ type: "deb", gap: "ecosystem", packages: 1 }];
  expect(await state()).toMatchObject({ bills: 2, waiting: 0, packages: 3, evaluated: 2, left });
  expect(await state(shop)).toMatchObject({ bills: 1, packages: 2, evaluated: 1, left });

  // The image of which a package was left out is not known by it; the one of which each was looked at is.
  const list = await whole.get<VulnerabilityList>("/vulnerabilities");
  expect(list).toMatchObject({
    vulnerabilities: [{ id: "CVE-2021-23337", severity: "medium", tools: ["OSV"], fixable: true, differs: false }],
    coverage: { images: 3, known: 1, without: [{ digest: unscanned }, { digest: web }] },
  });
  const detail = () => whole.get<VulnerabilityDetail>("/vulnerabilities/detail?vulnerability=CVE-2021-23337");
  expect(await detail()).toMatchObject({
    ids: ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"],
    findings: [
      {
        digest: web,
        witnesses: [
          {
            ...{ tool: "OSV", databaseDate: "2026-11-20T00:00:00.000Z", fixedVersion: "4.17.21", from: { origin: "osv" } },
          },
        ],
      },
    ],
  });
  const linkOf = async (namespace: string, name: string) => {
    const { links } = await whole.get<ImageTrailView>(`/trail?cluster=${cluster}&namespace=${namespace}&kind=Pod&name=${name}`);
    return links.find(({ id }) => id === "vulnerabilities");
  };
  expect(await linkOf("shop", "web")).toMatchObject({
    ...{ state: "claim-only", value: "OSV", proof: "1 medium", reason: expect.stringContaining("Only some of its packages") },
    checks: [{ outcome: "notAssessed" }],
  });
  expect(await linkOf("bank", "db")).toMatchObject({ state: "claim-only", proof: "none reported" });

  // Another scanner is not contradicted about a package that was not looked at.
  await whole.upload(trivy(config));
  await compare();
  const log4j = await whole.get<VulnerabilityDetail>("/vulnerabilities/detail?vulnerability=CVE-2021-44228");
  expect(log4j.findings).toMatchObject([{ silent: [], differIn: [] }]);
  expect((await detail()).findings).toMatchObject([{ silent: ["Trivy"], differIn: ["presence"] }]);

  // A newer dump takes the place of the one before; what was taken back is no flaw any more.
  const withdrawn = { ...lodash, withdrawn: "2026-11-22T00:00:00Z", modified: "2026-11-22T00:00:00Z" };
  expect(await whole.upload(dump(withdrawn))).toMatchObject({ status: 200 });
  expect((await state()).dumps).toMatchObject([{ withdrawn: 1, datedAt: "2026-11-22T00:00:00.000Z" }]);
  await compare();
  expect((await whole.get<VulnerabilityList>("/vulnerabilities")).vulnerabilities.map(({ id }) => id)).toEqual([
    "CVE-2021-44228",
  ]);
  expect(await linkOf("shop", "web")).toMatchObject({ proof: "1 critical" });
});

test("advisories of OSV come one by one, too, and what rests on them ends with them and with the bill", async () => {
  const { whole, compare, cluster, pool } = await world();
  await whole.upload(billOf("pkg:npm/a@1.0.0"), `?digest=${web}`);
  const [a, b] = [advisory("GHSA-2222-2222-2222", "npm", "a"), advisory("GHSA-3333-3333-3333", "Rocky Linux:9", "b")];
  const lines = `${JSON.stringify(a)}\n${JSON.stringify(b)}\nno advisory\n`;
  expect(await whole.upload(gzipSync(lines), "?fileName=some.jsonl")).toMatchObject({
    body: { list: "osv", entries: 2, notes: [expect.stringContaining("background"), expect.stringContaining("1 of its")] },
  });
  expect(await whole.upload(a, "?fileName=one.json")).toMatchObject({ body: { list: "osv", entries: 1 } });
  expect(await whole.upload([a], "?fileName=one.json")).toMatchObject({ body: { list: "osv", entries: 1 } });
  await compare();
  const list = () => whole.get<VulnerabilityList>("/vulnerabilities");
  expect(await list()).toMatchObject({ total: 1, coverage: { known: 0 } });
  const { osv, documents } = await whole.get<SecurityDocumentList>("/security-documents");
  expect(osv).toMatchObject({
    ...{ dumps: [{ fileName: "one.json", whole: false }, { ecosystems: ["Rocky Linux", "npm"] }], evaluated: 0 },
    left: [{ type: "npm", gap: "noDump" }],
  });
  for (const { id } of osv.dumps) expect(await whole.status("DELETE", `/osv-dumps/${id}`)).toBe(204);
  await compare();
  expect(await list()).toMatchObject({ total: 0 });
  const { links } = await whole.get<ImageTrailView>(`/trail?cluster=${cluster}&namespace=shop&kind=Pod&name=web`);
  expect(links.find(({ id }) => id === "vulnerabilities")).toMatchObject({ state: "unknown", proof: "no report" });

  await whole.upload(dump(a));
  await compare();
  expect(await list()).toMatchObject({ total: 1, coverage: { known: 1 } });
  // A bill of materials that nobody signed proves nothing of what is not in it.
  const attested = "UPDATE security_documents SET origin = $2, state = $3 WHERE id = $1";
  await pool.query(attested, [documents[0]?.id, "attestation", "claim-only"]);
  expect(await list()).toMatchObject({ total: 1, coverage: { known: 0, claimed: 1 } });
  await pool.query(attested, [documents[0]?.id, "upload", null]);
  expect(await whole.status("DELETE", `/security-documents/${documents[0]?.id}`)).toBe(204);
  await compare();
  expect(await list()).toMatchObject({ total: 0, coverage: { known: 0 } });
  expect((await pool.query("SELECT count(*)::int AS n FROM osv_dumps")).rows).toEqual([{ n: 1 }]);
});

test("an archive of OSV that is no archive of advisories changes nothing", async () => {
  const { whole, compare, pool } = await world();
  const good = advisory("GHSA-2222-2222-2222", "npm", "a");
  await whole.upload(dump(good));
  const bad = [
    dump(good).subarray(0, 100),
    zipArchive([{ name: "readme.txt", content: "x" }]),
    zipArchive([{ name: "1.json", content: "[".repeat(1_000) }]),
    zipArchive([{ name: "1.json", content: JSON.stringify(good) }], { sum: 1 }),
  ];
  for (const bytes of bad) expect(await whole.upload(bytes)).toMatchObject({ status: 400 });
  const bomb = zipArchive([{ name: "1.json", content: Buffer.alloc(40 * 1024 * 1024), as: "streamed" }]);
  expect(await whole.upload(bomb)).toMatchObject({ status: 413 });
  await compare();
  expect((await pool.query("SELECT state, advisories FROM osv_dumps")).rows).toEqual([{ state: "current", advisories: 1 }]);
});
