import { createHash, X509Certificate } from "node:crypto";
import type { Cluster } from "../../../contracts/clusters.ts";
import type { ClusterRow, CredentialView } from "../../database/clusters/clusters.ts";
import type { SeverityCounts } from "../../database/rows.ts";
import { scanView } from "../scans/scan-view.ts";

/** @returns a cluster as the API shows it; a reader of some namespaces learns nothing of its address or its credential. */
export function clusterView(row: ClusterRow, waived?: SeverityCounts): Cluster {
  const { id, name, kind, version, provider, nodes, namespaces, pods } = row;
  const { includeSecretNames, includeHelmReleases, probeHostPorts } = row;
  return {
    ...{ id, name, kind, version, provider, nodes, namespaces, pods },
    ...{ includeSecretNames, includeHelmReleases, probeHostPorts },
    labels: { ...row.labels },
    ...(row.limited ? {} : connectionView(row)),
    createdAt: row.createdAt.toISOString(),
    lastScan: row.lastScan && scanView(row.lastScan, waived),
    activeScan: row.activeScan && scanView(row.activeScan),
    lastFailure: row.lastFailure && scanView(row.lastFailure),
    trend: row.trend.map(({ scanId, at, urgent }) => ({ scanId, at: at.toISOString(), urgent })),
  };
}

function connectionView(row: ClusterRow): Pick<Cluster, "server" | "caFingerprint" | "credential"> {
  return { server: row.server, caFingerprint: row.caData && fingerprintOf(row.caData), credential: credentialView(row) };
}

function credentialView({ kind, credential, createdAt }: ClusterRow): Cluster["credential"] {
  if (kind === "inCluster") {
    return { kind: "inCluster", withoutEnd: false, renews: true, updatedAt: createdAt.toISOString() };
  }
  return credential && shown(credential);
}

function shown({ kind, expiresAt, withoutEnd, renews, updatedAt }: CredentialView): NonNullable<Cluster["credential"]> {
  return { kind, expiresAt: expiresAt?.toISOString(), withoutEnd, renews, updatedAt: updatedAt.toISOString() };
}

/** @returns the SHA-256 of the first authority's certificate as `openssl x509 -fingerprint` prints it. */
function fingerprintOf(pem: string): string {
  const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)?.[0];
  return block ? new X509Certificate(block).fingerprint256 : createHash("sha256").update(pem).digest("hex");
}
