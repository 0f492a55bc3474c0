/** Where a request comes from, as far as that can be known behind proxies. */
import ipaddr from "ipaddr.js";

/**
 * Reads X-Forwarded-For from its right end, where the nearest wrote: the first address that is not one of our own proxies. Without
 * a proxy in front, Next writes the address of the connection there unless the sender wrote something: a chain that no proxy of
 * ours can have written is not believed, and nothing may be granted by an address.
 * @returns the address, of IPv6 its network of 64 bits; or `unknown`.
 */
export function clientAddress(headers: Headers, trustedProxies: readonly string[]): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  if (trustedProxies.length === 0 && hops.length > 1) return "unknown";
  for (const hop of hops.reverse()) {
    if (!ipaddr.isValid(hop) || (ipaddr.IPv4.isValid(hop) && !ipaddr.IPv4.isValidFourPartDecimal(hop))) return "unknown";
    const address = ipaddr.process(hop);
    if (!trustedProxies.some((range) => covers(range, address))) return counted(address);
  }
  return "unknown";
}

/** A network of 64 bits is one household: its addresses are as many as somebody likes. */
function counted(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const text = address.toString();
  return address.kind() === "ipv4" ? text : `${ipaddr.IPv6.networkAddressFromCIDR(`${text}/64`).toString()}/64`;
}

function covers(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!range.includes("/")) return ipaddr.isValid(range) && ipaddr.process(range).toString() === address.toString();
  const [base, bits] = ipaddr.parseCIDR(range);
  return base.kind() === address.kind() && address.match(base, bits);
}
