/** What is kept of the objects that set a platform up: certificates, storage, admission, kinds of its own. */
import type { ItemBase } from "./items.ts";

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
}

export interface WebhookConfigurationItem extends ItemBase {
  readonly webhooks: readonly {
    readonly name: string;
    readonly failurePolicy?: string;
    /** The Service that is called; absent where an address is. */
    readonly service?: { readonly namespace: string; readonly name: string };
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
}

/** How a static pod of the control plane was started, by the flags that a check reads. */
export interface ControlPlaneItem {
  readonly component: "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "etcd";
  /** Without dashes. A flag without a value is `true`; one that is given several times has its values joined by commas. */
  readonly flags: Readonly<Record<string, string>>;
}
