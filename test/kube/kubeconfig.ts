import { stringify } from "yaml";
import type { KubeAddress } from "./client.ts";

/** A kubeconfig of one cluster and one user with a bearer token, and nothing else. */
export function kubeconfigOf({ server, caData, token }: KubeAddress, name = "drydock-test"): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": caData } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
