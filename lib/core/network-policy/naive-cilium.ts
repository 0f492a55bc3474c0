/**
 * Cilium's policies by the words of its documentation, pod by pod and rule by rule, over the objects as they are sent: what
 * tests hold the evaluation against. Slow, and written without it. Nothing of the product imports it.
 */
import {
  inCidr,
  type NaiveAsked,
  type NaivePod,
  type NaivePort,
  type NaiveWorld,
  naiveEnd,
  policiesFor,
  selects,
} from "./naive-evaluator.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface NaiveCiliumWorld extends NaiveWorld {
  /** CiliumNetworkPolicies and cluster-wide ones. */
  readonly cilium: readonly Fields[];
  /** What becomes of what a rule of layer 7 looks at. */
  readonly layer7: boolean;
}

const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[];
const words = (value: unknown): readonly string[] => (value ?? []) as readonly string[];
const record = (value: unknown): Fields => (value ?? {}) as Fields;
const namespaceKey = "io.kubernetes.pod.namespace";
const namespaceLabels = "io.cilium.k8s.namespace.labels.";

/** "k8s:" and "any:" name the labels of a pod, its namespace, and the labels of its namespace. */
function labelsOf(pod: NaivePod, { namespaces }: NaiveWorld): Readonly<Record<string, string>> {
  const own = { ...pod.labels, [namespaceKey]: pod.namespace };
  const ofNamespace = Object.entries(namespaces[pod.namespace] ?? {}).map(([key, value]) => [`${namespaceLabels}${key}`, value]);
  const all = { ...own, ...Object.fromEntries(ofNamespace) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => [
      [key, value],
      [`k8s:${key}`, value],
      [`any:${key}`, value],
    ]),
  ) as Readonly<Record<string, string>>;
}

/** "If omitted, we limit the scope to the namespace the policy lives in." */
function isEndpoint(selector: Fields, own: string | undefined, pod: NaivePod, world: NaiveWorld): boolean {
  if (pod.hostNetwork || !selects(selector, labelsOf(pod, world))) return false;
  const keys = [...Object.keys(record(selector.matchLabels)), ...list(selector.matchExpressions).map(({ key }) => String(key))];
  const names = keys.some((key) => {
    const name = key.replace(/^(k8s|any):/, "");
    return name === namespaceKey || name.startsWith(namespaceLabels);
  });
  return names || own === undefined || own === pod.namespace;
}

function isPeer(rule: Fields, prefix: string, own: string | undefined, other: NaivePod | string, world: NaiveWorld): boolean {
  const given = (name: string) => rule[`${prefix}${name}`];
  const names = ["Endpoints", "Entities", "CIDR", "CIDRSet"].filter((name) => given(name) !== undefined);
  if (names.length === 0) return list(rule.toPorts).length > 0;
  if (words(given("Entities")).includes("all")) return true;
  if (typeof other === "string") {
    if (words(given("Entities")).includes("world")) return true;
    if (words(given("CIDR")).some((cidr) => inCidr(cidr, other))) return true;
    return list(given("CIDRSet")).some(
      ({ cidr, except }) => inCidr(String(cidr), other) && !words(except).some((one) => inCidr(one, other)),
    );
  }
  if (words(given("Entities")).includes("cluster")) return true;
  return list(given("Endpoints")).some((selector) => isEndpoint(selector, own, other, world));
}

interface AskedPort {
  readonly port: NaivePort;
  readonly receiver: NaivePod | undefined;
}

/** "If omitted or empty, any protocol matches"; "EndPort is ignored if Port is a named port"; 0 is every port. */
function isPort(rule: Fields, { port, receiver }: AskedPort, { layer7 }: NaiveCiliumWorld): boolean {
  const all = list(rule.toPorts);
  if (all.length === 0) return true;
  return all.some((entry) => {
    if (entry.rules !== undefined && !layer7) return false;
    return list(entry.ports).some((wanted) => {
      const protocol = wanted.protocol ?? "ANY";
      if (protocol !== "ANY" && protocol !== port.protocol) return false;
      const text = String(wanted.port);
      if (!/^\d+$/.test(text))
        return (receiver?.ports ?? []).some(
          (one) => one.name === text && one.protocol === port.protocol && one.containerPort === port.port,
        );
      const first = Number(text);
      return first === 0 || (port.port >= first && port.port <= ((wanted.endPort as number | undefined) ?? first));
    });
  });
}

/** "Deny policies take precedence over allow policies, regardless of whether they are a Cilium or a Kubernetes Network Policy." */
export function naiveCiliumEnd(asked: NaiveAsked, world: NaiveCiliumWorld): boolean {
  const { pod, type, other, port } = asked;
  if (pod.hostNetwork) return true;
  const [section, prefix] = type === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
  const receiver = type === "Ingress" ? pod : typeof other === "string" ? undefined : other;
  const about = world.cilium.flatMap(({ metadata, spec, specs }) => {
    const own = record(metadata).namespace as string | undefined;
    return [...(spec ? [record(spec)] : []), ...list(specs)]
      .filter((one) => (own === undefined || own === pod.namespace) && isEndpoint(record(one.endpointSelector), own, pod, world))
      .map((one) => ({ own, one }));
  });
  const matches = (rules: unknown, own: string | undefined) =>
    list(rules).some((rule) => isPeer(rule, prefix as string, own, other, world) && isPort(rule, { port, receiver }, world));
  if (about.some(({ own, one }) => matches(one[`${section}Deny`], own))) return false;
  const isolated = about.some(({ one }) => {
    const said = record(one.enableDefaultDeny)[section as string];
    return said ?? (list(one[section as string]).length > 0 || list(one[`${section}Deny`]).length > 0);
  });
  const ofKubernetes = policiesFor(pod, type, world).length > 0;
  if (!isolated && !ofKubernetes) {
    // "EnableDefaultDeny does not apply to layer-7 policy."
    if (world.layer7) return true;
    return !about.some(({ own, one }) => matchesLayer7(list(one[section as string]), own)) || allowed();
  }
  return allowed();

  function allowed(): boolean {
    if (about.some(({ own, one }) => matches(one[section as string], own))) return true;
    return ofKubernetes && naiveEnd(asked, world);
  }

  function matchesLayer7(rules: readonly Fields[], own: string | undefined): boolean {
    return rules.some((rule) => {
      const deep = list(rule.toPorts).filter((entry) => entry.rules !== undefined);
      const alone = { ...rule, toPorts: deep };
      return (
        deep.length > 0 &&
        isPeer(alone, prefix as string, own, other, world) &&
        isPort(alone, { port, receiver }, { ...world, layer7: true })
      );
    });
  }
}
