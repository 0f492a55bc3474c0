import { expect, test } from "vitest";
import { AuditClients } from "./audit-clients.ts";

const event = (userAgent: string, day: string, username = "jane") => ({
  ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", userAgent },
  ...{ user: { username }, stageTimestamp: `2026-11-${day}T10:00:00.000000Z` },
});

function seenIn(...lines: readonly unknown[]) {
  const clients = new AuditClients();
  for (const line of lines) clients.add(line);
  return clients.result();
}

test("each client of a user is told once, with its last request", () => {
  const lines = [event("kubectl/v1.30.0", "02"), event("kubectl/v1.30.0", "01"), event("", "03"), { userAgent: "no event" }];
  expect(seenIn(...lines)).toEqual({
    clients: [{ user: "jane", userAgent: "kubectl/v1.30.0", lastSeen: "2026-11-02T10:00:00.000000Z" }],
    dropped: 0,
  });
});

test("events of more clients than are kept are counted", () => {
  const lines = Array.from({ length: 5_003 }, (_, index) => event("kubectl/v1.30.0", "01", `u${index}`));
  const { clients, dropped } = seenIn(...lines, event("kubectl/v1.30.0", "02", "u0"));
  expect([clients.length, dropped, clients[0]?.lastSeen]).toEqual([5_000, 3, "2026-11-02T10:00:00.000000Z"]);
});
