import { checkTester } from "../tester.ts";
import componentFlags from "./component-flags.ts";
import { faults, staticPod } from "./worlds.ts";

checkTester(componentFlags, {
  pass: [
    {
      name: "flags and gates that stay",
      minor: "1.36",
      objects: [
        staticPod("kube-apiserver", "v1.36.2", "--profiling=false"),
        staticPod("kube-controller-manager", "v1.36.2"),
        staticPod("kube-scheduler", "v1.36.2"),
      ],
    },
  ],
  fail: [
    {
      name: "a flag that is gone",
      objects: faults["component-flags"] ?? [],
      finds: [{ message: "flag", object: "Pod kube-system/kube-controller-manager-old", path: "spec.containers[0].command" }],
    },
    {
      name: "a gate that is gone, and one that is locked",
      minor: "1.33",
      objects: [
        staticPod(
          "kube-apiserver",
          "v1.33.2",
          "--feature-gates=ElasticIndexedJob=true,ConsistentListFromCache=false,NodeSwap=true",
        ),
      ],
      finds: [
        { message: "gate", object: "Pod kube-system/kube-apiserver-old" },
        { message: "locked", object: "Pod kube-system/kube-apiserver-old" },
      ],
    },
    {
      name: "a gate that is locked off, and one that is set to where it is locked",
      minor: "1.35",
      objects: [staticPod("kube-apiserver", "v1.35.2", "--feature-gates=GitRepoVolumeDriver=true,SeparateCacheWatchRPC=false")],
      finds: [
        {
          message: "lockedOff",
          object: "Pod kube-system/kube-apiserver-old",
          title:
            "Pod kube-system/kube-apiserver-old turns the feature gate GitRepoVolumeDriver of kube-apiserver on, which is locked off from Kubernetes 1.36 on",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "no static pods", objects: [] },
    {
      name: "a target of before the data of feature gates",
      minor: "1.27",
      objects: [
        staticPod("kube-apiserver", "v1.27.2"),
        staticPod("kube-controller-manager", "v1.27.2"),
        staticPod("kube-scheduler", "v1.27.2"),
      ],
    },
    {
      name: "a target that the data does not reach",
      objects: [
        staticPod("kube-apiserver", "v1.37.2"),
        staticPod("kube-controller-manager", "v1.37.2"),
        staticPod("kube-scheduler", "v1.37.2"),
      ],
    },
  ],
});
