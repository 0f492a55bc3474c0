/** A team: who invites whom, what happens by itself, what is decided, and what is sent away and taken back. */
import { readFile } from "node:fs/promises";
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { KubeClient } from "#test/kube/client.ts";
import { sql, tick } from "./database.ts";
import { handed } from "./handed.ts";
import { post, sessionOf } from "./sessions.ts";
import { test as base, expect, idOf, people, teamClusters, vaultCluster } from "./test.ts";

const [clusterName, secondCluster] = teamClusters;
const test = base.extend({ clusterId: async ({ request }, use) => use(await idOf(request, clusterName)) });
test.describe.configure({ mode: "serial" });

const binding = "night-shift-is-admin";
const subject = "mallory@night-shift.example";
const kube = () => new KubeClient(handed().kube);
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const ended = ["completed", "partial"];

interface Scan {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly trigger: string;
}

async function scansOf(request: APIRequestContext, cluster: string): Promise<readonly Scan[]> {
  const answer = await request.get(`/api/v1/scans?cluster=${cluster}`);
  return ((await answer.json()) as { items: readonly Scan[] }).items;
}

/** @returns the newest scan that ended, once it has the trigger. */
async function scanned(request: APIRequestContext, cluster: string, trigger: string): Promise<Scan> {
  let found: Scan | undefined;
  await expect(async () => {
    found = (await scansOf(request, cluster)).find((scan) => scan.trigger === trigger && ended.includes(scan.state));
    expect(found).toBeDefined();
  }).toPass({ timeout: 60_000 });
  if (found === undefined) throw new Error("unreachable");
  return found;
}

const findings = (page: Page) => page.getByRole("list", { name: "Findings", exact: true });

/** @returns how many findings the heading says, once it says a number. */
async function countOf(heading: Locator): Promise<number> {
  await expect(heading).toHaveText(/^[\d,]+ /);
  return Number((await heading.innerText()).split(" ")[0]?.replaceAll(",", ""));
}

test("the administrator adds three clusters more", async ({ request }) => {
  const text = await readFile(handed().kubeconfig, "utf8");
  for (const name of [...teamClusters, vaultCluster]) {
    const { id } = await post<{ id: string }>(request, "/clusters", { name, connection: { kind: "kubeconfig", text } });
    await post(request, `/clusters/${id}/scans`);
    await scanned(request, id, "manual");
  }
});

const invited = [
  { person: "operator", role: "operator", clusters: teamClusters },
  { person: "reader", role: "viewer", clusters: undefined },
] as const;

for (const { person, role, clusters } of invited) {
  const { name, email, password } = people[person];

  test(`the ${role} is invited, and signs in by the link`, async ({ page, another, request }) => {
    await page.goto("/settings?tab=people");
    await page.getByRole("button", { name: "Invite a person" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail address").fill(email);
    await dialog.getByLabel("Role").selectOption(role);
    if (clusters !== undefined) await dialog.getByRole("radio", { name: "Some clusters" }).click();
    for (const cluster of clusters ?? []) await dialog.getByRole("checkbox", { name: cluster }).click();
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await dialog.getByRole("region", { name: "The link" }).innerText();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("row").filter({ hasText: email }).getByText("open", { exact: true })).toBeVisible();

    const theirs = await another();
    await theirs.goto(link.trim());
    await expect(theirs.getByText(email)).toBeVisible();
    await theirs.getByLabel("Name").fill(name);
    await theirs.getByLabel("Password").fill(password);
    await theirs.getByRole("button", { name: "Make the account and sign in" }).click();
    const row = (cluster: string) => theirs.getByRole("row").filter({ has: theirs.getByText(cluster, { exact: true }) });
    await expect(row(clusterName)).toBeVisible();
    await expect(row(vaultCluster)).toHaveCount(clusters === undefined ? 1 : 0);
    const vault = await idOf(request, vaultCluster);
    const answer = await theirs.request.get(`/api/v1/clusters/${vault}`);
    expect(answer.status()).toBe(clusters === undefined ? 200 : 404);
    await theirs.context().storageState({ path: sessionOf(person) });

    const again = await another();
    await again.goto(link.trim());
    await expect(again.getByRole("button", { name: "Make the account and sign in" })).toHaveCount(0);
  });
}

test.describe("the operator", () => {
  test.use({ storageState: async ({ signedIn: _ }, use) => use(sessionOf("operator")) });

  test("makes a schedule, and what is due is scanned by itself", async ({ page, request, clusterId }) => {
    await page.goto("/scans/schedules");
    await page.getByRole("button", { name: "New schedule" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Nightly");
    for (const name of teamClusters) await dialog.getByRole("checkbox", { name }).click();
    await expect(dialog.getByRole("checkbox", { name: vaultCluster })).toHaveCount(0);
    await dialog.getByRole("radio", { name: "Every day" }).click();
    await dialog.getByLabel("At", { exact: true }).fill("02:30");
    await expect(dialog.getByText(/02:30/).first()).toBeVisible();
    await dialog.getByRole("button", { name: "Make the schedule" }).click();
    const row = page.getByRole("row").filter({ hasText: "Nightly" });
    await expect(row).toContainText("30 2 * * *");

    await kube().send("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
      method: "POST",
      body: {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name: binding },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: subject }],
      },
    });
    expect(await sql("UPDATE schedules SET next_at = next_at - interval '1 day' WHERE name = 'Nightly'")).toBe(1);
    await tick();
    const { id } = await scanned(request, clusterId, "schedule");
    await scanned(request, await idOf(request, secondCluster), "schedule");
    await page.goto(`/scans/${id}`);
    await expect(page.getByText("by schedule", { exact: true })).toBeVisible();
    await page.goto("/scans/schedules");
    await expect(row.getByRole("button", { name: /Open the runs of Nightly/ })).toContainText("2");
  });

  test("waives a finding until a day, and after it the finding is open again", async ({ page, clusterId }) => {
    await page.goto(`/findings?cluster=${clusterId}&severity=high`);
    const heading = page.getByRole("heading", { level: 1 });
    const all = await countOf(heading);
    const line = findings(page)
      .getByRole("listitem")
      .filter({ has: page.getByRole("checkbox") })
      .first();
    const title = await line.getByRole("checkbox").getAttribute("aria-label");
    await line.getByRole("checkbox").click();
    const chosen = page.getByRole("region", { name: "Chosen findings" });
    await expect(chosen).toContainText("1 chosen");
    await chosen.getByRole("button", { name: "Waive" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("region", { name: "What it matches now" })).toContainText("Matches 1 finding today: 1 high.");
    await dialog.getByLabel("Why").fill("Replaced in the next quarter.");
    await dialog.getByLabel("Name", { exact: true }).fill("until the next quarter");
    await dialog.getByRole("button", { name: /^Waive until/ }).click();
    await expect(heading).toHaveText(new RegExp(`^${all - 1} .* 1 is waived\\.$`));

    await page.goto(`/findings?cluster=${clusterId}&life=waived`);
    await expect(heading).toHaveText(/^1 waived finding/);
    await expect(findings(page).getByRole("listitem")).toContainText(["Replaced in the next quarter."]);
    await expect(findings(page).getByRole("checkbox", { name: title ?? "" })).toBeVisible();

    const past = "created_at = created_at - interval '100 days', expires_at = now() - interval '1 minute'";
    expect(await sql(`UPDATE waivers SET ${past} WHERE name = 'until the next quarter'`)).toBe(1);
    await sql("UPDATE waived_findings SET since = since - interval '100 days'");
    await page.goto(`/findings?cluster=${clusterId}&severity=high`);
    await expect(heading).toHaveText(new RegExp(`^${all} (?!.*waived)`));
    await expect(
      findings(page)
        .getByRole("checkbox", { name: title ?? "" })
        .first(),
    ).toBeVisible();
    await page.goto("/findings/waivers?state=expired");
    await expect(page.getByRole("row").filter({ hasText: "until the next quarter" })).toContainText("ended");
  });

  test("compares two scans, and sees what came between them", async ({ page, request, clusterId }) => {
    const scans = await scansOf(request, clusterId);
    await page.goto(`/scans?cluster=${clusterId}`);
    const boxes = ["manual", "schedule"].map((trigger) => {
      const scan = scans.find((one) => one.trigger === trigger && ended.includes(one.state));
      return page.getByRole("checkbox", { name: `Compare scan ${scan?.number}`, exact: true });
    });
    for (const box of boxes) await expect(box).toBeVisible();
    // Quicker than any hand: the link is pressed in the frame in which it appears.
    await page.evaluate(
      async (elements) => {
        for (const element of elements) (element as HTMLElement).click();
        for (;;) {
          await new Promise(requestAnimationFrame);
          const link = [...document.querySelectorAll("a")].find(({ textContent }) => textContent === "Compare");
          if (link !== undefined) return link.click();
        }
      },
      await Promise.all(boxes.map((box) => box.elementHandle())),
    );
    await expect(page).toHaveURL(/\/compare\?/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^[1-9]\d* new and \d+ fixed since scan \d+\.$/);
    await page.getByRole("radio", { name: /^New/ }).click();
    await expect(page).toHaveURL(/[?&]change=new/);
    await expect(page.getByRole("region", { name: "Findings of both scans" })).toContainText(subject);
  });

  test("shares findings under other names; the link is read on a phone until it is ended", async ({
    page,
    another,
    clusterId,
  }) => {
    await page.goto(`/findings?cluster=${clusterId}&severity=critical,high`);
    await expect(findings(page)).toContainText(subject);
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog");
    const preview = dialog.getByRole("region", { name: "Preview of the report" });
    await expect(preview).toContainText(subject);
    await dialog.getByRole("checkbox", { name: /other names/ }).click();
    await expect(preview).not.toContainText(subject);
    await expect(preview.getByRole("heading", { name: `Findings of ${clusterName}` })).toBeVisible();
    const promised = await preview.getByRole("article").innerText();
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await dialog.getByLabel("Address of the report").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();

    const mobile = await another(phone);
    expect((await mobile.goto(link))?.status()).toBe(200);
    await expect(mobile.getByRole("heading", { level: 1, name: `Findings of ${clusterName}` })).toBeVisible();
    const read = mobile.getByRole("article");
    for (const name of [subject, binding, handed().kube.server]) await expect(read).not.toContainText(name);
    expect(linesOf(await read.innerText()).slice(0, 40)).toEqual(linesOf(promised).slice(0, 40));
    const wide = await mobile.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);

    await page.goto("/reports");
    const row = page.getByRole("row").filter({ hasText: `Findings of ${clusterName}` });
    await expect(row).not.toContainText("never");
    await row.getByRole("button", { name: /^End now/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End the link" }).click();
    await expect(row).toContainText("revoked");
    expect((await mobile.reload())?.status()).toBe(404);
    await expect(mobile.getByRole("heading", { name: "There is no report at this address" })).toBeVisible();
  });
});

/** What a report says, without what tells this moment or this width. */
function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/\d{2}:\d{2}|20\d\d/.test(line));
}

test.describe("the viewer", () => {
  test.use({ storageState: async ({ signedIn: _ }, use) => use(sessionOf("reader")) });

  test("is offered nothing that they may not do", async ({ page, request, clusterId }) => {
    const [scan] = await scansOf(request, clusterId);
    const places: readonly { path: string; ready: Locator; without: RegExp }[] = [
      {
        path: `/findings?cluster=${clusterId}`,
        ready: findings(page).getByRole("link").first(),
        without: /^(Share|Waive|Assign)$/,
      },
      { path: "/findings/waivers", ready: page.getByRole("button", { name: "Export" }), without: /New waiver|Import/ },
      { path: "/scans/schedules", ready: page.getByText("Nightly").first(), without: /New schedule/ },
      { path: `/scans/${scan?.id}`, ready: page.getByText("by schedule"), without: /^(Share|Scan now)$/ },
      { path: `/clusters/${clusterId}`, ready: page.getByRole("heading", { level: 1 }), without: /Scan now|Remove|connection/i },
      { path: "/reports", ready: page.getByText("Links to reports are made by operators"), without: /^End/ },
      { path: "/settings?tab=people", ready: page.getByRole("tab", { name: "You" }), without: /Invite/ },
    ];
    for (const { path, ready, without } of places) {
      await page.goto(path);
      await expect(ready, path).toBeVisible();
      await expect(page.getByRole("main").getByRole("button", { name: without }), path).toHaveCount(0);
      await expect(page.getByRole("main").getByRole("link", { name: without }), path).toHaveCount(0);
    }
    await expect(page.getByRole("tab")).toHaveText(["You"]);
    await page.goto(`/findings?cluster=${clusterId}`);
    await expect(findings(page).getByRole("link").first()).toBeVisible();
    await expect(findings(page).getByRole("checkbox")).toHaveCount(0);
  });

  test("takes the findings away as CSV, with what was not assessed", async ({ page, clusterId }) => {
    await page.goto(`/findings?cluster=${clusterId}`);
    const count = await countOf(page.getByRole("heading", { level: 1 }));
    await page.getByRole("button", { name: "Export" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /^CSV/ }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain(subject);
    expect(text.split("\n").length).toBeGreaterThan(count);
    expect(text).not.toContain(handed().kube.token);
  });
});

test.afterAll(async () => {
  await kube().request(`/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/${binding}`, { method: "DELETE" });
});
