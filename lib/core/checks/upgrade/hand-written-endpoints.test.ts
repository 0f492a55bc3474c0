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
    {
      name: "a controller that asks for Endpoints, as an audit log shows",
      objects: [],
      evidence: {
        requests: ["router/v2", "drydock/0.1"].map((userAgent) => ({
          ...{ user: "system:serviceaccount:edge:router", userAgent, lastSeen: "2026-11-20T10:00:00Z" },
          ...{ group: "", version: "v1", resource: "endpoints", verbs: ["list", "watch"], count: 9 },
        })),
      },
      finds: [
        {
          message: "asked",
          object: "User system:serviceaccount:edge:router",
          title:
            "User system:serviceaccount:edge:router asks for Endpoints by router (list and watch, 9 times, last on 2026-11-20), an API that is deprecated from Kubernetes 1.33 on and stays",
        },
      ],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["hand-written-endpoints"] ?? [] }],
  notAssessed: [{ name: "EndpointSlices were not seen", objects: [], unseen: ["endpointslices.discovery.k8s.io"] }],
});
