import { requestsFor } from "../../rbac/requests-for.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportOwnHoldings } from "../rbac/access.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";
const group = "snapshot.storage.k8s.io";

/** With the first somebody copies a volume of the namespace; with the second they name any snapshot of the storage system. */
const requests = [
  ...requestsFor(["create"], [group, "volumesnapshots"]),
  ...requestsFor(["create", "update", "patch"], [group, "volumesnapshotcontents"]),
];

export default defineCheck({
  id: "storage/snapshot-access",
  major: 1,
  since: "0.1",
  title: "Makers of volume snapshots",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: [...rbacResources, definitions],
  messages: {
    everywhere: {
      text: "{subjects} may copy the volumes of every namespace as snapshots: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    inNamespace: {
      text: "{subjects} may copy the volumes of {namespace} as snapshots: {object} gives {role}, rule {rule}",
      severity: "low",
    },
  },
  docs: {
    why: "A snapshot is a copy of all of a volume's data, and a claim made from it opens in any pod that its maker starts. Who may write the contents, which have no namespace, may name the snapshot of another tenant.",
    fix: "Leave snapshots to the backup controller, and their contents to the snapshot controller alone.",
    refs: ["https://kubernetes.io/docs/concepts/storage/volume-snapshots/"],
  },
  byMinor: byDefaults,
  applies: ({ list }) =>
    list(definitions).some((definition) => definition.group === group) ? undefined : "The cluster has no kinds for snapshots.",
  evaluate: (context) =>
    context.list(definitions).some((definition) => definition.group === group) ? reportOwnHoldings(context, { requests }) : [],
});
