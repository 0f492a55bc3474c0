/** The cases of Kubernetes' own authorizer tests, and of its documentation's hazards, as a table that several tests read. */
import type { KubernetesObject } from "../inventory/from-objects.ts";
import type { Attributes } from "./attributes.ts";
import { binding, clusterBinding, clusterRole, role, rule, urlRule } from "./worlds.ts";

export interface AuthorizerCase {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  readonly allowed: readonly AuthorizerQuestion[];
  readonly refused: readonly AuthorizerQuestion[];
}

export interface AuthorizerQuestion {
  readonly user: string;
  readonly groups: readonly string[];
  readonly namespace: string;
  readonly attributes: Attributes;
}

/** `verb resource[/subresource][.group][ "name"]`, in a namespace where one is given. */
function ask(who: string, verb: string, what: string, namespace = "", name?: string): AuthorizerQuestion {
  const [user = "", groups = ""] = who.split("|");
  const base = { user, groups: groups === "" ? [] : groups.split(","), namespace };
  if (what.startsWith("/")) return { ...base, attributes: { verb, path: what } };
  const [path = "", group = ""] = what.split("@");
  const [resource = "", subresource] = path.split(":");
  return { ...base, attributes: { verb, group, resource, subresource, name } };
}

export const authorizerCases: readonly AuthorizerCase[] = [
  {
    name: "everything in one namespace by RoleBinding",
    objects: [
      clusterRole("admin", [{ ...rule("*", "*", "*"), nonResourceURLs: ["*"] }]),
      binding("ns1", "b", "ClusterRole admin", "User:admin", "Group:admins"),
    ],
    allowed: [
      ask("admin", "get", "Pods", "ns1"),
      ask("admin", "watch", "Pods", "ns1"),
      ask("admin|group1", "watch", "Foobar", "ns1"),
      ask("joe|admins", "watch", "Foobar", "ns1"),
      ask("joe|group1,admins", "watch", "Foobar", "ns1"),
    ],
    refused: [
      ask("admin", "GET", "Pods", "ns2"),
      ask("admin", "GET", "Nodes"),
      ask("admin|admins", "GET", "Pods", "ns2"),
      ask("admin|admins", "GET", "Nodes"),
      ask("admin", "get", "/healthz"),
    ],
  },
  {
    name: "non-resource URLs",
    objects: [
      clusterRole("getter", [urlRule("get", "/apis")]),
      clusterRole("any-verb", [urlRule("*", "/apis")]),
      clusterRole("prefix", [urlRule("get", "/apis/*")]),
      clusterRole("middle", [urlRule("get", "/api/*/*", "/a*b")]),
      clusterBinding("a", "getter", "User:foo", "Group:bar"),
      clusterBinding("b", "any-verb", "User:admin", "Group:admin"),
      clusterBinding("c", "prefix", "User:prefixed", "Group:prefixed"),
      clusterBinding("d", "middle", "User:middle"),
    ],
    allowed: [
      ask("foo", "get", "/apis"),
      ask("|bar", "get", "/apis"),
      ask("admin", "get", "/apis"),
      ask("|admin", "watch", "/apis"),
      ask("prefixed", "get", "/apis/v1"),
      ask("|prefixed", "get", "/apis/v1/foobar"),
      ask("middle", "get", "/api/*/"),
    ],
    refused: [
      ask("foo", "watch", "/apis"),
      ask("|bar", "watch", "/apis"),
      ask("foo", "get", "/api/v1"),
      ask("admin", "get", "/api/v1"),
      ask("prefixed", "get", "/api/v1"),
      ask("prefixed", "get", "/apis"),
      ask("middle", "get", "/api/v1/pods"),
      ask("middle", "get", "/axb"),
    ],
  },
  {
    name: "a resource is not its subresources",
    objects: [clusterRole("r", [rule("*", "*", "pods")]), binding("ns1", "b", "ClusterRole r", "User:admin")],
    allowed: [ask("admin", "get", "pods", "ns1")],
    refused: [ask("admin", "get", "pods:status", "ns1")],
  },
  {
    name: "one subresource of any resource",
    objects: [
      clusterRole("r", [rule("*", "*", "pods/status"), rule("*", "*", "*/scale")]),
      binding("ns1", "b", "ClusterRole r", "User:admin"),
    ],
    allowed: [
      ask("admin", "get", "pods:status", "ns1"),
      ask("admin", "get", "pods:scale", "ns1"),
      ask("admin", "get", "deployments:scale", "ns1"),
      ask("admin", "get", "anything:scale", "ns1"),
    ],
    refused: [
      ask("admin", "get", "pods", "ns1"),
      ask("admin", "get", "pods:upscale", "ns1"),
      ask("admin", "get", "pods:x/scale", "ns1"),
    ],
  },
  {
    name: "a star behind the slash is a literal",
    objects: [clusterRole("r", [rule("get", "", "pods/*,*/*")]), clusterBinding("b", "r", "User:u")],
    allowed: [ask("u", "get", "pods:*")],
    refused: [ask("u", "get", "pods"), ask("u", "get", "pods:log"), ask("u", "get", "nodes:proxy")],
  },
  {
    name: "a star for resources covers subresources",
    objects: [clusterRole("r", [rule("get", "", "*")]), clusterBinding("b", "r", "User:u")],
    allowed: [ask("u", "get", "pods"), ask("u", "get", "pods:log"), ask("u", "get", "nodes:proxy")],
    refused: [ask("u", "get", "deployments@apps"), ask("u", "list", "pods")],
  },
  {
    name: "groups, verbs and cases",
    objects: [
      clusterRole("r", [rule("verb1,verb2", "group1,group2", "resource1,resource2")]),
      clusterRole("any-group", [rule("verb1", "*", "other")]),
      clusterRole("no-group", [{ verbs: ["get"], resources: ["pods"] }]),
      clusterBinding("b", "r", "User:u"),
      clusterBinding("c", "any-group", "User:u"),
      clusterBinding("d", "no-group", "User:u"),
    ],
    allowed: [
      ask("u", "verb1", "resource1@group1"),
      ask("u", "verb2", "resource2@group2"),
      ask("u", "verb1", "other"),
      ask("u", "verb1", "other@group7"),
    ],
    refused: [
      ask("u", "verb3", "resource1@group1"),
      ask("u", "Verb1", "resource1@group1"),
      ask("u", "verb1", "resource1@group3"),
      ask("u", "verb1", "resource1"),
      ask("u", "verb1", "resource3@group1"),
      ask("u", "get", "pods"),
    ],
  },
  {
    name: "names",
    objects: [
      clusterRole("r", [rule("*", "", "configmaps", { resourceNames: ["one", "*"] })]),
      clusterBinding("b", "r", "User:u"),
    ],
    allowed: [
      ask("u", "get", "configmaps", "ns", "one"),
      ask("u", "create", "configmaps", "ns", "one"),
      ask("u", "list", "configmaps", "ns", "one"),
      ask("u", "get", "configmaps", "ns", "*"),
    ],
    refused: [
      ask("u", "get", "configmaps", "ns", "two"),
      ask("u", "create", "configmaps", "ns"),
      ask("u", "list", "configmaps", "ns"),
      ask("u", "deletecollection", "configmaps", "ns"),
    ],
  },
  {
    name: "a star is no user and no group",
    objects: [clusterRole("r", [rule("*", "*", "*")]), clusterBinding("b", "r", "User:*", "Group:*")],
    allowed: [ask("*", "get", "pods"), ask("u|*", "get", "pods")],
    refused: [ask("u", "get", "pods"), ask("u|devs", "get", "pods")],
  },
  {
    name: "service accounts",
    objects: [
      clusterRole("r", [rule("get", "", "pods")]),
      clusterBinding("named", "r", "ServiceAccount:ci/deployer"),
      clusterBinding("nameless", "r", "ServiceAccount:orphan"),
      clusterBinding("as-user", "r", "User:system:serviceaccount:ci:robot"),
      binding("team", "own", "ClusterRole r", "ServiceAccount:local"),
    ],
    allowed: [
      ask("system:serviceaccount:ci:deployer", "get", "pods"),
      ask("system:serviceaccount:ci:robot", "get", "pods", "any"),
      ask("system:serviceaccount:team:local", "get", "pods", "team"),
    ],
    refused: [
      ask("deployer", "get", "pods"),
      ask("system:serviceaccount::orphan", "get", "pods"),
      ask("system:serviceaccount:team:orphan", "get", "pods", "team"),
      ask("system:serviceaccount:other:local", "get", "pods", "team"),
      ask("system:serviceaccount:team:local", "get", "pods", "other"),
    ],
  },
  {
    name: "a Role and a ClusterRole of one name",
    objects: [
      clusterRole("same", [rule("get", "", "secrets")]),
      role("ns1", "same", [rule("get", "", "pods")]),
      role("ns2", "same", [rule("get", "", "services")]),
      binding("ns1", "b", "Role same", "User:u"),
      binding("ns3", "dangling", "Role same", "User:u"),
    ],
    allowed: [ask("u", "get", "pods", "ns1")],
    refused: [
      ask("u", "get", "secrets", "ns1"),
      ask("u", "get", "services", "ns1"),
      ask("u", "get", "pods", "ns3"),
      ask("u", "get", "pods"),
    ],
  },
  {
    name: "the group that passes without a binding",
    objects: [],
    allowed: [ask("u|system:masters", "anything", "whatever@x"), ask("u|system:masters", "get", "/metrics")],
    refused: [ask("system:masters", "get", "pods"), ask("u|System:masters", "get", "pods")],
  },
];
