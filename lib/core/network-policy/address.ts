/** Addresses and blocks of them, of both families, as ranges of numbers. */
import ipaddr from "ipaddr.js";

export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** @returns the range of a CIDR block or of one address; undefined where the text is neither. */
export function rangeOf(text: string): AddressRange | undefined {
  const [address = "", length] = text.split("/");
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.parse(address);
  const family = parsed.kind() === "ipv4" ? 4 : 6;
  const bits = family === 4 ? 32 : 128;
  const kept = length === undefined ? bits : Number(length);
  if (!Number.isInteger(kept) || kept < 0 || kept > bits) return undefined;
  const number = parsed.toByteArray().reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const size = 1n << BigInt(bits - kept);
  const first = number - (number % size);
  return { family, first, last: first + size - 1n };
}

function meet(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** @returns whether some address is in both. */
export function rangesMeet(some: readonly AddressRange[], others: readonly AddressRange[]): boolean {
  return some.some((one) => others.some((other) => meet(one, other)));
}

/** @returns whether every address of a range is in one of these. */
export function covers(ranges: readonly AddressRange[], range: AddressRange): boolean {
  return withoutRanges([range], ranges).length === 0;
}

/** @returns what is left of ranges without others. */
export function withoutRanges(ranges: readonly AddressRange[], others: readonly AddressRange[]): readonly AddressRange[] {
  return others.reduce(
    (left, other) =>
      left.flatMap((range) => {
        if (!meet(range, other)) return [range];
        return [
          ...(range.first < other.first ? [{ ...range, last: other.first - 1n }] : []),
          ...(other.last < range.last ? [{ ...range, first: other.last + 1n }] : []),
        ];
      }),
    ranges,
  );
}

const parsedBlocks = (blocks: readonly string[]) => blocks.flatMap((block) => rangeOf(block) ?? []);

/** @returns the addresses of a block without its exceptions. */
export function addressesOfBlock({
  cidr,
  except = [],
}: {
  readonly cidr: string;
  readonly except?: readonly string[];
}): readonly AddressRange[] {
  return withoutRanges(parsedBlocks([cidr]), parsedBlocks(except));
}

/** Addresses that no packet reaches over the internet: private, of the link, for tests, of many receivers. */
const notPublic = parsedBlocks([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/3",
  "2001:db8::/32",
  "4000::/2",
  "8000::/1",
]);

const everything = parsedBlocks(["0.0.0.0/0", "::/0"]);
/** The internet, of both families. */
export const publicAddresses: readonly AddressRange[] = withoutRanges(everything, notPublic);

/** Addresses that no pod and no node has, where clouds answer their machines. */
const ofLink = parsedBlocks(["169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128"]);

/** @returns whether all of these are addresses of the link. */
export function areOfLink(ranges: readonly AddressRange[]): boolean {
  return ranges.every((range) => covers(ofLink, range));
}

/**
 * @param inside addresses of nodes and pods; undefined where they were not all seen.
 * @returns whether ranges are outside of a cluster for certain.
 */
export function areOutside(ranges: readonly AddressRange[], inside: readonly AddressRange[] | undefined): boolean {
  if (inside !== undefined && !rangesMeet(ranges, inside)) return true;
  const foreign = [...publicAddresses, ...ofLink];
  return ranges.every((range) => covers(foreign, range) && !(inside !== undefined && covers(inside, range)));
}

/** @returns whether a text is one address, or a block, that the internet reaches in a part. */
export function isPublicAddress(text: string): boolean {
  const range = rangeOf(text);
  return range !== undefined && rangesMeet([range], publicAddresses);
}
