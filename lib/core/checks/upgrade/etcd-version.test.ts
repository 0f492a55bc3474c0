import { checkTester } from "../tester.ts";
import etcdVersion from "./etcd-version.ts";
import { faults, staticPod } from "./worlds.ts";

checkTester(etcdVersion, {
  pass: [{ name: "the version that the target comes with", objects: [staticPod("etcd", "3.7.0-0")] }],
  fail: [
    {
      name: "an older one",
      objects: faults["etcd-version"] ?? [],
      finds: [{ message: "older", object: "Pod kube-system/etcd-old" }],
    },
  ],
  notApplicable: [{ name: "a target of before", minor: "1.30", objects: faults["etcd-version"] ?? [] }],
  notAssessed: [
    { name: "no static pod of etcd", objects: [] },
    { name: "an image without a version", objects: [staticPod("etcd", "latest")] },
  ],
});
