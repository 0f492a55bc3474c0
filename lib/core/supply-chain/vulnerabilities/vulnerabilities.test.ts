import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReportedVulnerability } from "../documents/document.ts";
import { productOf } from "../documents/vex-product.ts";
import type { Digest } from "../images/digest.ts";
import { packageOf } from "../packages/package-url.ts";
import { EpssFile } from "./epss.ts";
import { type ImageReport, imageFindings } from "./image-findings.ts";
import { joinDocument } from "./join.ts";
import { readKev } from "./kev.ts";
import { evaluateOsv, readOsv } from "./osv.ts";
import { compareVersions, readSemanticVersion } from "./semantic-version.ts";
import { isOpen } from "./vex.ts";
import { aliasGroups } from "./vulnerability-id.ts";

const digest = (digit: string): Digest => `sha256:${digit.repeat(64)}`;
const [index, manifest, config, other] = ["1", "2", "3", "4"].map(digest) as [Digest, Digest, Digest, Digest];
const log4j = packageOf("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar", "log4j-core");
const image = { digests: new Set([index, manifest, config]), repositories: new Set(["registry.example.com/shop/web"]) };

describe("a document", () => {
  const identities = [{ index, manifest, config }];
  test("is about an image by any of its digests, and about another where none of them is the image's", () => {
    const join = (digests: Digest[], known = identities) =>
      joinDocument({ digests, names: ["shop"] }, { digest: index, identities: known });
    expect([index, manifest, config].map((one) => join([other, one]))).toEqual(
      [index, manifest, config].map((one) => ({ kind: "same", digest: one })),
    );
    expect(join([other])).toEqual({ kind: "another", digests: [other] });
    expect(join([])).toEqual({ kind: "unnamed" });
    expect(join([config], [])).toEqual({ kind: "unknown", digests: [config] });
  });
});

test("packages are one whatever tools make of qualifiers, epochs and Go's v", () => {
  const key = (purl: string) => packageOf(purl, "x").key;
  expect(key("pkg:deb/debian/a@1%3A2-3?arch=amd64")).toBe(key("pkg:deb/debian/a@2-3?epoch=1"));
  expect(key("pkg:golang/github.com/acme/lib@v1.2.3")).toBe(key("pkg:golang/github.com/acme/lib@1.2.3"));
  expect(key("pkg:npm/%40angular/core@1.0.0")).toBe("pkg:npm/@angular/core@1.0.0");
  expect(packageOf("pkg:", "x", "1").key).toBe("x@1");
  expect(packageOf("pkg:npm/lodash", "lodash", "4.17.20")).toMatchObject({ key: "pkg:npm/lodash@4.17.20", version: "4.17.20" });
});

describe("ids of flaws", () => {
  test("lead to their CVE through what any document says", () => {
    const groups = aliasGroups([
      { id: "GHSA-1", aliases: ["CVE-2021-1"] },
      { id: "GO-1", aliases: ["GHSA-1"] },
      { id: "RUSTSEC-1", aliases: ["GHSA-9"] },
    ]);
    expect(["GHSA-1", "GO-1", "CVE-2021-1", "GHSA-9", "RUSTSEC-1", "DSA-1"].map(groups.canonical)).toEqual([
      ...["CVE-2021-1", "CVE-2021-1", "CVE-2021-1", "GHSA-9", "GHSA-9", "DSA-1"],
    ]);
    expect(groups.ids("GO-1")).toEqual(["CVE-2021-1", "GHSA-1", "GO-1"]);
  });

  test("of two CVEs are never one, whatever claims both", () => {
    const groups = aliasGroups([
      { id: "GHSA-1", aliases: ["CVE-2021-1", "CVE-2021-2"] },
      { id: "CVE-2021-3", aliases: ["CVE-2021-1"] },
    ]);
    expect(["GHSA-1", "CVE-2021-1", "CVE-2021-2", "CVE-2021-3"].map(groups.canonical)).toEqual([
      ...["GHSA-1", "CVE-2021-1", "CVE-2021-2", "CVE-2021-3"],
    ]);
  });
});

const flaw = (rest: Partial<ReportedVulnerability> = {}): ReportedVulnerability => ({
  id: "CVE-2021-44228",
  aliases: [],
  package: log4j,
  severity: "critical",
  ...rest,
});
const report = (name: string, vulnerabilities: ReportedVulnerability[], at = "2026-11-20T00:00:00Z"): ImageReport => ({
  document: `doc_${name}_${at}`,
  tool: { name, version: "1" },
  at,
  joinedBy: config,
  vulnerabilities,
});

describe("findings of an image", () => {
  test("are one for a flaw of a package, with each scanner as its witness and what they differ in", () => {
    const findings = imageFindings({
      image,
      statements: [],
      reports: [
        report("Trivy", [flaw({ fixedVersion: "2.15.0", title: "RCE" })]),
        report("Grype", [
          flaw({
            id: "GHSA-jfh8-c2jp-5v3q",
            aliases: ["CVE-2021-44228"],
            severity: "high",
            package: packageOf("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1", "x"),
          }),
        ]),
        report("Clair", []),
      ],
    });
    expect(findings).toMatchObject([
      {
        vulnerability: "CVE-2021-44228",
        ids: ["CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"],
        severity: "critical",
        witnesses: [
          { tool: "Grype", severity: "high", id: "GHSA-jfh8-c2jp-5v3q" },
          { tool: "Trivy", severity: "critical", fixedVersion: "2.15.0" },
        ],
        silent: ["Clair"],
        differIn: ["severity", "fixedVersion", "presence"],
        standing: "open",
      },
    ]);
  });

  test("are by the newest report of each scanner", () => {
    const old = report("Trivy", [flaw()], "2026-10-01T00:00:00Z");
    expect(imageFindings({ image, statements: [], reports: [report("Trivy", []), old] })).toEqual([]);
  });

  test("stay, where a newer report that somebody attested does not have them", () => {
    const attested = (attestedBy: string, found: ReportedVulnerability[]) => ({
      ...report("Trivy", found, "2026-11-25T00:00:00Z"),
      document: `doc_${attestedBy}`,
      attestedBy,
    });
    const reports = [report("Trivy", [flaw()]), attested("mallory", []), attested("release", [flaw()])];
    expect(imageFindings({ image, statements: [], reports })).toMatchObject([
      {
        witnesses: [{ tool: "Trivy" }, { tool: "Trivy, attested", document: "doc_release" }],
        silent: ["Trivy, attested"],
        differIn: ["presence"],
      },
    ]);
  });

  const vex = (rest: object) => ({
    document: "doc_v",
    ids: ["CVE-2021-44228"],
    status: "not_affected" as const,
    products: [productOf(`pkg:oci/web@${encodeURIComponent(index)}`, [])],
    author: "Acme",
    at: "2026-11-01T00:00:00Z",
    ...rest,
  });
  const judged = (...statements: ReturnType<typeof vex>[]) =>
    imageFindings({ image, reports: [report("Trivy", [flaw()])], statements })[0];

  test("are closed by a statement about the image or the package, which is named", () => {
    expect(judged(vex({}))).toMatchObject({ standing: "notAffected", vex: [{ author: "Acme", document: "doc_v" }] });
    expect(judged(vex({ products: [productOf("pkg:maven/org.apache.logging.log4j/log4j-core", [])] }))?.standing).toBe(
      "notAffected",
    );
    expect(
      judged(vex({ products: [productOf("pkg:oci/web?repository_url=registry.example.com/shop/web", [log4j])] }))?.standing,
    ).toBe("notAffected");
  });

  test.each([
    ["another image", { products: [productOf(`pkg:oci/web@${encodeURIComponent(other)}`, [])] }],
    ["another repository", { products: [productOf("pkg:oci/web?repository_url=registry.example.com/evil/web", [])] }],
    ["another package in it", { products: [productOf(index, [packageOf("pkg:npm/lodash@1.0.0", "lodash")])] }],
    ["another version", { products: [productOf("pkg:maven/org.apache.logging.log4j/log4j-core@2.17.0", [])] }],
    ["another qualifier", { products: [productOf("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=pom", [])] }],
    ["another flaw", { ids: ["CVE-2021-45046"] }],
    ["the package that is attested to another image", { products: [productOf(log4j.purl ?? "", [])], attestedTo: [other] }],
    ["nothing that can be read", { products: [productOf("acme web", [])] }],
  ])("are not touched by a statement about %s", (_, rest) =>
    expect(judged(vex(rest))).toMatchObject({ standing: "open", vex: [] }),
  );

  test("follow the newest statement of an author, and are disputed where authors differ", () => {
    const later = vex({ status: "affected", at: "2026-11-05T00:00:00Z" });
    expect(judged(later, vex({}))?.standing).toBe("affected");
    const attested = vex({ products: [productOf(log4j.purl ?? "", [])], attestedTo: [manifest] });
    expect(judged(attested)).toMatchObject({ standing: "notAffected", vex: [{ document: "doc_v" }] });
    const disputed = judged(vex({}), vex({ status: "affected", author: "Somebody else" }));
    expect(disputed).toMatchObject({ standing: "disputed" });
    expect(isOpen(disputed?.standing ?? "fixed")).toBe(true);
    expect(judged(vex({}), vex({ status: "under_investigation", author: "Else" }))?.standing).toBe("notAffected");
  });

  test("are the same in whatever order reports come", () => {
    const reports = ["Trivy", "Grype", "Clair"].flatMap((name) => [
      report(name, [flaw()]),
      report(name, [flaw({ severity: "low" })], "2026-11-21T00:00:00Z"),
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(imageFindings({ image, reports: shuffled, statements: [] })).toEqual(
          imageFindings({ image, reports, statements: [] }),
        );
      }),
    );
  });
});

describe("an OSV advisory", () => {
  const advisory = (affected: object, rest: object = {}) => {
    const read = readOsv({ id: "GHSA-jfh8-c2jp-5v3q", aliases: ["CVE-2021-44228"], affected: [affected], ...rest });
    if (read === undefined) throw new Error("It was not read.");
    return read;
  };
  const range = (...events: object[]) => ({
    package: { ecosystem: "npm", name: "lodash" },
    ranges: [{ type: "SEMVER", events }],
  });
  const lodash = (version: string) => packageOf(`pkg:npm/lodash@${version}`, "lodash");
  const verdict = (affected: object, version: string) => evaluateOsv(advisory(affected), lodash(version))?.kind;

  test("is about the versions between its bounds, in whatever order they stand", () => {
    const affected = range({ fixed: "4.17.21" }, { introduced: "4.0.0" }, { introduced: "0" }, { fixed: "3.0.0" });
    expect(
      ["2.9.9", "3.0.0", "3.5.0", "4.0.0-rc.1", "4.0.0", "4.17.20", "4.17.21", "4.17.21-rc.1"].map((one) =>
        verdict(affected, one),
      ),
    ).toEqual([...["affected", "notAffected", "notAffected", "notAffected", "affected", "affected", "notAffected", "affected"]]);
    expect(evaluateOsv(advisory(affected), lodash("4.17.20"))).toEqual({ kind: "affected", fixedVersion: "4.17.21" });
    expect(["1.2.3", "1.2.4"].map((one) => verdict(range({ introduced: "0" }, { last_affected: "1.2.3" }), one))).toEqual([
      "affected",
      "notAffected",
    ]);
    expect(["1.9.0", "2.0.0"].map((one) => verdict(range({ introduced: "0" }, { limit: "2.0.0" }), one))).toEqual([
      "affected",
      "notAffected",
    ]);
    expect(verdict(range({ introduced: "0" }, { limit: "*" }), "9.0.0")).toBe("affected");
  });

  test("is not evaluated where versions cannot be compared exactly, but for those it lists", () => {
    const debian = {
      package: { ecosystem: "Debian:12", name: "openssl" },
      versions: ["3.0.11-1"],
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }],
    };
    const of = (version: string) =>
      evaluateOsv(advisory(debian), packageOf(`pkg:deb/debian/openssl@${version}?distro=debian-12`, "openssl"))?.kind;
    expect([of("3.0.11-1"), of("3.0.12-1")]).toEqual(["affected", "notEvaluated"]);
    expect(verdict(range({ introduced: "0" }), "four")).toBe("notEvaluated");
    expect(verdict(range({ introduced: "0" }, { fixed: "x" }), "1.0.0")).toBe("notEvaluated");
    expect(verdict({ package: { ecosystem: "npm", name: "lodash" }, ranges: [{ type: "GIT", events: [] }] }, "1.0.0")).toBe(
      "notEvaluated",
    );
  });

  test("that was withdrawn is about nothing, and one of another package is not asked", () => {
    expect(evaluateOsv(advisory(range({ introduced: "0" }), { withdrawn: "2026-01-01T00:00:00Z" }), lodash("1.0.0"))).toEqual({
      kind: "notAffected",
    });
    expect(evaluateOsv(advisory(range({ introduced: "0" })), packageOf("pkg:npm/other@1.0.0", "other"))).toBeUndefined();
    expect(evaluateOsv(advisory(range({ introduced: "0" })), packageOf("pkg:pypi/lodash@1.0.0", "lodash"))).toBeUndefined();
  });

  test("versions have the order of Semantic Versioning", () => {
    const order = [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.1",
      "1.2.0",
      "1.10.0",
      "2.0.0",
    ];
    const read = order.flatMap((text) => readSemanticVersion(text) ?? []);
    expect(read).toHaveLength(order.length);
    for (const [at, one] of read.entries())
      for (const [beside, two] of read.entries()) expect(Math.sign(compareVersions(one, two))).toBe(Math.sign(at - beside));
  });
});

test("lists of exploited and likely flaws are read, and what is none is refused", () => {
  expect(
    readKev({
      catalogVersion: "2026.11.20",
      dateReleased: "2026-11-20T15:00:00.1234Z",
      vulnerabilities: [
        { cveID: "CVE-2021-44228", dateAdded: "2021-12-10", dueDate: "2021-12-24", knownRansomwareCampaignUse: "Known" },
        { cveID: "=1+1" },
      ],
    }),
  ).toEqual({
    ok: true,
    value: {
      version: "2026.11.20",
      releasedAt: "2026-11-20T15:00:00.123Z",
      entries: [{ cve: "CVE-2021-44228", addedOn: "2021-12-10", dueOn: "2021-12-24", ransomware: true }],
    },
  });
  expect(readKev({ vulnerabilities: [] })).toMatchObject({ ok: false });
  const file = new EpssFile();
  const lines = [
    "#model_version:v2025.03.14,score_date:2026-11-20T12:55:00Z",
    "cve,epss,percentile",
    "CVE-2021-44228,0.94436,0.99961",
    "CVE-1,x,2",
    "GHSA-1,0.1,0.1",
  ];
  expect(lines.flatMap((line) => file.read(line) ?? [])).toEqual([
    { cve: "CVE-2021-44228", score: 0.94436, percentile: 0.99961 },
  ]);
  expect([file.model, file.scoredAt, file.unreadable]).toEqual(["v2025.03.14", "2026-11-20T12:55:00.000Z", 2]);
});
