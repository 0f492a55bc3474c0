import { describe, expect, it } from "vitest";
import type { Gap } from "#core/inventory/gap.ts";
import { collected, forList, gapsOf, pod, stoppedClock, TOKEN, targets, world } from "#test/apiserver/collecting.ts";
import {
  hangUp,
  type Misbehaviour,
  sendHalf,
  sendJson,
  sendRedirect,
  sendStatus,
  sendText,
  sendWithoutEnd,
} from "#test/apiserver/fake-api-server.ts";

const html: Misbehaviour = (_request, response) => sendText(response, 200, "text/html", "<html>body-canary</html>");

describe("a list that goes wrong is a gap of that kind alone", () => {
  const cases: readonly (readonly [what: string, act: Misbehaviour, gap: Partial<Gap>])[] = [
    ["HTML", html, { reason: "decodeError" }],
    [
      "JSON under another type",
      (_request, response) => sendText(response, 200, "text/plain", '{"kind":"PodList","apiVersion":"v1","items":[]}'),
      { reason: "decodeError" },
    ],
    [
      "half of an object",
      (_request, response) => sendText(response, 200, "application/json", '{"kind":"PodList","items":['),
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
      (_request, response) => sendRedirect(response, 302, "https://evil.test/"),
      { reason: "decodeError", detail: "the server answered with a redirect" },
    ],
    ["404", (_request, response) => sendStatus(response, 404, "NotFound"), { reason: "notServed" }],
    ["401", (_request, response) => sendStatus(response, 401, "Unauthorized"), { reason: "forbidden" }],
    ["500 again and again", (_request, response) => sendStatus(response, 500, "InternalError"), { reason: "decodeError" }],
    ["429 again and again", (_request, response) => sendStatus(response, 429, "TooManyRequests"), { reason: "throttled" }],
    ["a connection that ends", (_request, response) => hangUp(response), { reason: "truncated" }],
    ["a connection that ends in the body", (_request, response) => sendHalf(response), { reason: "truncated" }],
    [
      "more than any page may have",
      (_request, response) => sendText(response, 200, "application/json", Buffer.alloc(33 * 1024 * 1024, 0x20)),
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
    ["what is not HTTP", (_request, response) => hangUp(response, "220 ftp\r\n"), { reason: "decodeError" }],
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
        return sendWithoutEnd(response);
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
      return sendHalf(response);
    });
    const { pods } = (await collected({ misbehave })).looks;
    expect(pods).toMatchObject({ coverage: { state: "complete" } });
    expect(pods.items).toHaveLength(25);
  });

  it("a page that is too large is asked for in smaller ones", async () => {
    const misbehave = forList("pods", ({ url }, response) => {
      if (Number(url.searchParams.get("limit")) < 2) return false;
      return sendText(response, 200, "application/json", Buffer.alloc(33 * 1024 * 1024, 0x20));
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
