import { providerOf } from "../../clusters/provider.ts";
import { unseenLook } from "../../inventory/build.ts";
import { type Gap, outside } from "../../inventory/gap.ts";
import type { CloudMap, ConfigMapItem } from "../../inventory/items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

const reads = ["configmaps", "nodes"] as const;
type Context = CheckContext<(typeof reads)[number]>;
type Message = "masters" | "node" | "account";

/** Groups that make whoever is in them a node, or let them become one. */
const nodeGroups = ["system:nodes", "system:bootstrappers"];

function mapsOf({ list }: Context): readonly ConfigMapItem[] {
  return list("configmaps").filter(({ cloudMap }) => cloudMap !== undefined);
}

function isEks({ look, version, discovery }: Context): boolean {
  const looks = { nodes: look("nodes"), pods: unseenLook("pods"), configmaps: unseenLook("configmaps") };
  return providerOf({ cluster: { discovery, ...(version !== undefined && { version }) }, looks })?.name === "EKS";
}

function unseenEntries(context: Context): readonly Gap[] {
  const unread = mapsOf(context).some(({ cloudMap }) => cloudMap?.unread);
  return [
    ...(unread ? [{ ...outside("configmaps", "a part of aws-auth cannot be read"), namespace: "kube-system" }] : []),
    ...(isEks(context)
      ? [
          outside(
            "configmaps",
            "access entries of EKS are in the API of AWS: aws eks list-access-entries and list-associated-access-policies",
          ),
        ]
      : []),
  ];
}

function* judge(item: ConfigMapItem, { kind, identity, groups }: CloudMap["entries"][number]): Iterable<Report<Message>> {
  const named = identity ?? `a ${kind} whose name is no ARN`;
  const report = (message: Message, field: string, data: Report<Message>["data"]): Report<Message> => {
    const at = refTo("configmaps", item, `data.${field}`);
    return { at, message, data: { identity: named, ...data }, locus: `${message} ${named}` };
  };
  const field = kind === "role" ? "mapRoles" : "mapUsers";
  if (kind === "account") yield report("account", "mapAccounts", {});
  if (groups.includes("system:masters")) yield report("masters", field, {});
  const node = groups.find((group) => nodeGroups.includes(group));
  if (kind === "user" && node !== undefined) yield report("node", field, { group: node });
}

export default defineCheck({
  id: "authentication/cloud-map",
  major: 1,
  since: "0.1",
  title: "Identities of AWS in the ConfigMap aws-auth",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:system-masters"],
  reads,
  facts: ["cloud-map"],
  messages: {
    masters: {
      text: "{object} makes {identity} a member of system:masters, whom no role of the cluster limits",
      severity: "high",
    },
    node: { text: "{object} makes the user {identity} a node, by the group {group}", severity: "medium" },
    account: {
      text: "{object} lets every user of the account {identity} of AWS sign in, under a name of the user's own",
      severity: "medium",
    },
  },
  docs: {
    why: "On EKS this ConfigMap says which roles and users of AWS are whom in the cluster. Whoever may assume a role that is in system:masters is administrator past every RBAC rule, and taking that back is up to IAM and this map alone. A user who is a node reads what the node's pods may read. A whole account lets in whoever is added to it tomorrow. Names of groups and ARNs are kept of the map, and nothing else.",
    fix: "Move to access entries with access policies. Until then give roles a group of their own, bind that to what they need, and keep system:masters for one role that is used in an emergency. Map accounts of AWS nowhere.",
    refs: [
      "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
      "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege",
    ],
  },
  unseen: unseenEntries,
  applies: (context) =>
    mapsOf(context).length > 0 ? undefined : "There is no ConfigMap aws-auth in kube-system, and nothing shows EKS.",
  *evaluate(context) {
    for (const item of mapsOf(context)) {
      const seen = new Set<string>();
      for (const entry of item.cloudMap?.entries ?? [])
        for (const report of judge(item, entry)) {
          if (seen.has(report.locus ?? "")) continue;
          seen.add(report.locus ?? "");
          yield report;
        }
    }
  },
});
