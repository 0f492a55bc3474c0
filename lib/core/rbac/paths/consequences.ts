/** Where a right leads by itself, once it is held in a namespace or in the cluster. */
import { accountUser, identityOf, mastersGroup, type SubjectRef, subjectOfUser } from "../subject.ts";
import type { HopKind, PathGraph, PathRight, Place } from "./graph.ts";
import { changeable } from "./rights.ts";
import type { Account, PathWorld, RunningPod, WorldNode } from "./world.ts";

/** Until then `get` alone opened a connection into a pod. */
const createsToEnterSince = 35;
/** Until then a node might ask for a token of any account of its pods, mounted or not. */
const nodeTokensLimitedSince = 33;
const mastersPlace: Place = { kind: "subject", subject: { kind: "Group", name: mastersGroup } };

type RightPlace = Extract<Place, { kind: "right" }>;

/** Links the places of a world's graph with where they lead. */
export class Consequences {
  readonly #graph: PathGraph;
  readonly #world: PathWorld;
  readonly #missing: ReadonlyMap<string, readonly string[]>;
  /** Every subject that bindings name, by its namespace: empty for users and groups. */
  readonly #subjects: readonly SubjectRef[];
  readonly #podsByNode: ReadonlyMap<string | undefined, readonly RunningPod[]>;
  readonly #nodes: ReadonlyMap<string, WorldNode>;

  constructor(graph: PathGraph, world: PathWorld, missing: ReadonlyMap<string, readonly string[]>) {
    this.#graph = graph;
    this.#world = world;
    this.#missing = missing;
    this.#subjects = [...world.index.subjects.values()].map(({ subject }) => subject);
    this.#podsByNode = Map.groupBy([...world.pods.values()].flat(), ({ node }) => node);
    this.#nodes = new Map(world.nodes.map((node) => [node.name, node]));
  }

  /** A right that holds in each namespace is that right in each of them. */
  ofRight(from: number, place: RightPlace): void {
    const { right, namespace } = place;
    if (namespace === "*" && !clusterRights.has(right)) this.#inEachNamespace(from, place);
    const changed = changeable.find((resource) => right === `change ${resource}`);
    if (changed) this.#ofChange(from, place, changed);
    else this.#ways[right]?.(from, place);
  }

  readonly #ways: Partial<Readonly<Record<PathRight, (from: number, place: RightPlace) => void>>> = {
    startPods: (from, { namespace }) =>
      namespace === "*" ? this.#allSecrets(from, "startPods", mountsSecrets) : this.#ofPods(from, namespace),
    enterPods: (from, place) => this.#ofEntering(from, place),
    enterPodsByGet: (from, place) => this.#ofEnteringByGet(from, place),
    createTokens: (from, place) => this.#toAccounts(from, place, "createToken"),
    tokenSecrets: (from, place) => this.#toAccounts(from, place, "tokenSecret"),
    readSecrets: (from, place) => this.#ofSecrets(from, place),
    recreateAccounts: (from, { namespace }) => this.#ofMissing(from, namespace),
    impersonateAccounts: (from, { namespace, name }) => this.#impersonate(from, (subject) => isAccount(subject, namespace, name)),
    impersonateUsers: (from, { name }) =>
      this.#impersonate(from, (subject) => subject.kind === "User" && (name === undefined || subject.name === name)),
    impersonateGroups: (from, { name }) => this.#ofGroups(from, name),
    certificates: (from) => this.#ofCertificates(from),
    proxyNodes: (from, { name }) => this.#link(from, { kind: "node", ...(name === undefined ? {} : { name }) }, "proxyNodes"),
    createMutatingWebhooks: (from) => this.#link(from, { kind: "clusterAdmin" }, "webhook", [writtenByAdministrators]),
    createValidatingWebhooks: (from) => this.#allSecrets(from, "webhook", writtenFromNowOn),
    changeMutatingWebhooks: (from, place) => this.#ofWebhooks(from, place, "mutating"),
    changeValidatingWebhooks: (from, place) => this.#ofWebhooks(from, place, "validating"),
    awsAuth: (from) => this.#ofAwsAuth(from),
  };

  /** Root on a node has what its pods have. */
  ofNode(from: number, name: string | undefined): void {
    if (name === undefined) {
      for (const node of this.#world.nodes) this.#link(from, { kind: "node", name: node.name });
      for (const resource of ["nodes", "pods"] as const) if (!this.#world.complete(resource)) this.#unseen(from, resource);
      return;
    }
    const node = this.#nodes.get(name);
    const at = `node ${name}`;
    if (node?.controlPlane) this.#link(from, mastersPlace, "controlPlane", [`${at} carries the control plane, with its keys`]);
    if (node?.cloud)
      this.#link(from, { kind: "cloud", of: at, identity: `of ${at} in ${node.cloud}` }, "cloudOfNode", [
        `${at} is a machine of ${node.cloud}, whose metadata service answers its root`,
      ]);
    if (!this.#world.complete("nodes")) this.#unseen(from, "nodes");
    this.#podsOfNode(from, name);
  }

  #podsOfNode(from: number, name: string): void {
    const { minor } = this.#world;
    const limited = minor === undefined || minor >= nodeTokensLimitedSince;
    const met = new Set<string>();
    for (const pod of this.#podsByNode.get(name) ?? []) {
      const account = `${pod.namespace}/${pod.account}`;
      if ((limited && !pod.token) || met.has(account)) continue;
      met.add(account);
      this.#toAccount(from, { namespace: pod.namespace, name: pod.account }, "podsOfNode", [runsAs(pod)]);
    }
    if (!this.#world.complete("pods")) this.#unseen(from, "pods");
  }

  #inEachNamespace(from: number, { right, name }: RightPlace): void {
    for (const namespace of this.#world.namespaces)
      this.#link(from, { kind: "right", right, namespace, ...(name === undefined ? {} : { name }) });
    if (!this.#world.complete("namespaces")) this.#unseen(from, "namespaces");
  }

  #ofChange(from: number, { namespace, name }: RightPlace, resource: (typeof changeable)[number]): void {
    if (namespace === "*") return;
    const there = this.#world.workloads(resource, namespace);
    if (name === undefined ? there.length > 0 : there.includes(name))
      this.#link(from, { kind: "right", right: "startPods", namespace });
    else if (!this.#world.complete(resource, namespace)) this.#unseen(from, resource);
  }

  #ofPods(from: number, namespace: string): void {
    this.#toAccounts(from, { kind: "right", right: "startPods", namespace }, "startPods");
    const level = this.#world.enforced(namespace);
    if (level === undefined) this.#unseen(from, "namespaces");
    if (level === "none" || level === "privileged")
      this.#link(from, { kind: "node" }, "startPods", [levelFact(namespace, level)]);
  }

  #ofEntering(from: number, { namespace, name }: RightPlace): void {
    if (namespace === "*") return;
    const met = new Set<string>();
    for (const pod of this.#world.pods.get(namespace) ?? []) {
      if (name !== undefined && pod.name !== name) continue;
      if (pod.takesNode && pod.node !== undefined)
        this.#link(from, { kind: "node", name: pod.node }, "enterPods", [
          `pod ${namespace}/${pod.name} on node ${pod.node} ${pod.takesNode}`,
        ]);
      if (!pod.token || met.has(pod.account)) continue;
      met.add(pod.account);
      this.#toAccount(from, { namespace, name: pod.account }, "enterPods", [runsAs(pod)]);
    }
    if (!this.#world.complete("pods", namespace)) this.#unseen(from, "pods");
  }

  #ofEnteringByGet(from: number, place: RightPlace): void {
    const { minor } = this.#world;
    if (place.namespace === "*") return;
    if (minor === undefined) this.#unseen(from, "version");
    else if (minor < createsToEnterSince) this.#link(from, { ...place, right: "enterPods" });
  }

  #ofSecrets(from: number, { namespace, name }: RightPlace): void {
    if (namespace === "*" && name === undefined) this.#link(from, { kind: "allSecrets" }, "holds");
    if (namespace === "*") return;
    for (const { secret, account } of this.#world.tokens.get(namespace) ?? [])
      if (name === undefined || name === secret)
        this.#link(from, accountPlace({ namespace, name: account }), "legacyToken", [
          `Secret ${namespace}/${secret} holds a token of ServiceAccount ${namespace}/${account} that does not end`,
        ]);
    if (!this.#world.complete("secrets", namespace)) this.#unseen(from, "secrets");
  }

  #ofMissing(from: number, namespace: string): void {
    for (const name of this.#missing.get(namespace) ?? [])
      this.#link(from, accountPlace({ namespace, name }), "recreateAccount", [
        `ServiceAccount ${namespace}/${name} has bindings and does not exist`,
      ]);
  }

  #impersonate(from: number, wanted: (subject: SubjectRef) => boolean): void {
    for (const subject of this.#subjects) if (wanted(subject)) this.#link(from, { kind: "subject", subject }, "impersonate");
  }

  #ofGroups(from: number, name: string | undefined): void {
    this.#impersonate(from, (subject) => subject.kind === "Group" && (name === undefined || subject.name === name));
    if (name === undefined || name === mastersGroup) this.#link(from, mastersPlace, "impersonate");
  }

  /** The admission of certificates refuses system:masters alone. */
  #ofCertificates(from: number): void {
    for (const subject of this.#subjects)
      if (subject.kind !== "Group" || subject.name !== mastersGroup)
        this.#link(from, { kind: "subject", subject }, "certificate", [
          "the controller manager signs certificates of clients that are approved",
        ]);
  }

  #ofAwsAuth(from: number): void {
    if (this.#world.awsAuth)
      this.#link(from, mastersPlace, "awsAuth", ["ConfigMap kube-system/aws-auth says who is in which group"]);
    else if (!this.#world.complete("configmaps", "kube-system")) this.#unseen(from, "configmaps");
  }

  /** One that is there can be changed into any other. */
  #ofWebhooks(from: number, { name }: RightPlace, kind: "mutating" | "validating"): void {
    const resource = `${kind}webhookconfigurations.admissionregistration.k8s.io` as const;
    const there = this.#world.webhooks[kind];
    if (name === undefined ? there.length > 0 : there.includes(name)) {
      const right = kind === "mutating" ? "createMutatingWebhooks" : "createValidatingWebhooks";
      this.#link(from, { kind: "right", right, namespace: "*" });
    } else if (!this.#world.complete(resource)) this.#unseen(from, resource);
  }

  /** To the accounts of a namespace as their pods have them, with what they are in the cloud. */
  #toAccounts(from: number, { namespace, name }: RightPlace, hop: HopKind): void {
    if (namespace === "*") return;
    const accounts = this.#accountsOf(namespace);
    for (const account of accounts) if (name === undefined || account.name === name) this.#toAccount(from, account, hop);
    if (!this.#world.complete("serviceaccounts", namespace)) this.#unseen(from, "serviceaccounts");
  }

  /** Those that were seen, and those that pods prove. */
  #accountsOf(namespace: string): readonly Account[] {
    const seen = this.#world.accounts.get(namespace) ?? [];
    if (this.#world.complete("serviceaccounts", namespace)) return seen;
    const names = new Set(seen.map(({ name }) => name));
    const used = new Set((this.#world.pods.get(namespace) ?? []).map(({ account }) => account));
    return [...seen, ...[...used].filter((name) => !names.has(name)).map((name) => ({ namespace, name }))];
  }

  #toAccount(from: number, account: Account, hop: HopKind, facts?: readonly string[]): void {
    this.#link(from, accountPlace(account), hop, facts);
    const { namespace, name } = account;
    const cloud = account.cloud ?? this.#world.accounts.get(namespace)?.find((known) => known.name === name)?.cloud;
    if (cloud !== undefined)
      this.#link(from, cloudPlace({ namespace, name, cloud }), hop, [...(facts ?? []), cloudFact({ namespace, name, cloud })]);
  }

  #allSecrets(from: number, hop: HopKind, fact: string): void {
    this.#link(from, { kind: "allSecrets" }, hop, [fact]);
  }

  #link(from: number, to: Place, hop?: HopKind, facts?: readonly string[]): void {
    this.#graph.link(from, this.#graph.at(to), { ...(hop && { hop }), ...(facts && { facts }) });
  }

  #unseen(from: number, resource: string): void {
    this.#link(from, { kind: "unseen", resource });
  }
}

const mountsSecrets = "a pod can mount any Secret of its namespace";
const writtenByAdministrators = "from then on, with the next thing that an administrator writes";
const writtenFromNowOn = "each Secret is seen when it is written from then on";

const clusterRights: ReadonlySet<PathRight> = new Set([
  "awsAuth",
  "certificates",
  "changeMutatingWebhooks",
  "changeValidatingWebhooks",
  "createMutatingWebhooks",
  "createValidatingWebhooks",
  "impersonateAccounts",
  "impersonateGroups",
  "impersonateUsers",
  "proxyNodes",
]);

function isAccount(subject: SubjectRef, namespace: string, name: string | undefined): boolean {
  const account = subject.kind === "User" ? subjectOfUser(subject.name) : subject;
  if (account.kind !== "ServiceAccount") return false;
  return (namespace === "*" || account.namespace === namespace) && (name === undefined || account.name === name);
}

function accountPlace({ namespace, name }: Pick<Account, "namespace" | "name">): Place {
  return { kind: "subject", subject: { kind: "ServiceAccount", namespace, name } };
}

/** @returns the place of what an account is in the cloud. */
export function cloudPlace({ namespace, name, cloud = "" }: Account): Place {
  return { kind: "cloud", of: identityOf({ kind: "User", name: accountUser(namespace, name) }), identity: cloud };
}

/** @returns why an account is somebody in the cloud. */
export function cloudFact({ namespace, name, cloud }: Account): string {
  return `ServiceAccount ${namespace}/${name} is ${cloud} in the cloud`;
}

function runsAs({ namespace, name, node, account }: RunningPod): string {
  const where = node === undefined ? "" : ` on node ${node}`;
  return `pod ${namespace}/${name}${where} runs as ServiceAccount ${namespace}/${account}`;
}

function levelFact(namespace: string, level: "none" | "privileged"): string {
  return level === "none"
    ? `namespace ${namespace} enforces no Pod Security level`
    : `namespace ${namespace} enforces the level privileged, which refuses nothing`;
}
