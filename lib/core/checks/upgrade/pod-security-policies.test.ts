import { checkTester } from "../tester.ts";
import podSecurityPolicies from "./pod-security-policies.ts";
import { clusterWide, faults } from "./worlds.ts";

checkTester(podSecurityPolicies, {
  pass: [{ name: "policies are served, and there is none", minor: "1.24", objects: [] }],
  fail: [
    {
      name: "a policy, and a namespace without a level",
      minor: "1.24",
      objects: [
        ...(faults["pod-security-policies"] ?? []),
        clusterWide("v1", "Namespace", "legacy"),
        clusterWide("v1", "Namespace", "shop", {}, { labels: { "pod-security.kubernetes.io/enforce": "baseline" } }),
      ],
      finds: [
        { message: "policy", object: "PodSecurityPolicy restricted" },
        { message: "unlabelled", object: "Namespace legacy" },
      ],
    },
  ],
  notApplicable: [
    { name: "a cluster that does not serve them", objects: [], absent: ["podsecuritypolicies.policy"] },
    { name: "a target that still has them", minor: "1.23", objects: faults["pod-security-policies"] ?? [] },
  ],
  notAssessed: [{ name: "policies were not seen", objects: [], unseen: ["podsecuritypolicies.policy"] }],
});
