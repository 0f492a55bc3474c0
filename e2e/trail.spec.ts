/** From a workload on the API server back to the commit that its image was built from: unbroken, and broken at each link in turn. */
import { readFile } from "node:fs/promises";
import type { APIRequestContext, Page } from "@playwright/test";
import type { Applied } from "#test/kube/apply.ts";
import { KubeClient } from "#test/kube/client.ts";
import { withOwnerIds } from "#test/kube/load-world.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { until } from "#test/kube/readiness.ts";
import { withRunningPods } from "#test/kube/running-pods.ts";
import { releasePolicy } from "#test/registry/signed-image.ts";
import { handed } from "./handed.ts";
import { post } from "./sessions.ts";
import type { SupplyImage } from "./supply-world.ts";
import { expect, idOf, test } from "./test.ts";

test.describe.configure({ mode: "serial" });

const cluster = "supply-chain";
const namespace = "trails";

async function run(): Promise<void> {
  const { kube, supply } = handed();
  const client = new KubeClient(kube);
  const { images } = supply;
  const names = Object.keys(images) as SupplyImage[];
  await client.apply([
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "shop", namespace } },
    applicationDefinition,
  ]);
  // What runs under the pinned name is the image that the tag `image` meant once.
  const runs = { [images.whole.imageID]: images.image.imageID };
  const imageIds = Object.fromEntries(names.map((name) => [images[name].reference, images[name].imageID]));
  const nodes = { workers: ["trail-node"], all: ["trail-node"] };
  const deployments = [
    ...names.map((name) => deploymentOf(name, images[name].reference)),
    deploymentOf("pods", images.whole.imageID),
    deploymentOf("deployment", images.whole.reference),
  ];
  const all = withRunningPods(deployments, nodes, { imageIds: { ...imageIds, ...runs }, waiting: {} });
  const applied: Applied[] = [];
  for (const kind of ["Deployment", "ReplicaSet", "Pod"]) {
    const batch = all.filter((one) => one.kind === kind);
    applied.push(...(await client.apply(await withOwnerIds(batch, applied))));
  }
  const argo = applicationOf(deployments.map(({ metadata }) => metadata.name).filter((name) => name !== "deployment"));
  await until("Argo CD's applications are served", async () => {
    await client.apply([argo]);
    return true;
  });
}

const applicationDefinition: KubeObject = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "applications.argoproj.io" },
  spec: {
    group: "argoproj.io",
    scope: "Namespaced",
    names: { plural: "applications", singular: "application", kind: "Application", listKind: "ApplicationList" },
    versions: [
      {
        ...{ name: "v1alpha1", served: true, storage: true, subresources: { status: {} } },
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
  },
};

/** Argo CD's account of what it applies. */
function applicationOf(names: readonly string[]): KubeObject {
  const repoURL = `https://${handed().supply.forge.host}/acme/deploy.git`;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "shop", namespace },
    spec: { source: { repoURL, path: "shop" }, destination: { server: "https://kubernetes.default.svc", namespace } },
    status: {
      sync: { revision: "8b1d07ac" },
      resources: names.map((name) => ({ group: "apps", version: "v1", kind: "Deployment", namespace, name, status: "Synced" })),
    },
  };
}

function deploymentOf(name: string, image: string): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, annotations: { "argocd.argoproj.io/tracking-id": `shop:apps/Deployment:${namespace}/${name}` } },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { serviceAccountName: "shop", containers: [{ name: "app", image }] } },
    },
  };
}

async function allow(request: APIRequestContext): Promise<void> {
  const { registry, forge, root, signerLines } = handed().supply;
  await post(request, "/registries", { host: registry.host, caData: registry.authority });
  await post(request, "/trust-profiles", { name: "the suite's own", kind: "sigstore", root });
  await post(request, "/signing-policies", { ...releasePolicy, images: [`${registry.host}/**`] });
  await post(request, "/forges", { host: forge.host, kind: "github", token: forge.token });
  for (const [place, line] of signerLines.entries())
    await post(request, "/commit-signers", { kind: "ssh", name: `Jane ${place + 1}`, line });
}

async function open(page: Page, name: SupplyImage | "pods" | "deployment"): Promise<void> {
  const id = await idOf(page.request, cluster);
  await page.goto(`/supply-chain/trail?cluster=${id}&namespace=${namespace}&kind=Deployment&name=${name}`);
}

const titles = {
  ...{ deployment: "Deployment", pods: "Pods", image: "Image", digest: "Digest", signature: "Signature" },
  ...{ provenance: "Built by", source: "Source", commit: "Commit signed" },
} as const;
type Link = keyof typeof titles;

/** Each link of the chain with the word that stands over it. */
async function expectChain(page: Page, words: Readonly<Partial<Record<Link, string>>>): Promise<void> {
  const tabs = page.getByRole("tablist", { name: "Links of the trail" });
  const all = {
    deployment: "self-asserted",
    ...Object.fromEntries(
      Object.keys(titles)
        .slice(1)
        .map((id) => [id, "proved"]),
    ),
    ...words,
  };
  for (const [id, word] of Object.entries(all)) {
    const tab = tabs.getByRole("tab").and(page.locator(`[data-link="${id}"]`));
    await expect(tab).toContainText(new RegExp(`· ${word}`));
  }
}

test("what runs is scanned, and every image of it looked at", async ({ request }) => {
  await run();
  await allow(request);
  const text = await readFile(handed().kubeconfig, "utf8");
  const { id } = await post<{ id: string }>(request, "/clusters", { name: cluster, connection: { kind: "kubeconfig", text } });
  await post(request, `/clusters/${id}/scans`);
  const looked = async () => {
    const answer = await request.get(`/api/v1/images?cluster=${id}&namespace=${namespace}`);
    const { images } = (await answer.json()) as { images: { due: boolean; links: { commit: string } }[] };
    const open = images.filter(({ links }) => links.commit !== "unknown");
    return [images.length, open.length, images.filter(({ due }) => due).length];
  };
  // Where the bytes of an image are others, or the one statement about it is not what was signed, no commit is known.
  await expect.poll(looked, { timeout: 60_000, intervals: [500] }).toEqual([11, 9, 0]);
});

test("the table of images tells what is reported of each, and leads there", async ({ page, request }) => {
  await page.goto(`/supply-chain?cluster=${await idOf(request, cluster)}&namespace=${namespace}&sort=vulnerabilities`);
  const rows = page.getByRole("table", { name: /^Images that run/ }).locator("tbody tr");
  await expect(rows).toHaveCount(11);
  await expect(rows.first()).toContainText("shop:whole");
  await expect(rows.filter({ hasText: "shop:gone" })).toContainText("no report");
  await rows.first().getByRole("link", { name: "Critical 1" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("1 of its vulnerabilities is open.");
});

test("an unbroken trail leads to the signed commit", async ({ page }) => {
  await open(page, "whole");
  const { commit } = handed().supply;
  await expectChain(page, {});
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    "is signed and built by GitHub Actions from a signed commit",
  );
  const opened = page.getByRole("tabpanel");
  await page.getByRole("tab").and(page.locator('[data-link="source"]')).click();
  await expect(opened).toContainText(commit);
  await expect(opened.getByRole("region", { name: "Raw evidence", exact: true })).toContainText(commit);
  await page.getByRole("tab").and(page.locator('[data-link="commit"]')).click();
  await expect(opened).toContainText("jane@acme.test");
  await page.getByRole("tab").and(page.locator('[data-link="deployment"]')).click();
  const { forge } = handed().supply;
  await expect(opened).toContainText(`lists it from https://${forge.host}/acme/deploy (shop) at 8b1d07ac`);
  await expect(opened).toContainText(`its image from https://${forge.host}/acme/shop`);
});

test("beside it stands what is in it, what is wrong with it, and who would have let it in unsigned", async ({
  page,
  request,
}) => {
  await open(page, "whole");
  const tab = (id: string) => page.getByRole("tab").and(page.locator(`[data-link="${id}"]`));
  const opened = page.getByRole("tabpanel");
  await tab("sbom").click();
  await expect(opened).toContainText("1 package");
  await tab("vulnerabilities").click();
  await expect(opened).toContainText("A verified attestation reports on it. 1 of its vulnerabilities is open.");
  await expect(opened).toContainText("1 critical");
  await expect(tab("vulnerabilities")).toContainText("report proved");
  // A report that is proved is no tick: it names a flaw.
  await expect(tab("vulnerabilities").locator(".text-pass")).toHaveCount(0);
  await expect(opened.getByRole("region", { name: "Raw evidence", exact: true })).toContainText("CVE-2021-44228");
  await expect(opened).toContainText("No list of exploited vulnerabilities was loaded.");
  await tab("admission").click();
  await expect(tab("admission")).toContainText("absent");
  await expect(opened).toContainText("No policy that verifies signatures is about it.");
  await open(page, "source");
  await expect(tab("vulnerabilities")).toContainText("no data");
  const { packages } = (await (await request.get("/api/v1/packages?q=log4j")).json()) as { packages: { proved: number }[] };
  expect(packages).toContainEqual(expect.objectContaining({ name: "org.apache.logging.log4j/log4j-core", proved: 1 }));
});

test("evidence that is uploaded is verified beside what the registry has, and can be taken away again", async ({ page }) => {
  await open(page, "signer");
  const untrusted = "signed, not trusted";
  await expectChain(page, { signature: untrusted, provenance: untrusted, source: untrusted });
  const panel = page.getByRole("region", { name: "Evidence packs" });
  const choose = async (name: string, text: string) => {
    const chosen = page.waitForEvent("filechooser");
    await panel.getByRole("button", { name: "Upload evidence" }).click();
    await (await chosen).setFiles({ name, mimeType: "application/x-ndjson", buffer: Buffer.from(text) });
  };
  await choose("nothing.jsonl", "{}");
  await expect(panel).toContainText("The file holds no evidence about");
  await choose("shop.jsonl", handed().supply.pack);
  await expect(panel.getByRole("listitem")).toContainText("Bundles, 1 artefact");
  await page.getByRole("tab").and(page.locator('[data-link="signature"]')).click();
  await expectChain(page, { signature: "proved", provenance: untrusted, source: untrusted });
  await expect(page.getByRole("tabpanel")).toContainText("shop.jsonl:1, uploaded by");
  await panel.getByRole("button", { name: "Remove shop.jsonl" }).click();
  await expectChain(page, { signature: untrusted, provenance: untrusted, source: untrusted });
});

test("beside the commit stands what is reported about its code, from the forge and by upload, and never that it is clean", async ({
  page,
}) => {
  await open(page, "whole");
  const tab = (id: string) => page.getByRole("tab").and(page.locator(`[data-link="${id}"]`));
  const panel = page.getByRole("region", { name: "Code analysis" });
  await tab("commit").click();
  await expect(panel).toContainText("1 tool reported about this commit.");
  await expect(panel).toContainText("No report of dependency or dynamic analysis is about this commit.");
  await expect(panel).toContainText("No result is known. The service of OpenSSF Scorecard is not asked.");
  const choose = async (name: string, content: object) => {
    const chosen = page.waitForEvent("filechooser");
    await panel.getByRole("button", { name: "Upload a report" }).click();
    await (await chosen).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) });
  };
  const analysis = (revisionId: string) => ({
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "OWASP ZAP" } },
        results: [{ ruleId: "sqli", level: "error", message: { text: "<b>shop</b>\u202e" } }],
        versionControlProvenance: [{ repositoryUri: "https://example.com/shop", revisionId }],
      },
    ],
  });
  await choose("other.sarif", analysis("b".repeat(40)));
  await expect(panel.getByRole("alert")).toContainText("The analysis of OWASP ZAP is of the commit bbbb");
  await choose("zap.sarif", analysis(handed().supply.commit));
  await expect(panel).toContainText("2 tools reported about this commit.");
  await panel.locator("summary", { hasText: "Results of OWASP ZAP" }).click();
  await expect(panel.getByRole("table", { name: "Results of OWASP ZAP" })).toContainText("<b>shop</b>");
  await panel.getByRole("button", { name: "Remove the report of OWASP ZAP" }).click();
  await expect(panel).toContainText("1 tool reported about this commit.");
  await open(page, "gone");
  await tab("source").click();
  await expect(panel).toContainText("No report: nobody gave an analysis of this commit");
});

test.describe("a trail that is broken shows where, and why", () => {
  test("at the deployment: Argo CD does not have what the workload says of itself", async ({ page }) => {
    await open(page, "deployment");
    await expectChain(page, { deployment: "broken" });
    await expect(page.getByRole("tabpanel")).toContainText("Argo CD does not list it there");
  });

  test("at the pods: they run another image than their template asks for", async ({ page }) => {
    await open(page, "pods");
    await expectChain(page, { pods: "broken" });
    await expect(page.getByRole("tabpanel")).toContainText("these are two images");
  });

  test("at the image: the tag means another one now", async ({ page }) => {
    await open(page, "image");
    await expectChain(page, { image: "broken" });
    await expect(page.getByRole("tabpanel")).toContainText("The tag image means sha256:");
  });

  test("at the digest: the registry gives other bytes, and so nothing behind it is known", async ({ page }) => {
    await open(page, "digest");
    const unknown = "not looked";
    await expectChain(page, { digest: "broken", signature: unknown, provenance: unknown, source: unknown, commit: unknown });
    await expect(page.getByRole("tabpanel")).toContainText("have another digest");
  });

  test("at the signature: its statement is not the one that was signed", async ({ page }) => {
    await open(page, "signature");
    await expectChain(page, { signature: "broken", provenance: "absent", source: "absent", commit: "not looked" });
  });

  test("at the signer: a stranger signed, and nothing that they say is believed", async ({ page }) => {
    await open(page, "signer");
    const untrusted = "signed, not trusted";
    await expectChain(page, { signature: untrusted, provenance: untrusted, source: untrusted });
    await expect(page.getByRole("tabpanel")).toContainText("whom shop-production does not name");
  });

  test("at the attestation: it is about another image", async ({ page }) => {
    await open(page, "attestation");
    await expectChain(page, { provenance: "broken", source: "broken" });
  });

  test("at the build: nothing binds the signer to the builder that it names", async ({ page }) => {
    await open(page, "provenance");
    await expectChain(page, { provenance: "signed, not trusted" });
    await expect(page.getByRole("tabpanel")).toContainText("nothing binds its signer to the builder https://builder.example.com");
  });

  test("at the source: certificate and provenance name different commits", async ({ page }) => {
    await open(page, "source");
    await expectChain(page, { source: "contradiction" });
    await expect(page.getByRole("heading", { level: 1 })).toContainText("its two proofs of source name different commits");
    await expect(page.getByRole("tabpanel")).toContainText("Signing certificate says");
    await expect(page.getByRole("tabpanel")).toContainText("Provenance predicate says");
  });

  test("at the commit: the forge does not have it", async ({ page }) => {
    await open(page, "gone");
    await expectChain(page, { commit: "broken" });
    await expect(page.getByRole("tabpanel")).toContainText("has no commit 000000000000");
  });

  test("at the commit's signature: nobody signed it", async ({ page }) => {
    await open(page, "commit");
    await expectChain(page, { commit: "not signed" });
  });

  test("at the pull request: the commit came in without one", async ({ page }) => {
    await open(page, "request");
    await expectChain(page, {});
    await page.getByRole("tab").and(page.locator('[data-link="commit"]')).click();
    const opened = page.getByRole("tabpanel");
    await expect(opened).toContainText("Pull requestabsent");
    await expect(opened).toContainText("names no request by which it came in");
  });
});
