/** What is kept of the objects that isolate workloads, back them up and decide what may run. */
import type { ImageAllowance, ImagePolicyRule, PolicyMatch } from "./image-policy-items.ts";
import type { ItemBase } from "./items.ts";

export interface ResourceQuotaItem extends ItemBase {
  /** What it limits, such as `requests.cpu` or `count/secrets`, sorted; absent in formats before version 6. */
  readonly hard?: readonly string[];
}

export interface LimitRangeItem extends ItemBase {
  /** Of containers: for which resources it sets a limit where a container sets none; absent in formats before version 6. */
  readonly defaults?: readonly string[];
}

export interface RuntimeClassItem extends ItemBase {
  readonly handler: string;
}

export interface PriorityClassItem extends ItemBase {
  readonly value: number;
  readonly globalDefault?: true;
  /** `PreemptLowerPriority`, which is the default, or `Never`. */
  readonly preemption?: string;
}

export interface AdmissionPolicyItem extends ItemBase {
  readonly failurePolicy?: string;
  /** Objects that it is about; this and what follows from version 9 of the format on. */
  readonly match?: PolicyMatch;
  /** Conditions in CEL narrow that further. */
  readonly conditions?: true;
  /** Its expressions look at images of containers. */
  readonly readsImages?: true;
  /** Globs of the images that its expressions let pass, where they say so by how an image's name begins. */
  readonly allowedImages?: readonly string[];
}

export interface AdmissionPolicyBindingItem extends ItemBase {
  readonly policy: string;
  /** `Deny`, `Warn`, `Audit`. */
  readonly actions: readonly string[];
  /** Of what the policy is about, the part that is bound; all of it where it is absent. From version 9 of the format on. */
  readonly match?: PolicyMatch;
}

/** A policy of Kyverno: whether it refuses or only reports, and whether it verifies images. */
export interface KyvernoPolicyItem extends ItemBase {
  /** `Enforce` or `Audit`, one for each rule that says so, and the policy's own. */
  readonly actions: readonly string[];
  readonly verifiesImages?: true;
  /** This and what follows from version 9 of the format on. */
  readonly failurePolicy?: string;
  readonly imageRules?: readonly ImagePolicyRule[];
  readonly allowances?: readonly ImageAllowance[];
}

export interface BackupScheduleItem extends ItemBase {
  readonly paused?: true;
  readonly phase?: string;
  /** Absent means all. */
  readonly included?: readonly string[];
  readonly excluded?: readonly string[];
  /** Only objects of some labels are backed up. */
  readonly selective?: true;
  /** Of what is in volumes: whether snapshots are made, and copies of their files. Absent: as Velero's server is set. From version 10 of the format on, as all that follows. */
  readonly snapshots?: boolean;
  readonly files?: boolean;
  /** Kinds of objects; absent means all. */
  readonly resources?: readonly string[];
  readonly withoutResources?: readonly string[];
  /** A ConfigMap decides for each volume. */
  readonly volumePolicy?: true;
}

export interface BackupItem extends ItemBase {
  /** The schedule that made it. */
  readonly schedule?: string;
  readonly phase?: string;
  /** RFC 3339. */
  readonly completedAt?: string;
}

/** What signs certificates for cert-manager; of its credentials only where they are, and never a value. */
export interface CertificateIssuerItem extends ItemBase {
  /** The field that is set: `ca`, `acme`, `vault`, `venafi`, `selfSigned`; absent where none that is known is. */
  readonly type?: string;
  /** Name of the Secret with the authority's key. */
  readonly keySecret?: string;
  /** Names of the Secrets by which it proves who it is, sorted. */
  readonly credentials?: readonly string[];
  /** Its own fields that hold what looks like a credential, sorted. */
  readonly inline?: readonly string[];
  readonly skipsTlsVerify?: true;
}

export interface BackupLocationItem extends ItemBase {
  /** `Available` or `Unavailable`; absent before it was looked at. */
  readonly phase?: string;
}
