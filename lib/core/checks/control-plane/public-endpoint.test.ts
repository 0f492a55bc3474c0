import { checkTester } from "../tester.ts";
import { node } from "../upgrade/worlds.ts";
import publicEndpoint from "./public-endpoint.ts";
import { apiServerSlice } from "./worlds.ts";

const eks = node("a", {}, { spec: { providerID: "aws:///eu/i-1" }, labels: { "eks.amazonaws.com/nodegroup": "a" } });

checkTester(publicEndpoint, {
  pass: [],
  fail: [
    {
      name: "an address that the internet reaches, beside one that it does not",
      objects: [apiServerSlice("kubernetes", ["10.0.0.1", "34.1.2.3"])],
      finds: [
        {
          message: "public",
          object: "EndpointSlice default/kubernetes",
          path: "endpoints",
          title: "The API server has public addresses (34.1.2.3): who reaches them is up to what stands before it",
        },
      ],
    },
  ],
  notAssessed: [
    {
      name: "private addresses alone: what leads to them is not seen",
      objects: [apiServerSlice("kubernetes", ["10.0.0.1", "fd00::1"])],
    },
    { name: "EKS, whose own API says it", objects: [apiServerSlice("kubernetes", ["10.0.0.1"]), eks] },
    { name: "an address that cannot be read", objects: [apiServerSlice("kubernetes", ["api.example.com"])] },
    { name: "addresses were not seen", objects: [], unseen: ["endpointslices.discovery.k8s.io"] },
    { name: "an inventory of before addresses were kept", objects: [], version: 6 },
  ],
});
