/**
 * Addresses and networks whose text Kubernetes 1.36 and later refuse in what is written anew: leading zeros, IPv4 inside IPv6,
 * and networks with bits of a host.
 */
import type { LooseAddress } from "../platform-items.ts";

const dotted = /^\d{1,3}(\.\d{1,3}){3}$/;
const leadingZero = /(^|\.)0\d/;
const mapped = /^::ffff:\d+\./i;
const hexadecimal = /^[0-9a-f:]+$/i;

function isLooseAddress(value: string): boolean {
  return mapped.test(value) || (dotted.test(value) && leadingZero.test(value));
}

function bitsOf(address: string): string | undefined {
  if (dotted.test(address)) return inBits(address.split("."), 10, 8);
  if (!hexadecimal.test(address)) return undefined;
  const [before, after] = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (before === undefined) return undefined;
  const zeros = Array.from({ length: Math.max(8 - before.length - (after ?? []).length, 0) }, () => "0");
  return inBits([...before, ...zeros, ...(after ?? [])], 16, 16);
}

function inBits(parts: readonly string[], base: number, width: number): string {
  return parts.map((part) => Number.parseInt(part, base).toString(2).padStart(width, "0")).join("");
}

function isLooseNetwork(value: string): boolean {
  const [address = "", length = ""] = value.split("/");
  if (isLooseAddress(address) || /^0\d/.test(length)) return true;
  return bitsOf(address)?.slice(Number(length)).includes("1") ?? false;
}

/** @returns whether the text of an address, or of a network with its length, is one that is refused. */
export function isLoose(value: string): boolean {
  return value.includes("/") ? isLooseNetwork(value) : isLooseAddress(value);
}

type Field = readonly [path: string, value: string | undefined];

/** @returns those of a list of fields that are refused, or undefined where none is. */
export function looseAddresses(given: Iterable<Field>): readonly LooseAddress[] | undefined {
  const found: LooseAddress[] = [];
  for (const [path, value] of given) if (value !== undefined && isLoose(value)) found.push({ path, value: value.slice(0, 100) });
  return found.length === 0 ? undefined : found;
}
