/** What a credential is bound to: where it is sent, and whom it trusts there. */
import { createHash, X509Certificate } from "node:crypto";
import type { ParsedCluster } from "./kubeconfig/parsed.ts";

/**
 * @returns a short text that changes when the origin, its path, the trusted authorities or the name in the certificate do.
 * The order of the authorities does not matter. A credential that was sealed under another one cannot be opened.
 */
export function endpointFingerprint({
  endpoint,
  caData,
  tlsServerName,
}: Pick<ParsedCluster, "endpoint" | "caData" | "tlsServerName">): string {
  const blocks = caData?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const authorities = blocks.map((block) => new X509Certificate(block).fingerprint256).sort();
  const facts = JSON.stringify([endpoint.url, authorities, tlsServerName ?? null]);
  return createHash("sha256").update(facts).digest("base64url");
}
