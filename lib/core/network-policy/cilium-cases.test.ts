/** Cilium's policies, case by case as its documentation has them. */
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import { rangeOf } from "./address.ts";
import { evaluationOf, groupNamed, node } from "./evaluated.ts";
import { isolationOf } from "./isolation.ts";
import { hasPort, type Protocol } from "./ports.ts";
import { ciliumPolicy, daemonSet, denyAll, namespaceOf, networkPolicy, podOf, portsOfContainer } from "./worlds.ts";

describe("what Cilium documents", () => {
  const pods = [podOf("shop/web"), podOf("shop/db"), podOf("bank/web"), podOf("shop/agent", { hostNetwork: true })];
  const spaces = [namespaceOf("shop", { team: "a" }), namespaceOf("bank", { team: "b" })];
  const world = (...objects: readonly KubernetesObject[]) =>
    evaluationOf([daemonSet("cilium"), node, ...spaces, ...pods, ...objects]);
  type Said = "yes" | "no" | "maybe";
  const said = (found: { readonly least: object; readonly most: object }, port: number, protocol: Protocol = "TCP"): Said => {
    const has = (set: object) => hasPort(set as never, protocol, port);
    return has(found.least) ? "yes" : has(found.most) ? "maybe" : "no";
  };
  /** Into shop/web, from a pod or an address. */
  const into = (spec: object, from: string, port = 80, name = "shop/c") => {
    const evaluation = world(ciliumPolicy(name, { spec }));
    const range = rangeOf(from);
    const end = range ? [range] : groupNamed(evaluation, from);
    return said(evaluation.passage(groupNamed(evaluation, "shop/web"), "ingress", end), port);
  };
  const out = (spec: object, to: string, port = 80, name = "shop/c") => {
    const evaluation = world(ciliumPolicy(name, { spec }));
    const range = rangeOf(to);
    const end = range ? [range] : groupNamed(evaluation, to);
    return said(evaluation.passage(groupNamed(evaluation, "shop/web"), "egress", end), port);
  };
  const all = { endpointSelector: {} };
  const ports = (...list: readonly object[]) => [{ ports: list }];

  test.each<[string, object, string, Said]>([
    ["a section that is absent", all, "bank/web", "yes"],
    ["a section without a rule", { ...all, ingress: [] }, "bank/web", "yes"],
    ["an empty rule", { ...all, ingress: [{}] }, "shop/db", "no"],
    ["an empty list of endpoints", { ...all, ingress: [{ fromEndpoints: [], toPorts: ports({ port: "80" }) }] }, "shop/db", "no"],
    ["an empty selector, in the namespace", { ...all, ingress: [{ fromEndpoints: [{}] }] }, "shop/db", "yes"],
    ["an empty selector, beyond it", { ...all, ingress: [{ fromEndpoints: [{}] }] }, "bank/web", "no"],
    [
      "a namespace by its name",
      { ...all, ingress: [{ fromEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "bank" } }] }] },
      "bank/web",
      "yes",
    ],
    [
      "a namespace by its labels",
      { ...all, ingress: [{ fromEndpoints: [{ matchLabels: { "k8s:io.cilium.k8s.namespace.labels.team": "b" } }] }] },
      "bank/web",
      "yes",
    ],
    [
      "a service account, which is not read",
      { ...all, ingress: [{ fromEndpoints: [{ matchLabels: { "io.cilium.k8s.policy.serviceaccount": "luke" } }] }] },
      "shop/db",
      "maybe",
    ],
    [
      "a label that pods are not told apart by",
      { ...all, ingress: [{ fromEndpoints: [{ matchLabels: { "pod-template-hash": "1" } }] }] },
      "shop/db",
      "maybe",
    ],
    ["ports alone", { ...all, ingress: [{ toPorts: ports({ port: "80", protocol: "TCP" }) }] }, "bank/web", "yes"],
    ["ports alone, from outside", { ...all, ingress: [{ toPorts: ports({ port: "80" }) }] }, "8.8.8.8", "yes"],
    ["another port", { ...all, ingress: [{ toPorts: ports({ port: "81" }) }] }, "bank/web", "no"],
    ["a range of ports", { ...all, ingress: [{ toPorts: ports({ port: "79", endPort: 81 }) }] }, "bank/web", "yes"],
    ["every port", { ...all, ingress: [{ toPorts: ports({ port: "0" }) }] }, "bank/web", "yes"],
    ["the entity all", { ...all, ingress: [{ fromEntities: ["all"] }] }, "bank/web", "yes"],
    ["the entity cluster, from a pod", { ...all, ingress: [{ fromEntities: ["cluster"] }] }, "bank/web", "yes"],
    ["the entity world, from a pod", { ...all, ingress: [{ fromEntities: ["world"] }] }, "bank/web", "no"],
    ["the entity world, from outside", { ...all, ingress: [{ fromEntities: ["world"] }] }, "8.8.8.8", "yes"],
    ["the entity world, from a node", { ...all, ingress: [{ fromEntities: ["world"] }] }, "192.168.1.1", "maybe"],
    ["the entity host, from a pod", { ...all, ingress: [{ fromEntities: ["host"] }] }, "bank/web", "no"],
    ["the entity kube-apiserver, from a pod", { ...all, ingress: [{ fromEntities: ["kube-apiserver"] }] }, "bank/web", "no"],
    [
      "the entity kube-apiserver, from an address",
      { ...all, ingress: [{ fromEntities: ["kube-apiserver"] }] },
      "8.8.8.8",
      "maybe",
    ],
    ["an entity that nobody knows", { ...all, ingress: [{ fromEntities: ["moon"] }] }, "bank/web", "maybe"],
    ["pods that Cilium does not manage", { ...all, ingress: [{ fromEntities: ["unmanaged"] }] }, "bank/web", "maybe"],
    ["a block, from a pod", { ...all, ingress: [{ fromCIDR: ["0.0.0.0/0"] }] }, "bank/web", "no"],
    [
      "a block, from its exception",
      { ...all, ingress: [{ fromCIDRSet: [{ cidr: "8.0.0.0/8", except: ["8.8.0.0/16"] }] }] },
      "8.8.8.8",
      "no",
    ],
    ["a block, from a node", { ...all, ingress: [{ fromCIDR: ["0.0.0.0/0"] }] }, "192.168.1.1", "maybe"],
    ["a group of blocks", { ...all, ingress: [{ fromCIDRSet: [{ cidrGroupRef: "partners" }] }] }, "8.8.8.8", "maybe"],
    ["a group of blocks, from a pod", { ...all, ingress: [{ fromCIDRSet: [{ cidrGroupRef: "partners" }] }] }, "bank/web", "no"],
    ["nodes by their labels, from a pod", { ...all, ingress: [{ fromNodes: [{}] }] }, "bank/web", "no"],
    ["reserved labels", { ...all, ingress: [{ fromEndpoints: [{ matchLabels: { "reserved:host": "" } }] }] }, "shop/db", "no"],
    ["authentication", { ...all, ingress: [{ fromEndpoints: [{}], authentication: { mode: "required" } }] }, "shop/db", "maybe"],
    ["no authentication", { ...all, ingress: [{ fromEndpoints: [{}], authentication: { mode: "disabled" } }] }, "shop/db", "yes"],
    ["ICMP alone", { ...all, ingress: [{ fromEndpoints: [{}], icmps: [{ fields: [{ type: 8 }] }] }] }, "shop/db", "no"],
    ["a rule that is deprecated", { ...all, ingress: [{ fromEndpoints: [{}], fromRequires: [{}] }] }, "shop/db", "maybe"],
    [
      "two kinds of peers, which Cilium refuses",
      { ...all, ingress: [{ fromEndpoints: [{}], fromCIDR: ["8.8.8.8/32"] }] },
      "bank/web",
      "maybe",
    ],
    ["fields that nobody knows", { ...all, ingress: [{ fromMoons: [{}] }] }, "bank/web", "maybe"],
    [
      "what is denied, with default deny off",
      { ...all, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEndpoints: [{}] }] },
      "shop/db",
      "no",
    ],
    [
      "what is not denied, with default deny off",
      { ...all, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEndpoints: [{}] }] },
      "bank/web",
      "yes",
    ],
    ["what is not denied isolates, too", { ...all, ingressDeny: [{ fromEndpoints: [{}] }] }, "bank/web", "no"],
    [
      "an empty rule that denies denies nothing, and isolates",
      { ...all, ingressDeny: [{}], ingress: [{ fromEntities: ["all"] }] },
      "bank/web",
      "yes",
    ],
    [
      "deny before allow",
      { ...all, ingress: [{ fromEntities: ["all"] }], ingressDeny: [{ toPorts: ports({ port: "80" }) }] },
      "bank/web",
      "no",
    ],
    ["default deny without a rule", { ...all, enableDefaultDeny: { ingress: true } }, "shop/db", "no"],
    ["another pod's policy", { endpointSelector: { matchLabels: { app: "db" } }, ingress: [{}] }, "shop/db", "yes"],
    ["a policy for nodes", { nodeSelector: {}, ingress: [{}] }, "shop/db", "yes"],
    ["from the host network, when nothing is let in", { ...all, ingress: [{}] }, "shop/agent", "maybe"],
    ["from the host network, with the cluster let in", { ...all, ingress: [{ fromEntities: ["cluster"] }] }, "shop/agent", "yes"],
  ])("%s", (_, spec, from, expected) => {
    expect(into(spec, from)).toBe(expected);
  });

  test.each<[string, object, string, Said]>([
    ["names of domains, to a pod", { ...all, egress: [{ toFQDNs: [{ matchName: "a.example" }] }] }, "shop/db", "no"],
    ["names of domains, to an address", { ...all, egress: [{ toFQDNs: [{ matchName: "a.example" }] }] }, "8.8.8.8", "maybe"],
    ["Services", { ...all, egress: [{ toServices: [{ k8sService: { serviceName: "db" } }] }] }, "shop/db", "maybe"],
    ["groups of a cloud", { ...all, egress: [{ toGroups: [{ aws: {} }] }] }, "8.8.8.8", "maybe"],
    [
      "the cluster, to the metadata API",
      { ...all, egress: [{ toEntities: ["cluster", "kube-apiserver"] }] },
      "169.254.169.254",
      "no",
    ],
    ["the cluster, to the host network", { ...all, egress: [{ toEntities: ["cluster"] }] }, "shop/agent", "yes"],
    ["a block, to the host network", { ...all, egress: [{ toCIDR: ["0.0.0.0/0"] }] }, "shop/agent", "maybe"],
    ["endpoints, to the host network", { ...all, egress: [{ toEndpoints: [{}] }] }, "shop/agent", "no"],
    [
      "a rule of layer 7",
      { ...all, egress: [{ toPorts: [{ ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{}] } }] }] },
      "shop/db",
      "maybe",
    ],
    ["a port's name", { ...all, egress: [{ toPorts: ports({ port: "web" }) }] }, "shop/db", "no"],
  ])("outgoing: %s", (_, spec, to, expected) => {
    expect(out(spec, to)).toBe(expected);
  });

  test("a cluster-wide policy is about every namespace, and a namespace's own about no other", () => {
    const closed = { ...all, ingress: [{}] };
    expect([into(closed, "shop/db", 80, "c"), into(closed, "shop/db", 80, "bank/c")]).toEqual(["no", "yes"]);
    const elsewhere = { endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": "bank" } }, ingress: [{}] };
    expect([into(elsewhere, "shop/db", 80, "c"), into(elsewhere, "shop/db", 80, "shop/c")]).toEqual(["yes", "maybe"]);
    const everyone = { ...all, ingress: [{ fromEndpoints: [{}] }] };
    expect([into(everyone, "bank/web", 80, "c"), into(everyone, "shop/agent", 80, "c")]).toEqual(["yes", "maybe"]);
  });

  test("a name of a port is that of the pod that receives; for outgoing traffic any pod's may be meant", () => {
    const spec = { ...all, ingress: [{ toPorts: ports({ port: "Web" }) }] };
    const egress = { ...all, egress: [{ toPorts: ports({ port: "web" }) }] };
    const served = podOf("shop/api", portsOfContainer({ name: "web", containerPort: 8080 }));
    const evaluation = world(served, ciliumPolicy("shop/c", { spec }), ciliumPolicy("bank/c", { spec: egress }));
    const at = (path: string) => groupNamed(evaluation, path);
    const found = [8080, 80].map((port) => said(evaluation.passage(at("shop/api"), "ingress", at("bank/web")), port));
    expect(found).toEqual(["yes", "no"]);
    const sent = [8080, 80].map((port) => said(evaluation.passage(at("bank/web"), "egress", at("shop/db")), port));
    expect(sent).toEqual(["maybe", "no"]);
  });

  test("NetworkPolicies and Cilium's let through together, and what Cilium denies no NetworkPolicy allows", () => {
    const open = networkPolicy("shop/p", { ingress: [{}] });
    const into = (...objects: readonly KubernetesObject[]) => {
      const evaluation = world(...objects);
      const at = (path: string) => groupNamed(evaluation, path);
      return said(evaluation.passage(at("shop/web"), "ingress", at("bank/web")), 80);
    };
    const closed = ciliumPolicy("shop/c", { spec: { ...all, ingress: [{}] } });
    expect([into(closed), into(closed, open), into(denyAll("shop"), closed)]).toEqual(["no", "yes", "no"]);
    const allowing = ciliumPolicy("shop/c", { spec: { ...all, ingress: [{ fromEntities: ["all"] }] } });
    expect(into(denyAll("shop"), allowing)).toBe("yes");
    const denying = ciliumPolicy("shop/d", { spec: { ...all, ingressDeny: [{ fromEntities: ["all"] }] } });
    expect(into(open, denying)).toBe("no");
  });

  test("where another plugin was recognised, or none, nothing of them is certain", () => {
    const policy = ciliumPolicy("shop/c", { spec: { ...all, ingress: [{}] } });
    for (const others of [[], [daemonSet("calico-node")]]) {
      const evaluation = evaluationOf([...others, ...spaces, ...pods, policy]);
      const web = groupNamed(evaluation, "shop/web");
      expect(said(evaluation.passage(web, "ingress", web), 80)).toBe("maybe");
      expect(isolationOf(evaluation, web, "ingress")).toBe("unknown");
    }
  });

  test("isolation is said for certain only where the policy is read whole", () => {
    const isolation = (spec: object) => {
      const evaluation = world(ciliumPolicy("shop/c", { spec }));
      const web = groupNamed(evaluation, "shop/web");
      return [isolationOf(evaluation, web, "ingress"), evaluation.partlyRead(web, "ingress").flatMap(({ parts }) => parts)];
    };
    const deep = [{ toPorts: [{ ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{}] } }] }];
    expect(isolation({ ...all, ingress: deep })).toEqual(["isolated", ["rules of layer 7"]]);
    expect(
      isolation({ endpointSelector: { matchLabels: { "io.cilium.k8s.policy.serviceaccount": "a" } }, ingress: [{}] }),
    ).toEqual(["unknown", ["labels that Cilium sets or leaves out"]]);
    expect(isolation({ ...all, ingress: [{ fromRequires: [{}] }] })).toEqual(["unknown", ["fromRequires"]]);
    expect(isolation({ ...all, egress: [{}] })).toEqual(["open", []]);
  });
});
