import { type Gap, outside } from "../../inventory/gap.ts";
import { cloudOf, isOutsideOfClouds } from "../../nodes/clouds.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

/** GKE gives it to nodes that answer pods by its own metadata server. */
const gkeLabel = "iam.gke.io/gke-metadata-server-enabled";

/** What each cloud keeps on its own side, and how to see it there. */
const elsewhere: Readonly<Record<string, string>> = {
  aws: "whether these machines of AWS ask for tokens (IMDSv2) and answer one hop away only is in EC2's API: aws ec2 describe-instances, MetadataOptions (HttpTokens required, HttpPutResponseHopLimit 1)",
  azure:
    "whether AKS keeps pods from the metadata API is in Azure's API: az aks show, networkProfile and --enable-imds-restriction",
};

function unseenClouds({ list }: CheckContext<"nodes">): readonly Gap[] {
  const clouds = Map.groupBy(list("nodes"), (node) => cloudOf(node) ?? "");
  return [...clouds.keys()]
    .filter((cloud) => cloud !== "gce" && !isOutsideOfClouds(clouds.get(cloud) ?? []))
    .sort()
    .map((cloud) => {
      const whose = cloud === "" ? "nodes that do not say whose machines they are" : `the machines of ${cloud}`;
      const unknown = `whether and how ${whose} answer pods with metadata is not seen from inside the cluster`;
      return outside("nodes", Object.hasOwn(elsewhere, cloud) ? (elsewhere[cloud] ?? unknown) : unknown);
    });
}

function noMetadata({ list }: CheckContext<"nodes">): string | undefined {
  if (list("nodes").length === 0) return "The cluster has no node.";
  return isOutsideOfClouds(list("nodes")) ? "No cloud runs these nodes, so that there is no metadata API." : undefined;
}

export default defineCheck({
  id: "network/metadata-guard",
  major: 1,
  since: "0.1",
  title: "The cloud's own guard of its metadata API",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:metadata"],
  reads: ["nodes"],
  messages: {
    open: {
      text: "{object} has no metadata server of GKE: pods that reach 169.254.169.254 get the credentials of the node's own account",
      severity: "medium",
    },
  },
  docs: {
    why: "NetworkPolicies keep pods from the metadata API only where they are enforced, and never pods on the host network. The cloud's own guard stands behind them: GKE's metadata server gives pods an identity of their own, AWS asks for a token that does not travel further than one hop, Azure can close the API to pods. Only GKE's is shown by the nodes; the others stand in the cloud's API.",
    fix: "GKE: switch on Workload Identity Federation and recreate the node pools with --workload-metadata=GKE_METADATA. EKS: set HttpTokens=required and HttpPutResponseHopLimit=1 in the launch template. AKS: switch on the restriction of the metadata API. Attest what the cluster cannot show under the checklist's item on the metadata API.",
    refs: [
      "https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity",
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
      "https://kubernetes.io/docs/tasks/administer-cluster/securing-a-cluster/#restricting-cloud-metadata-api-access",
    ],
  },
  unseen: unseenClouds,
  applies: noMetadata,
  *evaluate({ list }) {
    for (const node of list("nodes")) {
      if (cloudOf(node) !== "gce" || node.meta.labels?.[gkeLabel] === "true") continue;
      yield { at: refTo("nodes", node, "metadata.labels"), message: "open", locus: gkeLabel };
    }
  },
});
