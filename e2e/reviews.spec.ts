/** An access review from its beginning to its evidence: made, decided with the keyboard, signed off, exported, shared. */
import type { Page } from "@playwright/test";
import { expect, teamClusters, test } from "./test.ts";

test.describe.configure({ mode: "serial" });

const name = "Readers of Secrets, by keyboard";
let address = "";
let subjects = 0;

const pane = (page: Page) => page.getByRole("complementary", { name: "Selected subject" });

test("a review is begun, and says whom it is about before", async ({ page }) => {
  await page.goto("/access/reviews");
  await page.getByRole("button", { name: "New review" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("checkbox", { name: teamClusters[0] }).click();
  await dialog.getByLabel("About").selectOption({ label: "who may read the values of Secrets" });
  const begin = dialog.getByRole("button", { name: /^Begin with \d+ subjects$/ });
  await expect(begin).toBeEnabled();
  subjects = Number(/\d+/.exec((await begin.textContent()) ?? "")?.[0]);
  await begin.click();
  await expect(page).toHaveURL(/\/access\/reviews\/rvw_/);
  await expect(page.getByRole("heading", { level: 1, name: `0 of ${subjects} subjects decided.` })).toBeVisible();
  address = new URL(page.url()).pathname;
});

test("its day is changed while it is open", async ({ page }) => {
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(address);
  await page.getByRole("button", { name: "Change" }).click();
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: "Change it" });
  await expect(dialog.getByRole("checkbox", { name: "Ada Admin" })).toBeChecked();
  await expect(save).toBeDisabled();
  await dialog.getByLabel("Due").fill(day);
  await save.click();
  await expect(page.getByRole("main").locator(`time[datetime^="${day}"]`)).toBeVisible();
});

test("every subject is decided with the keyboard", async ({ page }) => {
  await page.goto(address);
  await expect(page.getByRole("list", { name: "Subjects of the review" }).getByRole("link").first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  for (let decided = 0; decided < subjects; decided++) {
    await expect(pane(page).getByText("not decided", { exact: true })).toBeVisible();
    await expect(pane(page).getByRole("button", { name: "Keep" })).toBeEnabled();
    if (decided === 1) {
      await page.keyboard.press("n");
      await page.keyboard.insertText("Nobody remembers why.");
      await page.keyboard.press("Tab");
    }
    const here = page.url();
    await page.keyboard.press(decided === 1 ? "2" : "1");
    if (decided + 1 < subjects) await expect(page).not.toHaveURL(here);
    const left = decided + 1 === subjects ? `${subjects} subjects decided` : `${decided + 1} of ${subjects} subjects decided`;
    await expect(page.getByRole("heading", { level: 1, name: left })).toBeVisible();
  }
  await page.goto(`${address}?show=remove`);
  await page.getByRole("list", { name: "Subjects of the review" }).getByRole("link").click();
  await expect(pane(page).getByLabel("Note (optional)")).toHaveValue("Nobody remembers why.");
  await expect(pane(page).getByRole("heading", { name: /^Why/ })).toBeVisible();
});

test("it is signed off, exported and shared, and nothing of it changes any more", async ({ page, request }) => {
  await page.goto(address);
  await page.getByRole("button", { name: "Sign off" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note (optional)").fill("Looked at together.");
  await dialog.getByRole("button", { name: "Sign off" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${subjects} subjects reviewed: 1 to be removed.` })).toBeVisible();
  await page.goto(`${address}?subject=1`);
  await expect(pane(page).getByText(/by Ada Admin/)).toBeVisible();
  await expect(pane(page).getByRole("button", { name: "Keep" })).toHaveCount(0);

  const id = address.split("/").at(-1);
  const csv = await (await request.get(`/api/v1/exports/review?review=${id}&format=csv`)).text();
  expect(csv).toContain("Nobody remembers why.");
  expect(csv).toContain("Looked at together.");
  await page.goto(address);
  await page.getByRole("button", { name: "Share" }).click();
  const report = page.getByRole("dialog").getByRole("region", { name: "Preview of the report" });
  await expect(report.getByText("Looked at together.")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto("/access/reviews");
  const row = page.getByRole("row").filter({ hasText: teamClusters[0] }).filter({ hasText: name });
  await expect(row).toContainText("today");
});
