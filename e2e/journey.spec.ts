/** From the set-up link to answers about a real cluster. */
import { readFile } from "node:fs/promises";
import { type Gate, gateBefore } from "./gate.ts";
import { handed } from "./handed.ts";
import { clusterName, expect, people, test } from "./test.ts";

test.describe.configure({ mode: "serial" });

let gate: Gate;
let kubeconfig: string;

test.beforeAll(async () => {
  const text = await readFile(handed().kubeconfig, "utf8");
  const port = /https:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
  if (port === undefined) throw new Error("the kubeconfig names no port of 127.0.0.1");
  gate = await gateBefore(Number(port));
  kubeconfig = text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${gate.port}`);
});
test.afterAll(() => gate?.remove());

test.describe("before anybody has an account", () => {
  test.use({ signedIn: false });

  test("the set-up link makes the first administrator, who sees an empty fleet", async ({ page }) => {
    const { name, email, password } = people.administrator;
    await page.goto(handed().setupLink);
    await expect(page.getByRole("heading", { name: "Make the first administrator" })).toBeVisible();
    await expect(page).toHaveURL(/\/setup$/);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Make the account and sign in" }).click();
    await expect(page.getByRole("heading", { name: "No cluster yet. There are three ways in." })).toBeVisible();
    await page.context().storageState({ path: handed().administrator });
  });
});

test("a kubeconfig is tested, registered, and its first scan followed to the end", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "Register a cluster" }).click();
  await page.getByRole("button", { name: /Paste or upload a kubeconfig/ }).click();
  await expect(page.getByText("kind: ClusterRole").first()).toBeVisible();
  await page.getByRole("button", { name: "It is granted: connect" }).click();
  const file = { name: "kubeconfig", mimeType: "application/yaml", buffer: Buffer.from(kubeconfig) };
  await page.getByLabel("Choose a file").setInputFiles(file);
  await expect(page.getByRole("radio", { name: /drydock-test/ })).toBeChecked();
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByRole("heading", { name: "Connected", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name", { exact: true }).fill(clusterName);
  // The scan cannot end before the page follows it.
  gate.shut();
  const live = page.waitForResponse(/\/api\/v1\/scans\/[^/]+\/events/);
  await page.getByRole("button", { name: "Register and scan" }).click();
  expect((await live).headers()["content-type"]).toContain("text/event-stream");
  await expect(page.getByRole("list", { name: "Phases" }).locator('[aria-current="step"]')).toBeVisible();
  await expect(page.getByText("live", { exact: true })).toBeVisible();
  gate.open();
  await expect(page.getByRole("heading", { name: /^The first scan is done: [\d,]+ findings\.$/ })).toBeVisible({
    timeout: 60_000,
  });
});

test("a scan that stands still is cancelled, and what was known stays", async ({ page, clusterId }) => {
  await page.goto(`/clusters/${clusterId}`);
  gate.shut();
  await page.getByRole("button", { name: "Scan now" }).click();
  await page.getByRole("button", { name: "Cancel the scan" }).click();
  await expect(page.getByRole("heading", { name: /^Scan 2 was cancelled\.$/ })).toBeVisible();
  gate.open();
  await page.goto(`/clusters/${clusterId}`);
  await expect(page.getByRole("heading", { name: /has \d+ critical and \d+ high findings/ })).toBeVisible();
});

test("the fleet shows the cluster with its findings and coverage", async ({ page, clusterId }) => {
  await page.goto("/");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: clusterName, exact: true }) });
  await expect(row).toBeVisible();
  await expect(row.getByRole("link", { name: clusterName, exact: true })).toHaveAttribute("href", `/clusters/${clusterId}`);
  await expect(row.locator(`a[href="/findings?cluster=${clusterId}"]`)).toHaveText(/^[1-9]\d*$/);
});

test("findings are filtered by the address, and an open finding survives a reload", async ({ page, clusterId }) => {
  await page.goto(`/findings?cluster=${clusterId}`);
  const list = page.getByRole("list", { name: "Findings", exact: true });
  await expect(list.getByRole("link").first()).toBeVisible();
  await page.getByRole("group", { name: "Severity" }).getByRole("checkbox", { name: /^High/ }).click();
  await expect(page).toHaveURL(/[?&]severity=high/);
  await list.getByRole("link", { name: /high/i }).first().click();
  const pane = page.getByRole("complementary", { name: "Selected finding" });
  await expect(pane.getByRole("heading", { name: /^Evidence/ })).toBeVisible();
  await expect(page).toHaveURL(/[?&]finding=scn_/);
  const title = await pane.getByRole("heading", { level: 2 }).textContent();
  await page.reload();
  await expect(pane.getByRole("heading", { level: 2, name: title ?? "" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^High/ })).toBeChecked();
});

test("the matrix is walked by keys, and a cell shows its chain", async ({ page, clusterId }) => {
  await page.goto(`/access/matrix?cluster=${clusterId}`);
  const grid = page.getByRole("grid", { name: /^Rights of/ });
  const first = grid.locator('[data-row="0"] [data-column="1"]');
  await expect(first).toBeVisible();
  await expect(first).not.toHaveAccessibleName(/loading/);
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await expect(grid.locator('[data-row="1"] [data-column="1"]')).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(grid.locator('[data-row="1"] [data-column="2"]')).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(grid.locator('[data-row="0"] [data-column="2"]')).toBeFocused();
  await grid
    .getByRole("gridcell", { name: /: (?!nothing|none|not seen)/i })
    .first()
    .click();
  const pane = page.getByRole("complementary", { name: "Selected cell" });
  await expect(pane.getByRole("heading", { name: /^Chain 1 of/ })).toBeVisible();
  await expect(page).toHaveURL(/[?&]cell=/);
});

test("a question in words is answered with the subjects", async ({ page, clusterId }) => {
  await page.goto(`/access?cluster=${clusterId}`);
  const field = page.getByRole("combobox", { name: "Ask who can do what" });
  await field.fill("who can get secrets");
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: /\d+ subjects? can get secrets/ })).toBeVisible();
  await expect(page).toHaveURL(/[?&]ask=who/);
});

test("everyday words are understood, and every cluster can be asked", async ({ page, clusterId }) => {
  await page.goto(`/access?cluster=${clusterId}`);
  const field = page.getByRole("combobox", { name: "Ask who can do what" });
  await field.pressSequentially("who can read secr");
  await page.getByRole("option", { name: "secrets resource" }).click();
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: /can get, list or watch secrets/ })).toBeVisible();
  await page.getByRole("radio", { name: "All clusters" }).click();
  await expect(page.getByRole("heading", { name: /can get, list or watch secrets, over \d+ clusters?\.$/ })).toBeVisible();
  await expect(page).toHaveURL(/[?&]fleet=true/);
});

test("a no names the smallest role that would allow it", async ({ page, clusterId }) => {
  await page.goto(`/access?cluster=${clusterId}&ask=can+nobody@example.com+delete+nodes`);
  await expect(page.getByRole("heading", { name: /nobody@example\.com cannot delete nodes\./ })).toBeVisible();
  await expect(page.getByText("kind: ClusterRoleBinding")).toBeVisible();
});

test("assertions are written, refused where they are wrong, and held against the newest scan", async ({ page }) => {
  await page.goto("/access/assertions");
  await page.getByRole("button", { name: "New assertions" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Journey");
  const file = dialog.getByRole("textbox", { name: "Assertions" });
  const head = "apiVersion: drydock/v1\nkind: AssertionList\nitems:\n  - name: secret-readers\n    only: []\n";
  await file.fill(`${head}    can: read\n`);
  await dialog.getByRole("button", { name: "Save the assertions" }).click();
  await expect(dialog.getByRole("alert")).toContainText("items[0].can");
  await file.fill(`${head}    can: read secrets\n`);
  await dialog.getByRole("button", { name: "Save the assertions" }).click();
  await expect(page.getByRole("heading", { name: "1 of 1 assertion is broken." })).toBeVisible();
  await page.getByRole("button", { name: /nobody can get, list or watch secrets/ }).click();
  await expect(page.getByText("may, and must not").first()).toBeVisible();
});

test("what kubelets say is uploaded on the cluster's page, and removed", async ({ page, clusterId }) => {
  await page.goto(`/clusters/${clusterId}`);
  const panel = page.getByRole("region", { name: "What kubelets say of themselves" });
  await expect(panel.getByRole("region", { name: "Command that gathers it" })).toContainText("kubectl get --raw");
  const said = '# drydock node worker-1 2026-11-20T08:00:00Z\nkubelet_cgroup_version 2\nkubelet_node_name{node="worker-1"} 1\n';
  const chosen = page.waitForEvent("filechooser");
  await panel.getByRole("button", { name: "Upload the file" }).click();
  await (await chosen).setFiles({ name: "kubelets.txt", mimeType: "text/plain", buffer: Buffer.from(said) });
  await expect(panel.getByRole("list", { name: /^Nodes/ })).toContainText("worker-1");
  await expect(panel.getByRole("list", { name: /^Nodes/ })).toContainText("without configuration and command line");
  await panel.getByRole("button", { name: "Remove" }).click();
  await expect(panel.getByText("Nothing was uploaded")).toBeVisible();
});

test("a scan says what it saw and what it did not", async ({ page }) => {
  await page.goto("/scans");
  await page
    .getByRole("row", { name: /completed|partial/ })
    .locator('a[href^="/scans/scn_"]')
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /checks assessed, [\d,]+ findings/ })).toBeVisible();
  await page.getByRole("tab", { name: /^What was seen/ }).click();
  await expect(page).toHaveURL(/[?&]tab=seen/);
  await expect(page.getByRole("tabpanel").getByText("clusterrolebindings").first()).toBeVisible();
});
