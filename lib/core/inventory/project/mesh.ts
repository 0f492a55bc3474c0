import type { ItemBase } from "../items.ts";
import type {
  LinkerdAuthorizationItem,
  LinkerdServerAuthorizationItem,
  LinkerdServerItem,
  PeerAuthenticationItem,
} from "../network-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, objects, scalar, text } from "./read.ts";
import { projectSelector } from "./selector.ts";

export function projectPeerAuthentication(authentication: Fields, intern: Intern): PeerAuthenticationItem {
  const spec = fields(authentication.spec, "spec") ?? {};
  const ports = Object.entries(fields(spec.portLevelMtls, "spec.portLevelMtls") ?? {}).map(([port, value]): [string, string] => [
    port,
    text(fields(value, "spec.portLevelMtls")?.mode, "spec.portLevelMtls.mode") ?? "UNSET",
  ]);
  return compact({
    meta: projectMeta(authentication, intern),
    selector: projectSelector(spec.selector, "spec.selector"),
    mode: text(fields(spec.mtls, "spec.mtls")?.mode, "spec.mtls.mode"),
    portModes: ports.length === 0 ? undefined : Object.fromEntries(ports),
  });
}

export function projectLinkerdServer(server: Fields, intern: Intern): LinkerdServerItem {
  const spec = fields(server.spec, "spec") ?? {};
  return compact({
    meta: projectMeta(server, intern),
    podSelector: projectSelector(spec.podSelector, "spec.podSelector"),
    accessPolicy: text(spec.accessPolicy, "spec.accessPolicy"),
    port: scalar(spec.port, "spec.port"),
  });
}

export function projectLinkerdAuthorization(policy: Fields, intern: Intern): LinkerdAuthorizationItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const requires = objects(spec.requiredAuthenticationRefs, "spec.requiredAuthenticationRefs");
  return {
    meta: projectMeta(policy, intern),
    target: projectRef(fields(spec.targetRef, "spec.targetRef") ?? {}, "spec.targetRef"),
    requires: requires.map((ref) =>
      compact({
        ...projectRef(ref, "spec.requiredAuthenticationRefs"),
        namespace: text(ref.namespace, "spec.requiredAuthenticationRefs.namespace"),
      }),
    ),
  };
}

function projectRef(ref: Fields, path: string): LinkerdAuthorizationItem["target"] {
  const group = text(ref.group, `${path}.group`) || "core";
  const kind = text(ref.kind, `${path}.kind`) ?? "";
  return { kind: `${group}/${kind}`.toLowerCase(), name: text(ref.name, `${path}.name`) ?? "" };
}

export function projectLinkerdServerAuthorization(authorization: Fields, intern: Intern): LinkerdServerAuthorizationItem {
  const spec = fields(authorization.spec, "spec") ?? {};
  const server = fields(spec.server, "spec.server") ?? {};
  const client = fields(spec.client, "spec.client") ?? {};
  const withoutIdentity = fields(client.meshTLS, "spec.client.meshTLS")?.unauthenticatedTLS;
  return compact({
    meta: projectMeta(authorization, intern),
    server: text(server.name, "spec.server.name"),
    selector: projectSelector(server.selector, "spec.server.selector"),
    anonymous: client.unauthenticated === true || withoutIdentity === true ? (true as const) : undefined,
  });
}

export function projectLinkerdNetwork(authentication: Fields, intern: Intern): ItemBase {
  return { meta: projectMeta(authentication, intern) };
}
