/** The client against forges of our own that are honest, and against ones that lie. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import type { Look } from "#core/supply-chain/discovery/look.ts";
import { gitCommit, githubWorld } from "#test/forge/github-world.ts";
import { type ForgeLie, startForge, type TestForge, type TestForgeOptions } from "#test/forge/server.ts";
import type { ForgeSettings } from "./access.ts";
import { apiOf, parseRepository } from "./access.ts";
import { Forges } from "./client.ts";
import type { ForgeRepository } from "./repository.ts";

const raw = readFileSync(new URL("../../../test/commits/ed25519.commit", import.meta.url));
const { sha } = gitCommit(raw);
const world = githubWorld(raw);
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function serve(options: Partial<TestForgeOptions> = {}): Promise<TestForge> {
  const forge = await startForge({ answers: world, token: "secret", ...options });
  open.push(() => forge.close());
  return forge;
}

/** Time passes when somebody sleeps. */
function clock() {
  let now = Date.UTC(2026, 10, 28);
  const sleep = async (milliseconds: number) => {
    now += milliseconds;
  };
  return { now: () => new Date(now), sleep, random: () => 0.5 };
}

function connect(forge: TestForge, settings: Partial<ForgeSettings> = {}, loopback = true): Forges {
  const forges = new Forges(
    {
      policy: { loopback, privateRanges: true, ownEndpoints: [] },
      authorities: [forge.authority],
      clock: clock(),
      version: "test",
      timeoutMs: 5_000,
    },
    { forges: [{ kind: "github", host: forge.host, token: "secret" }], ...settings },
  );
  open.push(() => forges.close());
  return forges;
}

function repositoryOf(forge: TestForge, settings: Partial<ForgeSettings> = {}, loopback = true): ForgeRepository {
  const repository = connect(forge, settings, loopback).repository(`https://${forge.host}/acme/shop`);
  if (!repository.ok) throw new Error(repository.error.message);
  return repository.value;
}

function codeOf(look: Look<unknown>): string {
  return look.kind === "unknown" ? look.failure.code : look.kind;
}

function told<T>(look: Look<T>): T {
  if (look.kind !== "found") throw new Error(JSON.stringify(look));
  return look.value;
}

describe("an honest GitHub", () => {
  test("gives a commit whose raw object has the commit's id", async () => {
    const commit = told(await repositoryOf(await serve()).commit(sha));
    expect(Buffer.from(commit.raw ?? "", "base64").equals(raw)).toBe(true);
    expect(commit).toMatchObject({ author: "jane", madeByForge: false, signature: { present: true, verified: true } });
  });

  test("gives pull requests with who reviewed them, and how many of their commits it holds for signed", async () => {
    const [pull] = told(await repositoryOf(await serve()).pullRequests(sha));
    expect(pull).toMatchObject({
      number: 318,
      state: "merged",
      base: "main",
      reviews: { kind: "found", value: [{ reviewer: "ada", state: "approved" }] },
      commits: { kind: "found", value: { total: 2, signed: 1 } },
    });
  });

  test("gives the rules of a branch by protection and rulesets, the stricter ones, and who may push", async () => {
    const repository = repositoryOf(await serve());
    expect(told(await repository.defaultBranch())).toBe("main");
    expect(told(await repository.protection("main"))).toEqual({
      branch: "main",
      protected: true,
      pullRequest: true,
      approvals: 2,
      codeOwners: true,
      signedCommits: false,
      administrators: true,
      forcePush: false,
      deletion: false,
      pushers: ["ada", "release"],
      unseen: [],
    });
    expect(told(await repository.pushAccess())).toEqual({
      people: [{ name: "ada", role: "admin" }],
      keys: { kind: "found", value: ["bot"] },
    });
  });

  test("that tells no protection leaves it unseen, and does not say that there is none", async () => {
    const { "/repos/acme/shop/branches/main/protection": _, ...answers } = world;
    const main = told(await repositoryOf(await serve({ answers })).protection("main"));
    expect(main).toMatchObject({ protected: true, approvals: 2, unseen: [expect.stringContaining("administrators alone")] });
    expect(main).not.toHaveProperty("signedCommits");
  });

  test("gives the code analyses of this commit alone, and all pages of lists", async () => {
    const forge = await serve({ pageSize: 1 });
    expect(told(await repositoryOf(forge).codeAnalyses(sha))).toHaveLength(1);
    expect(await repositoryOf(forge).codeAnalyses("e".repeat(40))).toEqual({ kind: "absent" });
    expect(forge.requests.some(({ path }) => path.includes("page=2"))).toBe(true);
  });

  test("gives attestations, a definite no, and no half of them", async () => {
    const at = "/repos/acme/shop/attestations/sha256:ab";
    const answers = { ...world, [at]: { attestations: [{ bundle: { mediaType: "x" } }] } };
    expect(told(await repositoryOf(await serve({ answers })).attestations("sha256:ab"))).toEqual([{ mediaType: "x" }]);
    expect(await repositoryOf(await serve()).attestations("sha256:ab")).toEqual({ kind: "absent" });
    const elsewhere = { ...world, [at]: { attestations: [{ bundle: null, bundle_url: "https://x.test/" }] } };
    expect(codeOf(await repositoryOf(await serve({ answers: elsewhere })).attestations("sha256:ab"))).toBe("redirectNotAllowed");
  });
});

describe("an honest GitLab", () => {
  const id = "a".repeat(40);
  const base = "/projects/acme%2Fteam%2Fshop";
  const answers = {
    [base]: { default_branch: "main", path_with_namespace: "acme/team/shop" },
    [`${base}/repository/commits/${id}`]: {
      id,
      author_name: "Jane",
      committer_name: "Jane",
      committed_date: "2026-11-01T10:00:00Z",
      parent_ids: [],
    },
    [`${base}/repository/commits/${id}/signature`]: {
      signature_type: "SSH",
      verification_status: "verified",
      key: { title: "laptop" },
    },
    [`${base}/repository/commits/${id}/merge_requests`]: [
      {
        iid: 4,
        title: "x",
        web_url: "https://git.test/4",
        state: "merged",
        author: { username: "jane" },
        merged_at: "2026-11-01T10:00:00Z",
        target_branch: "main",
      },
    ],
    [`${base}/merge_requests/4/approvals`]: { approved_by: [{ user: { username: "ada" } }] },
    [`${base}/merge_requests/4/commits`]: [{ id }],
    [`${base}/protected_branches`]: [
      {
        name: "ma*",
        push_access_levels: [{ access_level: 0, access_level_description: "No one" }],
        code_owner_approval_required: true,
      },
    ],
    [`${base}/members/all`]: [
      { username: "ada", access_level: 50 },
      { username: "guest", access_level: 10 },
    ],
  };

  test("gives its own verdict and no raw commit, merge requests, protection and members", async () => {
    const forge = await serve({ kind: "gitlab", answers });
    const settings = { forges: [{ kind: "gitlab", host: forge.host, token: "secret" }] } as const;
    const made = connect(forge, settings).repository(`https://${forge.host}/acme/team/shop`);
    if (!made.ok) throw new Error(made.error.message);
    const commit = told(await made.value.commit(id));
    expect(commit).toMatchObject({ withoutRaw: expect.stringContaining("GitLab"), signature: { verified: true, by: "laptop" } });
    expect(commit).not.toHaveProperty("raw");
    expect(told(await made.value.pullRequests(id))).toMatchObject([
      { number: 4, state: "merged", reviews: { value: [{ reviewer: "ada" }] }, commits: { value: { total: 1, signed: 1 } } },
    ]);
    expect(told(await made.value.protection("main"))).toMatchObject({ protected: true, pullRequest: true, codeOwners: true });
    expect(told(await made.value.protection("topic"))).toMatchObject({ protected: false });
    const access = told(await made.value.pushAccess());
    expect(access.people).toEqual([{ name: "ada", role: "owner" }]);
    expect(codeOf(access.keys)).toBe("malformed");
    expect(codeOf(await made.value.codeAnalyses(id))).toBe("noApi");
  });
});

describe("a forge that is not listed, has no token, or must not be dialled", () => {
  test("is not asked", async () => {
    const forge = await serve();
    const url = `https://${forge.host}/acme/shop`;
    const notListed = connect(forge, { forges: [] }).repository(url);
    expect(notListed.ok ? "" : notListed.error.code).toBe("hostNotAllowed");
    const noToken = connect(forge, { forges: [{ kind: "github", host: forge.host }] }).repository(url);
    expect(noToken.ok ? "" : noToken.error.message).toBe(`Not looked: no token is set for ${forge.host}.`);
    expect(codeOf(await repositoryOf(forge, {}, false).commit(sha))).toBe("addressRefused");
    expect(forge.requests).toEqual([]);
  });

  test.each([
    "https://user:pass@github.com/acme/shop",
    "http://github.com/acme/shop",
    "https://github.com/acme",
    "https://github.com/acme/..",
    "https://github.com/acme/shop%2f..%2fother",
    "https://github.com/acme/sh op",
  ])("%s is no repository that could be asked for", (url) => {
    expect(parseRepository(url)).toBeUndefined();
  });

  test.each([
    ["github", "github.com", "https://api.github.com"],
    ["github", "acme.ghe.com", "https://api.acme.ghe.com"],
    ["github", "git.acme.test:8443", "https://git.acme.test:8443/api/v3"],
    ["gitlab", "gitlab.com", "https://gitlab.com/api/v4"],
  ] as const)("the API of the %s at %s is %s", (kind, host, api) => {
    expect(apiOf({ kind, host })).toBe(api);
  });
});

describe("a forge that lies", () => {
  const lying = async (lie: ForgeLie) => repositoryOf(await serve({ lie }));
  const answering = (status: number, headers = {}) =>
    lying((_, response) => {
      response.writeHead(status, headers).end('{"message":"<img onerror=alert(1)>"}');
      return true;
    });

  test.each([
    [401, {}, "unauthorized"],
    [403, {}, "forbidden"],
    [403, { "x-ratelimit-remaining": "0" }, "throttled"],
    [404, {}, "forbidden"],
    [429, { "retry-after": "3600" }, "throttled"],
    [500, {}, "serverError"],
    [204, {}, "malformed"],
  ])("with %s is unknown, and its words are not shown", async (status, headers, code) => {
    const look = await (await answering(status, headers)).commit(sha);
    expect(codeOf(look)).toBe(code);
    expect(JSON.stringify(look)).not.toContain("onerror");
  });

  test("about the raw commit gives none: the id does not fit", async () => {
    const at = `/repos/acme/shop/git/commits/${sha}`;
    const honest = world[at] as { verification: { payload: string } };
    const payload = honest.verification.payload.replace("Change by", "Chance by");
    const answers = { ...world, [at]: { ...honest, verification: { ...honest.verification, payload } } };
    const commit = told(await repositoryOf(await serve({ answers })).commit(sha));
    expect(commit).not.toHaveProperty("raw");
    expect(commit.withoutRaw).toContain("could not be put together");
  });

  test("about which commit it gives is refused", async () => {
    const answers = {
      ...world,
      [`/repos/acme/shop/git/commits/${"e".repeat(40)}`]: world[`/repos/acme/shop/git/commits/${sha}`],
    };
    expect(codeOf(await repositoryOf(await serve({ answers })).commit("e".repeat(40)))).toBe("wrongDigest");
  });

  test("about a commit that is not there is a definite no, where the repository is seen", async () => {
    expect(await repositoryOf(await serve()).commit("e".repeat(40))).toEqual({ kind: "absent" });
  });

  test.each(["http://169.254.169.254/latest/meta-data/", "https://169.254.169.254/", "//evil.test/", "https://u:p@localhost/"])(
    "by sending us to %s is not followed",
    async (location) => {
      expect(codeOf(await (await answering(302, { location })).commit(sha))).toBe("redirectNotAllowed");
    },
  );

  test("by sending us to another forge does not get the token there", async () => {
    const other = await serve();
    const lie: ForgeLie = (request, response) => {
      response.writeHead(301, { location: `https://${other.host}${request.url}` }).end();
      return true;
    };
    expect(codeOf(await (await lying(lie)).commit(sha))).toBe("redirectNotAllowed");
    expect(other.requests).toEqual([]);
  });

  test("by a list that goes on elsewhere, or without an end, is no answer", async () => {
    const endless = (link: string): ForgeLie => {
      return (request, response) => {
        if (!request.url?.includes("/pulls")) return false;
        response.writeHead(200, { link }).end("[]");
        return true;
      };
    };
    const elsewhere = await lying(endless('<https://169.254.169.254/>; rel="next"'));
    expect(codeOf(await elsewhere.pullRequests(sha))).toBe("redirectNotAllowed");
    const long = await lying(endless(`<?page=${"2".repeat(5_000)}>; rel="next"`));
    expect(codeOf(await long.pullRequests(sha))).toBe("redirectNotAllowed");
    const forever = await lying(endless('<?page=2>; rel="next"'));
    expect(codeOf(await forever.pullRequests(sha))).toBe("tooLarge");
  });

  test("by a body without an end is cut off", async () => {
    const repository = await lying((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(64 * 1024)));
      };
      response.on("drain", more);
      more();
      return true;
    });
    expect(codeOf(await repository.commit(sha))).toBe("tooLarge");
  });

  test("by what is not JSON, or not in its documented shape, is malformed", async () => {
    const answers = { ...world, [`/repos/acme/shop/git/commits/${sha}`]: { sha: 1 } };
    expect(codeOf(await repositoryOf(await serve({ answers })).commit(sha))).toBe("malformed");
    const text = await lying((_, response) => {
      response.writeHead(200).end("<html>");
      return true;
    });
    expect(codeOf(await text.commit(sha))).toBe("malformed");
  });
});

describe("OpenSSF Scorecard's service", () => {
  const card = {
    date: "2026-11-20",
    repo: { name: "github.com/acme/shop", commit: sha },
    scorecard: { version: "v5.3.0" },
    score: 7.1,
    checks: [
      { name: "Code-Review", score: 10, reason: "all changesets reviewed" },
      { name: "Signed-Releases", score: -1, reason: "no releases found" },
    ],
  };

  test("is asked where it is allowed, and -1 is no score", async () => {
    const url = "https://github.com/acme/shop";
    const allowing = { forges: [{ kind: "github", host: "github.com", token: "secret" }] } as const;
    const service = await startForge({ answers: { "/projects/github.com/acme/shop": card } });
    open.push(() => service.close());
    expect(codeOf(await connect(service).scorecard(url))).toBe("hostNotAllowed");
    const look = await connect(service, { ...allowing, scorecard: service.host }).scorecard(url);
    expect(told(look)).toMatchObject({ score: 7.1, checks: [{ score: 10 }, { name: "Signed-Releases" }] });
    expect(told(look).checks[1]).not.toHaveProperty("score");
    expect(service.requests.every(({ authorization }) => authorization === undefined)).toBe(true);
  });
});
