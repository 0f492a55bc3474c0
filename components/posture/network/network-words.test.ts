import { expect, test } from "vitest";
import type { NetworkNamespace, NetworkReachAnswer, NetworkView } from "#contracts/network.ts";
import {
  answerOf,
  cellWords,
  connectionSentence,
  endSentence,
  meshSentence,
  nothingOpenTitle,
  openSentence,
  pluginSentence,
} from "./network-words.ts";

type End = NetworkReachAnswer["ends"][number];

const row = {
  name: "shop",
  workloads: 4,
  onHost: 0,
  openIngress: 0,
  openEgress: 0,
  unknown: 0,
  policies: 1,
  metadata: 0,
  internet: 0,
  complete: true,
};

function view(rows: readonly Partial<typeof row>[], more: Partial<NetworkView> = {}): NetworkView {
  return {
    scanId: "s" as never,
    namespaces: rows.map((one) => ({ ...row, ...one })),
    matrix: [],
    exposures: [],
    gaps: [],
    ...more,
  };
}

test("the answer counts what is open, and claims nothing of what was not seen", () => {
  expect(answerOf(view([{ openIngress: 3, metadata: 2 }, {}]))).toBe(
    "3 of 8 workloads take traffic from every pod, and 2 may reach the metadata API of the cloud.",
  );
  expect(answerOf(view([{}]))).toBe(
    "Policies isolate 4 workloads from incoming traffic, and none may reach the metadata API of the cloud.",
  );
  const notKnown = "whether one may reach the metadata API of the cloud is not known.";
  expect(answerOf(view([{ unknown: 1 }]))).toBe(`Policies isolate 3 of 4 workloads from incoming traffic, and ${notKnown}`);
  const gaps = [{ resource: "networkpolicies.networking.k8s.io", reason: "forbidden" }] as const;
  expect(answerOf(view([{}], { gaps: [...gaps] }))).toBe(`Policies isolate 4 workloads from incoming traffic, and ${notKnown}`);
  expect(answerOf(view([{ metadata: 2 }], { gaps: [...gaps] }))).toContain("at least 2 may reach the metadata API");
  expect(answerOf(view([{ unknown: 4 }]))).toBe("Nobody can tell whether any of 4 workloads is isolated.");
  expect(answerOf(view([]))).toBe("Nothing was seen that NetworkPolicies could be about.");
});

test("it says what the answer stands on", () => {
  const plugin = (enforcement: "enforces" | "not" | "unknown") =>
    pluginSentence(view([], { plugin: { name: "flannel", enforcement, doubt: "no plugin was recognised" } }));
  expect(plugin("enforces")).toBe("flannel enforces NetworkPolicies.");
  expect(plugin("not")).toContain("does not enforce");
  expect(plugin("unknown")).toContain("is not known: no plugin was recognised.");
  expect(pluginSentence(view([]))).toContain("readers of some namespaces");
  const mesh = { names: ["Istio"], strict: 2, permissive: 0, off: 0, absent: 3, unknown: 1 };
  expect(meshSentence(view([], { mesh }))).toBe(
    "Workloads in the mesh of Istio: 2 strict, 3 without the proxy that they ask for, 1 not known.",
  );
  expect(meshSentence(view([]))).toBeUndefined();
});

test("cells and ends are said in words", () => {
  expect(cellWords("s", "shop", "bank")).toBe("From shop to bank: reaches some pods");
  expect(cellWords("?", "shop", "bank")).toBe("From shop to bank: not known");
  const end: End = {
    direction: "ingress",
    verdict: "no",
    because: "noRule",
    isolating: ["bank/deny"],
    plugin: [],
    rules: [],
  };
  const said = (more: Partial<End>) => endSentence({ ...end, ...more });
  expect(said({ because: "noRule" })).toBe("Isolated from incoming traffic by bank/deny, and no rule lets this through.");
  expect(said({ because: "rules", verdict: "yes" })).toBe(
    "Isolated from incoming traffic by bank/deny, and a rule lets this through.",
  );
  expect(said({ because: "pluginParts", verdict: "unknown", plugin: ["bank/c (rules of layer 7)"] })).toBe(
    "Parts of the network plugin's policies may be about it that are not evaluated: bank/c (rules of layer 7).",
  );
  expect(said({ because: "notIsolated", direction: "egress" })).toBe("No policy isolates it for outgoing traffic.");
  const answer: NetworkReachAnswer = { verdict: "no", ports: "no port", ends: [] };
  expect(connectionSentence(answer, { from: "shop/web", to: "bank/db", on: "TCP 80" })).toBe(
    "shop/web does not reach bank/db on TCP 80.",
  );
});

test("one namespace is called closed only where all of it was seen", () => {
  const workload = (ingress: "isolated" | "open" | "unknown") =>
    ({ ingress, egress: "isolated" }) as NetworkNamespace["workloads"][number];
  const said = (complete: boolean, ...workloads: NetworkNamespace["workloads"]) =>
    openSentence({ namespace: "shop", complete, workloads, proposal: { yaml: "", decide: [] } }).join(" in shop ");
  expect(said(true, workload("isolated"))).toBe("No workload in shop is open in a direction.");
  expect(said(true, workload("unknown"))).toBe("Whether a workload in shop is open in a direction is not known.");
  expect(said(false, workload("isolated"))).toBe("Whether a workload in shop is open in a direction is not known.");
  expect(said(false, workload("open"))).toBe("1 workload in shop is open in a direction.");
});

test("nothing is called closed to the outside where not all was seen", () => {
  expect(nothingOpenTitle(view([]))).toBe("Nothing is open to the outside");
  const gaps = [{ resource: "services", reason: "forbidden" }] as const;
  expect(nothingOpenTitle(view([], { gaps: [...gaps] }))).toBe("Nothing was seen that is open to the outside");
});
