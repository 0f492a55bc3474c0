/** NetworkPolicies, those of administrators, and those of Calico, of which no rule is kept. */
import type { NetworkPolicyItem } from "../items.ts";
import type {
  AdminPeer,
  AdminPolicyItem,
  AdminRule,
  CalicoPolicyItem,
  NetworkPeer,
  NetworkPort,
  NetworkRule,
} from "../network-items.ts";
import { looseAddresses } from "./addresses.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, integer, objects, requiredText, someTexts, text, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";

/** @returns a network policy with the types that the API server would default: Ingress, and Egress where it has rules. */
export function projectNetworkPolicy(policy: Fields, intern: Intern): NetworkPolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const ingress = objects(spec.ingress, "spec.ingress").map((rule) => projectRule(rule, "from", intern));
  const egress = objects(spec.egress, "spec.egress").map((rule) => projectRule(rule, "to", intern));
  const types = texts(spec.policyTypes, "spec.policyTypes");
  return compact({
    meta: projectMeta(policy, intern),
    podSelector: intern.value(projectSelector(spec.podSelector, "spec.podSelector") ?? {}),
    policyTypes: intern.value(types.length > 0 ? types : egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"]),
    ingress: ingress.length === 0 ? undefined : ingress,
    egress: egress.length === 0 ? undefined : egress,
    looseAddresses: looseAddresses(networksOf(spec)),
  });
}

function projectRule(rule: Fields, field: "from" | "to", intern: Intern): NetworkRule {
  const peers = objects(rule[field], `spec.${field}`).map((peer) => intern.value(projectPeer(peer)));
  const ports = objects(rule.ports, "spec.ports").map((port) => intern.value(projectPort(port)));
  return compact({ peers: peers.length === 0 ? undefined : peers, ports: ports.length === 0 ? undefined : ports });
}

function projectPeer(peer: Fields): NetworkPeer {
  const block = fields(peer.ipBlock, "ipBlock");
  return compact({
    podSelector: projectSelector(peer.podSelector, "podSelector"),
    namespaceSelector: projectSelector(peer.namespaceSelector, "namespaceSelector"),
    ipBlock:
      block && compact({ cidr: text(block.cidr, "ipBlock.cidr") ?? "", except: someTexts(block.except, "ipBlock.except") }),
  });
}

function projectPort(port: Fields): NetworkPort {
  return compact({
    protocol: text(port.protocol, "ports.protocol"),
    port: numberOrName(port.port, "ports.port"),
    endPort: integer(port.endPort, "ports.endPort"),
  });
}

function numberOrName(value: unknown, path: string): number | string | undefined {
  return typeof value === "string" ? value : integer(value, path);
}

function* networksOf(spec: Fields): Iterable<readonly [string, string | undefined]> {
  for (const [rules, peers] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const)
    for (const [place, rule] of objects(spec[rules], `spec.${rules}`).entries())
      for (const [turn, peer] of objects(rule[peers], `spec.${rules}.${peers}`).entries()) {
        const path = `spec.${rules}[${place}].${peers}[${turn}].ipBlock`;
        const block = fields(peer.ipBlock, path);
        yield [`${path}.cidr`, text(block?.cidr, `${path}.cidr`)];
        for (const [number, except] of texts(block?.except, `${path}.except`).entries())
          yield [`${path}.except[${number}]`, except];
      }
}

/** @returns a projection of AdminNetworkPolicy, its baseline, or ClusterNetworkPolicy, which names its tier itself. */
export function projectAdminPolicy(kind: "admin" | "baseline" | "named"): (policy: Fields, intern: Intern) => AdminPolicyItem {
  return (policy, intern) => {
    const spec = fields(policy.spec, "spec") ?? {};
    const tier = kind === "named" ? (text(spec.tier, "spec.tier") === "Baseline" ? "baseline" : "admin") : kind;
    const ingress = adminRules(spec.ingress, "from");
    const egress = adminRules(spec.egress, "to");
    const unread = [...ingress, ...egress].some((rule) => rule === undefined);
    const known = (rules: readonly (AdminRule | undefined)[]) => rules.filter((rule): rule is AdminRule => rule !== undefined);
    return compact({
      meta: projectMeta(policy, intern),
      tier,
      priority: integer(spec.priority, "spec.priority") ?? 0,
      subject: projectAdminPeer(fields(spec.subject, "spec.subject") ?? {}),
      ingress: ingress.length === 0 ? undefined : known(ingress),
      egress: egress.length === 0 ? undefined : known(egress),
      unread: unread ? (true as const) : undefined,
    });
  };
}

const actions: Readonly<Record<string, AdminRule["action"]>> = { Allow: "Allow", Accept: "Allow", Deny: "Deny", Pass: "Pass" };

function adminRules(value: unknown, field: "from" | "to"): readonly (AdminRule | undefined)[] {
  return objects(value, "spec.rules").map((rule) => {
    const named = requiredText(rule.action, "action");
    if (!Object.hasOwn(actions, named)) return undefined;
    const ports = [...objects(rule.ports, "ports"), ...objects(rule.protocols, "protocols")].map(projectAdminPort);
    return compact({
      name: text(rule.name, "name"),
      action: actions[named] as AdminRule["action"],
      peers: objects(rule[field], field).map(projectAdminPeer),
      ports: ports.length === 0 ? undefined : ports,
    });
  });
}

const knownPeers = new Set(["namespaces", "pods", "nodes", "networks"]);

function projectAdminPeer(peer: Fields): AdminPeer {
  const pods = fields(peer.pods, "pods");
  return compact({
    namespaces: projectSelector(peer.namespaces, "namespaces"),
    pods: pods && {
      namespaceSelector: projectSelector(pods.namespaceSelector, "pods.namespaceSelector") ?? {},
      podSelector: projectSelector(pods.podSelector, "pods.podSelector") ?? {},
    },
    nodes: projectSelector(peer.nodes, "nodes"),
    networks: someTexts(peer.networks, "networks"),
    unread: Object.keys(peer).some((key) => !knownPeers.has(key)) ? (true as const) : undefined,
  });
}

/** The three forms of the first kinds, and the form of ClusterNetworkPolicy, which names the protocol as its key. */
function projectAdminPort(port: Fields): NetworkPort {
  const number = fields(port.portNumber, "portNumber");
  const range = fields(port.portRange, "portRange");
  if (number !== undefined)
    return compact({ protocol: text(number.protocol, "protocol"), port: integer(number.port, "portNumber.port") });
  if (range !== undefined)
    return compact({
      protocol: text(range.protocol, "protocol"),
      port: integer(range.start, "portRange.start"),
      endPort: integer(range.end, "portRange.end"),
    });
  const protocol = ["tcp", "udp", "sctp"].find((key) => port[key] !== undefined && port[key] !== null);
  if (protocol !== undefined) return portOfProtocol(protocol.toUpperCase(), fields(port[protocol], protocol) ?? {});
  return { port: requiredText(port.namedPort ?? port.destinationNamedPort, "namedPort") };
}

function portOfProtocol(protocol: string, value: Fields): NetworkPort {
  const destination = fields(value.destinationPort, "destinationPort");
  if (destination === undefined) return { protocol };
  const range = fields(destination.range, "destinationPort.range");
  if (range === undefined) return compact({ protocol, port: integer(destination.number, "destinationPort.number") });
  const [start, end] = [integer(range.start, "range.start"), integer(range.end, "range.end")];
  return compact({ protocol, port: start, endPort: end });
}

const directions = ["ingress", "egress"] as const;

/** @returns a policy of Calico with the types that it would be given: those of the sections that have rules, else Ingress. */
export function projectCalicoPolicy(policy: Fields, intern: Intern): CalicoPolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const rules = (direction: (typeof directions)[number]) => objects(spec[direction], `spec.${direction}`);
  const given = texts(spec.types, "spec.types").map((type) => type.toLowerCase());
  const filled = directions.filter((direction) => rules(direction).length > 0);
  const passes = directions.filter((direction) => rules(direction).some((rule) => text(rule.action, "action") === "Pass"));
  const hosts = ["preDNAT", "doNotTrack", "applyOnForward"].some((field) => flag(spec[field], `spec.${field}`));
  const filledText = (field: string) => text(spec[field], `spec.${field}`) || undefined;
  return {
    meta: projectMeta(policy, intern),
    scope: compact({
      selector: filledText("selector") ?? "",
      namespaceSelector: filledText("namespaceSelector"),
      serviceAccountSelector: filledText("serviceAccountSelector"),
      tier: filledText("tier") ?? "default",
      types:
        given.length > 0 ? directions.filter((one) => given.includes(one)) : filled.length > 0 ? filled : ["ingress" as const],
      passes: passes.length === 0 ? undefined : passes,
      hosts: hosts ? (true as const) : undefined,
    }),
  };
}
