/**
 * WCAG 2.2 AA as far as a machine can tell, in both themes, on a desk and on a phone; nothing wider than the phone, and no page
 * with more script than may be shipped.
 */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type ProductPage, productPages } from "./product-pages.ts";
import { post } from "./sessions.ts";
import { expect, test } from "./test.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What a theme changes is colours. */
const coloured = ["color-contrast", "link-in-text-block"];
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** The console's pages are looked at in so many tests, for several workers to share. */
const parts = 6;
/** The longest of them are looked at four times. */
const manyPages = 360_000;

type Shown = Pick<ProductPage, "name" | "path" | "ready">;

async function settled(page: Page, { ready }: Shown): Promise<void> {
  await expect(ready(page).filter({ visible: true }).first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** The console has no frames, for which alone the results would be gathered in a page of their own. */
function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
}

async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
}

/** Looks at what is shown on a desk and on a phone, in both themes. */
async function look(page: Page, shown: Shown): Promise<void> {
  for (const [device, size] of Object.entries({ desk, phone })) {
    await page.setViewportSize(size);
    await settled(page, shown);
    const light = await violations(axeOf(page).withTags(rules));
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await violations(axeOf(page).withRules(coloured));
    await page.emulateMedia({ colorScheme: "light" });
    expect.soft({ light, dark }, `${shown.name} on a ${device}`).toEqual({ light: [], dark: [] });
  }
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(excess, `${shown.name} is wider than a phone by`).toBeLessThanOrEqual(0);
  await page.setViewportSize(desk);
}

/** Of scripts as they are sent, in KB of 1,024 bytes. */
const mostScript = 250;

/** @returns what the scripts of a page that was opened by its address come to as they were sent, from a cache or not. */
async function scriptOf(page: Page): Promise<number> {
  const sizes = await page.evaluate(() => {
    const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = loaded.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
    return [...new Map(scripts.map(({ name, encodedBodySize }) => [name, encodedBodySize]))].map(([, size]) => size);
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

async function open(page: Page, shown: Shown): Promise<void> {
  await page.goto(shown.path);
  await settled(page, shown);
}

const dialogs = [
  { path: "/findings", button: "Share", ready: "What they will see" },
  { path: "/findings/waivers", button: "New waiver", ready: "What it is about" },
  { path: "/access/reviews", button: "New review", ready: "Reviewers" },
  { path: "/scans/schedules", button: "New schedule", ready: "When" },
  { path: "/settings?tab=people", button: "Invite a person", ready: "E-mail address" },
  { path: "/settings?tab=forges", button: "Allow a forge", ready: "Host" },
  { path: "/settings", button: "New token", ready: "Name" },
  { path: "/supply-chain/trust?view=builders", button: "Trust a builder", ready: "Patterns of builders" },
  {
    path: "/access/subjects?subject=User:jane",
    button: "Compare with an audit log",
    ready: "Limit rules to the names that the log shows",
  },
] as const;

test.use({ colorScheme: "light" });

for (let part = 0; part < parts; part++) {
  test(`no page of the console has a violation, part ${part + 1} of ${parts}`, async ({ page, request, clusterId }) => {
    test.setTimeout(manyPages);
    const pages = await productPages(request, clusterId);
    for (const each of pages.filter((_, place) => place % parts === part)) {
      await test.step(each.name, async () => {
        await open(page, each);
        const script = await scriptOf(page);
        expect.soft(script, `${each.name} ships scripts, in KB`).toBeGreaterThan(50);
        expect.soft(script, `${each.name} ships scripts, in KB`).toBeLessThanOrEqual(mostScript);
        await look(page, each);
      });
    }
  });
}

test("no dialog has a violation", async ({ page }) => {
  for (const { path, button, ready } of dialogs) {
    const opener = page.getByRole("main").getByRole("button", { name: button }).first();
    await open(page, { name: button, path, ready: () => opener });
    await opener.click();
    const shown = { name: button, path, ready: () => page.getByRole("dialog").getByText(ready).first() };
    await settled(page, shown);
    await look(page, shown);
  }
});

test("nothing that a stranger may open has a violation", async ({ another, request, clusterId }) => {
  const view = { kind: "findings", filter: { cluster: [clusterId] }, sort: "priority" };
  const { url: report } = await post<{ url: string }>(request, "/share-links", { view, title: "Looked at by axe" });
  const person = { email: "looked-at@example.org", role: "viewer", scope: { clusters: "all" } };
  const { url: invitation } = await post<{ url: string }>(request, "/invitations", person);
  const page = await another({ viewport: desk });
  const pages: readonly Shown[] = [
    { name: "sign-in", path: "/sign-in", ready: (shown) => shown.getByRole("button", { name: "Sign in" }) },
    { name: "report", path: report, ready: (shown) => shown.getByRole("heading", { level: 1 }) },
    { name: "no report", path: "/r/nothing", ready: (shown) => shown.getByRole("heading", { level: 1 }) },
    { name: "invitation", path: invitation, ready: (shown) => shown.getByLabel("Password") },
  ];
  for (const each of pages) {
    await open(page, each);
    await look(page, each);
  }
});
