/**
 * What is kept of the policies that judge images at admission, in one shape for the engines: policy-controller's
 * ClusterImagePolicy (one rule each), the `verifyImages` of Kyverno's ClusterPolicy and Policy (a rule for each entry) and its
 * ImageValidatingPolicy (one rule each). What is not kept and also decides is named in `unread`: whoever takes a rule over must
 * not do so as if it were whole.
 */
import type { ItemBase, LabelSelector } from "./items.ts";

/** What becomes of what a rule refuses: the object is refused; its maker is warned; it is only written down. */
export type PolicyAction = "enforce" | "warn" | "audit";

/** An issuer and a subject, each exact or by a pattern, as the policy has them. */
export interface PolicyIdentity {
  readonly issuer?: string;
  readonly issuerRegExp?: string;
  readonly subject?: string;
  readonly subjectRegExp?: string;
}

/** One way in which an image may be vouched for. */
export interface ImageAttestor {
  /** `group`: others in `group` stand for it. `static`: no signature is looked at. `unread`: none of the ways that are known. */
  readonly kind: "keyless" | "key" | "certificate" | "notary" | "static" | "group" | "unread";
  readonly name?: string;
  /** Of `keyless`; nobody in particular where there are none. */
  readonly identities?: readonly PolicyIdentity[];
  /** PEM of public keys, each text as it stands in the policy. A text that holds a private key is left out, and `unread` says so. */
  readonly keys?: readonly string[];
  /** PEM of the certificates that sign, or of the authorities that a `keyless` one must come from. */
  readonly certificates?: readonly string[];
  /** Where keys or certificates lie instead: `Secret namespace/name`, `awskms:///…`, `k8s://…`. */
  readonly references?: readonly string[];
  /** The TrustRoot whose authorities count; the public-good ones where it and `certificates` are absent. */
  readonly trustRoot?: string;
  /** The address of the certificate authority (Fulcio), and of the log (Rekor), where the policy names one. */
  readonly authority?: string;
  readonly log?: string;
  readonly logTrustRoot?: string;
  readonly timestampTrustRoot?: string;
  /** No entry in a log is asked for; no certificate's timestamp. */
  readonly ignoresLog?: true;
  readonly ignoresCertificateLog?: true;
  readonly hashAlgorithm?: string;
  /** Where signatures lie, if not beside the image. */
  readonly repositories?: readonly string[];
  /** Of `static`. */
  readonly result?: "pass" | "fail";
  /** Statements that it must have made, too. */
  readonly attestations?: readonly ImageAttestation[];
  readonly group?: ImageAttestorGroup;
  readonly unread?: readonly string[];
}

export interface ImageAttestorGroup {
  /** How many of them must vouch; all of them where it is absent. */
  readonly count?: number;
  readonly attestors: readonly ImageAttestor[];
}

export interface ImageAttestation {
  readonly name?: string;
  readonly predicateType: string;
  /** Who must have made it, each group; the rule's own where there are none. */
  readonly attestors?: readonly ImageAttestorGroup[];
  /** Its content is judged by conditions, which are not kept. */
  readonly conditions?: true;
}

/** Objects that a rule is about: all that is said must fit; names and namespaces may hold `*` and `?`. */
export interface PolicyScope {
  readonly kinds?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly names?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly selector?: LabelSelector;
  /** It also chooses by who asks, by annotations or in another way that is not kept. */
  readonly unread?: true;
}

export interface PolicyMatch {
  readonly how: "any" | "all";
  readonly scopes: readonly PolicyScope[];
}

/** In some namespaces a rule acts otherwise. */
export interface ActionOverride {
  readonly action: PolicyAction;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
}

export interface ImagePolicyRule {
  readonly name: string;
  readonly action: PolicyAction;
  readonly overrides?: readonly ActionOverride[];
  /**
   * Globs of images. Of policy-controller `*` ends at a slash and `**` does not, and a name without a registry means Docker
   * Hub; of Kyverno `*` is any text. Empty where only `imageExpressions` choose, or where the policy is about every image.
   */
  readonly images: readonly string[];
  readonly skippedImages?: readonly string[];
  /** CEL that chooses images. */
  readonly imageExpressions?: readonly string[];
  /** Absent means every object that the engine looks at. */
  readonly match?: PolicyMatch;
  readonly exclude?: PolicyMatch;
  /** Each group must be satisfied. Of an ImageValidatingPolicy they are only declared: `expressions` say which are asked. */
  readonly attestors: readonly ImageAttestorGroup[];
  readonly attestations?: readonly ImageAttestation[];
  /** As the policy calls the kind of signature: `Cosign`, `SigstoreBundle`, `Notary`, `bundle`, `legacy`. */
  readonly format?: string;
  /** CEL that decides, of an ImageValidatingPolicy. */
  readonly expressions?: readonly string[];
  /** Fields that also decide, and are not kept. */
  readonly unread?: readonly string[];
}

/** Of policy-controller and of Kyverno's policies in CEL. */
export interface ImagePolicyItem extends ItemBase {
  readonly failurePolicy?: string;
  readonly rules: readonly ImagePolicyRule[];
}

/** A rule of any engine that lets only some images pass, by their names. */
export interface ImageAllowance {
  readonly rule: string;
  readonly action: PolicyAction;
  readonly overrides?: readonly ActionOverride[];
  /** Globs in which `*` is any text. */
  readonly images: readonly string[];
  readonly match?: PolicyMatch;
  readonly exclude?: PolicyMatch;
}

export interface PolicyExceptionItem extends ItemBase {
  readonly exceptions: readonly { readonly policy: string; readonly rules: readonly string[] }[];
  readonly match?: PolicyMatch;
}

/** A constraint of Gatekeeper, of one of the kinds that are about images. */
export interface GatekeeperConstraintItem extends ItemBase {
  readonly action: PolicyAction;
  readonly match: PolicyScope & { readonly excludedNamespaces?: readonly string[] };
  /** Globs in which `*` is any text. */
  readonly allowedImages?: readonly string[];
  readonly exemptImages?: readonly string[];
  /** RFC 3339: when Gatekeeper last looked at what runs, and how much it found. */
  readonly auditedAt?: string;
  readonly violations?: number;
}

export interface ConstraintTemplateItem extends ItemBase {
  /** The kind of its constraints. */
  readonly kind: string;
  /** Names of the providers of data that its rules ask, such as Ratify's. */
  readonly providers?: readonly string[];
}

export interface GatekeeperConfigItem extends ItemBase {
  /** Namespaces that the webhook does not judge; they may hold `*`. */
  readonly excluded: readonly string[];
}

/** Where Ratify looks for signatures (its stores), or how it weighs what its verifiers say (its policies). */
export interface RatifyPartItem extends ItemBase {
  readonly type: string;
}

/** What Ratify verifies. */
export interface RatifyVerifierItem extends ItemBase {
  readonly type: string;
  readonly artifactTypes: readonly string[];
}
