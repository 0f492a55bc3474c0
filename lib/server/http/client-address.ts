/** Where a request comes from, as far as that can be known behind proxies. */
import ipaddr from "ipaddr.js";

/**
 * Reads X-Forwarded-For from its right end, where the nearest wrote: the first address that is not one of our own proxies. Without
 * a proxy in front Next writes the address of the connection there, unless the sender wrote one: so nothing may be granted by it.
 * @returns the address, or `unknown`.
 */
export function clientAddress(headers: Headers, trustedProxies: readonly string[]): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  for (const hop of hops.reverse()) {
    if (!ipaddr.isValid(hop)) return "unknown";
    const address = ipaddr.process(hop);
    if (!trustedProxies.some((range) => covers(range, address))) return address.toString();
  }
  return "unknown";
}

function covers(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!range.includes("/")) return ipaddr.isValid(range) && ipaddr.process(range).toString() === address.toString();
  const [base, bits] = ipaddr.parseCIDR(range);
  return base.kind() === address.kind() && address.match(base, bits);
}
