/** How a workload came into its cluster, by what it and the tools of delivery say. All of it is claimed: nobody signs these fields. */
import { hasFact } from "../../inventory/facts.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { ItemMeta } from "../../inventory/items.ts";
import type { GitOpsItem, ManifestSource } from "../../inventory/platform-items.ts";
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
  const named = [...argoOf(meta), ...fluxOf(meta)].filter(
    ({ by, name }) => !applied.some((one) => one.by === by && one.name === name),
  );
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
  return appliers.flatMap((resource) =>
    looks[resource].items
      .filter(({ objects }: GitOpsItem) =>
        objects.some((one) => one.kind === kind && one.name === name && one.namespace === namespace),
      )
      .map(({ meta, source }: GitOpsItem): Delivery => {
        const [by, what] = names[resource];
        const from = sourced && source ? fromWhere(source) : "";
        return { by, name: meta.name, ...(source && { source }), says: `The ${what} ${meta.name} of ${by} lists it${from}.` };
      }),
  );
}

function fromWhere({ repository, path, revision }: ManifestSource): string {
  const where = repository === undefined ? "" : ` from ${repository}${path === undefined ? "" : ` (${path})`}`;
  return `${where}${revision === undefined ? "" : ` at ${revision}`}`;
}

function argoOf({ annotations }: ItemMeta): Delivery[] {
  const name = annotations?.["argocd.argoproj.io/tracking-id"]?.split(":")[0];
  return name
    ? [{ by: "Argo CD", name, says: `Its annotation says that it belongs to the application ${name} of Argo CD.` }]
    : [];
}

function fluxOf({ labels }: ItemMeta): Delivery[] {
  return (["kustomize", "helm"] as const).flatMap((tool) => {
    const name = labels?.[`${tool}.toolkit.fluxcd.io/name`];
    const what = tool === "kustomize" ? "Kustomization" : "HelmRelease";
    return name ? [{ by: "Flux", name, says: `Its label says that it belongs to the ${what} ${name} of Flux.` }] : [];
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
