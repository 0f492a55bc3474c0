/**
 * NetworkPolicies by the words of the API's documentation, pod by pod and rule by rule, over the objects as they are sent:
 * what tests hold the evaluation against. Slow, and written without it. Nothing of the product imports it.
 */
type Fields = Readonly<Record<string, unknown>>;

export interface NaivePod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
}

export interface NaiveWorld {
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly policies: readonly Fields[];
}

export interface NaivePort {
  readonly protocol: string;
  readonly port: number;
}

const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[];
const record = (value: unknown): Fields => (value ?? {}) as Fields;

export function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  for (const [key, value] of Object.entries(record(matchLabels))) if (labels[key] !== value) return false;
  for (const { key, operator, values } of list(matchExpressions)) {
    const value = labels[key as string];
    const among = value !== undefined && ((values ?? []) as readonly string[]).includes(value);
    if (operator === "In" && !among) return false;
    if (operator === "NotIn" && among) return false;
    if (operator === "Exists" && value === undefined) return false;
    if (operator === "DoesNotExist" && value !== undefined) return false;
  }
  return true;
}

/** "If no policyTypes are specified on a NetworkPolicy then by default Ingress will always be set and Egress will be set if the NetworkPolicy has any egress rules." */
function hasType(spec: Fields, type: "Ingress" | "Egress"): boolean {
  const types = spec.policyTypes as readonly string[] | undefined;
  if (types !== undefined && types.length > 0) return types.includes(type);
  return type === "Ingress" || list(spec.egress).length > 0;
}

/** "podSelector: selects particular Pods in the same namespace as the NetworkPolicy"; with a namespaceSelector, in the namespaces that it selects. */
function isPeer(peer: Fields, own: string, pod: NaivePod, { namespaces }: NaiveWorld): boolean {
  if (peer.ipBlock !== undefined || pod.hostNetwork) return false;
  const inside =
    peer.namespaceSelector === undefined
      ? pod.namespace === own
      : selects(peer.namespaceSelector, namespaces[pod.namespace] ?? {});
  return inside && (peer.podSelector === undefined || selects(peer.podSelector, pod.labels));
}

function isPort(rule: Fields, { protocol, port }: NaivePort, receiver: NaivePod | undefined): boolean {
  const ports = list(rule.ports);
  if (ports.length === 0) return true;
  return ports.some((wanted) => {
    if ((wanted.protocol ?? "TCP") !== protocol) return false;
    if (wanted.port === undefined) return true;
    if (typeof wanted.port === "string")
      return (receiver?.ports ?? []).some(
        (one) => one.name === wanted.port && one.protocol === protocol && one.containerPort === port,
      );
    return port >= (wanted.port as number) && port <= ((wanted.endPort ?? wanted.port) as number);
  });
}

export function policiesFor(pod: NaivePod, type: "Ingress" | "Egress", { policies }: NaiveWorld): readonly Fields[] {
  return policies.filter((policy) => {
    const spec = record(policy.spec);
    return record(policy.metadata).namespace === pod.namespace && hasType(spec, type) && selects(spec.podSelector, pod.labels);
  });
}

export interface NaiveAsked {
  readonly pod: NaivePod;
  readonly type: "Ingress" | "Egress";
  readonly other: NaivePod | string;
  readonly port: NaivePort;
}

/** "By default, a pod is non-isolated"; "the rules are additive". */
export function naiveEnd({ pod, type, other, port }: NaiveAsked, world: NaiveWorld): boolean {
  if (pod.hostNetwork) return true;
  const policies = policiesFor(pod, type, world);
  if (policies.length === 0) return true;
  const receiver = type === "Ingress" ? pod : typeof other === "string" ? undefined : other;
  return policies.some((policy) => {
    const own = record(policy.metadata).namespace as string;
    const rules = list(record(policy.spec)[type === "Ingress" ? "ingress" : "egress"]);
    return rules.some((rule) => {
      const peers = list(rule[type === "Ingress" ? "from" : "to"]);
      const open = peers.length === 0;
      const named = peers.some((peer) =>
        typeof other === "string" ? inBlock(record(peer.ipBlock), other) : isPeer(peer, own, other, world),
      );
      return (open || named) && isPort(rule, port, receiver);
    });
  });
}

export function naiveReach(from: NaivePod, to: NaivePod, port: NaivePort, world: NaiveWorld): boolean {
  return (
    naiveEnd({ pod: from, type: "Egress", other: to, port }, world) &&
    naiveEnd({ pod: to, type: "Ingress", other: from, port }, world)
  );
}

function inBlock({ cidr, except }: Fields, address: string): boolean {
  if (typeof cidr !== "string" || !inCidr(cidr, address)) return false;
  return !((except ?? []) as readonly string[]).some((one) => inCidr(one, address));
}

/** IPv4 alone, bit by bit. */
export function inCidr(cidr: string, address: string): boolean {
  const [network = "", length = "32"] = cidr.split("/");
  if (network.includes(":") !== address.includes(":")) return false;
  const bits = (text: string) =>
    text
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  return bits(network).slice(0, Number(length)) === bits(address).slice(0, Number(length));
}
