import { describe, expect, it } from "vitest";
import {
  attempt,
  collected,
  forList,
  gapsOf,
  isList,
  mostAtOnce,
  namespaces,
  RBAC,
  requests,
  stopServer,
  targets,
  world,
} from "#test/apiserver/collecting.ts";
import { hangUp, type Misbehaviour, sendJson, sendRedirect, sendStatus, sendText } from "#test/apiserver/fake-api-server.ts";
import type { CollectProgress } from "./collect.ts";

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
    expect(mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it("says that a kind is absent only where its whole group was discovered", async () => {
    const inventory = await collected();
    expect(inventory.looks["networkpolicies.networking.k8s.io"].coverage).toEqual({ state: "absent" });
    expect(inventory.looks["jobs.batch"].coverage).toEqual({ state: "absent" });
  });

  it("keeps names of Secrets only when that was asked for, and never a value", async () => {
    expect(gapsOf(await collected(), "secrets")).toMatchObject([{ reason: "notCollected" }]);
    expect(targets().filter((target) => target.includes("secrets"))).toEqual([]);
    await stopServer();
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
    await stopServer();
    expect(await collected({ pageSize: 500 })).toEqual(one);
  });

  it("is the same when the server is from before aggregated discovery", async () => {
    const inventory = await collected({ aggregatedDiscovery: false });
    expect(targets()).toEqual(
      expect.arrayContaining(["/api", "/api/v1", "/apis", "/apis/apps/v1", "/apis/batch/v1", "/apis/batch/v1beta1"]),
    );
    const looks = inventory.looks;
    await stopServer();
    expect((await collected()).looks).toEqual(looks);
  });

  it("is the same when answers are compressed", async () => {
    const { looks } = await collected();
    await stopServer();
    expect((await collected({ gzip: true, connection: { gzip: true } })).looks).toEqual(looks);
    expect(requests().every(({ headers }) => headers["accept-encoding"] === "gzip")).toBe(true);
  });

  it("tells how far it is", async () => {
    const events: CollectProgress[] = [];
    await collected({ onProgress: (event) => events.push(event), only: ["pods", "namespaces"] });
    expect(events[0]).toEqual({ phase: "connect", done: 0, total: 2, gaps: 0, counts: {} });
    expect(events.map(({ phase }) => phase)).toEqual(expect.arrayContaining(["connect", "discover", "collect"]));
    expect(events.at(-1)).toEqual({ phase: "collect", done: 2, total: 2, gaps: 0, counts: { namespaces: 3, pods: 25 } });
    expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).toSorted((a, b) => a - b));
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
    expect(inventory.cluster.discovery.gaps).toMatchObject([
      { resource: "*.batch", reason: "discoveryFailed", detail: "its API does not answer: 503: ServiceUnavailable by the test" },
    ]);
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
    ["notKubernetes", (_request, response) => sendText(response, 200, "text/html", "<html></html>")],
    ["redirect", (_request, response) => sendRedirect(response, 307, "/")],
    ["refused", (_request, response) => hangUp(response)],
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
