/** The suite's own `test`: every page fails its test on an error of its scripts or a violation of its content policy. */
import { readFile } from "node:fs/promises";
import { type APIRequestContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { handed } from "./handed.ts";

export { expect };

export const people = {
  administrator: { name: "Ada Admin", email: "ada@example.org", password: "a long enough password" },
  viewer: { name: "Vic Viewer", email: "vic@example.org", password: "another long password" },
  operator: { name: "Olga Operator", email: "olga@example.org", password: "a password for operators" },
  reader: { name: "Rita Reader", email: "rita@example.org", password: "a password for readers" },
} as const;
export const clusterName = "small-team";
/** Registered by the team's journey: the two that its operator sees, and one that they never see. */
export const teamClusters = ["payments-eu", "payments-us"] as const;
export const vaultCluster = "vault-unseen";

interface Fixtures {
  /** Opens a page of a browser of its own: without a session, unless one is given. It is watched as `page` is. */
  readonly another: (options?: BrowserContextOptions) => Promise<Page>;
  /** Whether the test begins as the first administrator. */
  readonly signedIn: boolean;
  readonly clusterId: string;
}

/** @returns where faults of the page are put; a page that leaves at once is heard too. */
async function watch(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // The browser reports answers such as 401 here; tests assert those themselves.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return faults;
}

const nothing = { cookies: [], origins: [] };
const noFaults = "errors and policy violations of the page";

export const test = base.extend<Fixtures>({
  signedIn: [true, { option: true }],
  baseURL: async ({ browserName: _ }, use) => use(handed().url),
  storageState: async ({ signedIn }, use) => use(signedIn ? JSON.parse(await readFile(handed().administrator, "utf8")) : nothing),
  page: async ({ page }, use) => {
    const faults = await watch(page);
    await use(page);
    expect(faults, noFaults).toEqual([]);
  },
  another: async ({ browser, baseURL, colorScheme }, use) => {
    const opened: { page: Page; faults: string[] }[] = [];
    await use(async (options = {}) => {
      const own = { baseURL: baseURL ?? "", colorScheme, reducedMotion: "reduce" as const, storageState: nothing };
      const page = await (await browser.newContext({ ...own, ...options })).newPage();
      opened.push({ page, faults: await watch(page) });
      return page;
    });
    for (const { page } of opened) await page.context().close();
    expect(
      opened.flatMap(({ faults }) => faults),
      noFaults,
    ).toEqual([]);
  },
  clusterId: async ({ request }, use) => use(await idOf(request, clusterName)),
});

/** @returns the id of a registered cluster. */
export async function idOf(request: APIRequestContext, name: string): Promise<string> {
  const answer = await request.get("/api/v1/fleet");
  const fleet = (await answer.json()) as { clusters: { id: string; name: string }[] };
  const found = fleet.clusters.find((cluster) => cluster.name === name);
  if (found === undefined) throw new Error(`no cluster is called ${name}`);
  return found.id;
}
