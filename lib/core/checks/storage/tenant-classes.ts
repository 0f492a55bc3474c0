import { outside } from "../../inventory/gap.ts";
import type { NamespaceItem } from "../../inventory/items.ts";
import { type CheckContext, defineCheck, defineView } from "../define.ts";
import { refTo } from "../object-ref.ts";

const classes = "storageclasses.storage.k8s.io";
const reads = ["namespaces", "persistentvolumes", classes] as const;
type Context = CheckContext<(typeof reads)[number]>;

/** The labels by which tools for tenants, and people, say whose a namespace is. */
const tenantLabels = [
  "capsule.clastix.io/tenant",
  "kubesphere.io/workspace",
  "field.cattle.io/projectId",
  "toolkit.fluxcd.io/tenant",
  "tenant",
] as const;

function tenantOf({ meta }: NamespaceItem): string | undefined {
  return tenantLabels.map((key) => meta.labels?.[key]).find((value) => value);
}

interface Users {
  /** Sorted. */
  readonly tenants: readonly string[];
  /** Namespaces that name no tenant, or were not seen. Sorted. */
  readonly unnamed: readonly string[];
}

const usersOfClasses = defineView({
  name: "tenants of storage classes",
  reads: ["namespaces", "persistentvolumes"],
  build({ list }): ReadonlyMap<string, Users> {
    const tenants = new Map(list("namespaces").map((namespace) => [namespace.meta.name, tenantOf(namespace)]));
    const claimed = list("persistentvolumes").filter(({ storageClass, claim }) => storageClass && claim);
    const byClass = Map.groupBy(claimed, ({ storageClass }) => storageClass ?? "");
    return new Map(
      [...byClass].map(([name, volumes]) => {
        const namespaces = new Set(volumes.map(({ claim }) => claim?.namespace ?? ""));
        const named = [...namespaces].flatMap((namespace) => tenants.get(namespace) ?? []);
        const unnamed = [...namespaces].filter((namespace) => tenants.get(namespace) === undefined);
        return [name, { tenants: [...new Set(named)].sort(), unnamed: unnamed.sort() }];
      }),
    );
  },
});

/** Whose those are decides whether the class has one tenant or several; one namespace alone has one. */
function isDoubtful({ tenants, unnamed }: Users): boolean {
  return tenants.length < 2 && tenants.length + unnamed.length > 1;
}

export default defineCheck({
  id: "storage/tenant-classes",
  major: 1,
  since: "0.1",
  title: "Storage classes of tenants",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads,
  crossesNamespaces: true,
  messages: {
    shared: { text: "{object} serves volumes of {count} tenants: {tenants}", severity: "low" },
  },
  docs: {
    why: "A class decides where volumes lie, with which key they are encrypted and what becomes of them. Tenants who share one share its backend, its limits and its mistakes, and a volume that is kept may come to the other. Who is a tenant is told by the label that Capsule, KubeSphere, Rancher or Flux give to a namespace, or by one that is called tenant.",
    fix: "Give each tenant a class of its own, with its own key or pool, and set the others to 0 in its quota: <class>.storageclass.storage.k8s.io/requests.storage. Where namespaces do not say whose they are, label them.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/#storage-isolation",
      "https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-for-storage",
    ],
  },
  unseen({ list, view }: Context) {
    const known = new Set(list(classes).map(({ meta }) => meta.name));
    const doubtful = [...view(usersOfClasses)].filter(([name, users]) => known.has(name) && isDoubtful(users));
    return doubtful
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { unnamed }]) =>
        outside("namespaces", `${name} serves ${unnamed.slice(0, 5).join(", ")}, and no label says which tenant that is`),
      );
  },
  *evaluate({ list, view }) {
    const users = view(usersOfClasses);
    for (const item of list(classes)) {
      const tenants = users.get(item.meta.name)?.tenants ?? [];
      if (tenants.length < 2) continue;
      yield { at: refTo(classes, item), message: "shared", data: { count: tenants.length, tenants: tenants.slice(0, 10) } };
    }
  },
});
