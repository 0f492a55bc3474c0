import { type ProviderName, providerOf } from "../../clusters/provider.ts";
import { unseenLook } from "../../inventory/build.ts";
import { outside } from "../../inventory/gap.ts";
import { isPublicAddress } from "../../network-policy/address.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const slices = "endpointslices.discovery.k8s.io";
const reads = [slices, "nodes"] as const;
type Context = CheckContext<(typeof reads)[number]>;

/** Where each provider says who reaches the API server. */
const asks: Readonly<Partial<Record<ProviderName, string>>> = {
  EKS: "aws eks describe-cluster, resourcesVpcConfig (endpointPublicAccess, publicAccessCidrs)",
  GKE: "gcloud container clusters describe, privateClusterConfig and controlPlaneEndpointsConfig (authorized networks)",
  AKS: "az aks show, apiServerAccessProfile (enablePrivateCluster, authorizedIpRanges)",
};

function whereElse({ look, version, discovery }: Context): string {
  const looks = { nodes: look("nodes"), pods: unseenLook("pods"), configmaps: unseenLook("configmaps") };
  const provider = providerOf({ cluster: { discovery, ...(version !== undefined && { version }) }, looks });
  const asked = provider && asks[provider.name];
  if (provider !== undefined && asked !== undefined)
    return `who reaches the API server of ${provider.name} from outside is in the provider's API: ${asked}`;
  return "load balancers, firewalls and translated addresses before the API server are not seen from inside the cluster: attest who reaches it";
}

export default defineCheck({
  id: "control-plane/public-endpoint",
  major: 1,
  since: "0.1",
  title: "Public addresses of the API server",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:not-public"],
  reads,
  facts: ["api-server-addresses"],
  messages: {
    public: {
      text: "The API server has public addresses ({addresses}): who reaches them is up to what stands before it",
      severity: "medium",
    },
  },
  docs: {
    why: "An API server that the whole internet reaches is one stolen token, or one hole in its sign-in, away from being somebody else's. That it has private addresses inside the cluster does not mean that nothing public leads to it: a provider's endpoint or a load balancer may, and only the provider says so. It never passes for that reason.",
    fix: "Make the endpoint private (EKS: endpointPublicAccess=false, GKE: a private endpoint, AKS: a private cluster), or let in only the networks that need it: publicAccessCidrs, authorized networks, authorized IP ranges. Attest it under the checklist's item on public access.",
    refs: [
      "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
      "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
      "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
    ],
  },
  unseen: (context) => [outside(slices, whereElse(context))],
  *evaluate({ list }) {
    for (const item of list(slices)) {
      const addresses = (item.addresses ?? []).filter(isPublicAddress);
      if (addresses.length === 0) continue;
      yield {
        at: refTo(slices, item, "endpoints"),
        message: "public",
        data: { addresses: addresses.slice(0, 5) },
        locus: "public",
      };
    }
  },
});
