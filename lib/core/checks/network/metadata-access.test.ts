import { calicoPolicy, ciliumPolicy, networkPolicy, podOf } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import metadataAccess from "./metadata-access.ts";
import { calico, cilium, closed, ofCilium, shop, unseenPolicies, web } from "./worlds.ts";

const out = (...egress: readonly object[]) => networkPolicy("shop/p", { policyTypes: ["Egress"], egress });
const world = (...except: readonly string[]) => ({ to: [{ ipBlock: { cidr: "0.0.0.0/0", except } }] });
const node = (providerID: string) => ({ apiVersion: "v1", kind: "Node", metadata: { name: "n" }, spec: { providerID } });

const ofCiliumForIpv6 = ciliumPolicy("no-metadata", {
  spec: { endpointSelector: {}, enableDefaultDeny: { egress: false }, egressDeny: [{ toCIDR: ["fd00:ec2::254/128"] }] },
});

checkTester(metadataAccess, {
  pass: [
    { name: "nothing is let out", objects: [calico, shop, web, closed] },
    { name: "the address is excepted", objects: [calico, shop, web, out(world("169.254.169.254/32")), node("aws:///a/i-1")] },
    {
      name: "a policy of Cilium for the cluster, the API server, and layer 7 of DNS",
      objects: [
        cilium,
        shop,
        web,
        ofCilium({
          egress: [
            { toEntities: ["cluster", "kube-apiserver"] },
            {
              toEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system" } }],
              toPorts: [{ ports: [{ port: "53", protocol: "ANY" }], rules: { dns: [{ matchPattern: "*" }] } }],
            },
          ],
        }),
      ],
    },
    {
      name: "Cilium refuses the address to whom it lets out to the world",
      objects: [
        cilium,
        shop,
        web,
        ofCilium({ egress: [{ toEntities: ["world"] }], egressDeny: [{ toCIDR: ["169.254.169.254/32"] }] }),
        ofCiliumForIpv6,
      ],
    },
    { name: "another port", objects: [calico, shop, web, out({ ...world(), ports: [{ port: 443 }] })] },
  ],
  fail: [
    {
      name: "a pod that nothing isolates",
      objects: [calico, shop, web, node("aws:///a/i-1")],
      finds: [{ message: "open", object: "Namespace shop" }],
    },
    {
      name: "a rule for the whole internet",
      objects: [calico, shop, web, out(world())],
      finds: [
        {
          message: "open",
          object: "Namespace shop",
          title: "1 of 1 workloads in Namespace shop may reach the metadata addresses 169.254.169.254 or fd00:ec2::254: web",
        },
      ],
    },
    {
      name: "the world by its name for Cilium",
      objects: [cilium, shop, web, ofCilium({ egress: [{ toEntities: ["world"] }] })],
      finds: [{ message: "open", object: "Namespace shop" }],
    },
    {
      name: "the address of the other family alone",
      objects: [calico, shop, web, out({ to: [{ ipBlock: { cidr: "fd00::/8" } }] })],
      finds: [{ message: "open", object: "Namespace shop" }],
    },
    {
      name: "on the host network, whatever the policies say",
      objects: [calico, shop, podOf("shop/agent", { hostNetwork: true }), closed],
      finds: [{ message: "hostNetwork", object: "Namespace shop" }],
    },
  ],
  notApplicable: [
    { name: "nodes that no cloud runs", objects: [calico, shop, web, closed, node("kind://docker/kind/kind-worker")] },
  ],
  notAssessed: [
    ...unseenPolicies,
    { name: "rules of Calico", objects: [calico, shop, web, calicoPolicy("shop/k", { egress: [{ action: "Deny" }] })] },
    {
      name: "names of domains for Cilium",
      objects: [cilium, shop, web, ofCilium({ egress: [{ toFQDNs: [{ matchPattern: "*" }] }] })],
    },
    { name: "nodes were not seen", objects: [calico, shop, web, closed], unseen: ["nodes"] },
  ],
});
