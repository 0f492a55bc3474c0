/** Whom Calico's own policies isolate, as its documentation has it. */
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import { evaluationOf, groupNamed } from "./evaluated.ts";
import { type Isolation, isolationOf } from "./isolation.ts";
import { everyPort, noPort } from "./ports.ts";
import { calicoPolicy, daemonSet, denyAll, namespaceOf, podOf } from "./worlds.ts";

const pods = [
  podOf("shop/web", {}, { version: "v2-beta" }),
  podOf("shop/db", {}, { version: "v1" }),
  podOf("bank/web"),
  podOf("shop/agent", { hostNetwork: true }),
];
const spaces = [namespaceOf("shop", { team: "a" }), namespaceOf("bank", { team: "b" })];
const world = (...objects: readonly KubernetesObject[]) =>
  evaluationOf([daemonSet("calico-node"), ...spaces, ...pods, ...objects]);

/** Of shop/web, shop/db and bank/web, from incoming traffic. */
const isolations = (...objects: readonly KubernetesObject[]): readonly Isolation[] => {
  const evaluation = world(...objects);
  return ["shop/web", "shop/db", "bank/web"].map((path) => isolationOf(evaluation, groupNamed(evaluation, path), "ingress"));
};
const [isolated, open, unknown] = ["isolated", "open", "unknown"] as const;

test.each<[string, string, object, readonly Isolation[]]>([
  ["all of a namespace", "shop/k", {}, [isolated, isolated, open]],
  ["all() of a namespace", "shop/k", { selector: "all()" }, [isolated, isolated, open]],
  ["a label", "shop/k", { selector: "app == 'web'" }, [isolated, open, open]],
  ["a label in every namespace", "k", { selector: "app in {'web', 'x'}" }, [isolated, open, isolated]],
  ["a part of a label", "k", { selector: "version starts with 'v2' && version ends with 'beta'" }, [isolated, open, open]],
  ["a label that is absent", "k", { selector: "!has(version)" }, [open, open, isolated]],
  ["a namespace by its name", "k", { selector: "projectcalico.org/namespace == 'bank'" }, [open, open, isolated]],
  ["a namespace by the name's label", "k", { namespaceSelector: "projectcalico.org/name == 'bank'" }, [open, open, isolated]],
  ["namespaces by a label", "k", { namespaceSelector: "team != 'b'" }, [isolated, isolated, open]],
  ["namespaces by a label of their pods", "k", { selector: "pcns.team == 'b'" }, [open, open, isolated]],
  ["service accounts", "shop/k", { serviceAccountSelector: "has(role)" }, [unknown, unknown, open]],
  ["service accounts by a label of their pods", "shop/k", { selector: "pcsa.role == 'a' && app == 'db'" }, [open, unknown, open]],
  ["a selector that is none", "shop/k", { selector: "app = web" }, [unknown, unknown, open]],
  ["a tier beside the default one", "shop/k", { tier: "security" }, [unknown, unknown, open]],
  ["a rule that passes on", "shop/k", { ingress: [{ action: "Deny" }, { action: "Pass" }] }, [unknown, unknown, open]],
  [
    "one that passes on what goes out",
    "shop/k",
    { types: ["Ingress", "Egress"], egress: [{ action: "Pass" }] },
    [isolated, isolated, open],
  ],
  ["outgoing rules alone", "shop/k", { egress: [{ action: "Allow" }] }, [open, open, open]],
  [
    "outgoing rules, with both types",
    "shop/k",
    { types: ["Ingress", "Egress"], egress: [{ action: "Allow" }] },
    [isolated, isolated, open],
  ],
  ["a rule that lets everything in isolates, too", "shop/k", { ingress: [{ action: "Allow" }] }, [isolated, isolated, open]],
  ["host endpoints", "k", { selector: "has(host)", applyOnForward: true, preDNAT: true }, [unknown, unknown, unknown]],
])("%s", (_, path, spec, expected) => {
  expect(isolations(calicoPolicy(path, spec))).toEqual(expected);
});

describe("what its rules say is not evaluated", () => {
  test("nothing is certain of a pod that a policy is about, in its direction alone", () => {
    const evaluation = world(calicoPolicy("shop/k", { selector: "app == 'web'" }), denyAll("bank"));
    const at = (path: string) => groupNamed(evaluation, path);
    expect(evaluation.passage(at("shop/web"), "ingress", at("shop/db"))).toEqual({ least: noPort, most: everyPort });
    expect(evaluation.passage(at("shop/web"), "egress", at("shop/db"))).toEqual({ least: everyPort, most: everyPort });
    expect(evaluation.passage(at("bank/web"), "ingress", at("shop/db"))).toEqual({ least: noPort, most: noPort });
    expect(evaluation.partlyRead(at("shop/web"), "ingress")).toMatchObject([{ parts: ["rules of Calico"] }]);
    expect(evaluation.isFree(at("shop/web"), "ingress")).toBe(false);
    expect(evaluation.isFree(at("shop/db"), "ingress")).toBe(true);
  });

  test("the parts that are not evaluated are named", () => {
    const spec = { tier: "first", selector: "app = web", serviceAccountSelector: "has(a)" };
    const evaluation = world(calicoPolicy("shop/k", spec));
    expect(evaluation.partlyRead(groupNamed(evaluation, "shop/web"), "ingress").flatMap(({ parts }) => parts)).toEqual([
      ...["rules of Calico", "selectors that cannot be read", "labels of service accounts", "tiers beside the default one"],
    ]);
  });
});

test("policies that Calico's own API server shows once more count once, and NetworkPolicies among them not at all", () => {
  const served = (name: string, spec: object) => ({ ...calicoPolicy(`shop/${name}`, spec), apiVersion: "projectcalico.org/v3" });
  const stored = calicoPolicy("shop/default.k", { selector: "app == 'web'" });
  const found = world(stored, served("k", { selector: "app == 'web'" }), served("knp.default.p", {}));
  expect(["shop/web", "shop/db"].map((path) => isolationOf(found, groupNamed(found, path), "ingress"))).toEqual([isolated, open]);
  expect(found.isolating(groupNamed(found, "shop/web"), "ingress").map(({ meta }) => meta.name)).toEqual(["k"]);
});

test("where Calico was not recognised nothing of them is certain", () => {
  const policy = calicoPolicy("shop/k", {});
  for (const others of [[], [daemonSet("cilium")]]) {
    const evaluation = evaluationOf([...others, ...spaces, ...pods, policy]);
    expect(isolationOf(evaluation, groupNamed(evaluation, "shop/web"), "ingress")).toBe(unknown);
  }
});
