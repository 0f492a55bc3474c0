import { checkTester } from "../tester.ts";
import proxyMode from "./proxy-mode.ts";
import { faults, systemConfigMap } from "./worlds.ts";

checkTester(proxyMode, {
  pass: [{ name: "a mode that stays", objects: [systemConfigMap("kube-proxy", { "config.conf": "mode: nftables\n" })] }],
  fail: [
    {
      name: "ipvs",
      objects: faults["proxy-mode"] ?? [],
      finds: [{ message: "ipvs", object: "ConfigMap kube-system/kube-proxy" }],
    },
    {
      name: "no mode",
      objects: [systemConfigMap("kube-proxy", { "config.conf": 'mode: ""\n' })],
      finds: [{ message: "unset", object: "ConfigMap kube-system/kube-proxy" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", objects: faults["proxy-mode"] ?? [], minor: "1.30" }],
  notAssessed: [
    { name: "ConfigMaps were not seen", objects: [], unseen: ["configmaps"] },
    { name: "no ConfigMap of kube-proxy", objects: [] },
    { name: "settings that are not YAML", objects: [systemConfigMap("kube-proxy", { "config.conf": "a: [" })] },
  ],
});
