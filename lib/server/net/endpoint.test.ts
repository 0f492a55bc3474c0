import { describe, expect, it } from "vitest";
import { parseEndpoint } from "./endpoint.ts";

describe("the address of an API server", () => {
  it.each([
    ["https://api.example.com", "https://api.example.com", "api.example.com", 443, ""],
    ["https://api.example.com:443/", "https://api.example.com", "api.example.com", 443, ""],
    [" https://API.Example.com:6443 ", "https://api.example.com:6443", "api.example.com", 6443, ""],
    ["https://10.0.0.1:6443", "https://10.0.0.1:6443", "10.0.0.1", 6443, ""],
    ["https://[2001:DB8::1]:6443", "https://[2001:db8::1]:6443", "2001:db8::1", 6443, ""],
    [
      "https://rancher.example.com/k8s/clusters/c-m-1/",
      "https://rancher.example.com/k8s/clusters/c-m-1",
      "rancher.example.com",
      443,
      "/k8s/clusters/c-m-1",
    ],
    ["https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example", 443, ""],
    ["https://0x7f.1", "https://127.0.0.1", "127.0.0.1", 443, ""],
    ["https://2130706433", "https://127.0.0.1", "127.0.0.1", 443, ""],
    ["https://[::ffff:127.0.0.1]", "https://[::ffff:7f00:1]", "::ffff:7f00:1", 443, ""],
    ["https://a.example/x/../y", "https://a.example/y", "a.example", 443, "/y"],
  ])("%s is read once, canonically", (text, url, host, port, pathPrefix) => {
    expect(parseEndpoint(text)).toEqual({ ok: true, value: { url, origin: new URL(url).origin, host, port, pathPrefix } });
  });

  it.each([
    ["http://api.example.com", "endpointNotHttps"],
    ["ftp://api.example.com", "endpointNotHttps"],
    ["unix:///var/run/docker.sock", "endpointNotHttps"],
    ["https://user:hunter2@api.example.com", "endpointUserinfo"],
    ["https://user@api.example.com", "endpointUserinfo"],
    ["https://@api.example.com", "endpointUserinfo"],
    ["https://api.example.com@evil.example", "endpointUserinfo"],
    ["https://api.example.com?x=1", "endpointQuery"],
    ["https://api.example.com?", "endpointQuery"],
    ["https://api.example.com/#", "endpointQuery"],
    ["api.example.com:6443", "endpointInvalid"],
    ["", "endpointInvalid"],
    ["https://", "endpointInvalid"],
    ["https://a b.example", "endpointInvalid"],
    ["https://a.example\\@evil.example", "endpointInvalid"],
    ["https://a.example\u0000", "endpointInvalid"],
    ["https://a\u200b.example", "endpointInvalid"],
    ["https://a.\texample", "endpointInvalid"],
    ["https://a.example:0", "endpointInvalid"],
    ["https://a.example:99999", "endpointInvalid"],
    ["https://a.example//evil", "endpointInvalid"],
    ["https://a.example/%2e%2e%2fx", "endpointInvalid"],
    ["https://a.example/<script>", "endpointInvalid"],
    [`https://${"a".repeat(3000)}.example`, "endpointInvalid"],
  ])("%j is refused as %s", (text, code) => {
    const parsed = parseEndpoint(text);
    expect(parsed).toMatchObject({ ok: false, error: { code } });
    if (!parsed.ok) {
      expect(parsed.error.remedy).not.toBe("");
      expect(`${parsed.error.message}${parsed.error.remedy}`).not.toContain("hunter2");
    }
  });
});
