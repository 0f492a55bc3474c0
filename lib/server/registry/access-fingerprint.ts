/** What a registry's credential is bound to: where it may be sent, and whom it trusts there. */
import { createHash, X509Certificate } from "node:crypto";

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface AskedHosts {
  readonly host: string;
  readonly via?: string | undefined;
  readonly realms: readonly string[];
  /** Certificates in PEM. */
  readonly caData?: string | undefined;
}

/** @returns a short text that changes with the asked host, the hosts of tokens and the authorities; their order does not matter. */
export function accessFingerprint({ host, via, realms, caData }: AskedHosts): string {
  const authorities = certificatesOf(caData)
    .map((pem) => new X509Certificate(pem).fingerprint256)
    .sort();
  const facts = [host.toLowerCase(), via?.toLowerCase() ?? null, realms.map((realm) => realm.toLowerCase()).sort(), authorities];
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
}

/** @returns the certificates of a text in PEM, each as a text of its own. */
export function certificatesOf(caData: string | undefined): readonly string[] {
  return caData?.match(block) ?? [];
}
