/** Every page, route, stream and export of the running product, asked without a session and with one of another scope. */
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "./database.ts";
import { handed } from "./handed.ts";
import { cookieOf, type Planted, plant } from "./planted.ts";
import { type Answer, ask, askThrough } from "./raw.ts";
import { post, sessionOf } from "./sessions.ts";
import { expect, test, vaultCluster } from "./test.ts";

/** How Next's own client asks, and how its parts ask each other; some once opened doors that were shut. */
const ways: readonly Readonly<Record<string, string>>[] = [
  {},
  { RSC: "1" },
  { RSC: "1", "Next-Router-Prefetch": "1" },
  { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
  { RSC: "1", "Next-Url": "/sign-in" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-middleware-subrequest-id": "1" },
  { "x-middleware-next": "1", "x-middleware-invoke": "1", "x-invoke-path": "/sign-in", "x-matched-path": "/sign-in" },
  { Authorization: "Bearer drydock", "x-forwarded-user": "admin" },
];
const forged = { Cookie: "drydock=forged.c2lnbmF0dXJl; __Host-drydock=forged.c2lnbmF0dXJl" };
/** Pages that are there for who has no session. */
const open: ReadonlySet<string> = new Set(["/sign-in", "/setup", "/invite/[token]", "/reset/[token]", "/r/[token]"]);

let planted: Planted;
let addresses: readonly string[];

/** @returns the addresses of every page that is in the sources, about what is planted. */
async function pages({ cluster, scan }: Planted): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob("**/page.tsx", { cwd: join(import.meta.dirname, "..", "app") })) {
    const route = `/${file.replaceAll(/\([^)]+\)\//g, "").replace(/\/?page\.tsx$/, "")}`;
    if (open.has(route)) continue;
    found.push(route.replace("/clusters/[id]", `/clusters/${cluster}`).replace("/scans/[id]", `/scans/${scan}`));
  }
  return found.flatMap((path) => [path, `${path}?cluster=${cluster}&scan=${scan}&with=${scan}&tab=people`]);
}

/** @returns the other addresses by which a page's data has been asked for. */
function forms(path: string): readonly string[] {
  const [bare = "", query = ""] = path.split("?");
  const search = query === "" ? "" : `?${query}`;
  const stem = bare === "/" ? "/index" : bare;
  return [
    path,
    `${path}${search === "" ? "?" : "&"}_rsc=1abcd`,
    `${stem}.rsc${search}`,
    `${stem}.segments/_tree.segment.rsc${search}`,
    `/_next/data/build${stem}.json${search}`,
    `/${bare}${search}`,
  ];
}

function expectNothing(answer: Answer, about: string): void {
  expect(answer.body.includes(vaultCluster), `${about} (${answer.status}) names the cluster`).toBe(false);
  expect(JSON.stringify(answer.headers).includes(vaultCluster), `${about} names it in a header`).toBe(false);
  expect(answer.status, about).toBeLessThan(500);
}

test.beforeAll(async ({ playwright }) => {
  const administrator = await playwright.request.newContext({
    baseURL: handed().url,
    storageState: handed().administrator,
  });
  planted = await plant(administrator);
  addresses = await pages(planted);
  await administrator.dispose();
  // What is looked for is really there for who may see it.
  const cookie = await cookieOf(handed().administrator);
  expect((await ask({ path: `/api/v1/clusters/${planted.cluster}`, headers: { cookie } })).body).toContain(vaultCluster);
  expect(addresses.length).toBeGreaterThan(30);
  expect(planted.doors.length).toBeGreaterThan(80);
});

test("no page opens without a session", async () => {
  test.slow();
  for (const path of addresses)
    for (const form of forms(path))
      for (const headers of ways) {
        const about = `${form} ${JSON.stringify(headers)}`;
        const answer = await ask({ path: form, headers });
        expectNothing(answer, about);
        expect([307, 308, 404], about).toContain(answer.status);
        const to = answer.headers.location ?? answer.headers["x-nextjs-redirect"];
        if (answer.status === 307) expect(to, about).toMatch(/^(https?:\/\/[^/]+)?(\/_next\/data\/build)?\/sign-in\b/);
      }
});

for (const who of ["a forged session", "a session of another scope"] as const)
  test(`no page tells ${who} about the cluster`, async () => {
    test.slow();
    const session = who === "a forged session" ? forged : { cookie: await cookieOf(sessionOf("operator")) };
    for (const path of addresses)
      for (const form of forms(path).slice(0, 4))
        for (const headers of ways.slice(0, 6)) {
          const answer = await askThrough({ path: form, headers: { ...headers, ...session } });
          expectNothing(answer, `${form} ${JSON.stringify(headers)}`);
        }
  });

test("no route, stream or export answers without a session", async () => {
  for (const { method, path, needs, body } of planted.doors.filter((door) => door.needs !== "public"))
    for (const headers of [...ways, forged]) {
      const about = `${method} ${path} ${needs} ${JSON.stringify(headers)}`;
      const answer = await askThrough({ method, path, headers, body });
      expectNothing(answer, about);
      expect(answer.status, about).toBe(401);
      expect(answer.headers["content-type"], about).toBe("application/problem+json");
    }
});

test("no route, stream or export tells somebody of another scope about the cluster", async () => {
  const cookie = await cookieOf(sessionOf("operator"));
  for (const { name, method, path, owned, body } of planted.doors.filter((door) => door.needs !== "public"))
    for (const headers of [ways[0], ways[2], ways[6]]) {
      const about = `${name} ${method} ${path} ${JSON.stringify(headers)}`;
      const answer = await askThrough({ method, path, headers: { ...headers, cookie }, body });
      expectNothing(answer, about);
      if (owned) expect([403, 404], about).toContain(answer.status);
    }
  const administrator = await cookieOf(handed().administrator);
  const still = await ask({ path: `/api/v1/clusters/${planted.cluster}`, headers: { cookie: administrator } });
  expect(still.status).toBe(200);
});

test("a link that is not there, has ended or was taken back is one and the same nothing", async ({ request }) => {
  const made = async (title: string) => {
    const share = { view: { kind: "scan", scan: planted.scan }, title: `${vaultCluster} ${title}` };
    const { link, url } = await post<{ link: { id: string }; url: string }>(request, "/share-links", share);
    return { id: link.id, token: new URL(url).pathname.slice("/r/".length) };
  };
  const [valid, expired, revoked] = [await made("valid"), await made("expired"), await made("revoked")];
  expect((await ask({ path: `/r/${valid.token}` })).status).toBe(200);
  const past = "created_at = created_at - interval '30 days', expires_at = now() - interval '1 second'";
  expect(await sql(`UPDATE share_links SET ${past} WHERE id = $1`, [expired.id])).toBe(1);
  expect((await request.delete(`/api/v1/share-links/${revoked.id}`, { headers: { Origin: handed().url } })).status()).toBe(204);
  const encoded = [...valid.token].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join("");
  const tokens = [
    ...["", ":token", "[token]", "%5Btoken%5D", "*", "%25", "%00", "null", "undefined", "0", "latest", "A".repeat(43)],
    ...[expired.token, revoked.token, encoded, valid.id, `${valid.token}A`, valid.token.slice(1), `${valid.token}%20`],
    ...[`${valid.token}/x`, valid.token.toUpperCase()],
    ...[expired.token, revoked.token].flatMap((token) => [`${token}.rsc`, `${token}.segments/_tree.segment.rsc`]),
  ];
  const nothing = bytesOf(await ask({ path: "/r/unknown" }));
  expect(nothing).toMatchObject({ status: 404, body: expect.stringContaining("no report at this address") });
  for (const token of tokens) {
    // A machine that tries would have to wait by now.
    await sql("DELETE FROM rate_limits");
    for (const headers of ways) {
      const about = `/r/${token} ${JSON.stringify(headers)}`;
      expect(bytesOf(await askThrough({ path: `/r/${token}`, headers })), about).toEqual(nothing);
    }
  }
  // The proxy does not see these endings; what is behind it must know them for no token.
  for (const ending of [".rsc", ".segments/_tree.segment.rsc"])
    expect(await ask({ path: `/r/${valid.token}${ending}` }), ending).toMatchObject({ status: 404, body: nothing.body });
  for (const method of ["POST", "PUT", "PATCH", "DELETE"])
    expect((await ask({ method, path: `/r/${valid.token}` })).status, method).toBe(404);
  const { headers } = await ask({ path: `/r/${valid.token}` });
  expect(headers).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "private, no-store",
    "content-security-policy": expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
  });
});

/** All of an answer but the time of day. */
function bytesOf({ status, headers: { date: _, ...headers }, body }: Answer) {
  return { status, headers, body };
}

test("images are converted for nobody", async () => {
  expect((await ask({ path: "/_next/image?url=%2Ficon.svg&w=64&q=75" })).status).toBe(404);
});
