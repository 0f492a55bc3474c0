/**
 * Whom the API server lets vouch for clients and for its front proxy, from the ConfigMap in which it publishes both bundles. Of
 * the certificates, which are public, only short digests, their ends and whether one issued another are kept.
 */
import { X509Certificate } from "node:crypto";
import type { ComponentSettings } from "../platform-items.ts";
import { type Fields, text } from "./read.ts";

const longest = 256 * 1024;
const mostCertificates = 20;
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @returns the authorities that the ConfigMap `kube-system/extension-apiserver-authentication` names. */
export function projectAuthorities(data: Fields): ComponentSettings {
  const clients = certificatesOf(text(data["client-ca-file"], "data.client-ca-file"));
  const proxies = certificatesOf(text(data["requestheader-client-ca-file"], "data.requestheader-client-ca-file"));
  const names = allowedNames(text(data["requestheader-allowed-names"], "data.requestheader-allowed-names"));
  const end = earliestEnd(clients);
  const issuers = clients.filter((one) => clients.some((other) => other !== one && isIssuedBy(other, one)));
  return {
    values: {
      clients: digests(clients),
      frontProxies: digests(proxies),
      ...(names !== undefined && { allowedNames: String(names) }),
      ...(end !== undefined && { clientsEnd: end }),
      ...(issuers.length > 0 && { issuersAmongClients: String(issuers.length) }),
    },
  };
}

function certificatesOf(bundle = ""): readonly X509Certificate[] {
  if (bundle.length > longest) return [];
  return (bundle.match(pem) ?? []).slice(0, mostCertificates).flatMap((certificate) => {
    try {
      return [new X509Certificate(certificate)];
    } catch {
      return [];
    }
  });
}

function digests(certificates: readonly X509Certificate[]): string {
  return certificates
    .map(({ fingerprint256 }) => fingerprint256.replaceAll(":", "").slice(0, 16).toLowerCase())
    .sort()
    .join(",");
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function earliestEnd(certificates: readonly X509Certificate[]): string | undefined {
  const ends = certificates.map(({ validTo }) => Date.parse(validTo)).filter((end) => !Number.isNaN(end));
  return ends.length === 0 ? undefined : new Date(Math.min(...ends)).toISOString();
}

/** @returns how many names the front proxy may have; undefined where the list cannot be read. */
function allowedNames(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  try {
    const names: unknown = JSON.parse(written);
    return Array.isArray(names) ? names.length : undefined;
  } catch {
    return undefined;
  }
}
