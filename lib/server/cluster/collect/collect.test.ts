import { afterEach, describe, expect, it } from "vitest";
import type { Gap } from "#core/inventory/gap.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import type { ResourceId } from "#core/inventory/resources.ts";
import {
  type FakeApiServer,
  type FakeApiServerOptions,
  type FakeResource,
  type Misbehaviour,
  sendJson,
  sendStatus,
  startFakeApiServer,
} from "#test/apiserver/fake-api-server.ts";
import { type ConnectionOptions, openConnection } from "../connect.ts";
import { parseServerCaToken } from "../kubeconfig/server-ca-token.ts";
import type { Clock } from "./clock.ts";
import { type CollectOptions, type CollectProgress, collectInventory } from "./collect.ts";

const TOKEN = "token-canary";
const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const RBAC = "rbac.authorization.k8s.io";

const pod = (namespace: string, name: string) => ({
  metadata: { namespace, name, uid: `${namespace}-${name}` },
  spec: { containers: [{ name: "c", image: "i" }] },
});
const namespaces = ["kube-system", "shop", "web"];
const world: readonly FakeResource[] = [
  {
    plural: "namespaces",
    kind: "Namespace",
    namespaced: false,
    objects: namespaces.map((name) => ({ metadata: { name, uid: `uid-${name}` } })),
  },
  {
    plural: "pods",
    kind: "Pod",
    objects: Array.from({ length: 25 }, (_, index) => pod(namespaces[index % 3] ?? "", `p-${index}`)),
  },
  {
    plural: "secrets",
    kind: "Secret",
    objects: [{ metadata: { namespace: "web", name: "s" }, type: "Opaque", data: { password: "c2VjcmV0LWNhbmFyeQ==" } }],
  },
  { group: "apps", plural: "deployments", kind: "Deployment", objects: [] },
  { group: "batch", plural: "cronjobs", kind: "CronJob", objects: [] },
  { group: "batch", version: "v1beta1", plural: "cronjobs", kind: "CronJob", objects: [] },
  { group: RBAC, plural: "roles", kind: "Role", objects: [{ metadata: { namespace: "web", name: "r" }, rules: [] }] },
];

let server: FakeApiServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** A clock that only `sleep` moves. */
function stoppedClock(): Clock & { readonly slept: number[] } {
  let now = Date.parse("2026-11-24T10:00:00Z");
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    random: () => 0.5,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

type Options = Partial<Omit<FakeApiServerOptions, "resources">> &
  Omit<CollectOptions, "resources"> & {
    world?: readonly FakeResource[];
    only?: readonly ResourceId[];
    connection?: Partial<ConnectionOptions>;
  };

async function attempt({
  world: resources = world,
  misbehave,
  aggregatedDiscovery,
  gzip,
  connection: more,
  only,
  ...options
}: Options = {}) {
  server = await startFakeApiServer({ resources, misbehave, aggregatedDiscovery, gzip });
  const parsed = parseServerCaToken({ server: server.url, ca: server.ca, token: TOKEN });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const connection = await openConnection(parsed.value, { policy, version: "1", ...more });
  try {
    return await collectInventory(connection, { clock: stoppedClock(), pageSize: 10, resources: only, ...options });
  } finally {
    await connection.close();
  }
}

async function collected(options: Options = {}): Promise<Inventory> {
  const inventory = await attempt(options);
  if (!inventory.ok) throw new Error(inventory.error.code);
  expect(JSON.stringify(inventory.value)).not.toMatch(/canary/);
  return inventory.value;
}

const gapsOf = (inventory: Inventory, resource: ResourceId): readonly Gap[] => {
  const { coverage } = inventory.looks[resource];
  return "gaps" in coverage ? coverage.gaps : [];
};
const isList = (target: string, plural: string) => target.includes(`/${plural}?`);
const targets = () => server?.requests.map(({ target }) => target) ?? [];

describe("a whole cluster", () => {
  it("is read page by page, at the preferred versions, two lists at once", async () => {
    const inventory = await collected();
    expect(inventory.looks.pods).toMatchObject({ apiVersion: "v1", coverage: { state: "complete", resourceVersion: "1000" } });
    expect(inventory.looks.pods.items).toHaveLength(25);
    expect(inventory.looks.pods.items.map(({ meta }) => `${meta.namespace}/${meta.name}`).slice(0, 3)).toEqual([
      "kube-system/p-0",
      "kube-system/p-12",
      "kube-system/p-15",
    ]);
    expect(inventory.looks["cronjobs.batch"]).toMatchObject({ apiVersion: "batch/v1", coverage: { state: "complete" } });
    expect(inventory.cluster).toMatchObject({
      uid: "uid-kube-system",
      version: "v1.37.2",
      minor: "1.37",
      platform: "linux/amd64",
    });
    expect(inventory.takenAt).toBe("2026-11-24T10:00:00.000Z");
    expect(targets().filter((target) => isList(target, "pods"))).toEqual([
      "/api/v1/pods?limit=10",
      "/api/v1/pods?limit=10&continue=10",
      "/api/v1/pods?limit=10&continue=20",
    ]);
    expect(targets().filter((target) => target.includes("v1beta1"))).toEqual([]);
    expect(server?.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it("says that a kind is absent only where its whole group was discovered", async () => {
    const inventory = await collected();
    expect(inventory.looks["networkpolicies.networking.k8s.io"].coverage).toEqual({ state: "absent" });
    expect(inventory.looks["jobs.batch"].coverage).toEqual({ state: "absent" });
  });

  it("keeps names of Secrets only when that was asked for, and never a value", async () => {
    expect(gapsOf(await collected(), "secrets")).toMatchObject([{ reason: "notCollected" }]);
    expect(targets().filter((target) => target.includes("secrets"))).toEqual([]);
    await server?.stop();
    const { secrets } = (await collected({ includeSecretNames: true })).looks;
    expect(secrets.items).toEqual([{ meta: { namespace: "web", name: "s" }, type: "Opaque", keys: ["password"] }]);
  });

  it("reads what it was asked for, and says that of the rest", async () => {
    const inventory = await collected({ only: ["pods"] });
    expect(targets().filter((target) => target.includes("limit="))).toHaveLength(3);
    expect(gapsOf(inventory, "namespaces")).toMatchObject([{ reason: "notCollected" }]);
    expect(inventory.cluster.uid).toBe("uid-kube-system");
  });

  it("does not depend on the size of a page", async () => {
    const one = await collected({ pageSize: 1 });
    await server?.stop();
    expect(await collected({ pageSize: 500 })).toEqual(one);
  });

  it("is the same when the server is from before aggregated discovery", async () => {
    const inventory = await collected({ aggregatedDiscovery: false });
    expect(targets()).toEqual(
      expect.arrayContaining(["/api", "/api/v1", "/apis", "/apis/apps/v1", "/apis/batch/v1", "/apis/batch/v1beta1"]),
    );
    const looks = inventory.looks;
    await server?.stop();
    expect((await collected()).looks).toEqual(looks);
  });

  it("is the same when answers are compressed", async () => {
    const { looks } = await collected();
    await server?.stop();
    expect((await collected({ gzip: true, connection: { gzip: true } })).looks).toEqual(looks);
    expect(server?.requests.every(({ headers }) => headers["accept-encoding"] === "gzip")).toBe(true);
  });

  it("tells how far it is", async () => {
    const events: CollectProgress[] = [];
    await collected({ onProgress: (event) => events.push(event), only: ["pods", "namespaces"] });
    expect(events[0]).toEqual({ phase: "connect", done: 0, total: 2, counts: {} });
    expect(events.map(({ phase }) => phase)).toEqual(expect.arrayContaining(["connect", "discover", "collect"]));
    expect(events.at(-1)).toEqual({ phase: "collect", done: 2, total: 2, counts: { namespaces: 3, pods: 25 } });
    expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).toSorted((a, b) => a - b));
  });
});

/** Misbehaves for lists of one kind alone. */
function forList(plural: string, act: Misbehaviour): Misbehaviour {
  return (request, response) => isList(request.target, plural) && act(request, response);
}
const html: Misbehaviour = (_request, response) => {
  response.writeHead(200, { "content-type": "text/html" }).end("<html>body-canary</html>");
  return true;
};

describe("a list that goes wrong is a gap of that kind alone", () => {
  const cases: readonly (readonly [what: string, act: Misbehaviour, gap: Partial<Gap>])[] = [
    ["HTML", html, { reason: "decodeError" }],
    [
      "JSON under another type",
      (_request, response) => (
        response.writeHead(200, { "content-type": "text/plain" }).end('{"kind":"PodList","apiVersion":"v1","items":[]}'), true
      ),
      { reason: "decodeError" },
    ],
    [
      "half of an object",
      (_request, response) => (
        response.writeHead(200, { "content-type": "application/json" }).end('{"kind":"PodList","items":['), true
      ),
      { reason: "decodeError" },
    ],
    [
      "another kind",
      (_request, response) => sendJson(response, 200, { kind: "RoleList", apiVersion: "v1", items: [] }),
      { reason: "decodeError" },
    ],
    [
      "another version",
      (_request, response) => sendJson(response, 200, { kind: "PodList", apiVersion: "v2", items: [] }),
      { reason: "decodeError" },
    ],
    [
      "items that are no list",
      (_request, response) => sendJson(response, 200, { kind: "PodList", apiVersion: "v1", items: {} }),
      { reason: "decodeError" },
    ],
    ["null", (_request, response) => sendJson(response, 200, null), { reason: "decodeError" }],
    [
      "a redirect",
      (_request, response) => (response.writeHead(302, { location: "https://evil.test/" }).end(), true),
      { reason: "decodeError", detail: "the server answered with a redirect" },
    ],
    ["404", (_request, response) => sendStatus(response, 404, "NotFound"), { reason: "notServed" }],
    ["401", (_request, response) => sendStatus(response, 401, "Unauthorized"), { reason: "forbidden" }],
    ["500 again and again", (_request, response) => sendStatus(response, 500, "InternalError"), { reason: "decodeError" }],
    ["429 again and again", (_request, response) => sendStatus(response, 429, "TooManyRequests"), { reason: "throttled" }],
    ["a connection that ends", (_request, response) => (response.socket?.destroy(), true), { reason: "truncated" }],
    [
      "a connection that ends in the body",
      (_request, response) => (
        response.writeHead(200, { "content-type": "application/json", "content-length": "1000" }).write("{"),
        setImmediate(() => response.socket?.destroy()),
        true
      ),
      { reason: "truncated" },
    ],
    [
      "more than any page may have",
      (_request, response) => (
        response.writeHead(200, { "content-type": "application/json" }).end(Buffer.alloc(33 * 1024 * 1024, 0x20)), true
      ),
      { reason: "truncated" },
    ],
    [
      "its own page as the next",
      (_request, response) =>
        sendJson(response, 200, { kind: "PodList", apiVersion: "v1", metadata: { continue: "x" }, items: [] }),
      { reason: "decodeError" },
    ],
    [
      "410 for ever",
      (_request, response) => sendStatus(response, 410, "Expired", { metadata: { continue: "again" } }),
      { reason: "truncated" },
    ],
    ["what is not HTTP", (_request, response) => (response.socket?.end("220 ftp\r\n"), true), { reason: "decodeError" }],
  ];
  it.each(cases)("%s", async (_what, act, gap) => {
    const inventory = await collected({ misbehave: forList("pods", act) });
    expect(inventory.looks.pods).toMatchObject({ coverage: { state: "unseen", gaps: [gap] }, items: [] });
    expect(inventory.looks["roles.rbac.authorization.k8s.io"].coverage.state).toBe("complete");
    expect(inventory.looks.namespaces.coverage.state).toBe("complete");
  });

  it("never ends: the time for the whole look is the end of it", async () => {
    const inventory = await collected({
      deadlineMs: 300,
      misbehave: forList("pods", (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" }).write("{");
        return true;
      }),
    });
    expect(gapsOf(inventory, "pods")).toMatchObject([{ reason: "timeout" }]);
    expect(inventory.looks.namespaces.coverage.state).toBe("complete");
  });

  it("what was read before a list broke stays, beside the gap", async () => {
    let page = 0;
    const misbehave = forList("pods", (_request, response) => {
      page += 1;
      if (page < 3) return false;
      response.socket?.destroy();
      return true;
    });
    const inventory = await collected({ misbehave });
    expect(inventory.looks.pods).toMatchObject({
      apiVersion: "v1",
      coverage: { state: "partial", gaps: [{ reason: "truncated" }] },
    });
    expect(inventory.looks.pods.items).toHaveLength(20);
  });

  it("an object that cannot be read is a gap of its namespace", async () => {
    const broken = world.map((one) =>
      one.plural === "pods"
        ? { ...one, objects: [pod("web", "good"), { metadata: { namespace: "shop", name: "bad" }, spec: "canary" }] }
        : one,
    );
    const inventory = await collected({ world: broken });
    expect(inventory.looks.pods).toMatchObject({
      coverage: { state: "partial", gaps: [{ resource: "pods", reason: "decodeError", namespace: "shop" }] },
    });
    expect(inventory.looks.pods.items).toHaveLength(1);
  });

  it("the server's words are kept short, clean, and without the credential", async () => {
    const message = `you sent ${TOKEN}\u001b[31m\u202e${"x".repeat(500)}`;
    const inventory = await collected({
      world: [...world, { plural: "nodes", kind: "Node", namespaced: false }],
      misbehave: forList("nodes", (_request, response) => sendStatus(response, 403, "Forbidden", { message })),
    });
    const [gap] = gapsOf(inventory, "nodes");
    expect(gap?.detail).toMatch(/^403: you sent \[removed\] \[31m x+$/);
    expect(gap?.detail).toHaveLength(200);
  });
});

describe("what is worth another try", () => {
  it("429 is waited for as long as the server says, and a little longer", async () => {
    const clock = stoppedClock();
    let refused = 0;
    const misbehave = forList("pods", (_request, response) => {
      refused += 1;
      return refused <= 2 && sendStatus(response, 429, "TooManyRequests", { headers: { "retry-after": "7" } });
    });
    const inventory = await collected({ clock, misbehave });
    expect(inventory.looks.pods.coverage.state).toBe("complete");
    expect(clock.slept).toEqual([8750, 8750]);
  });

  it("429 until the time is over is throttled", async () => {
    const clock = stoppedClock();
    const misbehave = forList("pods", (_request, response) =>
      sendStatus(response, 429, "TooManyRequests", { headers: { "retry-after": "60" } }),
    );
    const inventory = await collected({ clock, misbehave, deadlineMs: 200_000 });
    expect(gapsOf(inventory, "pods")).toMatchObject([{ reason: "throttled" }]);
    expect(clock.slept).toEqual([75_000, 75_000]);
  });

  it("a page whose connection died, once, is read again", async () => {
    let died = false;
    const misbehave = forList("pods", ({ target }, response) => {
      if (died || !target.includes("continue=10")) return false;
      died = true;
      response.writeHead(200, { "content-type": "application/json" }).write('{"kind":');
      setImmediate(() => response.socket?.destroy());
      return true;
    });
    const { pods } = (await collected({ misbehave })).looks;
    expect(pods).toMatchObject({ coverage: { state: "complete" } });
    expect(pods.items).toHaveLength(25);
  });

  it("a page that is too large is asked for in smaller ones", async () => {
    const misbehave = forList("pods", ({ url }, response) => {
      if (Number(url.searchParams.get("limit")) < 2) return false;
      response.writeHead(200, { "content-type": "application/json" }).end(Buffer.alloc(33 * 1024 * 1024, 0x20));
      return true;
    });
    const { pods } = (await collected({ misbehave })).looks;
    expect(pods.coverage.state).toBe("complete");
    expect(pods.items).toHaveLength(25);
  });

  it("an expired list is begun again once", async () => {
    let expired = false;
    const misbehave = forList("pods", ({ target }, response) => {
      if (expired || !target.includes("continue=20")) return false;
      expired = true;
      return sendStatus(response, 410, "Expired", { metadata: { continue: "20" } });
    });
    const { pods } = (await collected({ misbehave })).looks;
    expect(pods.coverage).toEqual({ state: "complete", resourceVersion: "1000" });
    expect(pods.items).toHaveLength(25);
    expect(targets().filter((target) => target === "/api/v1/pods?limit=10")).toHaveLength(2);
  });

  it("and the second time it goes on with the fresh token, and says that it is mixed", async () => {
    let expired = 0;
    const misbehave = forList("pods", ({ target }, response) => {
      if (expired === 2 || !target.includes("continue=20")) return false;
      expired += 1;
      return sendStatus(response, 410, "Expired", { metadata: { continue: "20" } });
    });
    const { pods } = (await collected({ misbehave })).looks;
    expect(pods.coverage).toEqual({ state: "complete", resourceVersion: "1000", mixed: true });
    expect(pods.items).toHaveLength(25);
  });
});

const forbid = (response: Parameters<Misbehaviour>[1]) => sendStatus(response, 403, "Forbidden");

describe("what may not be read", () => {
  it("everything: every kind is a gap, and there is no version", async () => {
    const inventory = await collected({ misbehave: (_request, response) => forbid(response) });
    expect(inventory.cluster).toMatchObject({ discovery: { resources: [], gaps: [{ resource: "*" }, { resource: "*.*" }] } });
    for (const look of Object.values(inventory.looks)) expect(look).toMatchObject({ coverage: { state: "unseen" }, items: [] });
  });

  /** Lists of the whole cluster are refused, and those of the namespaces that are given are not. */
  function onlyIn(allowed: readonly string[], rules?: object): Misbehaviour {
    return ({ target, body }, response) => {
      if (target.includes("selfsubjectrulesreviews"))
        return rules
          ? sendJson(response, 201, {
              status: allowed.includes(JSON.parse(body).spec.namespace) ? rules : { resourceRules: [], incomplete: false },
            })
          : false;
      const namespace = /\/namespaces\/([^/]+)\/pods\?/.exec(target)?.[1];
      if (namespace !== undefined) return allowed.includes(namespace) ? false : forbid(response);
      return isList(target, "pods") ? forbid(response) : false;
    };
  }

  it("a list of the whole cluster: the namespaces are read one by one", async () => {
    const { pods } = (await collected({ misbehave: onlyIn(["shop", "web"]) })).looks;
    expect(pods).toMatchObject({
      apiVersion: "v1",
      coverage: { state: "partial", gaps: [{ resource: "pods", reason: "forbidden", namespace: "kube-system" }] },
    });
    expect(new Set(pods.items.map(({ meta }) => meta.namespace))).toEqual(new Set(["shop", "web"]));
  });

  it("all namespaces one by one are the whole", async () => {
    const { pods } = (await collected({ misbehave: onlyIn(namespaces) })).looks;
    expect(pods.coverage).toEqual({ state: "complete", mixed: true });
    expect(pods.items).toHaveLength(25);
  });

  it("none of them: one gap for the cluster", async () => {
    const { pods } = (await collected({ misbehave: onlyIn([]) })).looks;
    expect(pods).toMatchObject({ coverage: { state: "unseen", gaps: [{ resource: "pods", reason: "forbidden" }] }, items: [] });
  });

  it("a namespace that the server's own account rules out is not tried", async () => {
    const rules = { resourceRules: [{ verbs: ["list"], apiGroups: [""], resources: ["pods"] }], incomplete: false };
    const { pods } = (await collected({ misbehave: onlyIn(["shop"], rules) })).looks;
    expect(pods).toMatchObject({ coverage: { state: "partial", gaps: [{ namespace: "kube-system" }, { namespace: "web" }] } });
    expect(
      targets()
        .filter((target) => target.includes("/pods?"))
        .map((target) => target.split("?")[0]),
    ).toEqual(["/api/v1/pods", "/api/v1/namespaces/shop/pods"]);
  });

  it("namespaces that somebody named are read where the cluster's own are not known", async () => {
    const inside = onlyIn(["shop"]);
    const misbehave: Misbehaviour = (request, response) => {
      if (isList(request.target, "namespaces") || request.url.pathname === "/api/v1/namespaces/kube-system")
        return forbid(response);
      return inside(request, response);
    };
    const inventory = await collected({ misbehave, namespaces: ["shop"] });
    expect(inventory.looks.namespaces).toMatchObject({
      coverage: { state: "partial", gaps: [{ reason: "forbidden" }] },
      items: [{ meta: { name: "shop" } }],
    });
    expect(inventory.looks.pods.coverage).toMatchObject({
      state: "partial",
      gaps: [{ resource: "pods", reason: "notNamespaceComplete" }],
    });
    expect(inventory.cluster.uid).toBeUndefined();
  });
});

describe("discovery that fails", () => {
  const stale: Misbehaviour = ({ url, headers }, response) => {
    if (url.pathname !== "/apis" || !headers.accept?.includes("APIGroupDiscoveryList")) return false;
    return sendJson(response, 200, {
      kind: "APIGroupDiscoveryList",
      items: [
        { metadata: { name: "metrics.k8s.io" }, versions: [{ version: "v1beta1", freshness: "Stale" }] },
        {
          metadata: { name: RBAC },
          versions: [
            {
              version: "v1",
              freshness: "Current",
              resources: [{ resource: "roles", responseKind: { kind: "Role" }, scope: "Namespaced", verbs: ["list"] }],
            },
          ],
        },
      ],
    });
  };

  it("of one aggregated API is a gap of its group, and of nothing else", async () => {
    const inventory = await collected({ misbehave: stale });
    expect(inventory.cluster.discovery.gaps).toMatchObject([{ resource: "*.metrics.k8s.io", reason: "discoveryFailed" }]);
    expect(inventory.looks["roles.rbac.authorization.k8s.io"].coverage.state).toBe("complete");
    expect(inventory.looks["deployments.apps"].coverage.state).toBe("absent");
  });

  it("of one group version, before aggregated discovery", async () => {
    const inventory = await collected({
      aggregatedDiscovery: false,
      misbehave: ({ url }, response) => url.pathname === "/apis/batch/v1" && sendStatus(response, 503, "ServiceUnavailable"),
    });
    expect(inventory.cluster.discovery.gaps).toMatchObject([{ resource: "*.batch", reason: "discoveryFailed" }]);
    expect(gapsOf(inventory, "jobs.batch")).toMatchObject([{ reason: "discoveryFailed" }]);
    expect(inventory.looks["deployments.apps"].coverage.state).toBe("complete");
  });

  it("of everything: what is asked for directly is still read, and nothing is called absent", async () => {
    const inventory = await collected({
      misbehave: ({ url }, response) =>
        (url.pathname === "/apis" || url.pathname === "/api") && sendStatus(response, 503, "ServiceUnavailable"),
    });
    expect(inventory.looks.pods).toMatchObject({ coverage: { state: "complete" } });
    expect(gapsOf(inventory, "nodes")).toMatchObject([{ reason: "discoveryFailed" }]);
    expect(Object.values(inventory.looks).filter(({ coverage }) => coverage.state === "absent")).toEqual([]);
  });

  it("a kind that is served only at versions that are not understood is not absent", async () => {
    const inventory = await collected({
      world: [...world, { group: "policy", version: "v9", plural: "poddisruptionbudgets", kind: "PodDisruptionBudget" }],
    });
    expect(gapsOf(inventory, "poddisruptionbudgets.policy")).toMatchObject([
      { reason: "notServed", detail: expect.stringContaining("v9") },
    ]);
  });
});

describe("a look that cannot begin", () => {
  it.each([
    ["auth", (_request, response) => sendStatus(response, 401, "Unauthorized")],
    ["notKubernetes", html],
    ["redirect", (_request, response) => (response.writeHead(307, { location: "/" }).end(), true)],
    ["refused", (_request, response) => (response.socket?.destroy(), true)],
  ] as readonly (readonly [string, Misbehaviour])[])("is %s", async (code, misbehave) => {
    expect(await attempt({ misbehave })).toMatchObject({ ok: false, error: { code } });
  });

  it("or is cancelled, gives nothing, and asks nothing more", async () => {
    const abort = new AbortController();
    const result = await attempt({
      signal: abort.signal,
      misbehave: forList("pods", () => {
        abort.abort();
        return true;
      }),
    });
    expect(result).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(targets().filter((target) => isList(target, "deployments"))).toEqual([]);
  });
});
