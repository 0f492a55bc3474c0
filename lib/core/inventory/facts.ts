/** What was added to items of resources that older inventories had already: from which version of the format it is there. */
export const facts = {
  /** How static pods of the control plane were started. */
  "control-plane-flags": { since: 2, resource: "pods" },
  /** The cloud controller manager among them, and flags that later minors took away. */
  "control-plane-removed-flags": { since: 4, resource: "pods" },
  /** Labels of nodes that pods choose by, SELinux levels, and annotations that Kubernetes no longer reads. */
  "pod-upgrade-settings": { since: 4, resource: "pods" },
  /** Addresses and networks that newer minors refuse as they are written. */
  "loose-addresses": { since: 4, resource: "services" },
  "service-annotations": { since: 4, resource: "services" },
  "webhook-calls": { since: 4, resource: "validatingwebhookconfigurations.admissionregistration.k8s.io" },
  "definition-versions": { since: 4, resource: "customresourcedefinitions.apiextensions.k8s.io" },
  "eviction-policy": { since: 4, resource: "poddisruptionbudgets.policy" },
  "cron-schedule": { since: 4, resource: "cronjobs.batch" },
  "volume-access": { since: 4, resource: "persistentvolumes" },
  /** What kubeadm, the kubelet and kube-proxy were set up with, in ConfigMaps of kube-system. */
  "component-settings": { since: 4, resource: "configmaps" },
  /** Flags of the control plane that only checks of its safety read. */
  "control-plane-safety-flags": { since: 6, resource: "pods" },
  /** Arguments and variables that switch a protection off. */
  "unsafe-settings": { since: 6, resource: "pods" },
  /** Secrets in projected volumes and behind drivers of storage. */
  "volume-secrets": { since: 6, resource: "pods" },
  "annotation-credentials": { since: 6, resource: "pods" },
  /** What the kubelet was set up with, and the authorities that the API server publishes, in ConfigMaps of kube-system. */
  "component-safety-settings": { since: 6, resource: "configmaps" },
  "quota-contents": { since: 6, resource: "resourcequotas" },
  "limit-contents": { since: 6, resource: "limitranges" },
  "volume-backing": { since: 6, resource: "persistentvolumes" },
  "class-encryption": { since: 6, resource: "storageclasses.storage.k8s.io" },
  "ingress-backends": { since: 6, resource: "ingresses.networking.k8s.io" },
  "alert-rules": { since: 6, resource: "prometheusrules.monitoring.coreos.com" },
  /** Whether a pod keeps the old way to label its volumes. */
  "selinux-change-policy": { since: 6, resource: "pods" },
  /** Which images init and ephemeral containers run; those of the others were there from the start. */
  "init-container-images": { since: 6, resource: "pods" },
  "network-policy-rules": { since: 7, resource: "networkpolicies.networking.k8s.io" },
  /** Names of the ports of containers, which policies name. */
  "port-names": { since: 7, resource: "pods" },
  "node-addresses": { since: 7, resource: "nodes" },
  "api-server-addresses": { since: 7, resource: "endpointslices.discovery.k8s.io" },
  "ingress-certificates": { since: 7, resource: "ingresses.networking.k8s.io" },
  /** Annotations that keep a load balancer inside a cloud's network. */
  "load-balancer-reach": { since: 7, resource: "services" },
  /** Whether a container starts nsenter or a shell. */
  "host-entries": { since: 8, resource: "pods" },
  "pod-security-policy-rules": { since: 8, resource: "podsecuritypolicies.policy" },
  /** What policies verify of images, which they let pass by name, and what they are about. */
  "image-policy-rules": { since: 9, resource: "clusterpolicies.kyverno.io" },
  "admission-policy-scope": { since: 9, resource: "validatingadmissionpolicies.admissionregistration.k8s.io" },
  /** What the engines of admission policies leave out by their own settings, in ConfigMaps. */
  "policy-engine-settings": { since: 9, resource: "configmaps" },
  /** Repository and revision of the manifests that Argo CD and Flux apply. */
  "manifest-source": { since: 9, resource: "applications.argoproj.io" },
  /** What Argo CD says is not as its manifests, and which appliers are for another cluster. */
  "manifest-differences": { since: 10, resource: "applications.argoproj.io" },
  /** What schedules of Velero back up of volumes, and what pods say of theirs to it. */
  "backup-volumes": { since: 10, resource: "schedules.velero.io" },
  /** Which charts Argo CD and Flux fetch, and by which version. */
  "chart-sources": { since: 11, resource: "applications.argoproj.io" },
  /** What Argo CD and Flux are told to fetch, and by which revision. */
  "wanted-sources": { since: 12, resource: "applications.argoproj.io" },
  /** The server of Konnectivity among the static pods, and what leads the API server to it. */
  "tunnel-flags": { since: 13, resource: "pods" },
  "kubelet-port": { since: 13, resource: "nodes" },
  /** Who of AWS is whom, in the ConfigMap kube-system/aws-auth. */
  "cloud-map": { since: 13, resource: "configmaps" },
  /** From which sources of Flux a Kustomization or a HelmRelease applies. */
  "applied-sources": { since: 13, resource: "kustomizations.kustomize.toolkit.fluxcd.io" },
  /** Whom the policies of Calico are about. */
  "calico-policy-scope": { since: 13, resource: "networkpolicies.crd.projectcalico.org" },
  /** What the policies of Cilium let through and refuse at layers 3 and 4. */
  "cilium-policy-rules": { since: 13, resource: "ciliumnetworkpolicies.cilium.io" },
} as const;

export type Fact = keyof typeof facts;

/** @returns whether inventories of a version of the format have a fact; what lacks it says nothing of it. */
export function hasFact(version: number, fact: Fact): boolean {
  return version >= facts[fact].since;
}
