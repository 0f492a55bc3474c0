import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

const reads = ["endpointslices.discovery.k8s.io", "networkpolicies.networking.k8s.io", "nodes", "services"] as const;

export default defineTargetCheck({
  id: "upgrade/strict-addresses",
  title: "Addresses that newer API servers refuse",
  reads,
  facts: ["loose-addresses"],
  from: 36,
  messages: {
    loose: {
      text: "{object} has {addresses}, written as Kubernetes 1.36 and later refuse it in what is new or changed",
      impact: "warning",
    },
  },
  docs: {
    why: "StrictIPCIDRValidation is on by default from 1.36 on. Addresses with leading zeros, IPv4 addresses inside IPv6, and networks with bits of a host are kept where they are, and refused where a manifest with them is applied anew.",
    fix: "Write the address in its plain form, and the network by its first address, in the manifests too.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/#StrictIPCIDRValidation"],
  },
  *judge({ list }) {
    for (const resource of reads)
      for (const item of list(resource)) {
        const [first, ...rest] = item.looseAddresses ?? [];
        if (first === undefined) continue;
        const addresses = [first, ...rest].map(({ value }) => value);
        yield { at: refTo(resource, item, first.path), message: "loose", data: { addresses }, locus: "addresses" };
      }
  },
});
