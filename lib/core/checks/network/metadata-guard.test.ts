import { checkTester } from "../tester.ts";
import { node } from "../upgrade/worlds.ts";
import metadataGuard from "./metadata-guard.ts";

const of = (name: string, providerID?: string, labels = {}) => node(name, {}, { spec: providerID ? { providerID } : {}, labels });
const guarded = { "iam.gke.io/gke-metadata-server-enabled": "true" };

checkTester(metadataGuard, {
  pass: [{ name: "nodes of GKE with its metadata server", objects: [of("a", "gce://shop/eu-a/a", guarded)] }],
  fail: [
    {
      name: "a node pool of GKE without it, beside one with it, and machines of AWS",
      objects: [
        of("a", "gce://shop/eu-a/a", guarded),
        of("b", "gce://shop/eu-a/b"),
        of("c", "gce://shop/eu-a/c", { "iam.gke.io/gke-metadata-server-enabled": "false" }),
        of("d", "aws:///eu-west-1a/i-1"),
      ],
      finds: [
        {
          message: "open",
          object: "Node b",
          path: "metadata.labels",
          title:
            "Node b has no metadata server of GKE: pods that reach 169.254.169.254 get the credentials of the node's own account",
        },
        { message: "open", object: "Node c" },
      ],
    },
  ],
  notApplicable: [
    { name: "machines of no cloud", objects: [of("a", "kind://docker/kind/a")] },
    { name: "no node", objects: [] },
  ],
  notAssessed: [
    { name: "machines of AWS, whose API alone says it", objects: [of("a", "aws:///eu-west-1a/i-1")] },
    { name: "machines of Azure, whose API alone says it", objects: [of("a", "azure:///subscriptions/s/vm/1")] },
    { name: "machines of a cloud that nobody knows", objects: [of("a", "other://1"), of("b", "constructor://1")] },
    { name: "nodes that do not say whose they are", objects: [of("a")] },
    { name: "nodes were not seen", objects: [], unseen: ["nodes"] },
  ],
});
