import { checkTester } from "../tester.ts";
import droppedApis from "./dropped-apis.ts";

checkTester(droppedApis, {
  pass: [
    {
      name: "nothing but what everybody serves",
      minor: "1.36",
      objects: [],
      serves: [{ group: "apps", version: "v1", plural: "deployments", kind: "Deployment", namespaced: true, verbs: ["list"] }],
    },
  ],
  fail: [
    {
      name: "an alpha version that the target does not have",
      minor: "1.36",
      objects: [],
      serves: [
        {
          group: "scheduling.k8s.io",
          version: "v1alpha2",
          plural: "workloads",
          kind: "Workload",
          namespaced: true,
          verbs: ["list"],
        },
      ],
      finds: [{ message: "served", object: "Workload scheduling.k8s.io/v1alpha2" }],
    },
  ],
  notAssessed: [
    { name: "discovery was not read", objects: [], minor: "1.36" },
    {
      name: "a target that the catalogue does not reach",
      objects: [],
      serves: [{ group: "apps", version: "v1", plural: "deployments", kind: "Deployment", namespaced: true, verbs: ["list"] }],
    },
  ],
});
