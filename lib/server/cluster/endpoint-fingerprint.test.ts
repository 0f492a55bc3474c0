import { expect, it } from "vitest";
import { issueCertificate } from "#test/tls/certificates.ts";
import type { ClusterEndpoint } from "../net/endpoint.ts";
import { parseEndpoint } from "../net/endpoint.ts";
import { endpointFingerprint } from "./endpoint-fingerprint.ts";

function endpoint(url: string): ClusterEndpoint {
  const parsed = parseEndpoint(url);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

it("changes with everything that decides where a credential goes, and with nothing else", () => {
  const [a, b] = ["a", "b"].map((commonName) => issueCertificate({ commonName, authority: true }).certificate);
  const base = { endpoint: endpoint("https://a.example:6443"), caData: `${a}${b}` };
  const same = [
    base,
    { ...base, endpoint: endpoint("https://A.example:6443/") },
    { ...base, caData: `${b}${a}` },
    { ...base, tlsServerName: undefined },
  ];
  expect(new Set(same.map(endpointFingerprint)).size).toBe(1);
  const others = [
    base,
    { ...base, endpoint: endpoint("https://b.example:6443") },
    { ...base, endpoint: endpoint("https://a.example:6444") },
    { ...base, endpoint: endpoint("https://a.example:6443/k8s/clusters/c-1") },
    { ...base, caData: a },
    { endpoint: base.endpoint },
    { ...base, tlsServerName: "b.example" },
  ];
  expect(new Set(others.map(endpointFingerprint)).size).toBe(others.length);
});
