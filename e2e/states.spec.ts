/** What a page says of samples, of a missing session and of a small role. */
import { handed } from "./handed.ts";
import { productPages } from "./product-pages.ts";
import { clusterName, expect, people, test } from "./test.ts";

test("samples are labelled on every page until they are removed", async ({ page, request, clusterId }) => {
  const origin = { Origin: handed().url };
  expect((await request.post("/api/v1/sample-fleet", { headers: origin, data: {} })).status()).toBe(202);
  const banner = page.getByRole("complementary", { name: "Sample fleet" });
  for (const { path, name } of await productPages(request, clusterId)) {
    await page.goto(path);
    await expect(banner, name).toContainText("they are not yours");
  }
  await page.goto("/");
  await banner.getByRole("button", { name: "Remove the samples" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the samples" }).click();
  await expect(banner).toBeHidden();
  await expect(page.locator(`a[href="/clusters/${clusterId}"]`).filter({ visible: true }).first()).toBeVisible();
});

test("a viewer cannot register a cluster, and signs out for good", async ({ page, request, browser, clusterId }) => {
  const { name, email, password } = people.viewer;
  const added = await request.post("/api/v1/users", {
    headers: { Origin: handed().url },
    data: { name, email, password, role: "viewer", scope: { clusters: "all" } },
  });
  expect(added.status()).toBe(201);
  await page.context().clearCookies();
  await page.goto("/scans");
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fscans$/);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/scans$/);
  await page.goto("/");
  await expect(page.locator(`a[href="/clusters/${clusterId}"]`).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /Register a cluster/ })).toHaveCount(0);
  await page.goto("/clusters/register");
  await expect(page.getByText("Only an administrator registers clusters")).toBeVisible();
  const session = await page.context().storageState();
  await page.getByRole("button", { name: /vic@example\.org/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  const stale = await browser.newContext({ storageState: session });
  expect((await stale.request.get("/api/v1/session")).status()).toBe(401);
  await stale.close();
});

test("a violation of the content policy fails its test", async ({ page }) => {
  test.fail();
  await page.goto("/");
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", resolve);
        document.body.append(Object.assign(new Image(), { src: "https://elsewhere.example/pixel.png" }));
      }),
  );
});

test.describe("without a session", () => {
  const ways: readonly Record<string, string>[] = [
    {},
    { RSC: "1" },
    { RSC: "1", "Next-Router-Prefetch": "1" },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  ];

  test("no page and no answer of the API gives anything away", async ({ request, clusterId, playwright }) => {
    const pages = await productPages(request, clusterId);
    const stranger = await playwright.request.newContext({ baseURL: handed().url, storageState: { cookies: [], origins: [] } });
    for (const headers of ways) {
      const way = JSON.stringify(headers);
      for (const { path } of pages) {
        const answer = await stranger.get(path, { headers, maxRedirects: 0 });
        expect(answer.status(), `${path} ${way}`).toBe(307);
        expect(answer.headers().location, `${path} ${way}`).toMatch(/^(https?:\/\/[^/]+)?\/sign-in/);
        expect(await answer.text(), `${path} ${way}`).not.toContain(clusterName);
      }
      for (const path of ["fleet", "session", "users", "settings", "findings", `clusters/${clusterId}`]) {
        expect((await stranger.get(`/api/v1/${path}`, { headers })).status(), `${path} ${way}`).toBe(401);
      }
    }
    // A forged session passes no further, though only the page itself can tell that it is one.
    const forged = { Cookie: "drydock=forged.c2lnbmF0dXJl" };
    expect((await stranger.get("/api/v1/fleet", { headers: forged })).status()).toBe(401);
    for (const { path } of pages)
      expect(await (await stranger.get(path, { headers: forged })).text(), path).not.toContain(clusterName);
    await stranger.dispose();
  });
});
