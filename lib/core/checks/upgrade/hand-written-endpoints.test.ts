import { checkTester } from "../tester.ts";
import handWrittenEndpoints from "./hand-written-endpoints.ts";
import { faults, slice } from "./worlds.ts";

checkTester(handWrittenEndpoints, {
  pass: [{ name: "slices that Kubernetes made by itself", objects: [slice("web", [true])] }],
  fail: [
    {
      name: "a copy of what somebody wrote",
      objects: faults["hand-written-endpoints"] ?? [],
      finds: [{ message: "mirrored", object: "EndpointSlice legacy/outside-1" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["hand-written-endpoints"] ?? [] }],
  notAssessed: [{ name: "EndpointSlices were not seen", objects: [], unseen: ["endpointslices.discovery.k8s.io"] }],
});
