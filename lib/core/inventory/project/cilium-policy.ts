/**
 * Policies of Cilium, at layers 3 and 4; what else they say is kept by name alone. After
 * https://docs.cilium.io/en/stable/security/policy/ and the types of cilium/cilium `pkg/policy/api`.
 */
import {
  type CiliumPeers,
  type CiliumPolicyItem,
  type CiliumPort,
  type CiliumRule,
  type CiliumSelector,
  type CiliumSpec,
  hiddenLabels,
} from "../cilium-items.ts";
import type { LabelSelector } from "../items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, elements, type Fields, fields, flag, integer, objects, scalar, someTexts, text, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";

/** @returns a policy of Cilium with what it says in `spec` and in each of `specs`. */
export function projectCiliumPolicy(policy: Fields, intern: Intern): CiliumPolicyItem {
  const one = fields(policy.spec, "spec");
  const several = objects(policy.specs, "specs").map((spec, place): [string, Fields] => [`specs[${place}]`, spec]);
  const specs = [...(one ? [["spec", one] as [string, Fields]] : []), ...several].map(([path, spec]) =>
    projectSpec(spec, path, intern),
  );
  const [first] = specs;
  const alone = specs.length === 1 ? first?.subject : undefined;
  return compact({
    meta: projectMeta(policy, intern),
    selector: alone && isPlain(alone) ? alone.pods : undefined,
    aboutNodes: specs.length > 0 && specs.every(({ subject, unread }) => !subject && !unread) ? (true as const) : undefined,
    specs,
  });
}

function isPlain({ pods, namespaces, unread }: CiliumSelector): boolean {
  const keys = [...Object.keys(pods.matchLabels ?? {}), ...(pods.matchExpressions ?? []).map(({ key }) => key)];
  return namespaces === undefined && unread === undefined && !keys.some((key) => key.includes(":"));
}

const specFields = new Set([
  ...["endpointSelector", "nodeSelector", "ingress", "ingressDeny", "egress", "egressDeny"],
  ...["enableDefaultDeny", "labels", "description", "log"],
]);

function projectSpec(spec: Fields, path: string, intern: Intern): CiliumSpec {
  const subject = projectCiliumSelector(spec.endpointSelector, `${path}.endpointSelector`, intern);
  const nodes = fields(spec.nodeSelector, `${path}.nodeSelector`) !== undefined;
  const defaults = fields(spec.enableDefaultDeny, `${path}.enableDefaultDeny`) ?? {};
  const rules = (direction: "ingress" | "egress") => [
    ...projectRules(spec[direction], `${path}.${direction}`, { action: "Allow", direction }, intern),
    ...projectRules(spec[`${direction}Deny`], `${path}.${direction}Deny`, { action: "Deny", direction }, intern),
  ];
  const [ingress, egress] = [rules("ingress"), rules("egress")];
  const isolates = [["ingress", ingress] as const, ["egress", egress] as const].filter(
    ([direction, list]) => flag(defaults[direction], `${path}.enableDefaultDeny.${direction}`) ?? list.length > 0,
  );
  const unread = [
    ...(subject === undefined && !nodes ? ["a policy that chooses nothing"] : []),
    ...(subject !== undefined && nodes ? ["a policy for pods and nodes at once"] : []),
    ...(Object.keys(spec).some((key) => !specFields.has(key)) ? [unknownFields] : []),
    ...[...ingress, ...egress].flatMap(({ whole }) => whole),
  ];
  const kept = (list: readonly Projected[]) => (list.length === 0 ? undefined : list.map(({ rule }) => rule));
  return compact({
    subject,
    isolates: isolates.map(([direction]) => direction),
    ingress: kept(ingress),
    egress: kept(egress),
    unread: unread.length === 0 ? undefined : [...new Set(unread)],
  });
}

const unknownFields = "fields that are not known";

interface Projected {
  readonly rule: CiliumRule;
  /** Parts by which nothing is certain of the whole spec. */
  readonly whole: readonly string[];
}

interface Kind {
  readonly action: CiliumRule["action"];
  readonly direction: "ingress" | "egress";
}

function projectRules(value: unknown, path: string, kind: Kind, intern: Intern): readonly Projected[] {
  return objects(value, path).map((rule, place) => projectRule(rule, `${path}[${place}]`, kind, intern));
}

const peerFields = ["Endpoints", "CIDR", "CIDRSet", "Entities", "Services", "FQDNs", "Groups", "Nodes"] as const;

function projectRule(rule: Fields, path: string, { action, direction }: Kind, intern: Intern): Projected {
  const prefix = direction === "ingress" ? "from" : "to";
  const has = (field: string) => rule[field] !== undefined && rule[field] !== null;
  const named = peerFields.filter((field) => has(`${prefix}${field}`));
  const known = new Set([...peerFields.map((field) => `${prefix}${field}`), "toPorts", "icmps", "authentication"]);
  const notKnown = Object.keys(rule).some((field) => !known.has(field) && field !== `${prefix}Requires`);
  const { peers, unread: ofPeers } = projectPeers(rule, prefix, path, intern);
  const { ports, unread: ofPorts } = projectPorts(rule, path, direction);
  const mode = text(fields(rule.authentication, `${path}.authentication`)?.mode, `${path}.authentication.mode`);
  const authenticates = has("authentication") && mode !== "disabled";
  const emptyList = named.some((field) => field !== "Endpoints" && elements(rule[`${prefix}${field}`], path).length === 0);
  const perhaps = [...(peers?.perhaps ?? []), ...(notKnown || (emptyList && ports) ? (["anybody"] as const) : [])];
  const unread = [
    ...ofPeers,
    ...ofPorts,
    ...(authenticates ? ["authentication"] : []),
    ...(notKnown ? [unknownFields] : []),
    ...(emptyList && ports ? ["empty lists of peers"] : []),
  ];
  return {
    rule: compact({
      path,
      action,
      peers: perhaps.length > 0 ? { ...peers, perhaps } : peers,
      ports,
      unread: unread.length === 0 ? undefined : [...new Set(unread)],
      partly: authenticates || notKnown ? (true as const) : undefined,
    }),
    whole: [
      ...(has(`${prefix}Requires`) ? [`${prefix}Requires`] : []),
      ...(named.length > 1 ? ["several kinds of peers in one rule"] : []),
    ],
  };
}

type Perhaps = NonNullable<CiliumPeers["perhaps"]>[number];

const elsewhere: Readonly<Record<string, Perhaps>> = { Services: "anybody", FQDNs: "outside", Groups: "outside", Nodes: "nodes" };

/** Entities that are evaluated; of the others it is known whom they can be about. */
const evaluated = new Set(["all", "world", "cluster", "host", "none"]);
const namedAlone = new Set(["remote-node", "kube-apiserver", "ingress", "health", "init", "unmanaged"]);

function projectPeers(rule: Fields, prefix: string, path: string, intern: Intern) {
  const at = (field: string) => rule[`${prefix}${field}`];
  const has = (field: string) => at(field) !== undefined && at(field) !== null;
  const endpoints = has("Endpoints")
    ? objects(at("Endpoints"), path).map((one) => projectCiliumSelector(one, path, intern) ?? { pods: {} })
    : undefined;
  const sets = objects(at("CIDRSet"), path);
  const [blocks, groups] = [
    [...texts(at("CIDR"), path).map((cidr) => ({ cidr })), ...sets.flatMap((set) => blockOf(set, path) ?? [])],
    sets.some((set) => text(set.cidr, path) === undefined),
  ];
  const entities = has("Entities") ? texts(at("Entities"), path) : undefined;
  const reserved = (endpoints ?? []).some(({ pods }) => keysOf(pods).some((key) => key.startsWith(reservedSource)));
  const unknown = (entities ?? []).some((entity) => !evaluated.has(entity) && !namedAlone.has(entity));
  const others = Object.keys(elsewhere).filter(has);
  const perhaps: Perhaps[] = [
    ...others.map((field) => elsewhere[field] as Perhaps),
    ...(groups ? (["outside"] as const) : []),
    ...(reserved ? (["nodes", "outside"] as const) : []),
    ...(unknown ? (["anybody"] as const) : []),
  ];
  const unread = [
    ...others.map((field) => `${prefix}${field}`),
    ...(groups ? ["groups of CIDRs"] : []),
    ...(reserved ? ["reserved labels"] : []),
    ...((endpoints ?? []).some(({ unread }) => unread) ? [hiddenLabels] : []),
    ...(entities ?? []).filter((entity) => namedAlone.has(entity)).map((entity) => `the entity ${entity}`),
    ...(unknown ? ["an entity that is not known"] : []),
  ];
  const named = endpoints !== undefined || blocks.length > 0 || entities !== undefined || perhaps.length > 0;
  const peers: CiliumPeers | undefined = named
    ? compact({
        endpoints,
        blocks: blocks.length === 0 ? undefined : blocks,
        entities: entities?.filter((entity) => evaluated.has(entity) || namedAlone.has(entity)),
        perhaps: perhaps.length === 0 ? undefined : perhaps,
      })
    : undefined;
  return { peers, unread };
}

function blockOf(set: Fields, path: string): NonNullable<CiliumPeers["blocks"]>[number] | undefined {
  const cidr = text(set.cidr, path);
  return cidr === undefined ? undefined : compact({ cidr, except: someTexts(set.except, path) });
}

/** Parts of `toPorts` that look into what passes. */
const deeper = ["rules", "serverNames", "terminatingTLS", "originatingTLS", "listener"] as const;

function projectPorts(rule: Fields, path: string, direction: Kind["direction"]) {
  const icmp = elements(rule.icmps, path).length > 0;
  const entries = objects(rule.toPorts, path);
  if (entries.length === 0 && !icmp) return { unread: [] };
  const unread = icmp ? ["ICMP"] : [];
  const ports = entries.flatMap((entry): readonly CiliumPort[] => {
    const looksDeeper = deeper.some((field) => isFilled(entry[field]));
    const list = objects(entry.ports, path);
    if (looksDeeper) unread.push("rules of layer 7");
    if (list.length === 0) unread.push("lists without a port");
    const partly = looksDeeper || list.length === 0 ? (true as const) : undefined;
    return (list.length === 0 ? [{ port: 0 }] : list.map((port) => projectPort(port, path))).map((port) =>
      compact({ ...port, partly }),
    );
  });
  if (direction === "egress" && ports.some(({ port }) => typeof port === "string"))
    unread.push("names of ports in outgoing rules");
  return { ports, unread };
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

function projectPort(port: Fields, path: string): CiliumPort {
  const written = scalar(port.port, path) ?? "";
  const number = /^\d+$/.test(written) ? Number(written) : undefined;
  const protocol = text(port.protocol, path)?.toUpperCase();
  return compact({
    protocol: protocol === "" || protocol === "ANY" ? undefined : protocol,
    port: number ?? written.toLowerCase(),
    endPort: number === undefined ? undefined : integer(port.endPort, path),
  });
}

const reservedSource = "reserved:";
const ownNamespace = "io.kubernetes.pod.namespace";
const ofNamespace = "io.cilium.k8s.namespace.labels.";

/** Labels that Cilium does not tell pods apart by, as long as it is not set up to. */
const leftOut =
  /^(io\.kubernetes|kubernetes\.io|k8s\.io|.*beta\.kubernetes\.io|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/(job-completion-index|controller-uid)|pod-template-(generation|hash)|controller-(revision-hash|uid)|annotation|etcd_node)/;

interface Condition {
  readonly about: "pod" | "namespace" | "unread";
  readonly key: string;
}

/** Labels have a source before a colon: `k8s` for those of pods, and `any` where none is written. */
function conditionOn(written: string): Condition {
  const [, source, name = ""] = /^(?:([^:]*):)?(.*)$/s.exec(written) ?? [];
  if (source === "reserved") return { about: "pod", key: written };
  if (source !== undefined && source !== "k8s" && source !== "any") return { about: "unread", key: name };
  if (name === ownNamespace) return { about: "namespace", key: "kubernetes.io/metadata.name" };
  if (name.startsWith(ofNamespace)) return { about: "namespace", key: name.slice(ofNamespace.length) };
  return { about: name.startsWith("io.cilium.") || leftOut.test(name) ? "unread" : "pod", key: name };
}

function projectCiliumSelector(value: unknown, path: string, intern: Intern): CiliumSelector | undefined {
  const selector = projectSelector(value, path);
  if (selector === undefined) return undefined;
  const of = (about: Condition["about"]): LabelSelector => {
    const labels = Object.entries(selector.matchLabels ?? {}).map(([key, one]) => ({ ...conditionOn(key), one }));
    const expressions = (selector.matchExpressions ?? []).map((expression) => ({ ...conditionOn(expression.key), expression }));
    const found = expressions.filter((one) => one.about === about).map(({ key, expression }) => ({ ...expression, key }));
    const equal = labels.filter((one) => one.about === about);
    const expected = equal.map(({ key, one }) => ({ key, operator: "In", values: [one] }));
    const twice = new Set(equal.map(({ key }) => key)).size < equal.length;
    if (twice) return { matchExpressions: [...expected, ...found] };
    return compact({
      matchLabels: equal.length === 0 ? undefined : Object.fromEntries(equal.map(({ key, one }) => [key, one])),
      matchExpressions: found.length === 0 ? undefined : found,
    });
  };
  const [pods, namespaces] = [of("pod"), of("namespace")];
  const reserved = keysOf(pods).some((key) => key.startsWith(reservedSource));
  return intern.value(
    compact({
      pods,
      namespaces: keysOf(namespaces).length > 0 || reserved ? namespaces : undefined,
      unread: keysOf(of("unread")).length > 0 ? (true as const) : undefined,
    }),
  );
}

function keysOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}
