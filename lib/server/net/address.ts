/** Classes of IP addresses, for the guard of outbound connections. An address that hides another is judged by what it hides. */
import ipaddr from "ipaddr.js";

export type AddressClass =
  | "public"
  | "private"
  | "loopback"
  | "linkLocal"
  | "metadata"
  | "multicast"
  | "unspecified"
  /** Broadcast, documentation, benchmarking, and tunnels whose far end cannot be known (6to4, Teredo). */
  | "reserved";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

const METADATA: readonly Range[] = [
  "169.254.169.254/32",
  "100.100.100.200/32",
  "168.63.129.16/32",
  "192.0.0.192/32",
  "fd00:ec2::/32",
  "fd20:ce::254/128",
].map((cidr) => ipaddr.parseCIDR(cidr));

const NAT64 = ipaddr.parseCIDR("64:ff9b::/96");
const IPV4_COMPATIBLE = ipaddr.parseCIDR("::/96");
const ISATAP = 0x5efe;

const CLASS_BY_RANGE: Readonly<Record<string, AddressClass>> = {
  unicast: "public",
  private: "private",
  carrierGradeNat: "private",
  uniqueLocal: "private",
  deprecatedSiteLocal: "private",
  loopback: "loopback",
  linkLocal: "linkLocal",
  multicast: "multicast",
  unspecified: "unspecified",
};

/** @returns the address in its canonical text, or undefined for anything that is not an address. An IPv6 zone is not accepted. */
export function canonicalAddress(text: string): string | undefined {
  return parse(text)?.toString();
}

/** @returns the class of an address; text that is not an address is reserved, so that a doubt refuses. */
export function classifyAddress(text: string): AddressClass {
  const address = parse(text);
  return address ? classify(address) : "reserved";
}

/** The dotted form alone for IPv4: octal, hexadecimal and short forms mean different things to different readers. */
function parse(text: string): Address | undefined {
  if (text.includes("%")) return undefined;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function classify(address: Address): AddressClass {
  if (METADATA.some((range) => within(address, range))) return "metadata";
  const plain = CLASS_BY_RANGE[address.range()];
  if (plain && plain !== "public") return plain;
  const hidden = address instanceof ipaddr.IPv6 ? hiddenAddress(address) : undefined;
  if (hidden) return classifyHidden(classify(hidden));
  return plain ?? "reserved";
}

/** A translator may carry us to a private or public network; nothing else that it could hide is ever wanted. */
function classifyHidden(hidden: AddressClass): AddressClass {
  return hidden === "loopback" || hidden === "unspecified" ? "reserved" : hidden;
}

function hiddenAddress(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const carries = within(address, NAT64) || within(address, IPV4_COMPATIBLE) || (address.parts[5] ?? 0) === ISATAP;
  if (!carries) return undefined;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

function within(address: Address, [network, bits]: Range): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}
