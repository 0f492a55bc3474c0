/** What stands before reports: one answer for everything that is closed, byte for byte. */
import { describe, expect, test } from "vitest";
import { createTestApi, origin, type TestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { noteOpening, openLink } from "../../use-cases/sharing/reports.ts";
import { closedReport } from "./report-gate.ts";

async function world() {
  const api = await createTestApi();
  const cluster = await seedCluster(api.data, { name: "team" });
  await seedScan(api.data, cluster.id, teamInventory());
  return { api, cluster, cookie: await api.signIn({ role: "operator" }) };
}

async function tokenOf(api: TestApi, cookie: string, more: object = {}): Promise<string> {
  const body = { view: { kind: "findings", filter: {}, sort: "priority" }, title: "For the team", ...more };
  const { url } = (await (await api.ask("POST", "/share-links", { cookie, body })).json()) as { url: string };
  return url.slice(url.lastIndexOf("/") + 1);
}

function ask(
  api: TestApi,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const { pathname } = new URL(path, origin);
  return closedReport(
    { method, pathname, headers: new Headers(headers) },
    { actorOf: api.entry.actorOf, services: api.entry.services },
  );
}

async function bytesOf(response: Response | undefined): Promise<unknown> {
  return response && { status: response.status, headers: [...response.headers], body: await response.text() };
}

const hostile: readonly Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-state-tree": "[]" },
  { purpose: "prefetch", "sec-purpose": "prefetch;prerender" },
  { authorization: "Bearer drydock", cookie: "drydock=made-up.AAAA" },
];

describe("a closed report", () => {
  test("is the same nothing, whatever the reason and whatever is sent along", async () => {
    const { api, cookie } = await world();
    const [valid, expired, revoked, members] = [
      await tokenOf(api, cookie),
      await tokenOf(api, cookie, { title: "expired" }),
      await tokenOf(api, cookie, { title: "revoked" }),
      await tokenOf(api, cookie, { signedInOnly: true }),
    ];
    await api.data.database.pool.query(`UPDATE share_links SET created_at = created_at - interval '8 days',
      expires_at = expires_at - interval '8 days' WHERE title = 'expired'`);
    await api.data.database.pool.query("UPDATE share_links SET revoked_at = now() WHERE title = 'revoked'");
    const { rows } = await api.data.database.pool.query<{ id: string; token_hash: string }>(
      "SELECT id, token_hash FROM share_links",
    );
    const encoded = `%${valid.charCodeAt(0).toString(16)}${valid.slice(1)}`;
    const tokens = [
      ...[
        "",
        ":token",
        "[token]",
        "%5Btoken%5D",
        ":key",
        "*",
        "%",
        "%25",
        "%00",
        "..",
        "%2e%2e",
        "null",
        "undefined",
        "0",
        "latest",
      ],
      ...[
        expired,
        revoked,
        members,
        encoded,
        `${valid}A`,
        valid.slice(1),
        `${valid}/`,
        `${valid}/x`,
        `${valid}.rsc`,
        `${valid}%20`,
      ],
      ...["A".repeat(43), valid.toUpperCase(), `${valid},${valid}`, "_".repeat(5000)],
      ...rows.flatMap(({ id, token_hash }) => [id, token_hash]),
    ];
    const nothing = await bytesOf(await ask(api, "/r/unknown"));
    expect(nothing).toMatchObject({ status: 404, body: expect.stringContaining("no report at this address") });
    for (const token of tokens) expect([token, await bytesOf(await ask(api, `/r/${token}`))]).toEqual([token, nothing]);
    expect(await bytesOf(await ask(api, "/r"))).toEqual(nothing);
    await api.data.database.pool.query("DELETE FROM rate_limits");
    for (const headers of hostile)
      for (const token of [expired, revoked, members, ":token", ""])
        expect(await bytesOf(await ask(api, `/r/${token}`, { headers }))).toEqual(nothing);
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
      expect(await bytesOf(await ask(api, `/r/${valid}`, { method }))).toEqual(nothing);
    expect(await ask(api, `/r/${valid}`)).toBeUndefined();
  });

  test("tells nobody where it is, and is kept nowhere", async () => {
    const { api } = await world();
    const response = await ask(api, "/r/unknown");
    expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
      "cache-control": "private, no-store",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
    });
  });

  test("opens for who signs in, where it is for them", async () => {
    const { api, cookie } = await world();
    const token = await tokenOf(api, cookie, { signedInOnly: true });
    const reader = await api.signIn({ role: "viewer", scope: { clusters: [] } });
    expect((await ask(api, `/r/${token}`))?.status).toBe(404);
    expect(await ask(api, `/r/${token}`, { headers: { cookie: reader } })).toBeUndefined();
  });

  test("answers an address that tries many with a wait, and others as before", async () => {
    const { api, cookie } = await world();
    const token = await tokenOf(api, cookie);
    const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
    for (let n = 0; n < 120; n++) await ask(api, "/r/unknown", from("203.0.113.7"));
    const busy = await ask(api, `/r/${token}`, from("203.0.113.7"));
    expect([busy?.status, Number(busy?.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect(await ask(api, `/r/${token}`, from("203.0.113.8"))).toBeUndefined();
  });
});

test("an opening is written down, at most once a minute", async () => {
  const { api, cookie } = await world();
  const token = await tokenOf(api, cookie);
  const { services } = api.entry;
  const link = await openLink(token, undefined, services);
  if (link === undefined) throw new Error("closed");
  const start = services.now().getTime();
  for (const seconds of [0, 1, 30, 59, 61, 62, 125]) {
    await noteOpening(link, undefined, { ...services, now: () => new Date(start + seconds * 1000) });
  }
  const { rows } = await api.data.database.pool.query("SELECT uses, last_used_at FROM share_links");
  expect(rows).toEqual([{ uses: 3, last_used_at: new Date(start + 125_000) }]);
  const audit = await api.data.database.pool.query(
    "SELECT actor_name, subject, detail FROM audit_entries WHERE action = 'share.open'",
  );
  expect(audit.rows).toHaveLength(3);
  expect(audit.rows[0]).toEqual({ actor_name: "somebody with the link", subject: "For the team", detail: { link: link.id } });
});
