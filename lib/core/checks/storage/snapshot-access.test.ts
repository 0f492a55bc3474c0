import { binding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import snapshotAccess from "./snapshot-access.ts";
import { snapshotKind, snapshotMakers } from "./worlds.ts";

checkTester(snapshotAccess, {
  pass: [
    { name: "nobody", objects: [snapshotKind] },
    {
      name: "readers",
      objects: [
        snapshotKind,
        clusterRole("r", [rule("get", "snapshot.storage.k8s.io", "volumesnapshots")]),
        binding("shop", "b", "ClusterRole r", "User:jane"),
      ],
    },
  ],
  fail: [
    {
      name: "a group, everywhere",
      objects: [snapshotKind, ...snapshotMakers],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding snapshotters" }],
    },
    {
      name: "a user in a namespace",
      objects: [
        snapshotKind,
        clusterRole("r", [rule("create", "snapshot.storage.k8s.io", "volumesnapshots")]),
        binding("shop", "b", "ClusterRole r", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/b" }],
    },
  ],
  notApplicable: [{ name: "a cluster without snapshots", objects: snapshotMakers }],
  notAssessed: [
    { name: "kinds were not seen", objects: snapshotMakers, unseen: ["customresourcedefinitions.apiextensions.k8s.io"] },
  ],
});
