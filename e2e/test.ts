/** The suite's own `test`: every page fails its test on an error of its scripts or a violation of its content policy. */
import { readFile } from "node:fs/promises";
import { test as base, expect, type Page } from "@playwright/test";
import { handed } from "./handed.ts";

export { expect };

export const people = {
  administrator: { name: "Ada Admin", email: "ada@example.org", password: "a long enough password" },
  viewer: { name: "Vic Viewer", email: "vic@example.org", password: "another long password" },
} as const;
export const clusterName = "small-team";

interface Fixtures {
  /** Whether the test begins as the first administrator. */
  readonly signedIn: boolean;
  readonly clusterId: string;
}

function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // The browser reports answers such as 401 here; tests assert those themselves.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
  return faults;
}

export const test = base.extend<Fixtures>({
  signedIn: [true, { option: true }],
  baseURL: async ({ browserName: _ }, use) => use(handed().url),
  storageState: async ({ signedIn }, use) =>
    use(signedIn ? JSON.parse(await readFile(handed().administrator, "utf8")) : { cookies: [], origins: [] }),
  page: async ({ page }, use) => {
    const faults = watch(page);
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    await use(page);
    expect(faults, "errors and policy violations of the page").toEqual([]);
  },
  clusterId: async ({ request }, use) => {
    const answer = await request.get("/api/v1/fleet");
    const fleet = (await answer.json()) as { clusters: { id: string; name: string }[] };
    const found = fleet.clusters.find((cluster) => cluster.name === clusterName);
    if (found === undefined) throw new Error("the journey registered no cluster");
    await use(found.id);
  },
});
