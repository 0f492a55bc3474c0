/** What is kept of the objects that set a platform up: certificates, storage, admission, kinds of its own. */
import type { ItemBase, LabelSelector } from "./items.ts";

/** Who asked for which certificate, and what became of it; never the request or the certificate. */
export interface CertificateSigningRequestItem extends ItemBase {
  readonly signerName: string;
  /** Who made the request, as the API server wrote it down: not whom the certificate names. */
  readonly username?: string;
  readonly groups?: readonly string[];
  readonly usages: readonly string[];
  readonly expirationSeconds?: number;
  readonly conditions: readonly { readonly type: string; readonly at?: string }[];
  /** There where a certificate was issued. */
  readonly issued?: true;
}

export interface CsiDriverItem extends ItemBase {
  /** Audiences of the service account tokens that the driver gets with each volume. */
  readonly tokenAudiences?: readonly string[];
}

export interface CsiNodeItem extends ItemBase {
  readonly drivers: readonly string[];
}

export interface StorageClassItem extends ItemBase {
  readonly provisioner: string;
  readonly reclaimPolicy?: string;
  /** What the parameter for encryption says; from version 6 of the format on. */
  readonly encrypted?: boolean;
}

/** A Service that the API server calls; without a port it is 443. */
export interface CalledService {
  readonly namespace: string;
  readonly name: string;
  readonly port?: number;
}

/** The authorities by which the API server trusts what it calls; never the certificates. */
export interface CertificateBundle {
  /** RFC 3339: when the last of them ends; absent where none could be read. */
  readonly expiresAt?: string;
}

export interface WebhookRule {
  readonly groups: readonly string[];
  readonly versions: readonly string[];
  readonly resources: readonly string[];
}

export interface WebhookConfigurationItem extends ItemBase {
  readonly webhooks: readonly {
    readonly name: string;
    readonly failurePolicy?: string;
    /** The Service that is called; absent where an address is. */
    readonly service?: CalledService;
    /** Absent where the configuration gives none, and in formats before version 4. */
    readonly ca?: CertificateBundle;
    readonly matchPolicy?: string;
    readonly timeoutSeconds?: number;
    /** Versions of the review that it understands; absent in formats before version 4. */
    readonly reviewVersions?: readonly string[];
    readonly namespaceSelector?: LabelSelector;
    /** From version 6 of the format on. */
    readonly objectSelector?: LabelSelector;
    readonly rules?: readonly WebhookRule[];
  }[];
}

export interface CustomResourceDefinitionItem extends ItemBase {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly served: readonly string[];
  /** Versions in which objects may still lie in etcd. */
  readonly stored: readonly string[];
  /** `None` or `Webhook`. */
  readonly conversion?: string;
  /** The Service that converts; absent where an address does, and in formats before version 4. */
  readonly conversionService?: CalledService;
  readonly conversionCa?: CertificateBundle;
  /** The version in which objects are written. */
  readonly storage?: string;
  /** Versions that are marked as deprecated, with the warning that clients get where it has one of its own. */
  readonly deprecated?: readonly { readonly version: string; readonly warning?: string }[];
  /** Fields outside the schema are kept, as in the first version of definitions. */
  readonly preservesUnknownFields?: true;
}

/** Where a Service's traffic goes. Never an address, but for those that newer minors refuse as they are written. */
export interface EndpointSliceItem extends ItemBase {
  /** Endpoints that are ready, or do not say. */
  readonly ready: number;
  /** What the one endpoint that is ready stands for: a pod has one in the slice of each family of addresses. */
  readonly target?: string;
  readonly ports?: readonly number[];
  /** Of the API server itself; from version 7 of the format on. */
  readonly addresses?: readonly string[];
  readonly looseAddresses?: readonly LooseAddress[];
}

/** An address or a network whose text is not in the one form that Kubernetes 1.36 asks for in new objects. */
export interface LooseAddress {
  /** The field, such as `spec.externalIPs[0]`. */
  readonly path: string;
  readonly value: string;
}

export interface IngressClassItem extends ItemBase {
  readonly controller: string;
}

export interface ApiServiceItem extends ItemBase {
  readonly group: string;
  readonly version: string;
  /** Absent where the API server itself serves it. */
  readonly service?: CalledService;
  /** Absent where the server does not say. */
  readonly available?: boolean;
  /** The reason of the condition, one word of the API server's. */
  readonly reason?: string;
  readonly skipsTlsVerify?: true;
}

/** Of rules and their expressions only the names of metrics that Kubernetes renamed or took away. */
export interface PrometheusRuleItem extends ItemBase {
  readonly renamedMetrics?: readonly string[];
  /** How many alerts it has; from version 6 of the format on. */
  readonly alerts?: number;
}

/** What kubeadm, the kubelet or kube-proxy was set up with, as far as a check reads it. */
export interface ComponentSettings {
  readonly apiVersion?: string;
  readonly values: Readonly<Record<string, string>>;
}

/** How a static pod of the control plane was started, by the flags that a check reads. */
export interface ControlPlaneItem {
  /** The image of its container; absent in formats before version 4. */
  readonly image?: string;
  readonly component:
    | "kube-apiserver"
    | "kube-controller-manager"
    | "kube-scheduler"
    | "cloud-controller-manager"
    | "etcd"
    /** From version 13 of the format on. */
    | "konnectivity-server";
  /** Without dashes. A flag without a value is `true`; one that is given several times has its values joined by commas. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Who asked for an API in the last day, as OpenShift counts it. */
export interface ApiRequester {
  readonly user: string;
  readonly userAgent: string;
  readonly count: number;
  /** Sorted. */
  readonly verbs: readonly string[];
}

export interface ApiRequestCountItem extends ItemBase {
  /** The minor without the API, as the server declares it. */
  readonly removedInRelease?: string;
  /** Those of an API that has a day to go, in the last day and the hour that runs; absent for others. */
  readonly requesters?: readonly ApiRequester[];
}

/** What a tool applies out of Git, as it keeps account of it. */
export interface GitOpsItem extends ItemBase {
  readonly objects: readonly ReleasedDocument[];
  /** Where its manifests come from, by its own word; from version 9 of the format on. */
  readonly source?: ManifestSource;
  /** What of it is not as its manifests say, by its own word; from version 10 of the format on. */
  readonly differing?: readonly ReleasedDocument[];
  /** Charts that it fetches, by its own word; from version 11 of the format on. */
  readonly charts?: readonly ChartSource[];
  /** It applies to another cluster; from version 10 of the format on. */
  readonly elsewhere?: true;
  /** Every Git repository that it names itself; from version 12 of the format on. */
  readonly wants?: readonly WantedSource[];
  /** Sources of Flux that it applies from; from version 13 of the format on. */
  readonly takes?: readonly TakenSource[];
  /** RFC 3339: when it last said that its state changed. */
  readonly changedAt?: string;
}

/** A source of Flux in a namespace, as its applier names it. */
export interface TakenSource {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A chart of Helm that is fetched from elsewhere. */
export interface ChartSource {
  /** Without user information. */
  readonly repository?: string;
  readonly chart?: string;
  /** As it is asked for: a version, a range of versions, or a digest; absent where the newest is meant. */
  readonly version?: string;
  /** Which version is fetched stands in another object, which is not read. */
  readonly elsewhere?: true;
}

/** What an applier or a source is told to fetch, and by what it is held to it. */
export interface WantedSource {
  readonly kind: "git" | "oci";
  /** Without user information and query. */
  readonly from?: string;
  /** As it is written; absent where nothing is. */
  readonly revision?: string;
  /** What the revision is, where its field says so; Argo CD has one field for all of them. */
  readonly by?: "commit" | "digest" | "name" | "range" | "tag" | "branch";
}

/** A source of Flux. */
export interface FluxSourceItem extends ItemBase {
  readonly wants: readonly WantedSource[];
}

export interface ManifestSource {
  /** Without user information, such as `https://github.com/acme/deploy`. */
  readonly repository?: string;
  readonly path?: string;
  /** That was applied last, as the applier writes it. */
  readonly revision?: string;
}

/** An object that a release brings: what its manifest says of itself and nothing else of it. */
export interface ReleasedDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

/**
 * A revision of a Helm release: the newest, and beside it the one that is deployed where that is another one, because the next
 * upgrade builds on it. Never its values, and never the text of its manifest.
 */
export interface HelmReleaseItem extends ItemBase {
  readonly revision: number;
  /** As Helm says it, such as `deployed`, `failed` or `uninstalled`. */
  readonly status?: string;
  /** RFC 3339: when Helm last changed the record. */
  readonly modifiedAt?: string;
  /** Of the manifest and of its hooks. */
  readonly documents: readonly ReleasedDocument[];
  /** Documents of which nobody can tell what they are; absent where there are none. */
  readonly unreadDocuments?: number;
}
