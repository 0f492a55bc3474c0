/** What the API server calls: the Service, and until when the authorities are good by which it trusts the answer. */
import { X509Certificate } from "node:crypto";
import type { CalledService, CertificateBundle } from "../platform-items.ts";
import { compact, type Fields, fields, integer, text } from "./read.ts";

const mostCertificates = 20;
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @returns the Service of a client configuration, or undefined where it names an address. */
export function projectCalledService(client: Fields | undefined, path: string): CalledService | undefined {
  const service = fields(client?.service, `${path}.service`);
  return (
    service &&
    compact({
      namespace: text(service.namespace, `${path}.service.namespace`) ?? "",
      name: text(service.name, `${path}.service.name`) ?? "",
      port: integer(service.port, `${path}.service.port`),
    })
  );
}

/** @returns when the last authority of a bundle ends; undefined where there is no bundle. */
export function projectBundle(client: Fields | undefined, path: string): CertificateBundle | undefined {
  const bundle = text(client?.caBundle, `${path}.caBundle`);
  if (!bundle) return undefined;
  const certificates = Buffer.from(bundle, "base64").toString("latin1").match(pem) ?? [];
  const ends = certificates.slice(0, mostCertificates).flatMap((certificate) => endOf(certificate) ?? []);
  return ends.length === 0 ? {} : { expiresAt: new Date(Math.max(...ends)).toISOString() };
}

function endOf(certificate: string): number | undefined {
  try {
    const end = Date.parse(new X509Certificate(certificate).validTo);
    return Number.isNaN(end) ? undefined : end;
  } catch {
    return undefined;
  }
}
