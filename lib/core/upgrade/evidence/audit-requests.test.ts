import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditRequests } from "./audit-requests.ts";

function event(more: object = {}, target: object = {}) {
  return {
    ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", verb: "list", user: { username: "ci" } },
    ...{ userAgent: "kubectl/v1.24.1 (linux/amd64)", stageTimestamp: "2026-11-01T00:00:00.000000Z" },
    objectRef: { apiGroup: "batch", apiVersion: "v1beta1", resource: "cronjobs", namespace: "shop", ...target },
    annotations: { "k8s.io/deprecated": "true", "k8s.io/removed-release": "1.25" },
    ...more,
  };
}

function tally(...events: readonly unknown[]) {
  const requests = new AuditRequests();
  for (const one of events) requests.add(one);
  return requests.result();
}

describe("deprecated requests of an audit log", () => {
  test("are counted by user, client and API, with verbs and the last time", () => {
    const later = "2026-11-20T08:00:00.000000Z";
    const { requests, dropped } = tally(
      event({ stageTimestamp: later, verb: "patch" }),
      event({ userAgent: "kubectl/v1.25.0" }, { namespace: "other", subresource: "status" }),
      event({ userAgent: "helm/3" }),
    );
    const api = { group: "batch", version: "v1beta1", resource: "cronjobs", user: "ci" };
    expect([requests, dropped]).toEqual([
      [
        { ...api, userAgent: "helm/3", verbs: ["list"], count: 1, lastSeen: "2026-11-01T00:00:00.000000Z" },
        { ...api, userAgent: "kubectl/v1.24.1 (linux/amd64)", verbs: ["list", "patch"], count: 2, lastSeen: later },
      ],
      0,
    ]);
  });

  test.each([
    ["a current version", event({ annotations: {} })],
    ["another stage of the same request", event({ stage: "RequestReceived" })],
    ["no resource", event({ objectRef: undefined })],
    ["no event", { kind: "Event", apiVersion: "v1" }],
  ])("leave out what is %s", (_name, one) => {
    expect(tally(one)).toEqual({ requests: [], dropped: 0 });
  });

  test("are kept of as many clients as fit, and the rest is counted", () => {
    const events = Array.from({ length: 5_003 }, (_, index) => event({ user: { username: `u${index}` } }));
    const { requests, dropped } = tally(...events, event({ user: { username: "u0" } }));
    expect([requests.length, dropped, requests[0]?.count]).toEqual([5_000, 3, 2]);
  });

  test("survive whatever a line holds", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, target) => {
        tally(one, event({ objectRef: target, user: one, annotations: { "k8s.io/deprecated": "true" } }));
      }),
      { seed: Number(process.env.SEED ?? 20_261_128), numRuns: Number(process.env.CASES ?? 300) },
    );
  });
});
