/**
 * The same question asked forwards and one review at a time, for tests: where somebody gets to, when every right is asked of the
 * engine as a request. Slow and simple; it shares nothing with the graph but the engine.
 */
import type { Inventory } from "../../inventory/inventory.ts";
import { review } from "../can.ts";
import { allowsEverything, ruleAllows } from "../predicates.ts";
import { buildRbacIndex, type RbacIndex, type RoleEntry } from "../rbac-index.ts";
import { accountOf, identityOf, type SubjectRef, userOfSubject } from "../subject.ts";

/** Who may ask: a subject, or the rights of a role that was taken; in the whole cluster where `namespace` is empty. */
type Actor = { readonly subject: SubjectRef } | { readonly role: RoleEntry; readonly namespace: string };

const rbac = "rbac.authorization.k8s.io";
const everythingRole = {
  kind: "ClusterRole",
  item: { meta: { name: "(everything)" }, rules: [] },
  rules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
  partial: false,
} as unknown as RoleEntry;

export class BruteForce {
  readonly #inventory: Inventory;
  readonly #index: RbacIndex;
  readonly #namespaces: readonly string[];
  readonly #pods: Inventory["looks"]["pods"]["items"];
  readonly #met = new Map<string, Actor>();
  readonly #ends = new Set<string>();
  #open: Actor[] = [];

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#index = buildRbacIndex(inventory);
    this.#namespaces = inventory.looks.namespaces.items.map(({ meta }) => meta.name);
    this.#pods = inventory.looks.pods.items;
  }

  /** @returns the ends that a subject gets to. */
  endsOf(subject: SubjectRef): ReadonlySet<string> {
    this.#met.clear();
    this.#ends.clear();
    this.#open = [];
    this.#be({ subject });
    for (let actor = this.#open.pop(); actor !== undefined; actor = this.#open.pop()) this.#try(actor);
    return new Set(this.#ends);
  }

  #be(actor: Actor): void {
    const key =
      "subject" in actor
        ? identityOf(actor.subject)
        : `${actor.role.kind} ${actor.role.item.meta.namespace} ${actor.role.item.meta.name} in ${actor.namespace}`;
    if (this.#met.has(key)) return;
    this.#met.set(key, actor);
    this.#open.push(actor);
  }

  #may(actor: Actor, verb: string, target: string, namespace: string, name?: string): boolean {
    const [path = "", group = ""] = target.split("@");
    const [resource = "", subresource] = path.split("/");
    const attributes = { verb, group, resource, subresource, name };
    if ("subject" in actor)
      return review(this.#index, { user: userOfSubject(actor.subject), namespace, attributes }).verdict === "allowed";
    if (actor.namespace !== "" && actor.namespace !== namespace) return false;
    return actor.role.rules.some((rule) => ruleAllows(attributes, rule));
  }

  #any(actor: Actor, verbs: string, target: string, namespace: string, name?: string): boolean {
    return verbs.split(",").some((verb) => this.#may(actor, verb, target, namespace, name));
  }

  #administer(): void {
    for (const end of ["cluster-admin", "masters", "node-root", "all-secrets"]) this.#ends.add(end);
    for (const subject of this.#subjects()) this.#be({ subject });
  }

  #subjects(): readonly SubjectRef[] {
    const accounts = this.#accounts().map(
      ({ meta }): SubjectRef => ({ kind: "ServiceAccount", namespace: meta.namespace, name: meta.name }),
    );
    return [...[...this.#index.subjects.values()].map(({ subject }) => subject), ...accounts];
  }

  #accounts() {
    return this.#inventory.looks.serviceaccounts.items;
  }

  #node(name?: string): void {
    this.#ends.add("node-root");
    for (const { meta, spec } of this.#pods)
      if ((name === undefined || spec.nodeName === name) && spec.automountServiceAccountToken !== false)
        this.#be({ subject: { kind: "ServiceAccount", namespace: meta.namespace, name: spec.serviceAccountName ?? "default" } });
  }

  #try(actor: Actor): void {
    if ("subject" in actor && actor.subject.kind === "Group" && actor.subject.name === "system:masters") this.#administer();
    if ("subject" in actor)
      for (const name of userOfSubject(actor.subject).groups) this.#be({ subject: { kind: "Group", name } });
    if (this.#may(actor, "any-verb", "any-resource@any-group", "")) this.#administer();
    this.#tryCluster(actor);
    for (const namespace of this.#namespaces) this.#tryNamespace(actor, namespace);
  }

  #tryCluster(actor: Actor): void {
    if (this.#any(actor, "get,list,watch", "secrets", "") || this.#startsPods(actor, "")) this.#ends.add("all-secrets");
    if (this.#may(actor, "create", "validatingwebhookconfigurations@admissionregistration.k8s.io", ""))
      this.#ends.add("all-secrets");
    if (this.#may(actor, "create", "mutatingwebhookconfigurations@admissionregistration.k8s.io", "")) this.#administer();
    if (this.#any(actor, "get,create", "nodes/proxy", "")) this.#node();
    for (const { meta } of this.#inventory.looks.nodes.items)
      if (this.#any(actor, "get,create", "nodes/proxy", "", meta.name)) this.#node(meta.name);
    this.#tryImpersonation(actor);
    this.#tryCertificates(actor);
    for (const role of this.#index.clusterRoles.values()) {
      const { name } = role.item.meta;
      const writes =
        this.#may(actor, "create", `clusterrolebindings@${rbac}`, "") ||
        this.#bindingsTo(role, "").some((binding) =>
          this.#any(actor, "update,patch", `clusterrolebindings@${rbac}`, "", binding),
        );
      if (writes && this.#may(actor, "bind", `clusterroles@${rbac}`, "", name)) this.#take(role, "");
      const rewrites =
        this.#any(actor, "update,patch", `clusterroles@${rbac}`, "", name) &&
        this.#may(actor, "escalate", `clusterroles@${rbac}`, "", name);
      if (rewrites) for (const place of this.#boundIn(actor, role)) this.#take(everythingRole, place);
    }
  }

  #tryImpersonation(actor: Actor): void {
    const subjects = this.#subjects();
    let someUser = false;
    const users = new Set(["(somebody)", ...this.#names(actor, "users")]);
    for (const name of users) someUser ||= this.#may(actor, "impersonate", "users", "", name);
    for (const subject of subjects) {
      const { kind, namespace = "", name } = accountOf(subject.name) ?? subject;
      if (kind === "ServiceAccount" && this.#may(actor, "impersonate", "serviceaccounts", namespace, name)) this.#be({ subject });
      if (kind === "User" && this.#may(actor, "impersonate", "users", "", name)) this.#be({ subject });
    }
    for (const namespace of this.#namespaces)
      for (const name of ["(some)", ...this.#names(actor, "serviceaccounts")])
        someUser ||= this.#may(actor, "impersonate", "serviceaccounts", namespace, name);
    if (!someUser) return;
    for (const subject of [...subjects, { kind: "Group" as const, name: "system:masters" }])
      if (subject.kind === "Group" && this.#may(actor, "impersonate", "groups", "", subject.name)) {
        this.#be({ subject });
        if (subject.name === "system:masters") this.#ends.add("masters");
      }
  }

  /** The names that rules of anybody's have for a resource. */
  #names(actor: Actor, resource: string): readonly string[] {
    const roles = "role" in actor ? [actor.role] : [...this.#index.clusterRoles.values(), ...this.#index.roles.values()];
    return roles.flatMap(({ rules }) =>
      rules.flatMap((rule) => (rule.resources?.some((one) => one === resource || one === "*") ? (rule.resourceNames ?? []) : [])),
    );
  }

  #tryCertificates(actor: Actor): void {
    const group = "certificates.k8s.io";
    const may =
      this.#may(actor, "create", `certificatesigningrequests@${group}`, "") &&
      this.#any(actor, "get,list,watch", `certificatesigningrequests@${group}`, "") &&
      this.#any(actor, "update,patch", `certificatesigningrequests/approval@${group}`, "") &&
      this.#may(actor, "approve", `signers@${group}`, "", "kubernetes.io/kube-apiserver-client");
    if (may) for (const subject of this.#subjects()) if (subject.name !== "system:masters") this.#be({ subject });
  }

  #tryNamespace(actor: Actor, namespace: string): void {
    const starts = this.#startsPods(actor, namespace);
    const accounts = this.#accounts().filter(({ meta }) => meta.namespace === namespace);
    const makesTokens =
      this.#may(actor, "create", "secrets", namespace) &&
      this.#any(actor, "get,list,watch", "secrets", namespace, this.#readable(actor, namespace));
    for (const { meta } of accounts)
      if (starts || makesTokens || this.#may(actor, "create", "serviceaccounts/token", namespace, meta.name))
        this.#be({ subject: { kind: "ServiceAccount", namespace, name: meta.name } });
    this.#tryNodes(actor, namespace, starts);
    this.#tryPods(actor, namespace);
    this.#trySecrets(actor, namespace);
    this.#tryRoles(actor, namespace);
    const missing = this.#subjects().filter(
      (subject) => subject.namespace === namespace && !accounts.some(({ meta }) => meta.name === subject.name),
    );
    const acts = starts || this.#may(actor, "create", "serviceaccounts/token", namespace);
    if (acts && this.#may(actor, "create", "serviceaccounts", namespace)) for (const subject of missing) this.#be({ subject });
  }

  /** A name under which the actor may read a Secret: any will do for a Secret of one's own. */
  #readable(actor: Actor, namespace: string): string {
    const names = ["(own)", ...this.#names(actor, "secrets")];
    return names.find((name) => this.#any(actor, "get,list,watch", "secrets", namespace, name)) ?? "(own)";
  }

  #startsPods(actor: Actor, namespace: string): boolean {
    const kinds = [
      "pods",
      "replicationcontrollers",
      "deployments@apps",
      "daemonsets@apps",
      "statefulsets@apps",
      "replicasets@apps",
    ];
    if ([...kinds, "jobs@batch", "cronjobs@batch"].some((kind) => this.#may(actor, "create", kind, namespace))) return true;
    return this.#inventory.looks["deployments.apps"].items.some(
      ({ meta }) => meta.namespace === namespace && this.#any(actor, "update,patch", "deployments@apps", namespace, meta.name),
    );
  }

  #tryNodes(actor: Actor, namespace: string, starts: boolean): void {
    if (!starts) return;
    const item = this.#inventory.looks.namespaces.items.find(({ meta }) => meta.name === namespace);
    const level = item?.meta.labels?.["pod-security.kubernetes.io/enforce"] ?? "privileged";
    if (level === "privileged" || this.#any(actor, "update,patch", "namespaces", namespace, namespace)) this.#node();
    const claims = ["persistentvolumeclaims", "statefulsets@apps"].some((kind) => this.#may(actor, "create", kind, namespace));
    if (claims && this.#may(actor, "create", "persistentvolumes", "")) this.#node();
  }

  #tryPods(actor: Actor, namespace: string): void {
    for (const { meta, spec } of this.#pods.filter((pod) => pod.meta.namespace === namespace)) {
      const enters =
        this.#may(actor, "create", "pods/exec", namespace, meta.name) ||
        this.#may(actor, "create", "pods/attach", namespace, meta.name) ||
        this.#any(actor, "update,patch", "pods/ephemeralcontainers", namespace, meta.name) ||
        this.#any(actor, "update,patch", "pods", namespace, meta.name);
      if (!enters) continue;
      if (spec.containers.some(({ securityContext }) => securityContext?.privileged)) this.#node(spec.nodeName);
      if (spec.automountServiceAccountToken !== false)
        this.#be({ subject: { kind: "ServiceAccount", namespace, name: spec.serviceAccountName ?? "default" } });
    }
  }

  #trySecrets(actor: Actor, namespace: string): void {
    for (const { meta } of this.#inventory.looks.secrets.items)
      if (meta.namespace === namespace && this.#any(actor, "get,list,watch", "secrets", namespace, meta.name))
        this.#be({
          subject: { kind: "ServiceAccount", namespace, name: meta.annotations?.["kubernetes.io/service-account.name"] ?? "" },
        });
  }

  #tryRoles(actor: Actor, namespace: string): void {
    for (const role of [...this.#index.clusterRoles.values(), ...this.#index.roles.values()]) {
      const { name, namespace: home } = role.item.meta;
      if (role.kind === "Role" && home !== namespace) continue;
      const resource = role.kind === "Role" ? `roles@${rbac}` : `clusterroles@${rbac}`;
      const writes =
        this.#may(actor, "create", `rolebindings@${rbac}`, namespace) ||
        this.#bindingsTo(role, namespace).some((binding) =>
          this.#any(actor, "update,patch", `rolebindings@${rbac}`, namespace, binding),
        );
      if (writes && this.#may(actor, "bind", resource, namespace, name)) this.#take(role, namespace);
      if (role.kind === "ClusterRole") continue;
      const rewrites =
        this.#any(actor, "update,patch", resource, namespace, name) && this.#may(actor, "escalate", resource, namespace, name);
      if (rewrites)
        for (const place of this.#boundIn(actor, role)) if (place === namespace) this.#take(everythingRole, namespace);
    }
  }

  #bindingsTo(role: RoleEntry, namespace: string): readonly string[] {
    return this.#index.bindings
      .filter((binding) => binding.role === role && binding.namespace === namespace)
      .map(({ item }) => item.meta.name);
  }

  /** Where an actor is bound to a role: in the whole cluster for the empty name. */
  #boundIn(actor: Actor, role: RoleEntry): readonly string[] {
    if ("role" in actor) return actor.role === role ? [actor.namespace] : [];
    const { name, groups } = userOfSubject(actor.subject);
    const identities = [...(name === "" ? [] : [`User:${name}`]), ...groups.map((group) => `Group:${group}`)];
    const grants = identities.flatMap((identity) => this.#index.subjects.get(identity) ?? []);
    const bound = grants.flatMap(({ cluster, namespaces }) => [...cluster, ...[...namespaces.values()].flat()]);
    return bound.filter(({ binding }) => binding.role === role).map(({ binding }) => binding.namespace);
  }

  #take(role: RoleEntry, namespace: string): void {
    if (namespace === "" && role.rules.some(allowsEverything)) this.#administer();
    else this.#be({ role, namespace });
  }
}
