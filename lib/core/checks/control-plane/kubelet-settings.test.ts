import { checkTester } from "../tester.ts";
import { systemConfigMap } from "../upgrade/worlds.ts";
import kubeletSettings from "./kubelet-settings.ts";

const object = "ConfigMap kube-system/kubelet-config";
const settings = (text: string) => systemConfigMap("kubelet-config", { kubelet: text });

checkTester(kubeletSettings, {
  pass: [
    {
      name: "as kubeadm writes them",
      objects: [
        settings(
          "authentication:\n  anonymous:\n    enabled: false\nauthorization:\n  mode: Webhook\nreadOnlyPort: 0\nrotateCertificates: true\n",
        ),
      ],
    },
  ],
  fail: [
    {
      name: "open to everybody",
      objects: [
        settings(
          "authentication:\n  anonymous:\n    enabled: true\nauthorization:\n  mode: AlwaysAllow\nreadOnlyPort: 10255\nrotateCertificates: false\ntlsMinVersion: VersionTLS10\n",
        ),
      ],
      finds: [
        { message: "anonymous", object },
        { message: "alwaysAllow", object },
        { message: "readOnlyPort", object },
        { message: "noRotation", object },
        { message: "oldVersion", object },
      ],
    },
  ],
  notAssessed: [
    { name: "nodes that kubeadm did not set up", objects: [] },
    { name: "a text that is none", objects: [settings("- [")] },
    { name: "ConfigMaps of kube-system were not seen", objects: [], dark: { configmaps: ["kube-system"] } },
  ],
});
