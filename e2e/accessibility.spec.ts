/** WCAG 2.2 AA as far as a machine can tell, in both themes, and no page wider than a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type ProductPage, productPages } from "./product-pages.ts";
import { expect, test } from "./test.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits for the page's own data, and until nothing says that it still loads. */
async function open(page: Page, { path, ready }: Pick<ProductPage, "path" | "ready">): Promise<void> {
  await page.goto(path);
  await expect(ready(page).filter({ visible: true }).first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test(`sign-in has no violation in ${theme}`, async ({ page }) => {
      await page.context().clearCookies();
      await open(page, { path: "/sign-in", ready: (shown) => shown.getByRole("button", { name: "Sign in" }) });
      expect(await violations(page)).toEqual([]);
    });

    test(`no page of the console has a violation in ${theme}`, async ({ page, request, clusterId }) => {
      for (const each of await productPages(request, clusterId)) {
        await open(page, each);
        expect.soft(await violations(page), each.name).toEqual([]);
      }
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("no page is wider than the screen", async ({ page, request, clusterId }) => {
    for (const each of await productPages(request, clusterId)) {
      await open(page, each);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(excess, each.name).toBeLessThanOrEqual(0);
    }
  });
});
