/** Every page of the console, with addresses that lead to real data. */
import type { APIRequestContext, Locator, Page } from "@playwright/test";

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
const lines = (page: Page) => page.getByRole("list", { name: "Findings", exact: true }).getByRole("link");

/** @returns the pages about a cluster that has been scanned. */
export async function productPages(request: APIRequestContext, cluster: string): Promise<readonly ProductPage[]> {
  const [finding] = await items<{ scanId: string; fingerprint: string }>(request, `/api/v1/findings?cluster=${cluster}&limit=1`);
  if (finding === undefined) throw new Error("the cluster has no finding");
  const { scanId, fingerprint } = finding;
  const clusterLink = (page: Page) => page.locator(`main a[href="/clusters/${cluster}"]`);
  return [
    { name: "fleet", path: "/", ready: clusterLink },
    { name: "register", path: "/clusters/register", ready: (page) => page.getByRole("button", { name: /kubeconfig/ }) },
    { name: "cluster", path: `/clusters/${cluster}`, ready: (page) => page.locator(`main a[href^="/scans/${scanId}"]`) },
    { name: "findings", path: `/findings?cluster=${cluster}`, ready: lines },
    {
      name: "an open finding",
      path: `/findings?cluster=${cluster}&finding=${scanId}~${fingerprint}`,
      ready: heading(/^Evidence/),
    },
    { name: "matrix", path: `/access/matrix?cluster=${cluster}`, ready: (page) => page.getByRole("gridcell") },
    { name: "ask", path: `/access?cluster=${cluster}&ask=who+can+get+secrets`, ready: heading(/can get secrets/) },
    { name: "scans", path: "/scans", ready: (page) => page.locator(`main a[href="/scans/${scanId}"]`) },
    { name: "scan", path: `/scans/${scanId}`, ready: heading(/checks assessed/) },
    { name: "settings", path: "/settings", ready: (page) => page.getByRole("tab", { name: "Installation" }) },
  ];
}
