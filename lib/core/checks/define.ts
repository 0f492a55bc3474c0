import type { Datum, ObjectRef, Severity } from "../findings/verdict.ts";
import type { AnonymousProbe } from "../inventory/anonymous.ts";
import type { Fact } from "../inventory/facts.ts";
import type { Gap } from "../inventory/gap.ts";
import type { HostProbe } from "../inventory/host-ports.ts";
import type { ClusterFacts, HeldCredential, Inventory, Look } from "../inventory/inventory.ts";
import type { Item } from "../inventory/items.ts";
import type { ResourceId } from "../inventory/resources.ts";
import type { Assertion } from "../rbac/assertions/assertion.ts";
import type { ApiMetric } from "../upgrade/evidence/api-metric.ts";
import type { Impact } from "../upgrade/impact.ts";
import type { Minor } from "../upgrade/minor.ts";
import type { Evidence } from "./evidence.ts";

export type Pillar = "access" | "platform" | "supply-chain" | "upgrade";
export type Layer = "cloud" | "cluster" | "container" | "code";
/** The API server's count of deprecated requests; what it answers without a credential; what else listens at its address. */
export const askedBeside = ["apiMetric", "anonymous", "hostPorts"] as const;
export type Asked = (typeof askedBeside)[number];

/** `probe`: by asking the registered address without a credential. */
export type SeenBy = "api" | "static-pods" | "probe" | "product" | "attestation";
export type Responsible = "platform" | "application" | "provider";

/** Lists what was granted, and nothing else: an undeclared resource is a type error. */
export type List<R extends ResourceId> = <K extends R>(resource: K) => readonly Item<K>[];

/** What a check or a view may see of an inventory. */
export interface Sight<R extends ResourceId> {
  readonly list: List<R>;
  /**
   * How a resource was seen. Whoever concludes something from an absence (a role that does not exist) must ask
   * `complete` first: what was not seen may be there.
   */
  readonly look: <K extends R>(resource: K) => Look<K>;
  /** @returns whether every object of the resource was seen, in the namespace or, without one, in the whole cluster. */
  readonly complete: (resource: R, namespace?: string) => boolean;
  /** `1.37`, where /version could be read. */
  readonly minor: string | undefined;
  /** As /version says it, a provider's own marks included: `v1.37.2-eks-1a2b3c`. */
  readonly version: string | undefined;
  readonly discovery: ClusterFacts["discovery"];
  readonly source: Inventory["source"];
  /** @returns whether the inventory is new enough to have a fact; where it is not, the fact's absence says nothing. */
  readonly knows: (fact: Fact) => boolean;
  /** What the API server counts of deprecated requests; absent where nobody asked it. */
  readonly apiMetric: ApiMetric | undefined;
  /** What it answers without a credential; absent where nobody asked. */
  readonly anonymous: AnonymousProbe | undefined;
  /** What else listens at its address; absent where nobody asked. */
  readonly hostPorts: HostProbe | undefined;
  /** Absent where Drydock keeps none of this cluster. */
  readonly credential: HeldCredential | undefined;
}

/** Something that several checks derive from the same data; built at most once an inventory. */
export interface View<R extends ResourceId, T> {
  readonly name: string;
  readonly reads: readonly R[];
  build(sight: ViewSight<R>): T;
}

/** A sight with the views that are built of it. */
export interface ViewSight<R extends ResourceId> extends Sight<R> {
  /** A view may read only what is granted here. */
  readonly view: <V extends R, T>(view: View<V, T>) => T;
}

/** @returns the view unchanged; it exists for inference. */
export function defineView<const R extends ResourceId, T>(view: View<R, T>): View<R, T> {
  return view;
}

export interface CheckContext<R extends ResourceId> extends ViewSight<R> {
  /** The clock value of the assessment. */
  readonly now: Date;
  /** What somebody wants to be true of who can do what in this cluster. */
  readonly assertions: readonly Assertion[];
  /** The minor that the cluster runs; undefined where its version could not be read. */
  readonly current: Minor | undefined;
  /** The minor to upgrade to: what somebody asked about, else the one after the current one; undefined where neither is known. */
  readonly target: Minor | undefined;
  /** What was uploaded beside the scan. */
  readonly evidence: Evidence;
}

/** What a check reports. It cannot say pass: the runner derives that from coverage. */
export interface Report<M extends string> {
  readonly at: ObjectRef & { readonly path?: string };
  readonly message: M;
  readonly data?: Readonly<Record<string, Datum | undefined>>;
  /**
   * What distinguishes this finding from others of the same check on the same object, where the path would change
   * when an unrelated part of the object does. Defaults to the path.
   */
  readonly locus?: string;
}

export interface CheckMessage {
  /** A sentence with `{placeholders}` for `data`, and `{object}` for the object. */
  readonly text: string;
  /** Severity belongs to the message. */
  readonly severity: Severity;
  /** What it means for an upgrade, of a check that says so. */
  readonly impact?: Impact;
}

export interface Check<R extends ResourceId = ResourceId, M extends string = string> {
  /** `area/what-it-finds` */
  readonly id: string;
  /** Raised when the meaning of its findings changes, so that old fingerprints end. */
  readonly major: number;
  readonly since: string;
  /** What it looks at, without a verb (`Privileged containers`): it stands before each verdict, `passed` as well as `failed`. */
  readonly title: string;
  readonly pillar: Pillar;
  readonly layer: Layer;
  readonly seenBy: SeenBy;
  readonly responsible: Responsible;
  /** Ids of the lists that it answers: `checklist:…`, `cis:5.1.3`, `nsa:C-0035`, `kubescape:C-0186`, `pss:baseline`. */
  readonly answers: readonly string[];
  readonly reads: readonly R[];
  /** What it looks at that older inventories lack: of those, what it does not find is not assessed. */
  readonly facts?: readonly Fact[];
  /** What of the API server it asks beside its resources. */
  readonly besides?: readonly Asked[];
  readonly messages: Readonly<Record<M, CheckMessage>>;
  /** There where a finding in one namespace may rest on objects of another: a gap there then hides it, too. */
  readonly crossesNamespaces?: true;
  readonly docs: { readonly why: string; readonly fix: string; readonly refs: readonly string[] };
  /**
   * There where the answer depends on the cluster's minor. Where that is none of the `known` ones, or could not be read, the
   * check is tried with each of `tries`: what holds with all of them is found, what holds with some of them is a gap.
   */
  readonly byMinor?: { readonly known: readonly string[]; readonly tries: readonly string[] };
  /** @returns the reason why it has nothing to look for, whatever else could be seen, or undefined. */
  readonly idle?: (context: CheckContext<R>) => string | undefined;
  /**
   * What people ask of it, by name, each with what changes when its meaning does. The data of its findings name theirs as
   * `assertion`: what one of two scans was not asked is neither new nor fixed.
   */
  readonly asks?: (context: Pick<CheckContext<R>, "assertions">) => Readonly<Record<string, string>>;
  /** What it would have to see and no look can tell, such as flags of a control plane outside the cluster: each is a gap. */
  readonly unseen?: (context: CheckContext<R>) => readonly Gap[];
  /** @returns what a verdict of pass or fail rests on, as a sentence, where that is more than what it reads. */
  readonly basis?: (context: CheckContext<R>) => string;
  /** @returns the reason why it cannot apply to this cluster, proven from complete data, or undefined. */
  readonly applies?: (context: CheckContext<R>) => string | undefined;
  readonly evaluate: (context: CheckContext<R>) => Iterable<Report<M>>;
}

/** @returns the check unchanged; it exists for inference: what it may list, and which messages it may report. */
export function defineCheck<const R extends ResourceId, const M extends string>(check: Check<R, M>): Check<R, M> {
  return check;
}
