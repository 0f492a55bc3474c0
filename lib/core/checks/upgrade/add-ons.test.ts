import { checkTester } from "../tester.ts";
import addOns from "./add-ons.ts";
import { faults, workload } from "./worlds.ts";

checkTester(addOns, {
  pass: [
    {
      name: "an autoscaler of the target's minor",
      objects: [
        workload("Deployment", "a", {
          containers: [{ name: "c", image: "registry.k8s.io/autoscaling/cluster-autoscaler:v1.38.0" }],
        }),
      ],
    },
  ],
  fail: [
    {
      name: "a release for other minors",
      objects: faults["add-ons"] ?? [],
      finds: [
        {
          message: "other",
          object: "Deployment legacy/cert-manager",
          title:
            "Deployment legacy/cert-manager runs cert-manager v1.18.2, which its makers name for Kubernetes 1.29 to 1.33, and not for 1.38",
        },
      ],
    },
  ],
  notAssessed: [
    {
      name: "an add-on that the table does not have",
      objects: [workload("Deployment", "dns", { containers: [{ name: "c", image: "registry.k8s.io/coredns/coredns:v1.12.0" }] })],
    },
    {
      name: "a storage driver that the table does not have",
      objects: [
        workload("DaemonSet", "csi", {
          containers: [{ name: "c", image: "public.ecr.aws/ebs-csi-driver/aws-ebs-csi-driver:v1.40.0" }],
        }),
      ],
    },
    { name: "DaemonSets were not seen", objects: [], unseen: ["daemonsets.apps"] },
  ],
});
