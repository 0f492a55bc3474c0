/** Register, scan, ask and share with the keyboard alone: no test here has a pointer. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { handed } from "./handed.ts";
import { expect, idOf, test } from "./test.ts";

test.describe.configure({ mode: "serial" });

const clusterName = "by-keyboard";
/** Stops of the tab key that a reader would still take in one place. */
const patience = 90;

/** Presses Tab until the focus is there, and is seen there. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < patience; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
  expect(await target.evaluate((element) => element.matches(":focus-visible")), "the focus is seen").toBe(true);
}

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await reach(page, field);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** Goes to a place by its shortcut. */
async function go(page: Page, key: string): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press(key);
}

test("a cluster is registered", async ({ page }) => {
  await page.goto("/");
  await press(page, page.getByRole("main").getByRole("link", { name: "Register a cluster" }));
  await press(page, page.getByRole("button", { name: /Paste or upload a kubeconfig/ }));
  await press(page, page.getByRole("button", { name: "It is granted: connect" }));
  await type(page, page.getByLabel("Paste it here"), await readFile(handed().kubeconfig, "utf8"));
  await expect(page.getByRole("radio", { name: /drydock-test/ })).toBeChecked();
  await press(page, page.getByRole("button", { name: "Test the connection" }));
  await expect(page.getByRole("heading", { name: "Connected", exact: true })).toBeVisible();
  await press(page, page.getByRole("button", { name: "Continue" }));
  await type(page, page.getByLabel("Name", { exact: true }), clusterName);
  await press(page, page.getByRole("button", { name: "Register and scan" }));
  await expect(page.getByRole("heading", { name: /^The first scan is done/ })).toBeVisible({ timeout: 60_000 });
});

test("it is scanned", async ({ page }) => {
  await page.goto("/scans");
  await expect(page.getByRole("row", { name: new RegExp(clusterName) }).first()).toBeVisible();
  await go(page, "h");
  await press(page, page.getByRole("region", { name: /^Clusters/ }).getByRole("link", { name: clusterName, exact: true }));
  await press(page, page.getByRole("button", { name: "Scan now" }));
  await expect(page).toHaveURL(/\/scans\/scn_/);
  await expect(page.getByRole("heading", { name: /checks assessed/ })).toBeVisible({ timeout: 60_000 });
});

test("a question is asked", async ({ page, request }) => {
  const cluster = await idOf(request, clusterName);
  await page.goto(`/findings?cluster=${cluster}`);
  await expect(page.getByRole("list", { name: "Findings", exact: true }).getByRole("link").first()).toBeVisible();
  await go(page, "a");
  const field = page.getByRole("combobox", { name: "Ask who can do what" });
  await type(page, field, "who can get secrets");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /\d+ subjects? can get secrets/ })).toBeVisible();
});

test("findings are shared, and the link is ended", async ({ page, another }) => {
  await page.goto("/findings");
  await expect(page.getByRole("list", { name: "Findings", exact: true }).getByRole("link").first()).toBeVisible();
  const share = page.getByRole("button", { name: "Share" });
  await press(page, share);
  const dialog = page.getByRole("dialog");
  await expect(dialog.and(page.locator(":focus, :focus-within"))).toBeVisible();
  await type(page, dialog.getByLabel("Title"), "Written with keys");
  await press(page, dialog.getByRole("checkbox", { name: /other names/ }), "Space");
  await expect(dialog.getByRole("checkbox", { name: /other names/ })).toBeChecked();
  await reach(page, dialog.getByRole("region", { name: "Preview of the report" }));
  await expect(dialog.getByRole("heading", { name: "Written with keys" })).toBeVisible();
  await press(page, dialog.getByRole("button", { name: "Make the link" }));
  const address = dialog.getByLabel("Address of the report");
  await reach(page, address);
  const link = await address.inputValue();
  await press(page, dialog.getByRole("button", { name: "Done" }));
  await expect(share).toBeFocused();
  const reader = await another();
  expect((await reader.goto(link))?.status()).toBe(200);
  await expect(reader.getByRole("heading", { level: 1, name: "Written with keys" })).toBeVisible();

  await go(page, "r");
  await press(page, page.getByRole("button", { name: "End now: the link to Written with keys" }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: "End the link" }));
  await expect(page.getByRole("row").filter({ hasText: "Written with keys" })).toContainText("revoked");
  expect((await reader.reload())?.status()).toBe(404);
});

test("the keyboard ticks a step of the run book, for whoever opens it next", async ({ page, clusterId }) => {
  await page.goto(`/upgrades/run-book?cluster=${clusterId}`);
  const step = page.getByRole("checkbox", { name: /^Take a backup/ });
  await press(page, step, "Space");
  await expect(step).toBeChecked();
  await page.reload();
  await expect(page.getByText(/^Ticked by Ada Admin on /)).toBeVisible();
  await expect(page.getByText(/^1 of \d+ steps is ticked\.$/)).toBeVisible();
  await press(page, step, "Space");
  await expect(step).not.toBeChecked();
});
