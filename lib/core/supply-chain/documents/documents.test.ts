import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SecurityDocument } from "./document.ts";
import { parseDocument } from "./json-shape.ts";
import { documentLimits, readDocuments, readPredicate } from "./read.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const [index, manifest, config] = ["1", "2", "3"].map(digest) as [string, string, string];
const libssl = "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12.4&epoch=0";

function read(json: unknown): SecurityDocument {
  const parsed = parseDocument(new TextEncoder().encode(JSON.stringify(json)));
  if (!parsed.ok) throw new Error(parsed.error);
  const documents = readDocuments(parsed.value);
  if (!documents.ok) throw new Error(documents.error);
  const [only, ...more] = documents.value;
  if (only === undefined || more.length > 0) throw new Error("It is not one document.");
  return only;
}

const trivy = {
  SchemaVersion: 2,
  CreatedAt: "2026-11-20T09:12:11.512948123Z",
  ArtifactName: "registry.example.com/shop/web:1.4.2",
  ArtifactType: "container_image",
  Metadata: {
    OS: { Family: "debian", Name: "12.4", EOSL: true },
    ImageID: config,
    RepoTags: ["registry.example.com/shop/web:1.4.2"],
    RepoDigests: [`registry.example.com/shop/web@${index}`],
  },
  Results: [
    {
      Target: "registry.example.com/shop/web:1.4.2 (debian 12.4)",
      Class: "os-pkgs",
      Type: "debian",
      Vulnerabilities: [
        {
          VulnerabilityID: "CVE-2024-0727",
          VendorIDs: ["DLA-3942-1"],
          PkgName: "libssl3",
          PkgIdentifier: { PURL: libssl },
          InstalledVersion: "3.0.11-1~deb12u2",
          FixedVersion: "3.0.13-1~deb12u1",
          Severity: "MEDIUM",
          PrimaryURL: "https://avd.aquasec.com/nvd/cve-2024-0727",
          Title: "openssl: denial of service via null dereference",
          CVSS: { nvd: { V3Score: 5.5 }, redhat: { V3Score: 5.9 } },
        },
      ],
    },
    {
      Target: "/app/.npmrc",
      Class: "secret",
      Secrets: [{ RuleID: "npm-token", Severity: "HIGH", Title: "npm access token", Match: "npm_canary", Code: { Lines: [] } }],
    },
  ],
};

describe("Trivy's report", () => {
  test("is read with its image, its database's words and where a fix is", () => {
    expect(read(trivy)).toMatchObject({
      format: "trivy",
      madeAt: "2026-11-20T09:12:11.512Z",
      subject: { digests: [config, index], names: ["registry.example.com/shop/web:1.4.2", "registry.example.com/shop/web"] },
      operatingSystem: { name: "debian 12.4", ended: true },
      vulnerabilities: [
        {
          id: "CVE-2024-0727",
          aliases: [],
          package: { key: "pkg:deb/debian/libssl3@3.0.11-1~deb12u2", type: "deb", name: "debian/libssl3" },
          fixedVersion: "3.0.13-1~deb12u1",
          severity: "medium",
          score: 5.9,
        },
      ],
      secrets: [{ rule: "npm-token", path: "/app/.npmrc", severity: "high" }],
      notes: [],
    });
  });

  test("never carries what a secret looks like", () => expect(JSON.stringify(read(trivy))).not.toContain("npm_canary"));

  test("of secrets alone is no report of no vulnerabilities", () => {
    const document = read({ ...trivy, Results: trivy.Results.slice(1) });
    expect(document).not.toHaveProperty("vulnerabilities");
    expect(document.notes).toEqual([expect.stringContaining("nobody can tell")]);
  });

  test("that looked at packages and found nothing says so", () => {
    expect(read({ ...trivy, Results: [{ Class: "os-pkgs", Target: "x" }] }).vulnerabilities).toEqual([]);
  });

  test("of a file system is refused", () => {
    expect(readDocuments({ ...trivy, ArtifactType: "filesystem" })).toMatchObject({ ok: false });
  });
});

test("Grype's report names its database, several fixes and the CVE behind a GHSA", () => {
  const document = read({
    matches: [
      {
        vulnerability: {
          id: "GHSA-JFH8-C2JP-5V3Q",
          dataSource: "https://github.com/advisories/GHSA-jfh8-c2jp-5v3q",
          severity: "Critical",
          fix: { versions: ["2.15.0", "2.3.1"], state: "fixed" },
          cvss: [{ version: "3.1", metrics: { baseScore: 10 } }],
        },
        relatedVulnerabilities: [{ id: "CVE-2021-44228", cvss: [] }],
        artifact: {
          name: "log4j-core",
          version: "2.14.1",
          purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
          locations: [{ path: "/app/app.jar" }],
        },
      },
      {
        vulnerability: { id: "ELSA-2024-1", severity: "Negligible" },
        relatedVulnerabilities: [{ id: "CVE-2024-1" }, { id: "CVE-2024-2" }],
        artifact: { name: "bash", version: "5" },
      },
    ],
    ignoredMatches: [{}],
    source: {
      type: "image",
      target: {
        userInput: "registry.example.com/shop/api",
        imageID: config,
        manifestDigest: manifest,
        tags: ["registry.example.com/shop/api:2"],
        repoDigests: [`registry.example.com/shop/api@${index}`],
      },
    },
    distro: { name: "debian", version: "12" },
    descriptor: {
      name: "grype",
      version: "0.104.1",
      timestamp: "2026-11-21T10:00:00.123456789Z",
      db: { built: "2026-11-20T01:02:03Z" },
    },
  });
  expect(document).toMatchObject({
    subject: { digests: [manifest, config, index] },
    tool: { name: "Grype", version: "0.104.1", databaseDate: "2026-11-20T01:02:03.000Z" },
    vulnerabilities: [
      {
        id: "GHSA-jfh8-c2jp-5v3q",
        aliases: ["CVE-2021-44228"],
        fixedVersion: "2.15.0, 2.3.1",
        severity: "critical",
        score: 10,
        path: "/app/app.jar",
        package: { name: "org.apache.logging.log4j/log4j-core" },
      },
      { id: "ELSA-2024-1", aliases: [], severity: "information", package: { key: "bash@5" } },
    ],
    notes: ["Its rules ignored 1 more, which are not read."],
  });
});

describe("CycloneDX", () => {
  const bom = (specVersion: string) => ({
    bomFormat: "CycloneDX",
    specVersion,
    metadata: {
      timestamp: "2026-11-20T09:12:11+01:00",
      tools:
        specVersion === "1.4"
          ? [{ vendor: "anchore", name: "syft", version: "1.2" }]
          : { components: [{ name: "trivy", version: "0.68" }] },
      component: {
        type: "container",
        name: "registry.example.com/shop/web:1.4.2",
        purl: `pkg:oci/web@${encodeURIComponent(index)}?repository_url=registry.example.com%2Fshop%2Fweb`,
        properties: [
          { name: "aquasecurity:trivy:ImageID", value: config },
          { name: "aquasecurity:trivy:DiffID", value: digest("9") },
        ],
      },
    },
    components: [
      {
        "bom-ref": "a",
        type: "library",
        group: "org.apache.logging.log4j",
        name: "log4j-core",
        version: "2.14.1",
        purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
        licenses: [{ license: { id: "Apache-2.0" } }],
        components: [{ "bom-ref": "b", type: "library", name: "inner\u202e", version: "1" }],
      },
      { type: "file", name: "/etc/passwd" },
    ],
  });

  test.each(["1.4", "1.5", "1.6", "1.7"])("%s is a bill of materials, and says nothing of vulnerabilities", (version) => {
    const document = read(bom(version));
    expect(document).toMatchObject({
      formatVersion: version,
      madeAt: "2026-11-20T08:12:11.000Z",
      subject: { digests: [index, config] },
      components: [
        { name: "org.apache.logging.log4j/log4j-core", version: "2.14.1", licences: ["Apache-2.0"] },
        { name: "inner\\u202e" },
      ],
    });
    expect(document).not.toHaveProperty("vulnerabilities");
    expect(document.tool?.name).toBe(version === "1.4" ? "Syft" : "Trivy");
  });

  test("of another version is refused", () => expect(readDocuments(bom("1.3"))).toMatchObject({ ok: false }));

  test("with vulnerabilities is a report, and its analyses are statements", () => {
    const document = read({
      ...bom("1.6"),
      vulnerabilities: [
        {
          id: "CVE-2021-44228",
          references: [{ id: "GHSA-jfh8-c2jp-5v3q", source: { name: "GitHub" } }],
          ratings: [
            { severity: "high", score: 9.0 },
            { severity: "critical", score: 10 },
          ],
          recommendation: "Upgrade org.apache.logging.log4j:log4j-core to version 2.15.0.",
          affects: [
            { ref: "a" },
            { ref: "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg%3Anpm%2Flodash%404.17.20" },
            { ref: "gone" },
          ],
          analysis: { state: "not_affected", justification: "code_not_reachable", detail: "The class is not loaded." },
        },
      ],
    });
    expect(document.vulnerabilities).toMatchObject([
      { id: "CVE-2021-44228", aliases: ["GHSA-jfh8-c2jp-5v3q"], severity: "critical", score: 10, fixedVersion: "2.15.0" },
      { package: { key: "pkg:npm/lodash@4.17.20" } },
    ]);
    expect(document.statements).toMatchObject([
      { ids: ["CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"], status: "not_affected", justification: "code_not_reachable" },
    ]);
    expect(document.notes).toEqual([expect.stringMatching(/^1 of the places/)]);
  });
});

test("SPDX 2.3 names the image that it describes and is read without it", () => {
  const document = read({
    spdxVersion: "SPDX-2.3",
    creationInfo: { created: "2026-11-20T09:00:00Z", creators: ["Organization: Anchore, Inc", "Tool: syft-1.38.0"] },
    packages: [
      {
        SPDXID: "SPDXRef-image",
        name: "registry.example.com/shop/web",
        versionInfo: manifest,
        primaryPackagePurpose: "CONTAINER",
        annotations: [{ comment: `ImageID: ${config}` }],
      },
      {
        SPDXID: "SPDXRef-p",
        name: "lodash",
        versionInfo: "4.17.20",
        licenseConcluded: "NOASSERTION",
        licenseDeclared: "MIT",
        externalRefs: [
          { referenceCategory: "SECURITY", referenceType: "cpe23Type", referenceLocator: "cpe:2.3:a:x" },
          { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: "pkg:npm/lodash@4.17.20" },
        ],
      },
    ],
    relationships: [{ spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-image" }],
  });
  expect(document).toMatchObject({
    subject: { digests: [manifest, config] },
    tool: { name: "Syft", version: "1.38.0" },
    components: [{ key: "pkg:npm/lodash@4.17.20", licences: ["MIT"] }],
  });
});

test("SPDX 3 is recognised and not read", () => {
  expect(readDocuments({ "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [] })).toMatchObject({
    ok: false,
    error: expect.stringContaining("SPDX 3"),
  });
});

test("entries of a report that cannot be read are counted, and not dropped without a word", () => {
  const [good, bad] = [
    { VulnerabilityID: "CVE-2024-0727", PkgName: "x" },
    { VulnerabilityID: "?", PkgName: "x" },
  ];
  const trivy = {
    SchemaVersion: 2,
    ArtifactType: "container_image",
    Results: [{ Class: "os-pkgs", Vulnerabilities: [good, bad] }],
  };
  const grype = { descriptor: {}, matches: [{ vulnerability: { id: "?" }, artifact: { name: "x" } }] };
  const operator = { kind: "VulnerabilityReport", report: { vulnerabilities: [{ vulnerabilityID: "CVE-2024-0727" }] } };
  for (const document of [trivy, grype, operator].map(read))
    expect(document.notes).toEqual(["1 of its vulnerabilities name no id or no package that can be read, and are left out."]);
});

test("CycloneDX with an empty list of vulnerabilities does not say that anybody looked for them", () => {
  const bill = { bomFormat: "CycloneDX", specVersion: "1.6", components: [], vulnerabilities: [] };
  const by = (name: string) => read({ ...bill, metadata: { tools: { components: [{ type: "application", name }] } } });
  expect(by("trivy")).not.toHaveProperty("vulnerabilities");
  expect(by("trivy").notes).toEqual([expect.stringContaining("nobody can tell whether it looked")]);
  expect(by("grype").vulnerabilities).toEqual([]);
});

test("SARIF is read from the words of Trivy and Grype, and other results are counted", () => {
  const document = read({
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Trivy",
            version: "0.68.1",
            rules: [{ id: "CVE-2024-0727", properties: { "security-severity": "5.5" }, helpUri: "javascript:alert(1)" }],
          },
        },
        results: [
          {
            ruleId: "CVE-2024-0727",
            ruleIndex: 0,
            message: {
              text: "Package: libssl3\nInstalled Version: 3.0.11\nVulnerability CVE-2024-0727\nSeverity: MEDIUM\nFixed Version: 3.0.13\nLink: [x](y)",
            },
          },
          {
            ruleId: "CVE-2024-3094-xz",
            message: { text: "A critical vulnerability in deb package: xz, version 5.6.0 was found at: /var" },
          },
          { ruleId: "no-eval", message: { text: "eval" } },
        ],
        properties: { imageName: "shop" },
      },
    ],
  });
  expect(document.subject.digests).toEqual([]);
  expect(document.vulnerabilities).toMatchObject([
    { id: "CVE-2024-0727", severity: "medium", fixedVersion: "3.0.13", package: { key: "libssl3@3.0.11" } },
    { id: "CVE-2024-3094", severity: "critical", package: { key: "xz@5.6.0" } },
  ]);
  expect(document.vulnerabilities?.[0]).not.toHaveProperty("url");
  expect(document.notes).toEqual([expect.stringMatching(/^1 of its results/)]);
});

test.each([
  ["no run", []],
  ["an analysis of code that found something else", [sarifRun("CodeQL", [{ ruleId: "no-eval", message: { text: "eval" } }])]],
  ["an analysis of code that found nothing", [sarifRun("CodeQL", [])]],
  ["Trivy, which may have looked for secrets alone", [sarifRun("Trivy", [])]],
])("SARIF of %s does not say that anybody looked for vulnerabilities", (_name, runs) => {
  const document = read({ version: "2.1.0", runs });
  expect(document).not.toHaveProperty("vulnerabilities");
  expect(document.notes).toContainEqual(expect.stringContaining("nobody can tell whether it looked"));
});

test("SARIF of a scanner of images that found nothing says that there is nothing", () => {
  expect(read({ version: "2.1.0", runs: [sarifRun("Grype", [])] }).vulnerabilities).toEqual([]);
});

function sarifRun(name: string, results: readonly object[]) {
  return { tool: { driver: { name, rules: [] } }, results };
}

test("OpenVEX of both forms names products by URL and by hash", () => {
  const document = read({
    "@context": "https://openvex.dev/ns/v0.2.0",
    author: "security@acme.example",
    timestamp: "2026-11-01T00:00:00Z",
    statements: [
      {
        vulnerability: { name: "CVE-2021-44228", aliases: ["GHSA-jfh8-c2jp-5v3q"] },
        products: [
          {
            "@id": `pkg:oci/web@${encodeURIComponent(index)}`,
            subcomponents: [{ "@id": "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" }],
          },
          { hashes: { "sha-256": "2".repeat(64) } },
        ],
        status: "not_affected",
        justification: "vulnerable_code_not_in_execute_path",
      },
      {
        vulnerability: "CVE-2024-1",
        products: ["pkg:npm/lodash"],
        status: "under_investigation",
        timestamp: "2026-11-02T00:00:00Z",
      },
      { vulnerability: "CVE-2024-2", products: [], status: "harmless" },
    ],
  });
  expect(document.statements).toMatchObject([
    {
      products: [
        { digests: [index], packages: [{ name: "org.apache.logging.log4j/log4j-core" }] },
        { digests: [manifest], packages: [] },
      ],
      author: "security@acme.example",
      at: "2026-11-01T00:00:00.000Z",
    },
    { ids: ["CVE-2024-1"], products: [{ digests: [], packages: [{ name: "lodash" }] }], at: "2026-11-02T00:00:00.000Z" },
  ]);
  expect(document.notes).toHaveLength(1);
});

test("CSAF VEX says which component of which image is meant", () => {
  const document = read({
    document: {
      category: "csaf_vex",
      csaf_version: "2.0",
      publisher: { name: "Acme PSIRT" },
      tracking: { current_release_date: "2026-11-03T00:00:00Z" },
    },
    product_tree: {
      branches: [
        {
          category: "vendor",
          name: "Acme",
          branches: [
            {
              category: "product_version",
              product: {
                product_id: "IMG",
                product_identification_helper: { purl: `pkg:oci/web@${encodeURIComponent(index)}` },
              },
            },
            {
              category: "product_version",
              product: { product_id: "LIB", product_identification_helper: { purl: "pkg:npm/lodash@4.17.20" } },
            },
          ],
        },
      ],
      relationships: [
        {
          category: "default_component_of",
          product_reference: "LIB",
          relates_to_product_reference: "IMG",
          full_product_name: { product_id: "IMG:LIB", name: "lodash in web" },
        },
      ],
    },
    vulnerabilities: [
      {
        cve: "CVE-2021-23337",
        product_status: { known_not_affected: ["IMG:LIB"], fixed: ["UNKNOWN"] },
        flags: [{ label: "vulnerable_code_not_present", product_ids: ["IMG:LIB"] }],
        threats: [{ category: "impact", details: "The template function is not built in.", product_ids: ["IMG:LIB"] }],
      },
    ],
  });
  expect(document.statements).toEqual([
    expect.objectContaining({
      ids: ["CVE-2021-23337"],
      status: "not_affected",
      justification: "vulnerable_code_not_present",
      text: "The template function is not built in.",
      author: "Acme PSIRT",
      products: [{ digests: [index], packages: [expect.objectContaining({ key: "pkg:npm/lodash@4.17.20" })] }],
    }),
  ]);
});

describe("Trivy Operator's list", () => {
  const metadata = {
    namespace: "shop",
    labels: {
      "trivy-operator.resource.kind": "ReplicaSet",
      "trivy-operator.resource.name": "web-7d9",
      "trivy-operator.resource.namespace": "shop",
      "trivy-operator.container.name": "web",
    },
  };
  const artifact = { repository: "shop/web", tag: "1.4.2", digest: config };
  const common = {
    artifact,
    registry: { server: "registry.example.com" },
    scanner: { name: "Trivy", version: "0.68" },
    updateTimestamp: "2026-11-20T00:00:00Z",
  };
  const list = {
    kind: "List",
    items: [
      {
        kind: "VulnerabilityReport",
        metadata,
        report: {
          ...common,
          os: { family: "debian", name: "12", eosl: true },
          vulnerabilities: [
            {
              vulnerabilityID: "CVE-2024-0727",
              resource: "libssl3",
              installedVersion: "3.0.11",
              fixedVersion: "",
              severity: "MEDIUM",
              packagePURL: libssl,
            },
          ],
        },
      },
      {
        kind: "SbomReport",
        metadata,
        report: {
          ...common,
          components: { bomFormat: "CycloneDX", specVersion: "1.6", components: [{ type: "library", name: "x" }] },
        },
      },
      {
        kind: "ExposedSecretReport",
        metadata,
        report: { ...common, secrets: [{ ruleID: "aws-key", severity: "CRITICAL", target: "/app/env", match: "AKIA_canary" }] },
      },
      { kind: "ConfigAuditReport", metadata, report: {} },
    ],
  };

  test("gives each report with the container that it is of, and never the match of a secret", () => {
    const documents = readDocuments(list);
    if (!documents.ok) throw new Error(documents.error);
    expect(documents.value).toMatchObject([
      {
        subject: {
          digests: [config],
          names: ["registry.example.com/shop/web:1.4.2"],
          place: { namespace: "shop", kind: "ReplicaSet", workload: "web-7d9", container: "web" },
        },
        vulnerabilities: [{ id: "CVE-2024-0727" }],
        operatingSystem: { name: "debian 12", ended: true },
      },
      { components: [{ name: "x" }] },
      { secrets: [{ rule: "aws-key", path: "/app/env", severity: "critical" }] },
    ]);
    expect(documents.value[1]).not.toHaveProperty("vulnerabilities");
    expect(JSON.stringify(documents.value)).not.toContain("AKIA_canary");
  });

  test("is refused where it holds more reports than are read", () => {
    expect(readDocuments(list, { ...documentLimits, documents: 2 })).toMatchObject({ ok: false });
  });
});

test("Clair's report has package URLs where the distribution tells them", () => {
  const document = read({
    manifest_hash: manifest,
    packages: { "1": { id: "1", name: "openssl", version: "3.0.11" }, "2": { id: "2", name: "thing", version: "1" } },
    distributions: { d: { did: "debian", version: "12" } },
    environments: { "1": [{ distribution_id: "d" }] },
    vulnerabilities: {
      "9": {
        name: "CVE-2024-0727 on Debian",
        normalized_severity: "Medium",
        fixed_in_version: "3.0.13",
        links: "https://a.test/1 https://b.test",
      },
    },
    package_vulnerabilities: { "1": ["9", "constructor"], __proto__: ["9"] },
  });
  expect(document).toMatchObject({
    subject: { digests: [manifest] },
    components: [{ key: "pkg:deb/debian/openssl@3.0.11" }, { key: "thing@1" }],
    vulnerabilities: [{ id: "CVE-2024-0727", severity: "medium", fixedVersion: "3.0.13", url: "https://a.test/1" }],
  });
});

test("an attestation's predicate is read by its type", () => {
  const scan = {
    scanner: { uri: "pkg:trivy", db: { lastUpdate: "2026-11-19T00:00:00Z" }, result: trivy },
    metadata: { scanFinishedOn: "2026-11-20T00:00:00Z" },
  };
  const read = readPredicate("https://cosign.sigstore.dev/attestation/vuln/v1", scan);
  expect(read).toMatchObject({
    ok: true,
    value: { tool: { name: "Trivy", databaseDate: "2026-11-19T00:00:00.000Z" }, madeAt: "2026-11-20T00:00:00.000Z" },
  });
  expect(readPredicate("https://slsa.dev/provenance/v1", {})).toBeUndefined();
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", components: [{ name: "a", version: "1" }] };
  const asText = readPredicate("https://cyclonedx.org/bom", { Data: JSON.stringify(bom) });
  expect(asText).toMatchObject({ ok: true, value: { components: [{ name: "a" }] } });
  expect(readPredicate("https://cyclonedx.org/bom", bom, { ...documentLimits, components: 0 })).toMatchObject({ ok: false });
  for (const schema of [
    "https://json.schemastore.org/sarif-2.1.0.json",
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/cos02/x.json",
  ])
    expect(readPredicate(schema, { version: "2.1.0", runs: [] })).toMatchObject({ ok: true });
  expect(readPredicate("https://example.com/sariff", {})).toBeUndefined();
  expect(readDocuments({ predicateType: "https://spdx.dev/Document", predicate: {} })).toMatchObject({ ok: false });
});

describe("a hostile document", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test("that nests without end, lists without end or is no JSON is refused", () => {
    expect(parseDocument(bytes("[".repeat(5_000)))).toMatchObject({ ok: false, error: expect.stringContaining("nests") });
    expect(parseDocument(bytes(`[${"0,".repeat(8_000_001)}0]`))).toMatchObject({
      ok: false,
      error: expect.stringContaining("8 million"),
    });
    expect(parseDocument(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ ok: false });
    expect(parseDocument(bytes(`"${"[".repeat(500)}\\""`))).toMatchObject({ ok: true });
  });

  test("with more components than are read is refused, never cut", () => {
    const json = { bomFormat: "CycloneDX", specVersion: "1.6", components: [1, 2, 3].map((n) => ({ name: `c${n}` })) };
    expect(readDocuments(json, { ...documentLimits, components: 2 })).toMatchObject({ ok: false });
  });

  test("with any values in its fields is read or refused, and changes no prototype", () => {
    const heads = [
      { bomFormat: "CycloneDX", specVersion: "1.6" },
      { spdxVersion: "SPDX-2.3" },
      trivy,
      { matches: [], descriptor: {} },
      { version: "2.1.0", runs: [] },
    ];
    const keys = [
      "components",
      "vulnerabilities",
      "packages",
      "Results",
      "Metadata",
      "matches",
      "runs",
      "statements",
      "metadata",
      "source",
      "__proto__",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 })),
        (head, more) => {
          const parsed = parseDocument(bytes(JSON.stringify({ ...head, ...more }).replace(/"x":/g, '"__proto__":')));
          expect(parsed.ok && typeof readDocuments(parsed.value).ok).toBe("boolean");
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
      { numRuns: Number(process.env.CASES ?? 200) },
    );
  });
});
