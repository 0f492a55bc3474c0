import type { LinkerdServerItem, PeerAuthenticationItem } from "../network-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, text } from "./read.ts";
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
  });
}
