import { expect, test } from "vitest";
import { AuditUsesTally } from "./audit-uses.ts";

const event = (more: object) => ({
  kind: "Event",
  apiVersion: "audit.k8s.io/v1",
  stage: "ResponseComplete",
  verb: "get",
  user: { username: "jane", groups: ["team"] },
  objectRef: { resource: "pods", namespace: "shop", name: "web" },
  stageTimestamp: "2026-11-01T10:00:00.000000Z",
  ...more,
});

function tallyOf(...events: readonly unknown[]) {
  const tally = new AuditUsesTally();
  for (const one of events) tally.add(one);
  return tally.result();
}

test("each user's actions are kept once, with every group that the requests came with", () => {
  expect(
    tallyOf(
      event({}),
      event({ user: { username: "jane", groups: ["ops"] } }),
      event({ verb: "create", objectRef: { resource: "pods", namespace: "shop", name: "made" } }),
      event({ responseStatus: { code: 403 }, verb: "delete", stageTimestamp: "2026-11-03T10:00:00.000000Z" }),
      event({ stage: "RequestReceived", verb: "patch" }),
      { kind: "Pod" },
    ),
  ).toEqual({
    period: { from: "2026-11-01T10:00:00.000000Z", to: "2026-11-03T10:00:00.000000Z" },
    events: 4,
    unreadable: 1,
    users: [
      {
        user: "jane",
        groups: ["ops", "team"],
        actions: [
          { attributes: { verb: "get", group: "", resource: "pods", name: "web" }, namespace: "shop" },
          { attributes: { verb: "create", group: "", resource: "pods" }, namespace: "shop" },
        ],
      },
    ],
  });
});

test("who acts as another used impersonation, and the other used the rest", () => {
  const users = tallyOf(event({ impersonatedUser: { username: "bob", groups: ["devs"] } }))?.users;
  expect(users?.map(({ user, groups, actions }) => [user, groups, actions.map(({ attributes }) => attributes.verb)])).toEqual([
    ["bob", ["devs"], ["get"]],
    ["jane", ["team"], ["impersonate", "impersonate"]],
  ]);
});

test("more names than are kept are one action that stands for all of them", () => {
  const many = Array.from({ length: 80 }, (_, number) =>
    event({ objectRef: { resource: "pods", namespace: "shop", name: `p${number}` } }),
  );
  const actions = tallyOf(...many)?.users[0]?.actions ?? [];
  expect(actions).toHaveLength(51);
  expect(actions.filter(({ manyNames }) => manyNames)).toHaveLength(1);
});

test("of somebody who does more than is kept it is said, and what stands for many names goes on standing for them", () => {
  const get = (resource: string, name: string) => event({ objectRef: { resource, namespace: "shop", name } });
  const names = Array.from({ length: 51 }, (_, number) => get("pods", `p${number}`));
  const kinds = Array.from({ length: 4_949 }, (_, number) => get(`kind${number}`, "one"));
  const full = tallyOf(...names, ...kinds, get("pods", "another"), get("kind0", "one"))?.users[0];
  expect(full).not.toHaveProperty("cut");
  expect(full?.actions).toHaveLength(5_000);
  const beyond = tallyOf(...names, ...kinds, get("kind0", "two"))?.users[0];
  expect(beyond?.cut).toBe(true);
  expect(beyond?.actions).toEqual(full?.actions);
});

test("a file without an event has no period", () => {
  expect(tallyOf({ kind: "Pod" }, undefined)).toBeUndefined();
});
