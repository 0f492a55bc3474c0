/** Each kind of hop in a small world: what it needs, where it leads, and what is not known of it. */
import { describe, expect, test } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import type { Coverage } from "../../inventory/inventory.ts";
import type { ResourceId } from "../../inventory/resources.ts";
import { chainSentence } from "../chain.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../worlds.ts";
import type { Paths, SinkId } from "./paths.ts";
import { account, deployment, namespace, node, outline, pathsOf, pod, tokenSecret, who } from "./worlds.ts";

const rbac = "rbac.authorization.k8s.io";
const everything = clusterRole("root", [rule("*", "*", "*")]);
/** An account whose token is the cluster, in a namespace that lets nothing privileged in. */
const prize = [
  everything,
  namespace("ci", "restricted"),
  account("ci", "boss"),
  clusterBinding("boss", "root", "ServiceAccount:ci/boss"),
];

interface Seen {
  readonly minor?: string;
  readonly unseen?: readonly ResourceId[];
}

function world(objects: readonly KubernetesObject[], { minor = "1.37", unseen = [] }: Seen = {}): Paths {
  const hidden = unseen.map((resource): [ResourceId, Coverage] => [
    resource,
    { state: "unseen", gaps: [{ resource, reason: "forbidden" }] },
  ]);
  const cluster = { minor, discovery: { resources: [], gaps: [] } };
  const header = { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster, coverage: Object.fromEntries(hidden) } as const;
  return pathsOf(inventoryOfObjects(objects, header));
}

const jane = who("User:jane");
const isBoss = "holds → cluster-admin";

function janes(sink: SinkId, objects: readonly KubernetesObject[], seen?: Seen): readonly string[] {
  return outline(world(objects, seen).path(jane, sink).path);
}

function inCi(...rules: Parameters<typeof role>[2]): readonly KubernetesObject[] {
  return [role("ci", "janes", rules), binding("ci", "janes", "Role janes", "User:jane")];
}

function inCluster(...rules: Parameters<typeof role>[2]): readonly KubernetesObject[] {
  return [clusterRole("janes", rules), clusterBinding("janes", "janes", "User:jane")];
}

describe("to an account of the namespace, and what it has", () => {
  const ways: readonly (readonly [string, readonly KubernetesObject[], string])[] = [
    ["starting a pod", inCi(rule("create", "", "pods")), "startPods"],
    ["starting a job", inCi(rule("create", "batch", "jobs")), "startPods"],
    [
      "changing a deployment that is there",
      [...inCi(rule("patch", "apps", "deployments")), deployment("ci", "web")],
      "startPods",
    ],
    ["entering a pod", [...inCi(rule("create", "", "pods/exec")), pod("ci", "web", "boss")], "enterPods"],
    [
      "adding a container to a pod",
      [...inCi(rule("patch", "", "pods/ephemeralcontainers")), pod("ci", "web", "boss")],
      "enterPods",
    ],
    ["asking for a token", inCi(rule("create", "", "serviceaccounts/token", { resourceNames: ["boss"] })), "createToken"],
    [
      "reading a token that does not end",
      [...inCi(rule("list", "", "secrets")), tokenSecret("ci", "old", "boss")],
      "legacyToken",
    ],
    ["making a token that does not end", inCi(rule("create,get", "", "secrets")), "tokenSecret"],
    ["acting as it", inCi(rule("impersonate", "", "serviceaccounts")), "impersonate"],
  ];
  test.each(ways)("%s", (_name, objects, kind) => {
    expect(janes("cluster-admin", [...prize, ...objects])).toEqual([`${kind} → ServiceAccount ci/boss`, isBoss]);
  });

  const near: readonly (readonly [string, readonly KubernetesObject[]])[] = [
    ["changing a deployment where there is none", inCi(rule("patch", "apps", "deployments"))],
    [
      "changing another deployment",
      [...inCi(rule("patch", "apps", "deployments", { resourceNames: ["api"] })), deployment("ci", "web")],
    ],
    ["changing a job, whose template stays", inCi(rule("patch", "batch", "jobs"))],
    [
      "entering a pod without a token",
      [...inCi(rule("create", "", "pods/exec")), pod("ci", "web", "boss", { automount: false })],
    ],
    ["looking into a log", [...inCi(rule("get", "", "pods/log")), pod("ci", "web", "boss")]],
    ["asking for another's token", inCi(rule("create", "", "serviceaccounts/token", { resourceNames: ["reader"] }))],
    ["creating Secrets and reading none", inCi(rule("create", "", "secrets"))],
    [
      "starting pods in another namespace",
      [namespace("web"), role("web", "r", [rule("create", "", "pods")]), binding("web", "b", "Role r", "User:jane")],
    ],
  ];
  test.each(near)("not by %s", (_name, objects) => {
    expect(world([...prize, ...objects]).path(jane, "cluster-admin").verdict).toBe("none");
  });

  test("an account that has bindings and is not there can be made", () => {
    const gone = [clusterBinding("gone", "root", "ServiceAccount:ci/gone")];
    expect(janes("cluster-admin", [...prize.slice(0, 2), ...gone, ...inCi(rule("create", "", "serviceaccounts,pods"))])).toEqual([
      "recreateAccount → ServiceAccount ci/gone",
      isBoss,
    ]);
  });

  test("get alone enters a pod until 1.34", () => {
    const objects = [...prize, ...inCi(rule("get", "", "pods/exec")), pod("ci", "web", "boss")];
    expect(janes("cluster-admin", objects, { minor: "1.34" })).toEqual(["enterPods → ServiceAccount ci/boss", isBoss]);
    expect(world(objects, { minor: "1.35" }).path(jane, "cluster-admin").verdict).toBe("none");
  });
});

describe("to rights of one's own", () => {
  test("bind, with the right to write bindings", () => {
    const binds = rule("bind", rbac, "clusterroles", { resourceNames: ["root"] });
    const writes = rule("create", rbac, "clusterrolebindings");
    expect(janes("cluster-admin", [...prize, ...inCluster(binds, writes)])).toEqual(["bindRole → cluster-admin"]);
    expect(world([...prize, ...inCluster(binds)]).path(jane, "cluster-admin").verdict).toBe("none");
    // Without bind the API server lets one give away what one has, and nothing else.
    expect(world([...prize, ...inCluster(writes)]).path(jane, "cluster-admin").verdict).toBe("none");
    const another = rule("bind", rbac, "clusterroles", { resourceNames: ["view"] });
    expect(world([...prize, ...inCluster(another, writes)]).path(jane, "cluster-admin").verdict).toBe("none");
  });

  test("bind in a namespace gives that namespace", () => {
    const objects = [...prize, ...inCi(rule("bind", rbac, "clusterroles"), rule("create", rbac, "rolebindings"))];
    expect(janes("cluster-admin", objects)).toEqual([
      "bindRole → every right in namespace ci",
      "startPods → ServiceAccount ci/boss",
      isBoss,
    ]);
  });

  test("escalate, on a role that one is bound to", () => {
    expect(janes("cluster-admin", [...prize, ...inCluster(rule("escalate,update", rbac, "clusterroles"))])).toEqual([
      "rewriteRole → cluster-admin",
    ]);
    const others = inCluster(rule("escalate,update", rbac, "clusterroles", { resourceNames: ["view"] }));
    expect(world([...prize, ...others]).path(jane, "cluster-admin").verdict).toBe("none");
    expect(world([...prize, ...inCluster(rule("update", rbac, "clusterroles"))]).path(jane, "cluster-admin").verdict).toBe(
      "none",
    );
  });

  test("impersonation of groups needs a user to be, and may be limited to one", () => {
    const groups = rule("impersonate", "", "groups", { resourceNames: ["system:masters"] });
    const masters = "impersonate → Group system:masters";
    expect(
      janes("masters", [...prize, ...inCluster(groups, rule("impersonate", "", "users", { resourceNames: ["x"] }))]),
    ).toEqual([masters]);
    expect(world([...prize, ...inCluster(groups)]).path(jane, "masters").verdict).toBe("none");
  });

  test("users are not impersonated by a RoleBinding", () => {
    const users = [...prize, clusterBinding("ada", "root", "User:ada")];
    expect(world([...users, ...inCi(rule("impersonate", "", "users"))]).path(jane, "cluster-admin").verdict).toBe("none");
    expect(janes("cluster-admin", [...users, ...inCluster(rule("impersonate", "", "users"))])).toEqual([
      "impersonate → User ada",
      isBoss,
    ]);
  });

  test("a certificate is asked for, approved and read, and never of system:masters", () => {
    const group = "certificates.k8s.io";
    const signers = (name: string) => rule("approve", group, "signers", { resourceNames: [name] });
    const asks = [
      rule("create,get", group, "certificatesigningrequests"),
      rule("update", group, "certificatesigningrequests/approval"),
    ];
    expect(janes("cluster-admin", [...prize, ...inCluster(...asks, signers("kubernetes.io/kube-apiserver-client"))])).toEqual([
      "certificate → ServiceAccount ci/boss",
      isBoss,
    ]);
    const kubelets = inCluster(...asks, signers("kubernetes.io/kubelet-serving"));
    expect(world([...prize, ...kubelets]).path(jane, "cluster-admin").verdict).toBe("none");
    const alone = inCluster(...asks, signers("kubernetes.io/*"));
    expect(world(alone).path(jane, "masters").verdict).toBe("none");
  });

  test("a webhook that changes what is written", () => {
    const admission = "admissionregistration.k8s.io";
    expect(janes("cluster-admin", inCluster(rule("create", admission, "mutatingwebhookconfigurations")))).toEqual([
      "webhook → cluster-admin",
    ]);
    expect(janes("all-secrets", inCluster(rule("create", admission, "validatingwebhookconfigurations")))).toEqual([
      "webhook → every Secret",
    ]);
    const changes = inCluster(rule("patch", admission, "mutatingwebhookconfigurations"));
    const there = { apiVersion: `${admission}/v1`, kind: "MutatingWebhookConfiguration", metadata: { name: "mesh" } };
    expect(world(changes).path(jane, "cluster-admin").verdict).toBe("none");
    expect(janes("cluster-admin", [...changes, there])).toEqual(["webhook → cluster-admin"]);
  });

  test("the map of AWS, where it is there", () => {
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "kube-system", name: "aws-auth" } };
    const objects = [
      namespace("kube-system"),
      role("kube-system", "r", [rule("patch", "", "configmaps", { resourceNames: ["aws-auth"] })]),
      binding("kube-system", "b", "Role r", "User:jane"),
    ];
    expect(janes("masters", [...objects, map])).toEqual(["awsAuth → Group system:masters"]);
    expect(world(objects).path(jane, "masters").verdict).toBe("none");
    expect(world(objects, { unseen: ["configmaps"] }).path(jane, "masters").verdict).toBe("notAssessed");
  });
});

describe("to the nodes, and on from them", () => {
  const starts = rule("create", "", "pods");

  test.each([
    [undefined, true],
    ["privileged", true],
    ["baseline", false],
    ["restricted", false],
    ["Baseline", false],
  ])("a namespace that enforces %s lets a privileged pod in: %s", (level, lets) => {
    const objects = [namespace("ci", level), ...inCi(starts)];
    const { verdict, path } = world(objects).path(jane, "node-root");
    expect(verdict).toBe(lets ? "reached" : "none");
    if (lets) expect(path[0]?.facts[0]).toMatch(/^namespace ci enforces (no Pod Security level|the level privileged)/);
  });

  test("whoever changes the namespace lifts its level", () => {
    const objects = [namespace("ci", "restricted"), ...inCi(starts, rule("patch", "", "namespaces"))];
    expect(janes("node-root", objects)).toEqual(["relaxNamespace → root on any node"]);
  });

  test("a volume of the node, claimed and mounted", () => {
    const objects = [namespace("ci", "restricted"), ...inCi(starts, rule("create", "", "persistentvolumeclaims"))];
    const volumes = [
      clusterRole("volumes", [rule("create", "", "persistentvolumes")]),
      clusterBinding("volumes", "volumes", "User:jane"),
    ];
    expect(janes("node-root", [...objects, ...volumes])).toEqual(["createVolume → root on any node"]);
    expect(world(objects).path(jane, "node-root").verdict).toBe("none");
    expect(world(volumes).path(jane, "node-root").verdict).toBe("none");
  });

  test("a node has what its pods have, and no other", () => {
    const exec = inCi(rule("create", "", "pods/exec"));
    const objects = [
      ...prize,
      namespace("web"),
      account("web", "boss"),
      pod("ci", "driver", "default", { privileged: true, automount: false }),
    ];
    const boss = clusterBinding("other", "root", "ServiceAccount:web/boss");
    expect(janes("cluster-admin", [...objects, ...exec, boss, pod("web", "app", "boss")])).toEqual([
      "enterPods → root on node node-1",
      "podsOfNode → ServiceAccount web/boss",
      isBoss,
    ]);
    const elsewhere = pod("web", "app", "boss", { node: "node-2" });
    expect(world([...objects, ...exec, boss, elsewhere]).path(jane, "cluster-admin").verdict).toBe("none");
  });

  test("a node of the control plane has its keys, and a machine of a cloud its identity", () => {
    const proxies = inCluster(rule("get", "", "nodes/proxy"));
    const master = node("cp-1", { "node-role.kubernetes.io/control-plane": "" });
    expect(janes("masters", [...proxies, master])).toEqual([
      "proxyNodes → root on any node",
      "controlPlane → Group system:masters",
    ]);
    expect(janes("cloud-identity", [...proxies, node("w-1", {}, "aws:///eu/i-1")])).toEqual([
      "proxyNodes → root on any node",
      "cloudOfNode → cloud identity of node w-1 in aws",
    ]);
  });
});

describe("to the cloud", () => {
  const role = "arn:aws:iam::1:role/backup";
  const annotated = [namespace("ci", "restricted"), account("ci", "backup", { "eks.amazonaws.com/role-arn": role })];

  test("the account itself, who starts its pods, and not who acts as it", () => {
    expect(outline(world(annotated).path(who("ServiceAccount:ci/backup"), "cloud-identity").path)).toEqual([
      `workloadIdentity → cloud identity ${role}`,
    ]);
    expect(janes("cloud-identity", [...annotated, ...inCi(rule("create", "", "pods"))])).toEqual([
      `startPods → cloud identity ${role}`,
    ]);
    const acts = [...annotated, ...inCi(rule("impersonate", "", "serviceaccounts"))];
    expect(world(acts).path(jane, "cloud-identity").verdict).toBe("none");
  });
});

describe("what was not seen", () => {
  const enters = [...prize, ...inCi(rule("create", "", "pods/exec"))];

  test.each([
    ["pods", inCi(rule("create", "", "pods/exec"))],
    ["secrets", inCi(rule("list", "", "secrets"))],
    [
      "mutatingwebhookconfigurations.admissionregistration.k8s.io",
      inCluster(rule("patch", "admissionregistration.k8s.io", "mutatingwebhookconfigurations")),
    ],
    ["serviceaccounts", inCi(rule("create", "", "serviceaccounts/token"))],
    ["deployments.apps", inCi(rule("patch", "apps", "deployments"))],
    ["rolebindings.rbac.authorization.k8s.io", []],
  ] as const)("without %s no path is ruled out", (resource, objects) => {
    const { verdict } = world([...prize, ...objects], { unseen: [resource] }).path(jane, "cluster-admin");
    expect(verdict).toBe("notAssessed");
    const gaps = world([...prize, ...objects], { unseen: [resource] }).subject(jane).gaps;
    expect(gaps.map((gap) => gap.resource)).toContain(resource);
  });

  test("what does not lead anywhere for somebody leaves nothing open", () => {
    const eve = world([...enters, clusterBinding("eve", "view", "User:eve"), clusterRole("view", [rule("get", "", "pods")])], {
      unseen: ["pods", "secrets"],
    });
    expect(eve.path(who("User:eve"), "cluster-admin").verdict).toBe("none");
  });

  test("a role that was not seen may give anything", () => {
    const roles = { unseen: ["clusterroles.rbac.authorization.k8s.io"] } as const;
    expect(world([clusterBinding("b", "root", "User:jane")], roles).path(jane, "cluster-admin").verdict).toBe("notAssessed");
  });

  test("a graph that met its bound rules nothing out", () => {
    const paths = world([...prize, ...inCi(rule("get", "", "pods"))]);
    expect(paths.path(jane, "cluster-admin").verdict).toBe("none");
    expect(paths.graph.bounded).toBe(false);
  });
});

test("each hop says by which binding, role and rule, and through which group", () => {
  const objects = [
    ...prize,
    role("ci", "starters", [rule("get", "", "pods"), rule("create", "", "pods")]),
    binding("ci", "starters", "Role starters", "Group:system:serviceaccounts:web"),
  ];
  const { path, cut } = world([...objects, namespace("web")]).path(who("ServiceAccount:web/app"), "cluster-admin");
  expect(path.map(({ does }) => does)).toEqual([
    "may start a pod in namespace ci that runs as ServiceAccount ci/boss",
    "holds cluster-admin",
  ]);
  expect(path.flatMap(({ chains }) => chains.map(chainSentence))).toEqual([
    "Group system:serviceaccounts:web ← RoleBinding ci/starters ← Role ci/starters ← rule 2",
    "ServiceAccount ci/boss ← ClusterRoleBinding boss ← ClusterRole root ← rule 1",
  ]);
  expect(cut?.bindings.map(({ item }) => item.meta.name)).toHaveLength(1);
});

test("a rule that gives two of the rights of a hop is told once", () => {
  const objects = [...prize, ...inCluster(rule("escalate,update", rbac, "clusterroles"))];
  const { path } = world(objects).path(jane, "cluster-admin");
  expect(path.map(({ chains }) => chains.map(chainSentence))).toEqual([
    ["User jane ← ClusterRoleBinding janes ← ClusterRole janes ← rule 1"],
  ]);
});
