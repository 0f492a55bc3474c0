/** The proxy that the environment names for a server, as Go's programs (and so kubectl) read it. */
import ipaddr from "ipaddr.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns the proxy's URL, or undefined where the server is dialled directly. */
export function environmentProxy(server: string, env: Environment): string | undefined {
  const url = URL.parse(server);
  if (url === null) return undefined;
  const scheme = url.protocol === "http:" ? "HTTP_PROXY" : "HTTPS_PROXY";
  const proxy = env[scheme] || env[scheme.toLowerCase()];
  if (!proxy || isDirect(url, env.NO_PROXY || env.no_proxy || "")) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

function isDirect(url: URL, exceptions: string): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const port = url.port || (url.protocol === "http:" ? "80" : "443");
  const address = ipaddr.isValid(host) ? ipaddr.process(host) : undefined;
  if (host === "localhost" || address?.range() === "loopback") return true;
  return exceptions
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== "" && matches(entry, host, port, address));
}

function matches(entry: string, host: string, port: string, address: ReturnType<typeof ipaddr.process> | undefined): boolean {
  if (entry === "*") return true;
  if (ipaddr.isValidCIDR(entry)) return address !== undefined && inRange(address, entry);
  const [, name = "", ownPort] = /^(.*?)(?::(\d+))?$/.exec(ipaddr.IPv6.isValid(entry) ? `[${entry}]` : entry) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const bare = name.replace(/^\[(.*)\]$/, "$1");
  if (ipaddr.isValid(bare)) return address?.toString() === ipaddr.process(bare).toString();
  if (bare.startsWith("*.") || bare.startsWith(".")) return host.endsWith(bare.replace(/^\*/, ""));
  return host === bare || host.endsWith(`.${bare}`);
}

function inRange(address: ReturnType<typeof ipaddr.process>, range: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(range);
  return address.kind() === network.kind() && address.match([network, bits]);
}
