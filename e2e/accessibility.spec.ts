/** WCAG 2.2 AA as far as a machine can tell, in both themes, on a desk and on a phone; and nothing wider than the phone. */
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
/** Twenty pages, each looked at four times. */
const manyPages = 240_000;

type Shown = Pick<ProductPage, "name" | "path" | "ready">;

async function settled(page: Page, { ready }: Shown): Promise<void> {
  await expect(ready(page).filter({ visible: true }).first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function violations(page: Page, colourScheme: "light" | "dark"): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: colourScheme });
  const axe = new AxeBuilder({ page });
  const { violations: found } = await (colourScheme === "light" ? axe.withTags(rules) : axe.withRules(coloured)).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
}

/** Looks at what is shown on a desk and on a phone, in the light and in the dark. */
async function look(page: Page, shown: Shown): Promise<void> {
  expect.soft(await violations(page, "light"), shown.name).toEqual([]);
  expect.soft(await violations(page, "dark"), `${shown.name} in the dark`).toEqual([]);
  await page.setViewportSize(phone);
  await settled(page, shown);
  expect.soft(await violations(page, "dark"), `${shown.name} on a phone in the dark`).toEqual([]);
  expect.soft(await violations(page, "light"), `${shown.name} on a phone`).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(excess, `${shown.name} is wider than a phone by`).toBeLessThanOrEqual(0);
  await page.setViewportSize(desk);
}

async function open(page: Page, shown: Shown): Promise<void> {
  await page.goto(shown.path);
  await settled(page, shown);
}

const dialogs = [
  { path: "/findings", button: "Share", ready: "What they will see" },
  { path: "/findings/waivers", button: "New waiver", ready: "What it is about" },
  { path: "/scans/schedules", button: "New schedule", ready: "When" },
  { path: "/settings?tab=people", button: "Invite a person", ready: "E-mail address" },
  { path: "/settings", button: "New token", ready: "Name" },
] as const;

test("no page of the console has a violation", async ({ page, request, clusterId }) => {
  test.setTimeout(manyPages);
  for (const each of await productPages(request, clusterId)) {
    await open(page, each);
    await look(page, each);
  }
});

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
  const { url: report } = await post<{ url: string }>(request, "/share-links", { view, title: "Looked at closely" });
  const person = { email: "nora@example.org", role: "viewer", scope: { clusters: "all" } };
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
