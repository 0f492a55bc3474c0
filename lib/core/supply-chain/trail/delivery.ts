/** How a workload came into its cluster, by what it and the tools of delivery say. All of it is claimed: nobody signs these fields. */
import { hasFact } from "../../inventory/facts.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { ItemMeta } from "../../inventory/items.ts";
import type { GitOpsItem, ManifestSource, ReleasedDocument } from "../../inventory/platform-items.ts";
import { type Owner, podControllers } from "../../inventory/pod-owners.ts";
import { definitionOf } from "../../inventory/resources.ts";

const appliers = [
  "applications.argoproj.io",
  "helmreleases.helm.toolkit.fluxcd.io",
  "kustomizations.kustomize.toolkit.fluxcd.io",
] as const;

/** What deliveries are read from. */
export const deliveryResources = [...podControllers, "pods", ...appliers] as const;

type Looks = Pick<Inventory["looks"], (typeof deliveryResources)[number]>;

export interface Delivery {
  /** Such as `Argo CD`, or the field manager as it calls itself. */
  readonly by: string;
  /** Of the application or release, where it has one. */
  readonly name?: string;
  readonly source?: ManifestSource;
  /** One sentence; names in it may be hostile. */
  readonly says: string;
  /** Why that does not hold, by the tool's own account; one sentence. */
  readonly refuted?: string;
}

export interface DeliveredWorkload extends Owner {
  readonly namespace: string;
}

/**
 * @param whole whether objects of other namespaces may be told of.
 * @returns every claim, the most telling first; undefined where the workload itself was not seen.
 */
export function deliveriesOf(
  { version, looks }: { readonly version: number; readonly looks: Looks },
  workload: DeliveredWorkload,
  whole: boolean,
): readonly Delivery[] | undefined {
  const meta = metaOf(looks, workload);
  if (meta === undefined) return undefined;
  const applied = whole ? appliersOf(looks, workload, hasFact(version, "manifest-source")) : [];
  const accounts = whole && hasFact(version, "manifest-differences") ? looks : undefined;
  const named = [...argoOf(meta), ...fluxOf(meta)]
    .filter(({ by, name }) => !applied.some((one) => one.by === by && one.name === name))
    .map(({ resource, ...claim }) => ({ ...claim, ...(accounts && denial(accounts[resource].items, claim)) }));
  const helm = helmOf(meta);
  const all = [...applied, ...named, ...helm];
  return all.length > 0 ? all : managersOf(meta);
}

function metaOf(looks: Looks, { namespace, kind, name }: DeliveredWorkload): ItemMeta | undefined {
  const resource = ([...podControllers, "pods"] as const).find((one) => definitionOf(one).kind === kind);
  return resource && looks[resource].items.find(({ meta }) => meta.namespace === namespace && meta.name === name)?.meta;
}

const names = {
  "applications.argoproj.io": ["Argo CD", "application"],
  "helmreleases.helm.toolkit.fluxcd.io": ["Flux", "HelmRelease"],
  "kustomizations.kustomize.toolkit.fluxcd.io": ["Flux", "Kustomization"],
} as const;

function appliersOf(looks: Looks, { namespace, kind, name }: DeliveredWorkload, sourced: boolean): Delivery[] {
  const isIt = (one: ReleasedDocument) => one.kind === kind && one.name === name && one.namespace === namespace;
  return appliers.flatMap((resource) =>
    looks[resource].items
      .filter(({ objects, elsewhere }: GitOpsItem) => elsewhere === undefined && objects.some(isIt))
      .map(({ meta, source, differing = [] }: GitOpsItem): Delivery => {
        const [by, what] = names[resource];
        const from = sourced && source ? fromWhere(source) : "";
        const says = `The ${what} ${meta.name} of ${by} lists it${from}.`;
        const differs = `${by} says that it is not as the manifests of ${meta.name} have it: it was changed in the cluster, or a change was not applied.`;
        return { by, name: meta.name, ...(source && { source }), says, ...(differing.some(isIt) && { refuted: differs }) };
      }),
  );
}

function fromWhere({ repository, path, revision }: ManifestSource): string {
  const where = repository === undefined ? "" : ` from ${repository}${path === undefined ? "" : ` (${path})`}`;
  return `${where}${revision === undefined ? "" : ` at ${revision}`}`;
}

/** What a workload says of itself, and where the tool keeps account of it. */
interface Claim extends Delivery {
  readonly resource: (typeof appliers)[number];
  readonly name: string;
}

/** An applier that keeps account of what it applies here, and does not have the workload in it. */
function denial(items: readonly GitOpsItem[], { by, name, says }: Omit<Claim, "resource">): Pick<Delivery, "refuted"> {
  const same = items.filter(({ meta }) => meta.name === name || `${meta.namespace}_${meta.name}` === name);
  const keeps = same.length > 0 && same.every(({ objects, elsewhere }) => objects.length > 0 && elsewhere === undefined);
  return keeps ? { refuted: `${says} ${by} does not list it there.` } : {};
}

function argoOf({ annotations }: ItemMeta): Claim[] {
  const name = annotations?.["argocd.argoproj.io/tracking-id"]?.split(":")[0];
  const says = `Its annotation says that it belongs to the application ${name} of Argo CD.`;
  return name ? [{ resource: "applications.argoproj.io", by: "Argo CD", name, says }] : [];
}

const fluxLabels = {
  kustomize: "kustomizations.kustomize.toolkit.fluxcd.io",
  helm: "helmreleases.helm.toolkit.fluxcd.io",
} as const;

function fluxOf({ labels }: ItemMeta): Claim[] {
  return (["kustomize", "helm"] as const).flatMap((tool) => {
    const name = labels?.[`${tool}.toolkit.fluxcd.io/name`];
    const resource = fluxLabels[tool];
    const says = `Its label says that it belongs to the ${names[resource][1]} ${name} of Flux.`;
    return name ? [{ resource, by: "Flux", name, says }] : [];
  });
}

function helmOf({ annotations }: ItemMeta): Delivery[] {
  const name = annotations?.["meta.helm.sh/release-name"];
  return name ? [{ by: "Helm", name, says: `Its annotation says that it belongs to the release ${name} of Helm.` }] : [];
}

/** Controllers of the cluster itself write to what somebody else brought. */
const ofCluster = /^kube-controller-manager$|^kubelet$|^kube-scheduler$/;

/** Anybody may call themselves anything. */
function managersOf({ managers = [] }: ItemMeta): Delivery[] {
  const bringing = managers.filter(({ manager }) => !ofCluster.test(manager));
  return [...new Map(bringing.map((one) => [one.manager, one])).values()].map(({ manager, time }) => ({
    by: manager,
    says: `The field manager ${manager} wrote its fields${time === undefined ? "" : `, last on ${time.slice(0, 10)}`}.`,
  }));
}
