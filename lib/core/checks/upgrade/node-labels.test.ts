import { checkTester } from "../tester.ts";
import nodeLabels from "./node-labels.ts";
import { faults, node, workload } from "./worlds.ts";

checkTester(nodeLabels, {
  pass: [
    {
      name: "the new names",
      objects: [workload("Deployment", "web", { nodeSelector: { "kubernetes.io/arch": "amd64" } }), node("a")],
    },
    {
      name: "the old name of the role before it goes",
      minor: "1.22",
      objects: [workload("Deployment", "web", { nodeSelector: { "node-role.kubernetes.io/master": "" } })],
    },
  ],
  fail: [
    {
      name: "an old label where nodes were not seen to carry it",
      objects: faults["node-labels"] ?? [],
      finds: [{ message: "renamed", object: "Deployment legacy/picky" }],
    },
    {
      name: "an old label that no node carries, as a topology too",
      objects: [
        ...(faults["node-labels"] ?? []),
        node("a", {}, { labels: { "failure-domain.beta.kubernetes.io/zone": "a" } }),
        workload("Deployment", "spread", {
          topologySpreadConstraints: [{ topologyKey: "failure-domain.beta.kubernetes.io/zone" }],
        }),
      ],
      finds: [
        { message: "noNode", object: "Deployment legacy/picky" },
        { message: "renamed", object: "Deployment legacy/spread" },
      ],
    },
    {
      name: "affinity of nodes and pods, and the old taint alone",
      objects: [
        workload("Deployment", "tied", {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: "beta.kubernetes.io/os", operator: "Exists" }] }],
              },
            },
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, podAffinityTerm: { topologyKey: "failure-domain.beta.kubernetes.io/region" } },
              ],
            },
          },
          tolerations: [{ key: "node-role.kubernetes.io/master", operator: "Exists" }],
        }),
      ],
      finds: [
        { message: "renamed", object: "Deployment legacy/tied" },
        { message: "renamed", object: "Deployment legacy/tied" },
        { message: "taint", object: "Deployment legacy/tied" },
      ],
    },
  ],
  notAssessed: [{ name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] }],
});
