/** Who may push, asked of registries that speak Harbor's and GitLab's API, and of such that lie. */
import { afterEach, describe, expect, it } from "vitest";
import type { Look } from "#core/supply-chain/discovery/look.ts";
import type { ReportedRegistryPush } from "#core/supply-chain/source/registry-push.ts";
import type { Clock } from "#server/cluster/collect/clock.ts";
import { type ForgeLie, startForge, type TestForge } from "#test/forge/server.ts";
import { Forges } from "../../forge/client.ts";
import { type PushQuestion, PushQuestions } from "./questions.ts";

const credential = { username: "robot$reader", password: "c4n4ry" };
const basic = `Basic ${Buffer.from("robot$reader:c4n4ry").toString("base64")}`;
const base = "/api/v2.0/projects/acme";
const push = (namespace: string, action = "push", effect?: string) => [
  { kind: "project", namespace, access: [{ resource: "repository", action, ...(effect && { effect }) }] },
];
const harbor = {
  [`${base}/members`]: [
    { entity_name: "ada", entity_type: "u", role_id: 1, role_name: "projectAdmin" },
    { entity_name: "release", entity_type: "g", role_id: 4, role_name: "maintainer" },
    { entity_name: "jane", entity_type: "u", role_id: 2 },
    { entity_name: "bob", entity_type: "u", role_id: 3, role_name: "guest" },
    { entity_name: "eve", entity_type: "u", role_id: 5, role_name: "limitedGuest" },
  ],
  [`${base}/robots`]: [
    { name: "robot$acme+ci", expires_at: -1, permissions: push("acme") },
    { name: "robot$acme+pull", permissions: push("acme", "pull") },
    { name: "robot$acme+off", disable: true, permissions: push("acme") },
    { name: "robot$acme+denied", permissions: push("acme", "push", "deny") },
    { name: "robot$acme+ends", expires_at: 1_796_000_000, permissions: push("acme") },
    { name: "robot$acme+bare" },
  ],
  "/api/v2.0/robots": [
    { name: "robot$everywhere", permissions: push("*") },
    { name: "robot$other", permissions: push("other") },
  ],
};

/** A clock on which waiting takes no time. */
function hurried(): Clock {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: () => new Date(now), sleep, random: () => 0.5 };
}

let server: TestForge | undefined;
afterEach(() => server?.close());

interface Asking {
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly lie?: ForgeLie;
  readonly pageSize?: number;
  readonly question?: Partial<PushQuestion>;
  readonly token?: string;
  readonly as?: typeof credential;
}

async function asked({
  answers = harbor,
  lie,
  pageSize,
  question,
  token,
  as = credential,
}: Asking = {}): Promise<Look<ReportedRegistryPush>> {
  const kind = question?.api === "gitlab" ? "gitlab" : "github";
  server = await startForge({ answers, kind, ...(lie && { lie }), ...(pageSize && { pageSize }), ...(token && { token }) });
  const { host, authority } = server;
  const options = {
    policy: { loopback: true, privateRanges: true, ownEndpoints: [] },
    clock: hurried(),
    version: "0",
    timeoutMs: 2_000,
  };
  const trusting = { ...options, authorities: [authority] };
  const forges = new Forges(trusting, { forges: [{ host, kind: "gitlab", ...(token && { token }) }] });
  const questions = new PushQuestions(trusting, forges);
  const access = { host, credential: as };
  try {
    const whole = { host, api: "harbor" as const, access, place: "acme", ...(question?.api === "gitlab" && { forge: host }) };
    return await questions.ask({ ...whole, ...question }, new AbortController().signal);
  } finally {
    await Promise.all([questions.close(), forges.close()]);
  }
}

const answering =
  (status: number, body: unknown, path = ""): ForgeLie =>
  ({ url = "" }, response) => {
    if (!url.includes(path)) return false;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    return true;
  };
const names = (look: Look<ReportedRegistryPush>) =>
  look.kind === "found" ? look.value.pushers.map(({ name, role }) => `${name}: ${role}`) : look;
const unseen = (look: Look<ReportedRegistryPush>) => (look.kind === "found" ? look.value.unseen.join(" ") : "");

describe("Harbor", () => {
  it("names the members and robots that may push, page by page, and not those who only pull", async () => {
    expect(names(await asked({ pageSize: 2 }))).toEqual([
      ...["ada: projectAdmin", "release: maintainer", "jane: developer"],
      ...["robot$acme+ci: push", "robot$acme+ends: push, until 2026-11-30", "robot$everywhere: push"],
    ]);
    expect(new Set(server?.requests.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
  });

  it("is asked about a project by its name even where that is a number, and encoded", async () => {
    await asked({ question: { place: "7" } });
    expect(server?.requests[0]?.path).toMatch(/^\/api\/v2\.0\/projects\/7\/members\?/);
    server?.close();
    await asked({ question: { place: "../x" } });
    expect(server?.requests[0]?.path).toMatch(/^\/api\/v2\.0\/projects\/\.\.%2Fx\/members\?/);
  });

  it("says which robots it does not show, and that its administrators may always", async () => {
    const look = await asked({ lie: answering(403, {}, "/robots?") });
    expect(names(look)).toEqual(["ada: projectAdmin", "release: maintainer", "jane: developer"]);
    expect(unseen(look)).toContain("Robots of the project were not looked at:");
    expect(unseen(look)).toContain("Robots of the whole installation were not looked at:");
    expect(unseen(look)).toContain("Administrators of Harbor may push everywhere");
  });

  it("with a role that is not known here is not said to name all", async () => {
    const members = [{ entity_name: "ada", entity_type: "u", role_id: 9 }];
    expect(unseen(await asked({ answers: { ...harbor, [`${base}/members`]: members } }))).toContain(
      "A role that is not known here (9)",
    );
  });

  it.each([
    [401, {}, "unauthorized"],
    [403, {}, "forbidden"],
    [404, {}, "malformed"],
    [500, {}, "serverError"],
    [200, { members: [] }, "malformed"],
    [200, [{ entity_name: 1 }], "malformed"],
    [200, [null], "malformed"],
  ])("that answers %i with %j is unknown, and never nobody", async (status, body, code) => {
    const look = await asked({ lie: answering(status, body, "/members") });
    expect(look).toMatchObject({ kind: "unknown", failure: { code } });
    if (status === 401 || status === 403)
      expect(look).toMatchObject({ failure: { remedy: expect.stringContaining("Settings → Registries") } });
  });

  it("that wants to be left alone, gives pages without end or leads elsewhere is unknown, and gets no credential to lose", async () => {
    const throttled: ForgeLie = (_, response) => {
      response.writeHead(429, { "retry-after": "3600" }).end();
      return true;
    };
    expect(await asked({ lie: throttled })).toMatchObject({ kind: "unknown", failure: { code: "throttled" } });
    server?.close();
    const endless: ForgeLie = (request, response) => {
      const next = `<https://${request.headers.host}${request.url}&x>; rel="next"`;
      response.writeHead(200, { link: next }).end("[]");
      return true;
    };
    expect(await asked({ lie: endless })).toMatchObject({ kind: "unknown", failure: { code: "tooLarge" } });
    server?.close();
    const away: ForgeLie = (_, response) => {
      response.writeHead(302, { location: "https://169.254.169.254/" }).end();
      return true;
    };
    expect(await asked({ lie: away })).toMatchObject({ kind: "unknown", failure: { code: "redirectNotAllowed" } });
    expect(server?.requests).toHaveLength(1);
  });

  it("is not asked without a credential, nor with one that cannot be opened", async () => {
    expect(await asked({ question: { access: { host: "x" } } })).toMatchObject({ failure: { code: "noToken" } });
    expect(server?.requests).toEqual([]);
    server?.close();
    const failure = { code: "unauthorized", message: "Closed.", remedy: "" } as const;
    expect(await asked({ question: { access: { host: "x", closed: failure } } })).toEqual({ kind: "unknown", failure });
    expect(server?.requests).toEqual([]);
  });
});

describe("Quay", () => {
  const token = "4n-0auth-t0ken";
  const path = "/api/v1/repository/acme/shop/permissions";
  const robot = { name: "acme+ci", role: "write", is_robot: true };
  const quay = {
    [`${path}/user/`]: {
      permissions: {
        ada: { name: "ada", role: "admin", is_robot: false, is_org_member: true },
        bob: { name: "bob", role: "read", is_robot: false },
        "acme+ci": robot,
      },
    },
    [`${path}/team/`]: {
      permissions: { release: { name: "release", role: "write" }, readers: { name: "readers", role: "read" } },
    },
  };
  const as = { username: "$oauthtoken", password: token };
  const asking = async ({
    lie,
    answers = quay as Readonly<Record<string, unknown>>,
    place = "acme/shop",
  }: Asking & { place?: string } = {}) => {
    return asked({ answers, token, as, question: { api: "quay", place }, ...(lie && { lie }) });
  };

  it("names the people, robots and teams that may push, by the application's token, and not those who only pull", async () => {
    const look = await asking();
    expect(names(look)).toEqual(["ada: admin", "acme+ci: write", "release: write"]);
    expect(look).toMatchObject({ value: { pushers: [{ kind: "person" }, { kind: "robot" }, { kind: "group" }] } });
    expect(unseen(look)).toBe("Owners of the organization and Quay's superusers may push, too, and are not among these.");
    expect(new Set(server?.requests.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${token}`]));
    server?.close();
    expect(await asking({ place: "../x/y" })).toMatchObject({ failure: { code: "malformed" } });
    expect(server?.requests).toEqual([]);
  });

  it("says which part it could not see, and of a role that it does not know", async () => {
    expect(unseen(await asking({ lie: answering(403, {}, "/team/") }))).toContain(
      "Teams were not looked at: The token may not list",
    );
    server?.close();
    const strange = { ...quay, [`${path}/user/`]: { permissions: { eve: { name: "eve", role: "owner" } } } };
    expect(unseen(await asking({ answers: strange }))).toContain("A role that is not known here");
  });

  it.each([
    [401, {}, "unauthorized"],
    [403, {}, "forbidden"],
    [404, {}, "malformed"],
    [200, { permissions: [] }, "malformed"],
    [200, { permissions: { ada: { role: "admin" } } }, "malformed"],
    [200, [], "malformed"],
  ])("that answers %i with %j is unknown, and never nobody", async (status, body, code) => {
    expect(await asking({ lie: answering(status, body, "/user/") })).toMatchObject({ kind: "unknown", failure: { code } });
  });

  it("is not asked with a password of a person or a robot, which it would refuse", async () => {
    const look = await asked({ answers: quay, question: { api: "quay", place: "acme/shop" } });
    expect(look).toMatchObject({ failure: { code: "noToken", remedy: expect.stringContaining("$oauthtoken") } });
    expect(server?.requests).toEqual([]);
  });
});

describe("GitLab", () => {
  const project = "/projects/acme%2Fshop";
  const gitlab = {
    [project]: { path_with_namespace: "acme/shop" },
    [`${project}/members/all`]: [
      { username: "ada", access_level: 50 },
      { username: "jane", access_level: 30 },
      { username: "bob", access_level: 20 },
    ],
    [`${project}/deploy_tokens`]: [
      { name: "ci", scopes: ["read_registry", "write_registry"] },
      { name: "reader", scopes: ["read_registry"] },
      { name: "old", scopes: ["write_registry"], expired: true },
      { name: "gone", scopes: ["write_registry"], revoked: true },
    ],
  };
  const question = { api: "gitlab", place: "acme/shop/web" } as const;

  it("finds the project above the image, and names members and deploy tokens that may write", async () => {
    const look = await asked({ answers: gitlab, question, token: "t" });
    expect(look).toMatchObject({ value: { place: "project acme/shop" } });
    expect(names(look)).toEqual([
      ...[expect.stringMatching(/^ada: /), expect.stringMatching(/^jane: /), "ci: read_registry, write_registry"],
    ]);
    expect(unseen(look)).toContain("deploy tokens of its groups are not looked at");
  });

  it("says that deploy tokens were not seen, and is unknown where no project is to be seen or no token is set", async () => {
    const { [`${project}/deploy_tokens`]: _, ...without } = gitlab;
    expect(unseen(await asked({ answers: without, question, token: "t" }))).toContain("Deploy tokens were not looked at");
    server?.close();
    expect(await asked({ answers: {}, question, token: "t" })).toMatchObject({ kind: "unknown", failure: { code: "forbidden" } });
    server?.close();
    expect(await asked({ answers: gitlab, question })).toMatchObject({ kind: "unknown", failure: { code: "noToken" } });
  });
});
