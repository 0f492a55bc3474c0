import { checkTester } from "../tester.ts";
import { clusterWide } from "../upgrade/worlds.ts";
import kubeletAddresses from "./kubelet-addresses.ts";

const node = (name: string, addresses: readonly string[], Port: number | undefined = 10_250) =>
  clusterWide("v1", "Node", name, {
    status: {
      addresses: addresses.map((address) => ({ type: address.startsWith("10.") ? "InternalIP" : "ExternalIP", address })),
      ...(Port !== undefined && { daemonEndpoints: { kubeletEndpoint: { Port } } }),
    },
  });

checkTester(kubeletAddresses, {
  pass: [{ name: "private addresses and the usual port", objects: [node("a", ["10.0.0.4", "fd12::4"])] }],
  fail: [
    {
      name: "a public address",
      objects: [node("a", ["10.0.0.4", "34.1.2.3"]), node("b", ["10.0.0.5"])],
      finds: [
        {
          message: "public",
          object: "Node a",
          path: "status.addresses",
          title:
            "Node a has public addresses (34.1.2.3), where its kubelet answers on port 10250 unless something stands before it",
        },
      ],
    },
    {
      name: "a port that nobody expects",
      objects: [node("a", ["10.0.0.4"], 11_250)],
      finds: [
        {
          message: "port",
          object: "Node a",
          title: "The kubelet of Node a listens on port 11250 and not on 10250: what closes or watches 10250 passes it by",
        },
      ],
    },
  ],
  notApplicable: [{ name: "no node", objects: [] }],
  notAssessed: [
    { name: "a node that says neither", objects: [clusterWide("v1", "Node", "a", { spec: {}, status: {} })] },
    { name: "a node without addresses", objects: [node("a", [])] },
    { name: "nodes were not seen", objects: [], unseen: ["nodes"] },
    { name: "an inventory of before ports were kept", objects: [node("a", ["10.0.0.4"])], version: 12 },
  ],
});
