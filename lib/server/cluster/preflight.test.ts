import { describe, expect, it } from "vitest";
import { definitionOf, type ResourceId, resourceIds } from "#core/inventory/resources.ts";
import { connectToFake, namespaces, stoppedClock, targets } from "#test/apiserver/collecting.ts";
import { type Misbehaviour, sendJson, sendStatus, sendText } from "#test/apiserver/fake-api-server.ts";
import { type PreflightOptions, preflight } from "./preflight.ts";

interface Rights {
  readonly everywhere?: readonly ResourceId[];
  /** By namespace. */
  readonly inside?: Readonly<Record<string, readonly ResourceId[]>>;
  readonly user?: string;
}

/** Answers reviews as an API server with these rights would. */
function reviews({ everywhere = [], inside = {}, user }: Rights): Misbehaviour {
  const ruleOf = (id: ResourceId) => ({
    verbs: ["list"],
    apiGroups: [definitionOf(id).group],
    resources: [definitionOf(id).plural],
  });
  return ({ target, body }, response) => {
    const spec = body === "" ? {} : (JSON.parse(body).spec ?? {});
    if (target.includes("selfsubjectreviews"))
      return user !== undefined && sendJson(response, 201, { status: { userInfo: { username: user } } });
    if (target.includes("selfsubjectrulesreviews"))
      return sendJson(response, 201, {
        status: { resourceRules: (inside[spec.namespace] ?? []).map(ruleOf), incomplete: false },
      });
    if (!target.includes("selfsubjectaccessreviews")) return false;
    const { group, resource, verb } = spec.resourceAttributes;
    const allowed =
      verb === "list" && everywhere.some((id) => definitionOf(id).group === group && definitionOf(id).plural === resource);
    return sendJson(response, 201, { status: { allowed } });
  };
}

async function run(misbehave: Misbehaviour, options: Partial<PreflightOptions> = {}) {
  return connectToFake({ misbehave }, (connection) => preflight(connection, { checks: [], clock: stoppedClock(), ...options }));
}

async function foreseen(rights: Rights, options: Partial<PreflightOptions> = {}) {
  const result = await run(reviews(rights), options);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const checks = [{ id: "x", reads: ["pods", "roles.rbac.authorization.k8s.io"] as const }];
const plain = resourceIds.filter((id) => !definitionOf(id).optional);

describe("a preflight", () => {
  it("of full rights grants nothing more", async () => {
    const value = await foreseen({ everywhere: plain, user: "jane" }, { checks });
    expect(value).toMatchObject({ user: "jane", checks: [{ outlook: "assessed" }] });
    expect(value.grant).toBeUndefined();
    expect(value.renewsToken).toBeUndefined();
    expect(targets().filter((target) => target.includes("rulesreviews"))).toEqual([]);
  });

  it("of rights in some namespaces names them, and a check that reads there can find and cannot pass", async () => {
    const value = await foreseen(
      { everywhere: ["roles.rbac.authorization.k8s.io"], inside: { web: ["pods"], shop: ["pods"] }, user: "jane" },
      { checks },
    );
    expect(value.resources.find(({ resource }) => resource === "pods")).toEqual({
      resource: "pods",
      access: "namespaces",
      namespaces: ["shop", "web"],
    });
    expect(value.checks).toEqual([{ id: "x", outlook: "partly", missing: ["pods"] }]);
    expect(value.grant).toContain("kind: User");
    expect(value.grant).not.toMatch(/secrets|- roles$/m);
  });

  it("asks about the namespaces that somebody named, where the cluster's own are refused", async () => {
    const inner = reviews({ inside: { web: ["pods"] } });
    const misbehave: Misbehaviour = (request, response) =>
      request.target.startsWith("/api/v1/namespaces?") ? sendStatus(response, 403, "Forbidden") : inner(request, response);
    const result = await run(misbehave, { namespaces: ["web"] });
    expect(result.ok && result.value.resources.find(({ resource }) => resource === "pods")).toEqual({
      resource: "pods",
      access: "namespaces",
      namespaces: ["web"],
    });
    expect(namespaces).toContain("web");
  });

  it("treats what the server does not answer as missing, and says that it is unknown", async () => {
    const value = await foreseen({ user: "jane" }, { checks });
    expect(new Set(value.resources.map(({ access }) => access))).toEqual(new Set(["none"]));
    const broken = await run(
      ({ target }, response) => target.includes("reviews") && sendText(response, 200, "text/html", "<html>"),
      { checks },
    );
    expect(broken).toMatchObject({ ok: true, value: { checks: [{ outlook: "notAssessed" }] } });
    expect(broken.ok && new Set(broken.value.resources.map(({ access }) => access))).toEqual(new Set(["unknown"]));
  });

  it("knows the account from its token where the server cannot say", async () => {
    const value = await foreseen({}, { serviceAccount: { namespace: "ns", name: "me" } });
    expect(value).toMatchObject({ user: "system:serviceaccount:ns:me", renewsToken: false });
    expect(value.grant).toContain("name: me\n    namespace: ns");
  });

  it("asks for Secrets only where their names are wanted", async () => {
    expect((await foreseen({})).grant).not.toContain("secrets");
    expect((await foreseen({}, { includeSecretNames: true })).grant).toContain("secrets");
  });
});
