/**
 * The commands of each kind of cluster, with variables in the place of names: what a cluster calls itself never becomes part
 * of a command.
 */
import { formatMinor, type Minor } from "../minor.ts";

export interface ProviderCommands {
  /** Set once, at the top of the book. */
  readonly variables: readonly string[];
  readonly controlPlane: (minor: Minor) => readonly string[];
  readonly controlPlaneWaits: string;
  readonly addOns: (minor: Minor) => readonly string[];
  readonly nodes: (minor: Minor) => readonly string[];
  /** Nodes are replaced by new ones, and need not take every minor on the way. */
  readonly nodesSkip: boolean;
  readonly refs: readonly string[];
}

const eks: ProviderCommands = {
  variables: [
    "CLUSTER=…    # the name of the cluster in EKS",
    "NODEGROUP=…  # each managed node group in turn",
    "ADDON=…      # each add-on in turn",
  ],
  controlPlane: (minor) => [
    `aws eks list-insights --cluster-name "$CLUSTER" --filter '{"categories":["UPGRADE_READINESS"]}'`,
    `aws eks update-cluster-version --name "$CLUSTER" --kubernetes-version ${formatMinor(minor)}`,
  ],
  controlPlaneWaits: 'aws eks wait cluster-active --name "$CLUSTER"',
  addOns: (minor) => [
    'aws eks list-addons --cluster-name "$CLUSTER"',
    `aws eks describe-addon-versions --addon-name "$ADDON" --kubernetes-version ${formatMinor(minor)}`,
    'aws eks update-addon --cluster-name "$CLUSTER" --addon-name "$ADDON" --addon-version …  # one that the list above names',
  ],
  nodes: (minor) => [
    'aws eks list-nodegroups --cluster-name "$CLUSTER"',
    `aws eks update-nodegroup-version --cluster-name "$CLUSTER" --nodegroup-name "$NODEGROUP" --kubernetes-version ${formatMinor(minor)}`,
    'aws eks wait nodegroup-active --cluster-name "$CLUSTER" --nodegroup-name "$NODEGROUP"',
  ],
  nodesSkip: true,
  refs: ["https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html"],
};

const gke: ProviderCommands = {
  variables: [
    "CLUSTER=…   # the name of the cluster in GKE",
    "LOCATION=…  # its region or zone",
    "POOL=…      # each node pool in turn",
  ],
  controlPlane: (minor) => [
    `gcloud container get-server-config --location "$LOCATION" | grep '${formatMinor(minor)}\\.'`,
    `gcloud container clusters upgrade "$CLUSTER" --location "$LOCATION" --master --cluster-version ${formatMinor(minor)}`,
  ],
  controlPlaneWaits:
    'gcloud container clusters describe "$CLUSTER" --location "$LOCATION" --format="value(status,currentMasterVersion)"',
  addOns: () => [
    "kubectl -n kube-system get deployments,daemonsets -o wide  # GKE upgrades its own; look at those that you installed",
  ],
  nodes: (minor) => [
    'gcloud container node-pools list --cluster "$CLUSTER" --location "$LOCATION"',
    `gcloud container clusters upgrade "$CLUSTER" --location "$LOCATION" --node-pool "$POOL" --cluster-version ${formatMinor(minor)}`,
  ],
  nodesSkip: true,
  refs: ["https://cloud.google.com/kubernetes-engine/docs/how-to/upgrading-a-cluster"],
};

const aks: ProviderCommands = {
  variables: [
    "CLUSTER=…  # the name of the cluster in AKS",
    "GROUP=…    # its resource group",
    "POOL=…     # each node pool in turn",
  ],
  controlPlane: (minor) => [
    'az aks get-upgrades --resource-group "$GROUP" --name "$CLUSTER" --output table',
    `az aks upgrade --resource-group "$GROUP" --name "$CLUSTER" --kubernetes-version ${formatMinor(minor)} --control-plane-only`,
  ],
  controlPlaneWaits: 'az aks wait --resource-group "$GROUP" --name "$CLUSTER" --updated',
  addOns: () => [
    'az aks addon list --resource-group "$GROUP" --name "$CLUSTER" --output table  # AKS upgrades its own; look at those that you installed',
  ],
  nodes: (minor) => [
    'az aks nodepool list --resource-group "$GROUP" --cluster-name "$CLUSTER" --output table',
    `az aks nodepool upgrade --resource-group "$GROUP" --cluster-name "$CLUSTER" --name "$POOL" --kubernetes-version ${formatMinor(minor)}`,
  ],
  nodesSkip: true,
  refs: ["https://learn.microsoft.com/azure/aks/upgrade-aks-cluster"],
};

const packages = (minor: Minor) => [
  `sudo sed -i 's#/v1\\.[0-9]*/#/v${formatMinor(minor)}/#' /etc/apt/sources.list.d/kubernetes.list  # each minor has a repository of its own`,
  "sudo apt-get update && apt-cache madison kubeadm",
];

const kubeadm: ProviderCommands = {
  variables: [
    "NODE=…     # each node in turn",
    "VERSION=…  # of each step the newest patch of its minor, as apt-cache madison kubeadm lists it",
  ],
  controlPlane: (minor) => [
    "# on the first node of the control plane",
    ...packages(minor),
    'sudo apt-mark unhold kubeadm && sudo apt-get install -y kubeadm="$VERSION-*" && sudo apt-mark hold kubeadm',
    'sudo kubeadm upgrade plan "v$VERSION"',
    'sudo kubeadm upgrade apply "v$VERSION"',
    "# on each other node of the control plane, one after the other, with the same packages",
    "sudo kubeadm upgrade node",
  ],
  controlPlaneWaits:
    "kubectl -n kube-system get pods -l tier=control-plane -o 'custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image,READY:.status.containerStatuses[0].ready'",
  addOns: () => [
    "kubectl -n kube-system get deployments,daemonsets -o wide  # kubeadm upgrades CoreDNS and kube-proxy; all others are yours",
  ],
  nodes: (minor) => [
    'kubectl drain "$NODE" --ignore-daemonsets  # add --delete-emptydir-data only where that data may go',
    "# on the node",
    ...packages(minor),
    'sudo apt-mark unhold kubeadm kubelet kubectl && sudo apt-get install -y kubeadm="$VERSION-*" kubelet="$VERSION-*" kubectl="$VERSION-*" && sudo apt-mark hold kubeadm kubelet kubectl',
    "sudo kubeadm upgrade node",
    "sudo systemctl daemon-reload && sudo systemctl restart kubelet",
    "# from where you started",
    'kubectl uncordon "$NODE"',
  ],
  nodesSkip: false,
  refs: ["https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-upgrade/"],
};

function rancher(name: "k3s" | "rke2"): ProviderCommands {
  const script = `https://get.${name}.io`;
  const channel = `INSTALL_${name.toUpperCase()}_CHANNEL`;
  const [server, agent] = name === "k3s" ? ["k3s", "k3s-agent"] : ["rke2-server", "rke2-agent"];
  const install = (minor: Minor, service: string) => [
    `curl -sfL ${script} -o install.sh && less install.sh`,
    `sudo ${channel}=v${formatMinor(minor)} sh install.sh  # with the settings that the node was installed with`,
    `sudo systemctl restart ${service}`,
  ];
  return {
    variables: ["NODE=…  # each node in turn"],
    controlPlane: (minor) => ["# on each server, one after the other", ...install(minor, server)],
    controlPlaneWaits: "kubectl get nodes -l node-role.kubernetes.io/control-plane",
    addOns: () => ["kubectl -n kube-system get helmcharts.helm.cattle.io,deployments,daemonsets"],
    nodes: (minor) => [
      'kubectl drain "$NODE" --ignore-daemonsets',
      "# on the node",
      ...install(minor, agent),
      'kubectl uncordon "$NODE"',
    ],
    nodesSkip: false,
    refs: [name === "k3s" ? "https://docs.k3s.io/upgrades" : "https://docs.rke2.io/upgrades"],
  };
}

/** OpenShift 4.18 is Kubernetes 1.31, and so on. */
const openshiftOffset = 13;

const openshift: ProviderCommands = {
  variables: [],
  controlPlane: (minor) => [
    `oc adm upgrade channel stable-4.${minor - openshiftOffset}  # Kubernetes ${formatMinor(minor)}`,
    "oc adm upgrade",
    "oc adm upgrade --to-latest",
  ],
  controlPlaneWaits: "oc get clusterversion && oc get clusteroperators",
  addOns: () => ["oc get subscriptions.operators.coreos.com --all-namespaces"],
  nodes: () => ["oc get machineconfigpools  # the machine config operator drains and restarts the nodes of each pool"],
  nodesSkip: false,
  refs: ["https://docs.redhat.com/en/documentation/openshift_container_platform/"],
};

/** Where no tool is known: what to look at of the control plane and the add-ons, and what takes a node out and in on any cluster. */
const byHand: ProviderCommands = {
  variables: ["NODE=…  # each node in turn"],
  controlPlane: () => ["kubectl version", "kubectl get --raw /healthz/etcd"],
  controlPlaneWaits: "kubectl get --raw '/readyz?verbose'",
  addOns: () => ["kubectl -n kube-system get deployments,daemonsets -o wide"],
  nodes: () => ['kubectl drain "$NODE" --ignore-daemonsets', "# upgrade or replace the node", 'kubectl uncordon "$NODE"'],
  nodesSkip: false,
  refs: ["https://kubernetes.io/docs/tasks/administer-cluster/cluster-upgrade/"],
};

const byName: Readonly<Record<string, ProviderCommands>> = {
  EKS: eks,
  GKE: gke,
  AKS: aks,
  kubeadm,
  k3s: rancher("k3s"),
  RKE2: rancher("rke2"),
  OpenShift: openshift,
};

/** @returns whether there are commands of the provider's own. */
export function hasCommands(provider: string): boolean {
  return Object.hasOwn(byName, provider);
}

/** @returns the commands of a provider; where it has none of its own here, those that hold for any cluster. */
export function commandsFor(provider: string | undefined): ProviderCommands {
  return (provider === undefined ? undefined : byName[provider]) ?? byHand;
}
