/** Every page of the console, with addresses that lead to real data. */
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { handed } from "./handed.ts";
import { post } from "./sessions.ts";
import { idOf, teamClusters } from "./test.ts";

export interface ProductPage {
  readonly name: string;
  readonly path: string;
  /** What is on the page once its data is there. */
  readonly ready: (page: Page) => Locator;
}

async function items<T>(request: APIRequestContext, path: string): Promise<readonly T[]> {
  const answer = await request.get(path);
  return ((await answer.json()) as { items: readonly T[] }).items;
}

const heading = (name: RegExp) => (page: Page) => page.getByRole("heading", { name });
const row = (page: Page) => page.getByRole("main").getByRole("row").nth(1);
const tab = (name: string) => (page: Page) => page.getByRole("tab", { name, exact: true, selected: true });
const lines = (page: Page) => page.getByRole("list", { name: "Findings", exact: true }).getByRole("link");

const exposures = (page: Page) => page.getByRole("region", { name: "Exposure", exact: true });
const testing = (page: Page) => page.getByRole("button", { name: "Test the connection" });

/** The steps of the ways to register, as their addresses open them. */
const registering: readonly ProductPage[] = [
  { name: "the rights to grant", path: "/clusters/register?step=grant", ready: heading(/^What Drydock may read$/) },
  { name: "register by a kubeconfig", path: "/clusters/register?step=connect", ready: testing },
  { name: "register by a token", path: "/clusters/register?way=token&step=connect", ready: testing },
  { name: "register where it runs", path: "/clusters/register?way=inCluster&step=connect", ready: testing },
  { name: "upload a snapshot", path: "/clusters/register?way=snapshot&step=connect", ready: heading(/^Upload a snapshot$/) },
  {
    name: "register by the command",
    path: "/clusters/register?way=command&step=connect",
    ready: heading(/^Run this where your kubectl reaches the cluster$/),
  },
];

/** @returns the pages about a cluster that has been scanned. */
export async function productPages(request: APIRequestContext, cluster: string): Promise<readonly ProductPage[]> {
  const [finding] = await items<{ scanId: string; fingerprint: string }>(request, `/api/v1/findings?cluster=${cluster}&limit=1`);
  if (finding === undefined) throw new Error("the cluster has no finding");
  const { scanId, fingerprint } = finding;
  const compared = await comparedScans(request);
  const clusterLink = (page: Page) => page.locator(`main a[href="/clusters/${cluster}"]`);
  return [
    { name: "fleet", path: "/", ready: clusterLink },
    { name: "register", path: "/clusters/register", ready: (page) => page.getByRole("button", { name: /kubeconfig/ }) },
    ...registering,
    {
      name: "a cluster's connection",
      path: `/clusters/${cluster}/connection`,
      ready: heading(/^Replace the connection of/),
    },
    {
      name: "a cluster's connection by a token",
      path: `/clusters/${cluster}/connection?way=token`,
      ready: testing,
    },
    { name: "cluster", path: `/clusters/${cluster}`, ready: (page) => page.locator(`main a[href^="/scans/${scanId}"]`) },
    { name: "findings", path: `/findings?cluster=${cluster}`, ready: lines },
    {
      name: "an open finding",
      path: `/findings?cluster=${cluster}&finding=${scanId}~${fingerprint}`,
      ready: heading(/^Evidence/),
    },
    { name: "matrix", path: `/access/matrix?cluster=${cluster}`, ready: (page) => page.getByRole("gridcell") },
    { name: "matrix as a table", path: `/access/matrix?cluster=${cluster}&form=table`, ready: row },
    { name: "subjects", path: `/access/subjects?cluster=${cluster}&defaults=show`, ready: row },
    { name: "roles", path: `/access/subjects?cluster=${cluster}&list=roles&defaults=show`, ready: row },
    {
      name: "a subject",
      path: `/access/subjects?cluster=${cluster}&subject=Group:system:masters`,
      ready: heading(/may do everything/),
    },
    {
      name: "a role",
      path: `/access/subjects?cluster=${cluster}&role=ClusterRole:cluster-admin`,
      ready: heading(/ClusterRole cluster-admin/),
    },
    { name: "authentication", path: `/access/authentication?cluster=${cluster}`, ready: heading(/ ways? to sign in/) },
    { name: "risks", path: `/access/risks?cluster=${cluster}`, ready: heading(/ may /) },
    ...["resources", "namespaces"].map((pivot) => ({
      name: `matrix of ${pivot}`,
      path: `/access/matrix?cluster=${cluster}&pivot=${pivot}`,
      ready: (page: Page) => page.getByRole("gridcell"),
    })),
    { name: "ask", path: `/access?cluster=${cluster}&ask=who+can+get+secrets`, ready: heading(/can get secrets/) },
    { name: "ask all clusters", path: "/access?ask=who+can+read+secrets&fleet=true", ready: heading(/over \d+ clusters?\.$/) },
    { name: "a no", path: `/access?cluster=${cluster}&ask=can+nobody+delete+nodes`, ready: heading(/cannot delete nodes/) },
    { name: "namespaces", path: `/access/namespaces?cluster=${cluster}`, ready: row },
    {
      name: "one namespace",
      path: `/access/namespaces?cluster=${cluster}&namespace=shop&delegate=group:shop-team`,
      ready: heading(/administrators? of its own/),
    },
    { name: "paths", path: `/access/paths?cluster=${cluster}&to=node-root`, ready: heading(/escalate/) },
    {
      name: "one subject's paths",
      path: `/access/paths?cluster=${cluster}&subject=Group:shop-developers`,
      ready: heading(/shop-developers/),
    },
    { name: "changes", path: `/access/changes?cluster=${cluster}`, ready: heading(/since scan \d+|Nothing to compare/) },
    { name: "changes on a day", path: `/access/changes?cluster=${cluster}&view=day`, ready: heading(/ on \d+ \w+ \d+\.$/) },
    { name: "drift", path: `/access/changes?cluster=${cluster}&view=clusters`, ready: heading(/cluster/) },
    { name: "simulate", path: `/access/simulate?cluster=${cluster}`, ready: heading(/What would a change/) },
    { name: "upgrades", path: `/upgrades?cluster=${cluster}`, ready: heading(/^Windows to migrate$/) },
    { name: "upgrades as a table", path: `/upgrades?cluster=${cluster}&as=table`, ready: row },
    { name: "run book", path: `/upgrades/run-book?cluster=${cluster}`, ready: heading(/^After$/) },
    { name: "manifests before an upgrade", path: "/upgrades/manifests", ready: heading(/^Which manifests/) },
    { name: "catalogue", path: "/upgrades/catalogue", ready: heading(/ APIs are known/) },
    { name: "upgrades of all clusters", path: "/upgrades/fleet", ready: row },
    { name: "posture", path: `/posture?cluster=${cluster}`, ready: heading(/^Container$/) },
    { name: "checklist", path: `/posture/checklist?cluster=${cluster}`, ready: heading(/^Authentication and authorization$/) },
    { name: "checklist of all clusters", path: "/posture/checklist?of=fleet", ready: heading(/^Clusters$/) },
    { name: "Pod Security", path: `/posture/pod-security?cluster=${cluster}`, ready: row },
    {
      name: "a namespace under Pod Security",
      path: `/posture/pod-security?cluster=${cluster}&namespace=shop`,
      ready: heading(/ in shop would be refused by restricted\.$/),
    },
    { name: "images", path: `/supply-chain?cluster=${cluster}`, ready: row },
    { name: "a trail", path: await trailOf(request, cluster), ready: heading(/^From the workload back to its source$/) },
    {
      name: "a workload's trail",
      path: await workloadTrailOf(request, cluster),
      ready: heading(/^From the workload back to its source$/),
    },
    { name: "changes of images", path: "/supply-chain/changes", ready: heading(/^In the last 7 days/) },
    { name: "signers", path: "/supply-chain/signers", ready: heading(/sign/i) },
    { name: "packages", path: "/supply-chain/packages", ready: heading(/bill of materials$/) },
    { name: "vulnerabilities", path: "/supply-chain/vulnerabilities", ready: heading(/^Nothing is known of vulnerabilities/) },
    { name: "questions", path: `/supply-chain/questions?cluster=${cluster}`, ready: heading(/^Trusted build$/) },
    { name: "trust", path: "/supply-chain/trust", ready: heading(/^Signatures are trusted by/) },
    { name: "trusted builders", path: "/supply-chain/trust?view=builders", ready: heading(/^Builds are trusted by/) },
    { name: "policies of images", path: "/supply-chain/policies", ready: heading(/who may sign/) },
    {
      name: "a dry run of policies",
      path: await dryRunOf(request, cluster),
      ready: heading(/^If this policy were enforced today/),
    },
    { name: "network", path: `/posture/network?cluster=${cluster}`, ready: heading(/ workloads?/) },
    { name: "namespaces of the network", path: `/posture/network?cluster=${cluster}&view=namespaces`, ready: row },
    { name: "exposure to the network", path: `/posture/network?cluster=${cluster}&view=exposure`, ready: exposures },
    {
      name: "a namespace of the network",
      path: `/posture/network?cluster=${cluster}&namespace=shop`,
      ready: heading(/ in shop (is|are) open in a direction\.$/),
    },
    { name: "assertions", path: "/access/assertions", ready: heading(/assertions?/i) },
    { name: "scans", path: "/scans", ready: (page) => page.locator(`main a[href="/scans/${scanId}"]`) },
    { name: "scan", path: `/scans/${scanId}`, ready: heading(/checks assessed/) },
    { name: "what a scan saw", path: `/scans/${scanId}?tab=seen`, ready: row },
    { name: "comparison", path: compared, ready: heading(/ since scan \d+\.$/) },
    { name: "schedules", path: "/scans/schedules", ready: row },
    { name: "waivers", path: "/findings/waivers?state=expired", ready: row },
    { name: "digest", path: "/digest", ready: heading(/^Waivers$/) },
    { name: "reports", path: "/reports", ready: row },
    { name: "you, sessions and tokens", path: "/settings", ready: tab("You") },
    { name: "people", path: "/settings?tab=people", ready: row },
    { name: "installation", path: "/settings?tab=installation", ready: tab("Installation") },
    { name: "access reviews", path: "/access/reviews", ready: row },
    {
      name: "an open subject of a review",
      path: `/access/reviews/${await reviewOf(request, cluster)}?subject=1`,
      ready: heading(/^Why/),
    },
    { name: "registries", path: "/settings?tab=registries", ready: tab("Registries") },
    { name: "forges and signers of commits", path: "/settings?tab=forges", ready: tab("Forges") },
    { name: "audit log", path: "/settings?tab=audit", ready: row },
    { name: "API reference", path: "/docs/api", ready: heading(/^API reference$/) },
    { name: "routes of the API", path: "/docs/api?section=People", ready: heading(/^People$/) },
  ];
}

/** @returns the trail of an image that runs in the cluster. */
async function trailOf(request: APIRequestContext, cluster: string): Promise<string> {
  const answer = await request.get(`/api/v1/images?cluster=${cluster}`);
  const { images } = (await answer.json()) as { images: readonly { id?: string }[] };
  return `/supply-chain/images/${images.find(({ id }) => id !== undefined)?.id}`;
}

/** @returns the trail of a workload that runs in the cluster. */
async function workloadTrailOf(request: APIRequestContext, cluster: string): Promise<string> {
  const answer = await request.get(`/api/v1/images?cluster=${cluster}`);
  const { images } = (await answer.json()) as { images: readonly { id?: string }[] };
  const trail = await request.get(`/api/v1/images/${images.find(({ id }) => id !== undefined)?.id}`);
  const { places } = (await trail.json()) as { places: readonly Readonly<Record<string, string>>[] };
  const [{ namespace = "", kind = "", workload: name = "" } = {}] = places.filter(({ clusterId }) => clusterId === cluster);
  return `/supply-chain/trail?${new URLSearchParams({ cluster, namespace, kind, name })}`;
}

/** @returns a dry run over the cluster, of a policy that is made where there is none: by one of those that look at once. */
async function dryRunOf(request: APIRequestContext, cluster: string): Promise<string> {
  const policies = () => items<{ id: string }>(request, "/api/v1/signing-policies");
  const data = { name: "tried", images: ["**"], signers: [], draft: true };
  if ((await policies()).length === 0)
    await request.post("/api/v1/signing-policies", { headers: { Origin: handed().url }, data });
  const [known] = await policies();
  if (known === undefined) throw new Error("no policy could be made");
  return `/supply-chain/policies?view=dry-run&policy=${known.id}&cluster=${cluster}`;
}

/** @returns a review of the cluster, made where there is none. */
async function reviewOf(request: APIRequestContext, cluster: string): Promise<string> {
  const [known] = await items<{ id: string }>(request, `/api/v1/access-reviews?cluster=${cluster}`);
  if (known !== undefined) return known.id;
  const dueAt = new Date(Date.now() + 86_400_000).toISOString();
  return (await post<{ id: string }>(request, "/access-reviews", { name: "All of it", places: [{ cluster }], dueAt })).id;
}

/** @returns the address that compares the first and the newest scan of the team's cluster. */
async function comparedScans(request: APIRequestContext): Promise<string> {
  const scans = await items<{ id: string; state: string }>(
    request,
    `/api/v1/scans?cluster=${await idOf(request, teamClusters[0])}`,
  );
  const ended = scans.filter(({ state }) => state === "completed" || state === "partial");
  return `/scans/${ended[0]?.id}/compare?with=${ended.at(-1)?.id}`;
}
