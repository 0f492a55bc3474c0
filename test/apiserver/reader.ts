/** An account on the test cluster that may do exactly what a test says, and our own connection as that account. */

import { type ClusterConnection, openConnection } from "#server/cluster/connect.ts";
import { parseServerCaToken } from "#server/cluster/kubeconfig/server-ca-token.ts";
import type { KubeClient } from "#test/kube/client.ts";
import type { KubeObject } from "#test/kube/object.ts";

const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };

/** Our own way to the test cluster, as the given client's user or with another token; every path that it asks is kept. */
export async function connectTo(
  { address }: KubeClient,
  token = address.token,
): Promise<ClusterConnection & { readonly paths: string[] }> {
  const parsed = parseServerCaToken({ server: address.server, ca: address.caData, token });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const connection = openConnection(parsed.value, { policy, version: "0.0.0-test" });
  const paths: string[] = [];
  return {
    ...connection,
    paths,
    request: (path, options) => {
      paths.push(path);
      return connection.request(path, options);
    },
  };
}

/** Our own way to the test cluster without any credential. */
export function connectAsNobody({ address }: KubeClient): ClusterConnection {
  const parsed = parseServerCaToken({ server: address.server, ca: address.caData, token: "unused" });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const { credential: _credential, ...source } = parsed.value;
  return openConnection(source, { policy, version: "0.0.0-test" });
}

/** Applies manifests and takes a token of a service account among them. */
export async function tokenOf(
  kube: KubeClient,
  manifests: readonly object[],
  account: { namespace: string; name: string },
): Promise<string> {
  await kube.apply(manifests as KubeObject[]);
  return kube.createServiceAccountToken(account.namespace, account.name);
}
