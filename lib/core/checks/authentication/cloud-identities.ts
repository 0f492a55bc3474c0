import { cloudIdentityOf } from "../../authentication/cloud-annotations.ts";
import { type Gap, outside } from "../../inventory/gap.ts";
import type { ServiceAccountItem } from "../../inventory/items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { exposure, exposureResources } from "../isolation/exposure.ts";
import { refTo } from "../object-ref.ts";
import { accountOf } from "../workload/unused-token.ts";
import { type Workload, workloads } from "../workload/workloads.ts";

const reads = [...exposureResources, "serviceaccounts", "nodes"] as const;
type Context = CheckContext<(typeof reads)[number]>;
type Message = "default" | "powerful" | "shared" | "spread" | "exposed" | "named";

const azure = "azure.workload.identity/client-id";
/** Azure gives its token only to pods that ask for it by this label. */
const asksAzure = "azure.workload.identity/use";
/** Of kube2iam and kiam, on pods. */
const namedRole = "iam.amazonaws.com/role";
const administration = /(^|[^a-z])(admin(istrator)?(access)?|poweruser(access)?|owner|root)([^a-z]|$)/i;
const agent = "eks-pod-identity-agent";

/** An account that is somebody in a cloud, with the workloads that get its identity. */
interface Held {
  readonly account: ServiceAccountItem;
  readonly identity: string;
  readonly users: readonly Workload[];
}

function heldIn({ list, view }: Context): readonly Held[] {
  const runAs = Map.groupBy(view(workloads), (workload) => pathOf(accountOf(workload)));
  return list("serviceaccounts").flatMap((account): Held[] => {
    const identity = cloudIdentityOf(account.meta);
    if (identity === undefined) return [];
    const all = runAs.get(pathOf(account.meta)) ?? [];
    const users = account.meta.annotations?.[azure] === identity ? all.filter(takesAzure) : all;
    return [{ account, identity, users }];
  });
}

function takesAzure({ template }: Workload): boolean {
  return template.labels?.[asksAzure] === "true";
}

/** What a cloud keeps on its own side, told by what of it is in the cluster. */
function elsewhere(context: Context): readonly Gap[] {
  const nodes = context.list("nodes");
  const accounts = new Map(context.list("serviceaccounts").map((one) => [pathOf(one.meta), one]));
  const gaps: Gap[] = [];
  if (nodes.some(({ providerID = "" }) => providerID.startsWith("gce://")))
    gaps.push(
      outside("serviceaccounts", "Google Cloud also takes accounts by their name, in policies of IAM that no annotation shows"),
    );
  if (context.list("daemonsets.apps").some(({ meta }) => meta.name === agent))
    gaps.push(outside("serviceaccounts", "associations of EKS Pod Identity lie in the API of AWS, and no annotation shows them"));
  const unnamed = context
    .view(workloads)
    .some((one) => takesAzure(one) && accounts.get(pathOf(accountOf(one)))?.meta.annotations?.[azure] === undefined);
  if (unnamed)
    gaps.push(outside("serviceaccounts", "a workload asks for an identity of Azure, and its account does not say which it is"));
  return gaps;
}

function* ofAccount({ account, identity, users }: Held, others: readonly Held[]): Iterable<Report<Message>> {
  const at = refTo("serviceaccounts", account, "metadata.annotations");
  const data = { identity };
  if (account.meta.name === "default") yield { at, message: "default", data, locus: "default" };
  if (administration.test(identity.slice(identity.lastIndexOf("/") + 1)))
    yield { at, message: "powerful", data, locus: "powerful" };
  const names = [...new Set(users.map(({ item }) => item.meta.name))].sort();
  if (account.meta.name !== "default" && users.length > 1)
    yield { at, message: "shared", data: { ...data, count: users.length, workloads: names.slice(0, 10) }, locus: "shared" };
  const accounts = others
    .filter((one) => one.identity === identity && one.account !== account)
    .map((one) => pathOf(one.account.meta))
    .sort();
  if (accounts.length > 0) yield { at, message: "spread", data: { ...data, accounts: accounts.slice(0, 10) }, locus: "spread" };
}

function pathOf({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function* ofWorkloads(context: Context, held: readonly Held[]): Iterable<Report<Message>> {
  const open = context.view(exposure);
  for (const { identity, users } of held)
    for (const workload of users) {
      const by = open.get(workload.item);
      const at = refTo(workload.resource, workload.item, `${workload.path}.serviceAccountName`);
      if (by !== undefined) yield { at, message: "exposed", data: { identity, by }, locus: "exposed" };
    }
  for (const { resource, item, template, path } of context.view(workloads)) {
    const identity = template.annotations?.[namedRole];
    if (identity) yield { at: refTo(resource, item, path), message: "named", data: { identity }, locus: "named" };
  }
}

export default defineCheck({
  id: "authentication/cloud-identities",
  major: 1,
  since: "0.1",
  title: "Cloud identities of service accounts",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads,
  facts: ["ingress-backends"],
  crossesNamespaces: true,
  messages: {
    default: {
      text: "Every pod of its namespace that names no service account is {identity} in the cloud: {object} has that identity",
      severity: "high",
    },
    powerful: {
      text: "{object} is {identity} in the cloud, by its name one that administers; what it may do is the cloud's to tell",
      severity: "medium",
    },
    shared: { text: "{count} workloads are {identity} in the cloud through {object}: {workloads}", severity: "low" },
    spread: { text: "{object} is {identity} in the cloud, and so are {accounts}", severity: "low" },
    exposed: { text: "{object} is reached from outside by {by}, and is {identity} in the cloud", severity: "medium" },
    named: {
      text: "{object} takes the role {identity} by an annotation, as whoever may create pods there can take any other",
      severity: "medium",
    },
  },
  docs: {
    why: "An identity of AWS, Google Cloud or Azure reaches what lies beside the cluster: buckets, databases, other clusters. Whoever runs code in one of its pods, or may ask for a token of its account, has it. On the default account nobody chose it for any pod; shared, one weak workload has what another needs; exposed, it is one fault away from strangers. What the identity may do is said by the cloud alone.",
    fix: "Give each workload that needs the cloud a service account and an identity of its own with the least that it needs, and let the identity trust that one account of that one namespace. Take identities off default accounts. Replace kube2iam and kiam by IAM roles for service accounts or EKS Pod Identity.",
    refs: [
      "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
      "https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity",
      "https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html",
    ],
  },
  unseen: elsewhere,
  basis: () =>
    "It rests on annotations; what an identity may do, and which accounts a cloud takes by their name, its own API says.",
  *evaluate(context) {
    const held = heldIn(context);
    for (const one of held) yield* ofAccount(one, held);
    yield* ofWorkloads(context, held);
  },
});
