/**
 * The resources that the core reads, by the name that kubectl gives them: `plural` or `plural.group`.
 * Nothing outside this list is collected; what discovery lists beyond it is kept as names only.
 */
export interface ResourceDefinition {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Versions that the projector understands, preferred first. */
  readonly versions: readonly string[];
  /** Optional resources are collected only where somebody asked for them on purpose. */
  readonly optional?: OptIn;
  /** No collection of the API: it is read out of objects of another resource. */
  readonly storedIn?: "secrets";
}

/** What somebody may ask for beyond what every scan reads: both need the right to read Secrets. */
export type OptIn = "secretNames" | "helmReleases";

export const resources = {
  namespaces: { group: "", plural: "namespaces", kind: "Namespace", namespaced: false, versions: ["v1"] },
  nodes: { group: "", plural: "nodes", kind: "Node", namespaced: false, versions: ["v1"] },
  pods: { group: "", plural: "pods", kind: "Pod", namespaced: true, versions: ["v1"] },
  serviceaccounts: { group: "", plural: "serviceaccounts", kind: "ServiceAccount", namespaced: true, versions: ["v1"] },
  services: { group: "", plural: "services", kind: "Service", namespaced: true, versions: ["v1"] },
  configmaps: { group: "", plural: "configmaps", kind: "ConfigMap", namespaced: true, versions: ["v1"] },
  secrets: { group: "", plural: "secrets", kind: "Secret", namespaced: true, versions: ["v1"], optional: "secretNames" },
  persistentvolumes: { group: "", plural: "persistentvolumes", kind: "PersistentVolume", namespaced: false, versions: ["v1"] },
  resourcequotas: { group: "", plural: "resourcequotas", kind: "ResourceQuota", namespaced: true, versions: ["v1"] },
  limitranges: { group: "", plural: "limitranges", kind: "LimitRange", namespaced: true, versions: ["v1"] },
  replicationcontrollers: {
    group: "",
    plural: "replicationcontrollers",
    kind: "ReplicationController",
    namespaced: true,
    versions: ["v1"],
  },
  "deployments.apps": { group: "apps", plural: "deployments", kind: "Deployment", namespaced: true, versions: ["v1"] },
  "daemonsets.apps": { group: "apps", plural: "daemonsets", kind: "DaemonSet", namespaced: true, versions: ["v1"] },
  "statefulsets.apps": { group: "apps", plural: "statefulsets", kind: "StatefulSet", namespaced: true, versions: ["v1"] },
  "replicasets.apps": { group: "apps", plural: "replicasets", kind: "ReplicaSet", namespaced: true, versions: ["v1"] },
  "jobs.batch": { group: "batch", plural: "jobs", kind: "Job", namespaced: true, versions: ["v1"] },
  "cronjobs.batch": { group: "batch", plural: "cronjobs", kind: "CronJob", namespaced: true, versions: ["v1", "v1beta1"] },
  "networkpolicies.networking.k8s.io": {
    group: "networking.k8s.io",
    plural: "networkpolicies",
    kind: "NetworkPolicy",
    namespaced: true,
    versions: ["v1"],
  },
  "ingresses.networking.k8s.io": {
    group: "networking.k8s.io",
    plural: "ingresses",
    kind: "Ingress",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "ingressclasses.networking.k8s.io": {
    group: "networking.k8s.io",
    plural: "ingressclasses",
    kind: "IngressClass",
    namespaced: false,
    versions: ["v1", "v1beta1"],
  },
  "endpointslices.discovery.k8s.io": {
    group: "discovery.k8s.io",
    plural: "endpointslices",
    kind: "EndpointSlice",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "apiservices.apiregistration.k8s.io": {
    group: "apiregistration.k8s.io",
    plural: "apiservices",
    kind: "APIService",
    namespaced: false,
    versions: ["v1"],
  },
  "podsecuritypolicies.policy": {
    group: "policy",
    plural: "podsecuritypolicies",
    kind: "PodSecurityPolicy",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "prometheusrules.monitoring.coreos.com": {
    group: "monitoring.coreos.com",
    plural: "prometheusrules",
    kind: "PrometheusRule",
    namespaced: true,
    versions: ["v1"],
  },
  "poddisruptionbudgets.policy": {
    group: "policy",
    plural: "poddisruptionbudgets",
    kind: "PodDisruptionBudget",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "roles.rbac.authorization.k8s.io": {
    group: "rbac.authorization.k8s.io",
    plural: "roles",
    kind: "Role",
    namespaced: true,
    versions: ["v1"],
  },
  "clusterroles.rbac.authorization.k8s.io": {
    group: "rbac.authorization.k8s.io",
    plural: "clusterroles",
    kind: "ClusterRole",
    namespaced: false,
    versions: ["v1"],
  },
  "rolebindings.rbac.authorization.k8s.io": {
    group: "rbac.authorization.k8s.io",
    plural: "rolebindings",
    kind: "RoleBinding",
    namespaced: true,
    versions: ["v1"],
  },
  "clusterrolebindings.rbac.authorization.k8s.io": {
    group: "rbac.authorization.k8s.io",
    plural: "clusterrolebindings",
    kind: "ClusterRoleBinding",
    namespaced: false,
    versions: ["v1"],
  },
  "certificatesigningrequests.certificates.k8s.io": {
    group: "certificates.k8s.io",
    plural: "certificatesigningrequests",
    kind: "CertificateSigningRequest",
    namespaced: false,
    versions: ["v1"],
  },
  "csidrivers.storage.k8s.io": {
    group: "storage.k8s.io",
    plural: "csidrivers",
    kind: "CSIDriver",
    namespaced: false,
    versions: ["v1"],
  },
  "csinodes.storage.k8s.io": {
    group: "storage.k8s.io",
    plural: "csinodes",
    kind: "CSINode",
    namespaced: false,
    versions: ["v1"],
  },
  "storageclasses.storage.k8s.io": {
    group: "storage.k8s.io",
    plural: "storageclasses",
    kind: "StorageClass",
    namespaced: false,
    versions: ["v1"],
  },
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": {
    group: "admissionregistration.k8s.io",
    plural: "mutatingwebhookconfigurations",
    kind: "MutatingWebhookConfiguration",
    namespaced: false,
    versions: ["v1"],
  },
  "validatingwebhookconfigurations.admissionregistration.k8s.io": {
    group: "admissionregistration.k8s.io",
    plural: "validatingwebhookconfigurations",
    kind: "ValidatingWebhookConfiguration",
    namespaced: false,
    versions: ["v1"],
  },
  "customresourcedefinitions.apiextensions.k8s.io": {
    group: "apiextensions.k8s.io",
    plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition",
    namespaced: false,
    versions: ["v1"],
  },
  "apirequestcounts.apiserver.openshift.io": {
    group: "apiserver.openshift.io",
    plural: "apirequestcounts",
    kind: "APIRequestCount",
    namespaced: false,
    versions: ["v1"],
  },
  "applications.argoproj.io": {
    group: "argoproj.io",
    plural: "applications",
    kind: "Application",
    namespaced: true,
    versions: ["v1alpha1"],
  },
  "kustomizations.kustomize.toolkit.fluxcd.io": {
    group: "kustomize.toolkit.fluxcd.io",
    plural: "kustomizations",
    kind: "Kustomization",
    namespaced: true,
    versions: ["v1", "v1beta2", "v1beta1"],
  },
  "helmreleases.helm.toolkit.fluxcd.io": {
    group: "helm.toolkit.fluxcd.io",
    plural: "helmreleases",
    kind: "HelmRelease",
    namespaced: true,
    versions: ["v2", "v2beta2", "v2beta1"],
  },
  "gitrepositories.source.toolkit.fluxcd.io": {
    group: "source.toolkit.fluxcd.io",
    plural: "gitrepositories",
    kind: "GitRepository",
    namespaced: true,
    versions: ["v1", "v1beta2", "v1beta1"],
  },
  "ocirepositories.source.toolkit.fluxcd.io": {
    group: "source.toolkit.fluxcd.io",
    plural: "ocirepositories",
    kind: "OCIRepository",
    namespaced: true,
    versions: ["v1", "v1beta2"],
  },
  "releases.helm.sh": {
    group: "helm.sh",
    plural: "releases",
    kind: "Helm release",
    namespaced: true,
    versions: ["v1"],
    optional: "helmReleases",
    storedIn: "secrets",
  },
  "runtimeclasses.node.k8s.io": {
    group: "node.k8s.io",
    plural: "runtimeclasses",
    kind: "RuntimeClass",
    namespaced: false,
    versions: ["v1", "v1beta1"],
  },
  "priorityclasses.scheduling.k8s.io": {
    group: "scheduling.k8s.io",
    plural: "priorityclasses",
    kind: "PriorityClass",
    namespaced: false,
    versions: ["v1"],
  },
  "validatingadmissionpolicies.admissionregistration.k8s.io": {
    group: "admissionregistration.k8s.io",
    plural: "validatingadmissionpolicies",
    kind: "ValidatingAdmissionPolicy",
    namespaced: false,
    versions: ["v1", "v1beta1"],
  },
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": {
    group: "admissionregistration.k8s.io",
    plural: "validatingadmissionpolicybindings",
    kind: "ValidatingAdmissionPolicyBinding",
    namespaced: false,
    versions: ["v1", "v1beta1"],
  },
  "clusterpolicies.kyverno.io": {
    group: "kyverno.io",
    plural: "clusterpolicies",
    kind: "ClusterPolicy",
    namespaced: false,
    versions: ["v1", "v2beta1"],
  },
  "policies.kyverno.io": {
    group: "kyverno.io",
    plural: "policies",
    kind: "Policy",
    namespaced: true,
    versions: ["v1", "v2beta1"],
  },
  "schedules.velero.io": {
    group: "velero.io",
    plural: "schedules",
    kind: "Schedule",
    namespaced: true,
    versions: ["v1"],
  },
  "backups.velero.io": {
    group: "velero.io",
    plural: "backups",
    kind: "Backup",
    namespaced: true,
    versions: ["v1"],
  },
  "backupstoragelocations.velero.io": {
    group: "velero.io",
    plural: "backupstoragelocations",
    kind: "BackupStorageLocation",
    namespaced: true,
    versions: ["v1"],
  },
  "issuers.cert-manager.io": {
    group: "cert-manager.io",
    plural: "issuers",
    kind: "Issuer",
    namespaced: true,
    versions: ["v1"],
  },
  "clusterissuers.cert-manager.io": {
    group: "cert-manager.io",
    plural: "clusterissuers",
    kind: "ClusterIssuer",
    namespaced: false,
    versions: ["v1"],
  },
  "gateways.gateway.networking.k8s.io": {
    group: "gateway.networking.k8s.io",
    plural: "gateways",
    kind: "Gateway",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "httproutes.gateway.networking.k8s.io": {
    group: "gateway.networking.k8s.io",
    plural: "httproutes",
    kind: "HTTPRoute",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "adminnetworkpolicies.policy.networking.k8s.io": {
    group: "policy.networking.k8s.io",
    plural: "adminnetworkpolicies",
    kind: "AdminNetworkPolicy",
    namespaced: false,
    versions: ["v1alpha1"],
  },
  "baselineadminnetworkpolicies.policy.networking.k8s.io": {
    group: "policy.networking.k8s.io",
    plural: "baselineadminnetworkpolicies",
    kind: "BaselineAdminNetworkPolicy",
    namespaced: false,
    versions: ["v1alpha1"],
  },
  "clusternetworkpolicies.policy.networking.k8s.io": {
    group: "policy.networking.k8s.io",
    plural: "clusternetworkpolicies",
    kind: "ClusterNetworkPolicy",
    namespaced: false,
    versions: ["v1alpha2"],
  },
  "ciliumnetworkpolicies.cilium.io": {
    group: "cilium.io",
    plural: "ciliumnetworkpolicies",
    kind: "CiliumNetworkPolicy",
    namespaced: true,
    versions: ["v2"],
  },
  "ciliumclusterwidenetworkpolicies.cilium.io": {
    group: "cilium.io",
    plural: "ciliumclusterwidenetworkpolicies",
    kind: "CiliumClusterwideNetworkPolicy",
    namespaced: false,
    versions: ["v2"],
  },
  "networkpolicies.crd.projectcalico.org": {
    group: "crd.projectcalico.org",
    plural: "networkpolicies",
    kind: "NetworkPolicy",
    namespaced: true,
    versions: ["v1"],
  },
  "globalnetworkpolicies.crd.projectcalico.org": {
    group: "crd.projectcalico.org",
    plural: "globalnetworkpolicies",
    kind: "GlobalNetworkPolicy",
    namespaced: false,
    versions: ["v1"],
  },
  "networkpolicies.projectcalico.org": {
    group: "projectcalico.org",
    plural: "networkpolicies",
    kind: "NetworkPolicy",
    namespaced: true,
    versions: ["v3"],
  },
  "globalnetworkpolicies.projectcalico.org": {
    group: "projectcalico.org",
    plural: "globalnetworkpolicies",
    kind: "GlobalNetworkPolicy",
    namespaced: false,
    versions: ["v3"],
  },
  "peerauthentications.security.istio.io": {
    group: "security.istio.io",
    plural: "peerauthentications",
    kind: "PeerAuthentication",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "servers.policy.linkerd.io": {
    group: "policy.linkerd.io",
    plural: "servers",
    kind: "Server",
    namespaced: true,
    versions: ["v1beta3", "v1beta2", "v1beta1"],
  },
  "authorizationpolicies.policy.linkerd.io": {
    group: "policy.linkerd.io",
    plural: "authorizationpolicies",
    kind: "AuthorizationPolicy",
    namespaced: true,
    versions: ["v1alpha1"],
  },
  "serverauthorizations.policy.linkerd.io": {
    group: "policy.linkerd.io",
    plural: "serverauthorizations",
    kind: "ServerAuthorization",
    namespaced: true,
    versions: ["v1beta1"],
  },
  "networkauthentications.policy.linkerd.io": {
    group: "policy.linkerd.io",
    plural: "networkauthentications",
    kind: "NetworkAuthentication",
    namespaced: true,
    versions: ["v1alpha1"],
  },
  "clusterimagepolicies.policy.sigstore.dev": {
    group: "policy.sigstore.dev",
    plural: "clusterimagepolicies",
    kind: "ClusterImagePolicy",
    namespaced: false,
    versions: ["v1beta1", "v1alpha1"],
  },
  "imagevalidatingpolicies.policies.kyverno.io": {
    group: "policies.kyverno.io",
    plural: "imagevalidatingpolicies",
    kind: "ImageValidatingPolicy",
    namespaced: false,
    versions: ["v1", "v1beta1", "v1alpha1"],
  },
  "namespacedimagevalidatingpolicies.policies.kyverno.io": {
    group: "policies.kyverno.io",
    plural: "namespacedimagevalidatingpolicies",
    kind: "NamespacedImageValidatingPolicy",
    namespaced: true,
    versions: ["v1", "v1beta1"],
  },
  "policyexceptions.kyverno.io": {
    group: "kyverno.io",
    plural: "policyexceptions",
    kind: "PolicyException",
    namespaced: true,
    versions: ["v2", "v2beta1"],
  },
  "constrainttemplates.templates.gatekeeper.sh": {
    group: "templates.gatekeeper.sh",
    plural: "constrainttemplates",
    kind: "ConstraintTemplate",
    namespaced: false,
    versions: ["v1", "v1beta1"],
  },
  "configs.config.gatekeeper.sh": {
    group: "config.gatekeeper.sh",
    plural: "configs",
    kind: "Config",
    namespaced: true,
    versions: ["v1alpha1"],
  },
  "k8sallowedrepos.constraints.gatekeeper.sh": {
    group: "constraints.gatekeeper.sh",
    plural: "k8sallowedrepos",
    kind: "K8sAllowedRepos",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "k8sallowedreposv2.constraints.gatekeeper.sh": {
    group: "constraints.gatekeeper.sh",
    plural: "k8sallowedreposv2",
    kind: "K8sAllowedReposv2",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "k8sdisallowedrepos.constraints.gatekeeper.sh": {
    group: "constraints.gatekeeper.sh",
    plural: "k8sdisallowedrepos",
    kind: "K8sDisallowedRepos",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "k8sdisallowedtags.constraints.gatekeeper.sh": {
    group: "constraints.gatekeeper.sh",
    plural: "k8sdisallowedtags",
    kind: "K8sDisallowedTags",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "k8simagedigests.constraints.gatekeeper.sh": {
    group: "constraints.gatekeeper.sh",
    plural: "k8simagedigests",
    kind: "K8sImageDigests",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "ratifyverification.constraints.gatekeeper.sh": {
    group: "constraints.gatekeeper.sh",
    plural: "ratifyverification",
    kind: "RatifyVerification",
    namespaced: false,
    versions: ["v1beta1"],
  },
  "verifiers.config.ratify.deislabs.io": {
    group: "config.ratify.deislabs.io",
    plural: "verifiers",
    kind: "Verifier",
    namespaced: false,
    versions: ["v1beta1", "v1alpha1"],
  },
  "namespacedverifiers.config.ratify.deislabs.io": {
    group: "config.ratify.deislabs.io",
    plural: "namespacedverifiers",
    kind: "NamespacedVerifier",
    namespaced: true,
    versions: ["v1beta1"],
  },
  "stores.config.ratify.deislabs.io": {
    group: "config.ratify.deislabs.io",
    plural: "stores",
    kind: "Store",
    namespaced: false,
    versions: ["v1beta1", "v1alpha1"],
  },
  "namespacedstores.config.ratify.deislabs.io": {
    group: "config.ratify.deislabs.io",
    plural: "namespacedstores",
    kind: "NamespacedStore",
    namespaced: true,
    versions: ["v1beta1"],
  },
  "policies.config.ratify.deislabs.io": {
    group: "config.ratify.deislabs.io",
    plural: "policies",
    kind: "Policy",
    namespaced: false,
    versions: ["v1beta1", "v1alpha1"],
  },
  "namespacedpolicies.config.ratify.deislabs.io": {
    group: "config.ratify.deislabs.io",
    plural: "namespacedpolicies",
    kind: "NamespacedPolicy",
    namespaced: true,
    versions: ["v1beta1"],
  },
  "vulnerabilityreports.aquasecurity.github.io": {
    group: "aquasecurity.github.io",
    plural: "vulnerabilityreports",
    kind: "VulnerabilityReport",
    namespaced: true,
    versions: ["v1alpha1"],
  },
  "clustervulnerabilityreports.aquasecurity.github.io": {
    group: "aquasecurity.github.io",
    plural: "clustervulnerabilityreports",
    kind: "ClusterVulnerabilityReport",
    namespaced: false,
    versions: ["v1alpha1"],
  },
  "sbomreports.aquasecurity.github.io": {
    group: "aquasecurity.github.io",
    plural: "sbomreports",
    kind: "SbomReport",
    namespaced: true,
    versions: ["v1alpha1"],
  },
  "clustersbomreports.aquasecurity.github.io": {
    group: "aquasecurity.github.io",
    plural: "clustersbomreports",
    kind: "ClusterSbomReport",
    namespaced: false,
    versions: ["v1alpha1"],
  },
} as const satisfies Record<string, ResourceDefinition>;

export type ResourceId = keyof typeof resources;

/** Reports of Trivy Operator: what they are about is an item, what they say is not. */
export const operatorReportIds = [
  "vulnerabilityreports.aquasecurity.github.io",
  "clustervulnerabilityreports.aquasecurity.github.io",
  "sbomreports.aquasecurity.github.io",
  "clustersbomreports.aquasecurity.github.io",
] as const satisfies readonly ResourceId[];
export const resourceIds = Object.keys(resources).sort() as ResourceId[];

/** @returns the definition of a resource; its shape does not depend on which one it is. */
export function definitionOf(id: ResourceId): ResourceDefinition {
  return resources[id];
}

/** @returns the resource that the API serves it as: its own, or the one that it is stored in. */
export function servedDefinitionOf(id: ResourceId): ResourceDefinition {
  const { storedIn = id } = definitionOf(id);
  return resources[storedIn];
}

/** @returns every resource that is read anyway, and of the optional ones those that somebody asked for. */
export function wantedResources(asked: { readonly [O in OptIn]?: boolean | undefined } = {}): readonly ResourceId[] {
  return resourceIds.filter((id) => {
    const { optional } = definitionOf(id);
    return optional === undefined || asked[optional] === true;
  });
}

/** @returns whether a text names a resource that the core reads. */
export function isResourceId(text: string): text is ResourceId {
  return Object.hasOwn(resources, text);
}
