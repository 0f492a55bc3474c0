import { checkTester } from "../tester.ts";
import kubeadmConfiguration from "./kubeadm-configuration.ts";
import { faults, systemConfigMap } from "./worlds.ts";

checkTester(kubeadmConfiguration, {
  pass: [
    {
      name: "a current version",
      objects: [systemConfigMap("kubeadm-config", { ClusterConfiguration: "apiVersion: kubeadm.k8s.io/v1beta4\n" })],
    },
  ],
  fail: [
    {
      name: "a version that is gone",
      objects: faults["kubeadm-configuration"] ?? [],
      finds: [
        {
          message: "gone",
          object: "ConfigMap kube-system/kubeadm-config",
          title:
            "ConfigMap kube-system/kubeadm-config is written as kubeadm.k8s.io/v1beta3, which kubeadm from 1.37 on does not read",
        },
      ],
    },
  ],
  notApplicable: [{ name: "a cluster that kubeadm did not make", objects: [] }],
  notAssessed: [
    { name: "ConfigMaps were not seen", objects: [], unseen: ["configmaps"] },
    { name: "a configuration that is not YAML", objects: [systemConfigMap("kubeadm-config", { ClusterConfiguration: "a: [" })] },
  ],
});
