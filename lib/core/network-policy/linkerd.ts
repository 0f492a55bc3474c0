/**
 * How a workload in the mesh of Linkerd takes traffic. A port that a Server names takes whom its authorizations and its own
 * accessPolicy let in, together; every other port whom the default inbound policy lets in.
 * https://linkerd.io/2/reference/authorization-policy/
 */
import type { ViewSight } from "../checks/define.ts";
import type { PodItem } from "../inventory/items.ts";
import type { LinkerdAuthorizationItem, LinkerdServerItem } from "../inventory/network-items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { type Authentication, leastSafe } from "./mutual-tls.ts";

export const linkerdResources = [
  "servers.policy.linkerd.io",
  "authorizationpolicies.policy.linkerd.io",
  "serverauthorizations.policy.linkerd.io",
  "networkauthentications.policy.linkerd.io",
] as const;
type LinkerdSight = ViewSight<(typeof linkerdResources)[number]>;

export const linkerdProxy = "linkerd-proxy";
const inbound = "config.linkerd.io/default-inbound-policy";
const knowsCallers = /^((all|cluster)-authenticated|deny)$/;

/** @param annotations of the pod's namespace. */
export function linkerdAuthentication(
  pod: PodItem,
  annotations: Readonly<Record<string, string>> | undefined,
  sight: LinkerdSight,
): Authentication {
  const [servers, authorizations] = ["servers.policy.linkerd.io", "authorizationpolicies.policy.linkerd.io"] as const;
  if (!sight.complete(servers, pod.meta.namespace)) return unknown("not every Server of Linkerd was seen");
  const selected = sight
    .list(servers)
    .filter(
      ({ meta, podSelector }) =>
        meta.namespace === pod.meta.namespace && podSelector !== undefined && matchesSelector(podSelector, pod.meta.labels),
    );
  const policies = sight.list(authorizations).filter(({ meta }) => meta.namespace === pod.meta.namespace);
  const ports = selected.map((server) => ofServer(server, policies, sight));
  const onRoutes = selected.length > 0 && policies.some((policy) => isOnRoute(policy) && grants(policy, sight) !== "none");
  const all = [
    ...ports,
    ...(onRoutes ? [unknown("routes of Linkerd that an AuthorizationPolicy opens are not evaluated")] : []),
    ...(areAllNamed(pod, selected) ? [] : [byDefault(pod, annotations)]),
  ];
  return leastSafe(all) ?? byDefault(pod, annotations);
}

function unknown(doubt: string): Authentication {
  return { mode: "unknown", doubt };
}

function byDefault({ meta }: PodItem, annotations: Readonly<Record<string, string>> | undefined): Authentication {
  const policy = meta.annotations?.[inbound] ?? annotations?.[inbound];
  if (policy === undefined) return unknown("Linkerd's default inbound policy is set where it was installed, and was not seen");
  return { mode: knowsCallers.test(policy) ? "strict" : "permissive" };
}

/** @returns whether Servers name every port that the containers declare; ports that none declares may be there where none is declared. */
function areAllNamed({ spec }: PodItem, servers: readonly LinkerdServerItem[]): boolean {
  const declared = spec.containers
    .filter(({ name, type }) => name !== linkerdProxy && type !== "ephemeral")
    .flatMap(({ ports = [] }) => ports.filter(({ protocol = "TCP" }) => protocol === "TCP"));
  const named = new Set(servers.map(({ port }) => port));
  return declared.length > 0 && declared.every(({ name, containerPort }) => named.has(String(containerPort)) || named.has(name));
}

function ofServer(server: LinkerdServerItem, policies: readonly LinkerdAuthorizationItem[], sight: LinkerdSight): Authentication {
  const { meta, accessPolicy = "deny" } = server;
  if (!knowsCallers.test(accessPolicy)) return { mode: "permissive" };
  const about = policies.filter(({ target }) => {
    return (target.kind === "policy.linkerd.io/server" && target.name === meta.name) || target.kind === "core/namespace";
  });
  const said = about.map((policy) => grants(policy, sight));
  if (said.includes("anybody") || opensLegacy(server, sight)) return { mode: "permissive" };
  const read = ["authorizationpolicies.policy.linkerd.io", "serverauthorizations.policy.linkerd.io"] as const;
  if (said.includes("unknown") || !read.every((resource) => sight.complete(resource, meta.namespace)))
    return unknown("not everything that authorizes callers of Linkerd's Servers was seen");
  return { mode: "strict" };
}

function isOnRoute({ target }: LinkerdAuthorizationItem): boolean {
  return /\/(http|grpc)route$/.test(target.kind);
}

/**
 * A policy with no identity among what it asks for lets in whoever comes from its network, or from anywhere where it asks for
 * nothing. One that names what does not exist, or two networks, counts for nothing.
 */
function grants({ meta, requires }: LinkerdAuthorizationItem, sight: LinkerdSight): "anybody" | "unknown" | "none" {
  if (requires.some(({ kind }) => kind !== "policy.linkerd.io/networkauthentication")) return "none";
  const [network, ...others] = requires;
  if (network === undefined) return "anybody";
  if (others.length > 0) return "none";
  const namespace = network.namespace ?? meta.namespace;
  const networks = "networkauthentications.policy.linkerd.io";
  if (sight.list(networks).some((one) => one.meta.namespace === namespace && one.meta.name === network.name)) return "anybody";
  return sight.complete(networks, namespace) ? "none" : "unknown";
}

function opensLegacy({ meta }: LinkerdServerItem, sight: LinkerdSight): boolean {
  return sight
    .list("serverauthorizations.policy.linkerd.io")
    .some(
      ({ meta: own, server, selector, anonymous }) =>
        anonymous === true &&
        own.namespace === meta.namespace &&
        (server === meta.name || (selector !== undefined && matchesSelector(selector, meta.labels))),
    );
}
