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
} as const;

export type Fact = keyof typeof facts;

/** @returns whether inventories of a version of the format have a fact; what lacks it says nothing of it. */
export function hasFact(version: number, fact: Fact): boolean {
  return version >= facts[fact].since;
}
