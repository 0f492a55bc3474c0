import { checkEndpoint, type EndpointPolicy } from "../../net/guard.ts";

/** @param address that would be asked, of a host as somebody wrote it. @returns why it is never asked, as a sentence; undefined where it may be. */
export function hostRefusal(host: string, address: string, policy: EndpointPolicy): string | undefined {
  const url = URL.parse(address);
  if (url === null) return `${host} is no host.`;
  const port = url.port === "" ? 443 : Number(url.port);
  if (checkEndpoint({ host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port }, policy).ok) return undefined;
  return `Drydock does not connect to ${host}: link-local addresses and its own services are never asked, others as the operator allows.`;
}
