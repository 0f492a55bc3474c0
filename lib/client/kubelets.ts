import type { Kubelets } from "#contracts/kubelets.ts";
import { sendFile } from "./send-file.ts";

/**
 * Sends what a cluster's kubelets say of themselves, for its next scans.
 * @throws ApiError with the API's problem
 */
export async function sendKubelets(clusterId: string, file: File): Promise<Kubelets> {
  return (await sendFile("PUT", `/clusters/${clusterId}/kubelets`, file)) as Kubelets;
}

/** Gathers what is asked of kubelets, on a machine where kubectl may get nodes/proxy. */
export const gatherKubelets = `for node in $(kubectl get nodes -o jsonpath='{.items[*].metadata.name}'); do
  echo "# drydock node $node $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  kubectl get --raw "/api/v1/nodes/$node/proxy/metrics" |
    grep -E '^(kubelet_(cgroup_version|cri_losing_support|node_name)|kubernetes_build_info)'
  kubectl get --raw "/api/v1/nodes/$node/proxy/configz"; echo
done > kubelets.txt`;
