import { checkTester } from "../tester.ts";
import { clusterWide } from "../upgrade/worlds.ts";
import tenantClasses from "./tenant-classes.ts";
import { claimedBy, storageClass, volume } from "./worlds.ts";

const namespace = (name: string, labels = {}) => clusterWide("v1", "Namespace", name, {}, { labels });
const acme = namespace("shop", { "capsule.clastix.io/tenant": "acme" });
const fast = storageClass("fast", "ebs.csi.aws.com");
const volumeOf = (name: string, inside: string, storageClassName = "fast") =>
  volume(name, { csi: { driver: "ebs.csi.aws.com", volumeHandle: name } }, { ...claimedBy(inside), storageClassName });

checkTester(tenantClasses, {
  pass: [
    { name: "one namespace uses the class, whoever it belongs to", objects: [fast, namespace("shop"), volumeOf("a", "shop")] },
    {
      name: "two namespaces of one tenant",
      objects: [
        fast,
        acme,
        namespace("front", { "capsule.clastix.io/tenant": "acme" }),
        volumeOf("a", "shop"),
        volumeOf("b", "front"),
      ],
    },
    { name: "a class without volumes", objects: [fast, acme] },
  ],
  fail: [
    {
      name: "two tenants, and one who is not named",
      objects: [
        fast,
        storageClass("slow", "ebs.csi.aws.com"),
        acme,
        namespace("ci", { tenant: "builders" }),
        namespace("other"),
        volumeOf("a", "shop"),
        volumeOf("b", "ci"),
        volumeOf("c", "other"),
        volumeOf("d", "ci", "slow"),
      ],
      finds: [
        {
          message: "shared",
          object: "StorageClass fast",
          title: "StorageClass fast serves volumes of 2 tenants: acme and builders",
        },
      ],
    },
  ],
  notAssessed: [
    {
      name: "two namespaces that do not say whose they are",
      objects: [fast, namespace("shop"), namespace("ci"), volumeOf("a", "shop"), volumeOf("b", "ci")],
    },
    {
      name: "one that says it and one that does not",
      objects: [fast, acme, namespace("ci"), volumeOf("a", "shop"), volumeOf("b", "ci")],
    },
    {
      name: "namespaces were not seen",
      objects: [fast, volumeOf("a", "shop"), volumeOf("b", "ci")],
      unseen: ["namespaces"],
    },
    { name: "volumes were not seen", objects: [fast, acme], unseen: ["persistentvolumes"] },
  ],
});
