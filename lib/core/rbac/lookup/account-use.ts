/** Where service accounts are used: by which workloads, from which images, on which nodes, and whether their token is there. */
import { cloudIdentityOf } from "../../authentication/cloud-annotations.ts";
import { compareText, type Gap } from "../../inventory/gap.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { PodItem, PodSpecItem, ServiceAccountItem, WorkloadItem } from "../../inventory/items.ts";
import { hasEnded, type Owner, type PodOwners, podControllers, podOwners } from "../../inventory/pod-owners.ts";
import { definitionOf } from "../../inventory/resources.ts";

/** What the use of accounts is read from. */
export const accountUseResources = [...podControllers, "pods", "serviceaccounts"] as const;

/** Whether a token of the account is mounted: by the pod's word, by the account's, or because nobody says no. */
export type TokenMount = "mounted" | "notMounted" | "unknown";

export interface WorkloadUse {
  readonly kind: string;
  readonly name: string;
  /** Pods that have not ended. */
  readonly pods: number;
  /** Sorted; of pods, and of the template. */
  readonly images: readonly string[];
  readonly nodes: readonly string[];
  readonly token: TokenMount;
}

export interface AccountUse {
  readonly namespace: string;
  readonly name: string;
  /** Whether the account itself exists; undefined where accounts were not seen. */
  readonly exists: boolean | undefined;
  /** What the account says for pods that say nothing; undefined where it was not seen. */
  readonly automount: boolean | undefined;
  /** The identity of a cloud that its annotations name. */
  readonly cloud: string | undefined;
  /** By kind and name. */
  readonly workloads: readonly WorkloadUse[];
  readonly pods: number;
  readonly nodes: readonly string[];
  readonly images: readonly string[];
}

export interface AccountUses {
  /** @returns the use of an account; nothing uses one that nobody names. */
  of(namespace: string, name: string): AccountUse;
  /** Those that exist. */
  readonly accounts: readonly { readonly namespace: string; readonly name: string }[];
  /** Why there may be more of them. */
  readonly accountGaps: readonly Gap[];
  /** What could not be seen and may use accounts, in the whole cluster or in the namespace of the gap. */
  readonly gaps: readonly Gap[];
}

type Looks = Pick<Inventory["looks"], (typeof accountUseResources)[number]>;

interface Growing {
  readonly kind: string;
  readonly name: string;
  pods: number;
  readonly images: Set<string>;
  readonly nodes: Set<string>;
  readonly tokens: Set<TokenMount>;
}

/** @returns the use of every account of an inventory. */
export function accountUses(looks: Looks): AccountUses {
  const accounts = new Map(looks.serviceaccounts.items.map((item) => [keyOf(item.meta.namespace, item.meta.name), item]));
  const accountGaps = gapsOfLook(looks.serviceaccounts);
  const uses = new Map<string, Map<string, Growing>>();
  const owners = podOwners(looks);
  for (const pod of looks.pods.items) if (!hasEnded(pod)) addPod(uses, owners, pod, accounts);
  for (const resource of podControllers)
    for (const item of looks[resource].items as readonly WorkloadItem[])
      if (!owners.isOwned(resource, item)) addTemplate(uses, definitionOf(resource).kind, item, accounts);
  const unseen = [...podControllers, "pods" as const].flatMap((resource) => gapsOfLook(looks[resource]));
  return {
    accounts: looks.serviceaccounts.items.map(({ meta }) => ({ namespace: meta.namespace ?? "", name: meta.name })),
    accountGaps,
    gaps: unseen,
    of(namespace, name) {
      const account = accounts.get(keyOf(namespace, name));
      const hidden = accountGaps.some((gap) => gap.namespace === undefined || gap.namespace === namespace);
      const workloads = [...(uses.get(keyOf(namespace, name))?.values() ?? [])].map(present);
      return {
        namespace,
        name,
        exists: account !== undefined ? true : hidden ? undefined : false,
        automount: account === undefined ? undefined : (account.automountServiceAccountToken ?? true),
        cloud: account && cloudIdentityOf(account.meta),
        workloads: workloads.sort((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name)),
        pods: workloads.reduce((sum, { pods }) => sum + pods, 0),
        nodes: sorted(workloads.flatMap(({ nodes }) => nodes)),
        images: sorted(workloads.flatMap(({ images }) => images)),
      };
    },
  };
}

function gapsOfLook({ coverage }: { readonly coverage: Inventory["looks"]["pods"]["coverage"] }): readonly Gap[] {
  return "gaps" in coverage ? coverage.gaps : [];
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""}/${name}`;
}

type Uses = Map<string, Map<string, Growing>>;
type Accounts = ReadonlyMap<string, ServiceAccountItem>;

function addPod(uses: Uses, owners: PodOwners, pod: PodItem, accounts: Accounts): void {
  const { namespace } = pod.meta;
  const use = entryOf(uses, namespace, pod.spec, owners.ofPod(pod));
  use.pods += 1;
  if (pod.spec.nodeName) use.nodes.add(pod.spec.nodeName);
  addSpec(use, pod.spec, accounts.get(accountKey(namespace, pod.spec)));
}

/** What runs only now and then, or has no pods at the moment, uses its account all the same. */
function addTemplate(uses: Uses, kind: string, { meta, template }: WorkloadItem, accounts: Accounts): void {
  const use = entryOf(uses, meta.namespace, template.spec, { kind, name: meta.name });
  addSpec(use, template.spec, accounts.get(accountKey(meta.namespace, template.spec)));
}

function accountKey(namespace: string | undefined, { serviceAccountName = "default" }: PodSpecItem): string {
  return keyOf(namespace, serviceAccountName);
}

function entryOf(uses: Uses, namespace: string | undefined, spec: PodSpecItem, { kind, name }: Owner): Growing {
  const key = accountKey(namespace, spec);
  const ofAccount = uses.get(key) ?? new Map<string, Growing>();
  uses.set(key, ofAccount);
  const workload = `${kind}/${name}`;
  const use = ofAccount.get(workload) ?? { kind, name, pods: 0, images: new Set(), nodes: new Set(), tokens: new Set() };
  ofAccount.set(workload, use);
  return use;
}

function addSpec(use: Growing, spec: PodSpecItem, account: ServiceAccountItem | undefined): void {
  for (const { image } of spec.containers) use.images.add(image);
  use.tokens.add(tokenOf(spec, account));
}

/** A volume with a token settles it; then the pod's word counts before the account's, and without either it is mounted. */
function tokenOf(spec: PodSpecItem, account: ServiceAccountItem | undefined): TokenMount {
  if (spec.volumes?.some(({ token }) => token)) return "mounted";
  if (spec.automountServiceAccountToken !== undefined) return spec.automountServiceAccountToken ? "mounted" : "notMounted";
  if (account === undefined) return "unknown";
  return (account.automountServiceAccountToken ?? true) ? "mounted" : "notMounted";
}

function present({ kind, name, pods, images, nodes, tokens }: Growing): WorkloadUse {
  const token = tokens.has("mounted") ? "mounted" : tokens.has("unknown") ? "unknown" : "notMounted";
  return { kind, name, pods, images: sorted(images), nodes: sorted(nodes), token };
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort(compareText);
}
