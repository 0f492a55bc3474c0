import type { CiliumPolicyItem } from "./cilium-items.ts";
import type {
  ConstraintTemplateItem,
  GatekeeperConfigItem,
  GatekeeperConstraintItem,
  ImagePolicyItem,
  PolicyExceptionItem,
  RatifyPartItem,
  RatifyVerifierItem,
} from "./image-policy-items.ts";
import type {
  AdminPolicyItem,
  CalicoPolicyItem,
  GatewayItem,
  HttpRouteItem,
  LinkerdAuthorizationItem,
  LinkerdServerAuthorizationItem,
  LinkerdServerItem,
  NetworkRule,
  PeerAuthenticationItem,
} from "./network-items.ts";
import type {
  ApiRequestCountItem,
  ApiServiceItem,
  CertificateSigningRequestItem,
  ComponentSettings,
  ControlPlaneItem,
  CsiDriverItem,
  CsiNodeItem,
  CustomResourceDefinitionItem,
  EndpointSliceItem,
  FluxSourceItem,
  GitOpsItem,
  HelmReleaseItem,
  IngressClassItem,
  LooseAddress,
  PrometheusRuleItem,
  StorageClassItem,
  WebhookConfigurationItem,
} from "./platform-items.ts";
import type {
  AdmissionPolicyBindingItem,
  AdmissionPolicyItem,
  BackupItem,
  BackupLocationItem,
  BackupScheduleItem,
  CertificateIssuerItem,
  KyvernoPolicyItem,
  LimitRangeItem,
  PriorityClassItem,
  ResourceQuotaItem,
  RuntimeClassItem,
} from "./posture-items.ts";
import type { OperatorReportItem } from "./report-items.ts";
import type { ResourceId } from "./resources.ts";

/** What is kept of every object's metadata. Annotations are kept by an allow-list of keys; values of others never. */
export interface ItemMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly createdAt?: string;
  readonly deletedAt?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly owners?: readonly {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly uid?: string;
    readonly controller?: true;
  }[];
  readonly managers?: readonly {
    readonly manager: string;
    readonly operation: string;
    readonly apiVersion: string;
    readonly time?: string;
  }[];
  readonly lastAppliedApiVersion?: string;
  /** Annotations whose key or value looks like a credential, by key and kind of match; from version 6 of the format on. */
  readonly suspects?: readonly { readonly key: string; readonly credential: string }[];
}

export interface ItemBase {
  readonly meta: ItemMeta;
}

export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}
export interface RoleItem extends ItemBase {
  readonly rules: readonly PolicyRule[];
}
export interface ClusterRoleItem extends RoleItem {
  readonly aggregation?: readonly LabelSelector[];
}
export interface BindingSubject {
  readonly kind: string; // User, Group, ServiceAccount
  readonly name: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}
export interface BindingItem extends ItemBase {
  readonly roleRef: { readonly kind: string; readonly name: string; readonly apiGroup?: string };
  readonly subjects: readonly BindingSubject[];
}

export interface SecurityContext {
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly procMount?: string;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
  readonly appArmorProfile?: { readonly type?: string };
  readonly seLinuxOptions?: {
    readonly type?: string;
    readonly user?: string;
    readonly role?: string;
    /** From version 4 of the format on. */
    readonly level?: string;
  };
  readonly windowsOptions?: { readonly hostProcess?: boolean };
}
export interface PodSecurityContext extends SecurityContext {
  readonly sysctls?: readonly string[]; // names only
  readonly fsGroup?: number;
  /** From version 6 of the format on. */
  readonly seLinuxChangePolicy?: string;
}
export interface EnvEntry {
  readonly name: string;
  /** Where the value comes from; the value itself is never kept. */
  readonly from: "value" | "secret" | "configMap" | "field" | "resource" | "empty" | "other";
  /** Name of the Secret or ConfigMap, where it is one. */
  readonly ref?: string;
  /** The kind of credential that name or value look like, for example `name:password` or `value:aws-access-key-id`. */
  readonly credential?: string;
}
export interface ContainerItem {
  readonly name: string;
  readonly type: "container" | "init" | "ephemeral";
  readonly image: string;
  readonly securityContext?: SecurityContext;
  readonly ports?: readonly {
    /** From version 7 of the format on. */
    readonly name?: string;
    readonly containerPort: number;
    readonly hostPort?: number;
    readonly protocol?: string;
  }[];
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
  readonly env?: readonly EnvEntry[];
  readonly envFrom?: readonly { readonly kind: "Secret" | "ConfigMap"; readonly name: string }[];
  readonly mounts?: readonly { readonly volume: string; readonly path: string; readonly readOnly?: true }[];
  readonly probes?: readonly ("liveness" | "readiness" | "startup")[];
  /** Hosts that probes and lifecycle hooks name, for Pod Security's hostProbes control. */
  readonly probeHosts?: readonly string[];
  /** Names of arguments and variables that switch a protection off; from version 6 of the format on. */
  readonly unsafe?: readonly string[];
  /** What it starts by its spec, where that leads into the node's processes; from version 8 of the format on. */
  readonly starts?: "nsenter" | "shell";
  readonly imagePullPolicy?: string;
  readonly restartPolicy?: string;
}
export interface VolumeItem {
  readonly name: string;
  /** The field that is set: hostPath, secret, configMap, emptyDir, projected, persistentVolumeClaim, csi … */
  readonly type: string;
  readonly hostPath?: string;
  /** Name of the Secret, ConfigMap, claim or CSI driver. */
  readonly ref?: string;
  /** Other Secrets that it names: the parts of a projected volume, a driver's own; from version 6 of the format on. */
  readonly secrets?: readonly string[];
  /** A projected volume that mounts a service-account token. */
  readonly token?: true;
}
/** What admission let in before Kubernetes 1.25, of the fields that are mapped to Pod Security levels. */
export interface PodSecurityPolicyItem extends ItemBase {
  /** From version 8 of the format on. A field that is left out allows nothing, but for `escalation`, which then is not allowed. */
  readonly allows?: {
    readonly privileged?: true;
    readonly hostNetwork?: true;
    readonly hostPID?: true;
    readonly hostIPC?: true;
    readonly hostPorts?: true;
    readonly escalation?: true;
    readonly defaultCapabilities?: readonly string[];
    readonly capabilities?: readonly string[];
    readonly droppedCapabilities?: readonly string[];
    readonly volumes?: readonly string[];
    readonly unsafeSysctls?: readonly string[];
    readonly procMounts?: readonly string[];
    readonly runAsUser?: string;
    readonly seLinux?: { readonly rule: string; readonly type?: string; readonly user?: string; readonly role?: string };
    /** Names of profiles, with commas; an empty one allows none to be set. */
    readonly seccomp?: string;
    readonly appArmor?: string;
  };
}
export interface PodSpecItem {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly hostUsers?: boolean;
  readonly os?: string;
  readonly nodeName?: string;
  readonly runtimeClassName?: string;
  readonly priorityClassName?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Labels of nodes that Kubernetes renamed, where affinity or topology names them; from version 4 of the format on. */
  readonly renamedNodeLabels?: readonly string[];
  readonly tolerations?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly value?: string;
    readonly effect?: string;
  }[];
  readonly imagePullSecrets?: readonly string[];
  readonly securityContext?: PodSecurityContext;
  readonly containers: readonly ContainerItem[];
  readonly volumes?: readonly VolumeItem[];
}
export interface ContainerStatusItem {
  readonly name: string;
  readonly image: string;
  /** What the runtime pulled, in its own words; empty before it has. */
  readonly imageID: string;
  readonly ready: boolean;
  readonly restarts: number;
}
export interface PodItem extends ItemBase {
  readonly spec: PodSpecItem;
  readonly status?: {
    readonly phase?: string;
    readonly ready?: boolean;
    readonly qosClass?: string;
    readonly containers?: readonly ContainerStatusItem[];
    /** From version 6 of the format on. */
    readonly initContainers?: readonly ContainerStatusItem[];
    /** From version 6 of the format on. */
    readonly ephemeralContainers?: readonly ContainerStatusItem[];
  };
  /** There for static pods of the control plane, from version 2 of the format on. */
  readonly controlPlane?: ControlPlaneItem;
}
export interface TemplateMeta {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly suspects?: ItemMeta["suspects"];
}
export interface WorkloadItem extends ItemBase {
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly selector?: LabelSelector;
  readonly template: TemplateMeta & { readonly spec: PodSpecItem };
  readonly suspended?: boolean;
  /** A CronJob's, from version 4 of the format on. */
  readonly schedule?: string;
  /** Its pods are being replaced, so that fewer are ready than usual; from version 4 of the format on. */
  readonly rollingOut?: true;
}
export interface NamespaceItem extends ItemBase {
  readonly phase?: string;
}
export interface NodeItem extends ItemBase {
  readonly providerID?: string;
  readonly unschedulable?: boolean;
  readonly ready?: boolean;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly info?: {
    readonly kubeletVersion?: string;
    readonly osImage?: string;
    readonly kernelVersion?: string;
    readonly containerRuntimeVersion?: string;
    readonly architecture?: string;
  };
  /** Where its kubelet is reached, and the networks that its pods have addresses of; from version 7 of the format on. */
  readonly addresses?: readonly string[];
  readonly podNetworks?: readonly string[];
  /** Where its kubelet listens, by its own word; from version 13 of the format on. */
  readonly kubeletPort?: number;
  readonly looseAddresses?: readonly LooseAddress[];
}
export interface ServiceAccountItem extends ItemBase {
  readonly automountServiceAccountToken?: boolean;
  readonly secrets?: readonly string[];
  readonly imagePullSecrets?: readonly string[];
}
/** Who of AWS is whom in the cluster, by the ConfigMap that aws-iam-authenticator reads. */
export interface CloudMap {
  readonly entries: readonly {
    readonly kind: "role" | "user" | "account";
    /** An ARN, or the number of an account; absent where what stands there is neither. */
    readonly identity?: string;
    readonly groups: readonly string[];
  }[];
  /** Some of it could not be read. */
  readonly unread?: true;
}
/** Names of keys, never a value. `credential` names the kind of match that a value looked like. */
export interface ConfigMapItem extends ItemBase {
  readonly keys: readonly { readonly key: string; readonly credential?: string }[];
  readonly immutable?: boolean;
  /** Of the ConfigMaps that kubeadm writes for itself, the kubelet and kube-proxy; from version 4 of the format on. */
  readonly settings?: ComponentSettings;
  /** Of kube-system/aws-auth; from version 13 of the format on. */
  readonly cloudMap?: CloudMap;
}
export interface SecretItem extends ItemBase {
  readonly type: string;
  readonly keys: readonly string[];
  readonly immutable?: boolean;
}
export interface ServiceItem extends ItemBase {
  readonly type: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly externalIPs?: readonly string[];
  readonly ports?: readonly { readonly port: number; readonly nodePort?: number; readonly protocol?: string }[];
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly looseAddresses?: readonly LooseAddress[];
}
export interface PersistentVolumeItem extends ItemBase {
  readonly type: string;
  readonly hostPath?: string;
  readonly storageClass?: string;
  readonly reclaimPolicy?: string;
  readonly phase?: string;
  readonly claim?: { readonly namespace: string; readonly name: string };
  /** From version 4 of the format on. */
  readonly accessModes?: readonly string[];
  /** The CSI driver; from version 6 of the format on. */
  readonly driver?: string;
  /** A digest of what tells the storage from other storage: two volumes with one digest hold the same data. */
  readonly backing?: string;
}
export interface NetworkPolicyItem extends ItemBase {
  readonly podSelector: LabelSelector;
  /** As the API server defaults them. */
  readonly policyTypes: readonly string[];
  /** Rules, from version 7 of the format on. */
  readonly ingress?: readonly NetworkRule[];
  readonly egress?: readonly NetworkRule[];
  readonly looseAddresses?: readonly LooseAddress[];
}
export interface IngressItem extends ItemBase {
  readonly className?: string;
  readonly hosts: readonly string[];
  readonly tlsHosts: readonly string[];
  /** An entry that names no host, and is for all of them; from version 7 of the format on. */
  readonly tlsForAll?: true;
  /** Names of the Secrets with its certificates, and of the Services behind it; from version 6 of the format on. */
  readonly tlsSecrets?: readonly string[];
  readonly services?: readonly string[];
}
export interface PodDisruptionBudgetItem extends ItemBase {
  readonly minAvailable?: string;
  readonly maxUnavailable?: string;
  readonly selector?: LabelSelector;
  /** `AlwaysAllow` or `IfHealthyBudget`; from version 4 of the format on. */
  readonly unhealthyPods?: string;
  readonly status?: {
    readonly disruptionsAllowed: number;
    readonly currentHealthy: number;
    readonly desiredHealthy: number;
    readonly expectedPods: number;
    readonly observedGeneration?: number;
  };
  readonly generation?: number;
}

interface ItemByResource {
  namespaces: NamespaceItem;
  nodes: NodeItem;
  pods: PodItem;
  serviceaccounts: ServiceAccountItem;
  services: ServiceItem;
  configmaps: ConfigMapItem;
  secrets: SecretItem;
  persistentvolumes: PersistentVolumeItem;
  resourcequotas: ResourceQuotaItem;
  limitranges: LimitRangeItem;
  "networkpolicies.networking.k8s.io": NetworkPolicyItem;
  "ingresses.networking.k8s.io": IngressItem;
  "ingressclasses.networking.k8s.io": IngressClassItem;
  "endpointslices.discovery.k8s.io": EndpointSliceItem;
  "apiservices.apiregistration.k8s.io": ApiServiceItem;
  "podsecuritypolicies.policy": PodSecurityPolicyItem;
  "prometheusrules.monitoring.coreos.com": PrometheusRuleItem;
  "poddisruptionbudgets.policy": PodDisruptionBudgetItem;
  "roles.rbac.authorization.k8s.io": RoleItem;
  "clusterroles.rbac.authorization.k8s.io": ClusterRoleItem;
  "rolebindings.rbac.authorization.k8s.io": BindingItem;
  "clusterrolebindings.rbac.authorization.k8s.io": BindingItem;
  "certificatesigningrequests.certificates.k8s.io": CertificateSigningRequestItem;
  "csidrivers.storage.k8s.io": CsiDriverItem;
  "csinodes.storage.k8s.io": CsiNodeItem;
  "storageclasses.storage.k8s.io": StorageClassItem;
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": WebhookConfigurationItem;
  "validatingwebhookconfigurations.admissionregistration.k8s.io": WebhookConfigurationItem;
  "customresourcedefinitions.apiextensions.k8s.io": CustomResourceDefinitionItem;
  "releases.helm.sh": HelmReleaseItem;
  "apirequestcounts.apiserver.openshift.io": ApiRequestCountItem;
  "applications.argoproj.io": GitOpsItem;
  "kustomizations.kustomize.toolkit.fluxcd.io": GitOpsItem;
  "helmreleases.helm.toolkit.fluxcd.io": GitOpsItem;
  "gitrepositories.source.toolkit.fluxcd.io": FluxSourceItem;
  "ocirepositories.source.toolkit.fluxcd.io": FluxSourceItem;
  "runtimeclasses.node.k8s.io": RuntimeClassItem;
  "priorityclasses.scheduling.k8s.io": PriorityClassItem;
  "validatingadmissionpolicies.admissionregistration.k8s.io": AdmissionPolicyItem;
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": AdmissionPolicyBindingItem;
  "clusterpolicies.kyverno.io": KyvernoPolicyItem;
  "policies.kyverno.io": KyvernoPolicyItem;
  "schedules.velero.io": BackupScheduleItem;
  "backups.velero.io": BackupItem;
  "backupstoragelocations.velero.io": BackupLocationItem;
  "issuers.cert-manager.io": CertificateIssuerItem;
  "clusterissuers.cert-manager.io": CertificateIssuerItem;
  "gateways.gateway.networking.k8s.io": GatewayItem;
  "httproutes.gateway.networking.k8s.io": HttpRouteItem;
  "adminnetworkpolicies.policy.networking.k8s.io": AdminPolicyItem;
  "baselineadminnetworkpolicies.policy.networking.k8s.io": AdminPolicyItem;
  "clusternetworkpolicies.policy.networking.k8s.io": AdminPolicyItem;
  "ciliumnetworkpolicies.cilium.io": CiliumPolicyItem;
  "ciliumclusterwidenetworkpolicies.cilium.io": CiliumPolicyItem;
  "networkpolicies.crd.projectcalico.org": CalicoPolicyItem;
  "globalnetworkpolicies.crd.projectcalico.org": CalicoPolicyItem;
  "networkpolicies.projectcalico.org": CalicoPolicyItem;
  "globalnetworkpolicies.projectcalico.org": CalicoPolicyItem;
  "peerauthentications.security.istio.io": PeerAuthenticationItem;
  "servers.policy.linkerd.io": LinkerdServerItem;
  "authorizationpolicies.policy.linkerd.io": LinkerdAuthorizationItem;
  "serverauthorizations.policy.linkerd.io": LinkerdServerAuthorizationItem;
  "networkauthentications.policy.linkerd.io": ItemBase;
  "clusterimagepolicies.policy.sigstore.dev": ImagePolicyItem;
  "imagevalidatingpolicies.policies.kyverno.io": ImagePolicyItem;
  "namespacedimagevalidatingpolicies.policies.kyverno.io": ImagePolicyItem;
  "policyexceptions.kyverno.io": PolicyExceptionItem;
  "constrainttemplates.templates.gatekeeper.sh": ConstraintTemplateItem;
  "configs.config.gatekeeper.sh": GatekeeperConfigItem;
  "k8sallowedrepos.constraints.gatekeeper.sh": GatekeeperConstraintItem;
  "k8sallowedreposv2.constraints.gatekeeper.sh": GatekeeperConstraintItem;
  "k8sdisallowedrepos.constraints.gatekeeper.sh": GatekeeperConstraintItem;
  "k8sdisallowedtags.constraints.gatekeeper.sh": GatekeeperConstraintItem;
  "k8simagedigests.constraints.gatekeeper.sh": GatekeeperConstraintItem;
  "ratifyverification.constraints.gatekeeper.sh": GatekeeperConstraintItem;
  "verifiers.config.ratify.deislabs.io": RatifyVerifierItem;
  "namespacedverifiers.config.ratify.deislabs.io": RatifyVerifierItem;
  "stores.config.ratify.deislabs.io": RatifyPartItem;
  "namespacedstores.config.ratify.deislabs.io": RatifyPartItem;
  "policies.config.ratify.deislabs.io": RatifyPartItem;
  "namespacedpolicies.config.ratify.deislabs.io": RatifyPartItem;
  "vulnerabilityreports.aquasecurity.github.io": OperatorReportItem;
  "clustervulnerabilityreports.aquasecurity.github.io": OperatorReportItem;
  "sbomreports.aquasecurity.github.io": OperatorReportItem;
  "clustersbomreports.aquasecurity.github.io": OperatorReportItem;
}

/** What the projector keeps of an object of a resource. */
export type Item<R extends ResourceId = ResourceId> = R extends keyof ItemByResource ? ItemByResource[R] : WorkloadItem;
