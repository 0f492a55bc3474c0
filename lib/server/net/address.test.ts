import { describe, expect, it } from "vitest";
import { type AddressClass, canonicalAddress, classifyAddress } from "./address.ts";

const cases: readonly (readonly [string, AddressClass])[] = [
  ["8.8.8.8", "public"],
  ["2606:4700::1111", "public"],
  ["10.1.2.3", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["172.32.0.1", "public"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "private"],
  ["fd12:3456::1", "private"],
  ["fec0::1", "private"],
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["::1", "loopback"],
  ["169.254.1.1", "linkLocal"],
  ["fe80::1", "linkLocal"],
  ["febf::1", "linkLocal"],
  ["169.254.169.254", "metadata"],
  ["100.100.100.200", "metadata"],
  ["168.63.129.16", "metadata"],
  ["192.0.0.192", "metadata"],
  ["fd00:ec2::254", "metadata"],
  ["fd00:ec2::23", "metadata"],
  ["fd20:ce::254", "metadata"],
  ["224.0.0.1", "multicast"],
  ["239.255.255.255", "multicast"],
  ["ff02::1", "multicast"],
  ["0.0.0.0", "unspecified"],
  ["0.1.2.3", "unspecified"],
  ["::", "unspecified"],
  ["255.255.255.255", "reserved"],
  ["192.0.2.1", "reserved"],
  ["198.51.100.1", "reserved"],
  ["203.0.113.1", "reserved"],
  ["198.18.0.1", "reserved"],
  ["240.0.0.1", "reserved"],
  ["2001:db8::1", "reserved"],
  ["100::1", "reserved"],
];

const hidden: readonly (readonly [string, AddressClass])[] = [
  ["::ffff:127.0.0.1", "loopback"],
  ["::ffff:7f00:1", "loopback"],
  ["::ffff:169.254.169.254", "metadata"],
  ["::ffff:10.0.0.1", "private"],
  ["::ffff:8.8.8.8", "public"],
  ["::ffff:0.0.0.0", "unspecified"],
  ["::127.0.0.1", "loopback"],
  ["::7f00:1", "reserved"],
  ["::ffff:0:127.0.0.1", "reserved"],
  ["64:ff9b::7f00:1", "reserved"],
  ["64:ff9b::a9fe:a9fe", "metadata"],
  ["64:ff9b::a00:1", "private"],
  ["64:ff9b::808:808", "public"],
  ["64:ff9b:1::7f00:1", "reserved"],
  ["2002:7f00:1::", "reserved"],
  ["2002:a9fe:a9fe::1", "reserved"],
  ["2001:0:4136:e378:8000:63bf:3fff:fdd2", "reserved"],
  ["2606:4700::5efe:7f00:1", "reserved"],
  ["2606:4700::5efe:a9fe:a9fe", "metadata"],
];

describe("classes of addresses", () => {
  it.each(cases)("%s is %s", (address, expected) => expect(classifyAddress(address)).toBe(expected));
  it.each(hidden)("%s is judged as %s", (address, expected) => expect(classifyAddress(address)).toBe(expected));
  it.each(["", "localhost", "0x7f.1", "0177.0.0.1", "127.1", "2130706433", "fe80::1%eth0", "1.2.3.4.5", "1.2.3.4/8", " 1.2.3.4"])(
    "%j is not an address, and is never public",
    (text) => {
      expect(canonicalAddress(text)).toBeUndefined();
      expect(classifyAddress(text)).toBe("reserved");
    },
  );
  it("has one text for an address in several forms", () => {
    expect(canonicalAddress("::ffff:10.0.0.1")).toBe("10.0.0.1");
    expect(canonicalAddress("2606:4700:0:0:0:0:0:1111")).toBe("2606:4700::1111");
  });
});
