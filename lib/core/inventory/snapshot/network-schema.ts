/** Policies of the network, gateways and meshes, as they stand in a snapshot. */
import { z } from "zod";
import type { CiliumRule, CiliumSelector } from "../cilium-items.ts";
import type { AdminPeer, NetworkPort, NetworkRule } from "../network-items.ts";
import { base, optionalInteger, optionalText, present, selector, text, textMap, texts } from "./schema-parts.ts";

const networkPort: z.ZodType<NetworkPort> = z.object({
  protocol: optionalText,
  port: z.union([z.int(), text]).optional(),
  endPort: optionalInteger,
});

export const networkRule: z.ZodType<NetworkRule> = z.object({
  peers: z
    .array(
      z.object({
        podSelector: selector.optional(),
        namespaceSelector: selector.optional(),
        ipBlock: z.object({ cidr: text, except: texts.optional() }).optional(),
      }),
    )
    .optional(),
  ports: z.array(networkPort).optional(),
});

const adminPeer: z.ZodType<AdminPeer> = z.object({
  namespaces: selector.optional(),
  pods: z.object({ namespaceSelector: selector, podSelector: selector }).optional(),
  nodes: selector.optional(),
  networks: texts.optional(),
  unread: present,
});

const adminRules = z
  .array(
    z.object({
      name: optionalText,
      action: z.enum(["Allow", "Deny", "Pass"]),
      peers: z.array(adminPeer),
      ports: z.array(networkPort).optional(),
    }),
  )
  .optional();

const adminPolicy = z.object({
  ...base,
  tier: z.enum(["admin", "baseline"]),
  priority: z.int(),
  subject: adminPeer,
  ingress: adminRules,
  egress: adminRules,
  unread: present,
});

const pluginPolicy = z.object({ ...base, selector: selector.optional(), aboutNodes: present });

const calicoPolicy = pluginPolicy.extend({
  scope: z
    .object({
      selector: text,
      namespaceSelector: optionalText,
      serviceAccountSelector: optionalText,
      tier: text,
      types: z.array(z.enum(["ingress", "egress"])),
      passes: z.array(z.enum(["ingress", "egress"])).optional(),
      hosts: present,
    })
    .optional(),
});

const ciliumSelector: z.ZodType<CiliumSelector> = z.object({
  pods: selector,
  namespaces: selector.optional(),
  unread: present,
});

const ciliumRule: z.ZodType<CiliumRule> = z.object({
  path: text,
  action: z.enum(["Allow", "Deny"]),
  peers: z
    .object({
      endpoints: z.array(ciliumSelector).optional(),
      blocks: z.array(z.object({ cidr: text, except: texts.optional() })).optional(),
      entities: texts.optional(),
      perhaps: z.array(z.enum(["anybody", "outside", "nodes"])).optional(),
    })
    .optional(),
  ports: z
    .array(z.object({ protocol: optionalText, port: z.union([z.int(), text]), endPort: optionalInteger, partly: present }))
    .optional(),
  unread: texts.optional(),
  partly: present,
});

const ciliumPolicy = pluginPolicy.extend({
  specs: z
    .array(
      z.object({
        subject: ciliumSelector.optional(),
        isolates: z.array(z.enum(["ingress", "egress"])),
        ingress: z.array(ciliumRule).optional(),
        egress: z.array(ciliumRule).optional(),
        unread: texts.optional(),
      }),
    )
    .optional(),
});

export const networkItems = {
  "gateways.gateway.networking.k8s.io": z.object({
    ...base,
    className: optionalText,
    listeners: z.array(z.object({ name: text, port: z.int(), protocol: text, hostname: optionalText, tls: optionalText })),
  }),
  "httproutes.gateway.networking.k8s.io": z.object({
    ...base,
    hostnames: texts.optional(),
    gateways: z.array(z.object({ namespace: optionalText, name: text, listener: optionalText })).optional(),
    services: texts.optional(),
  }),
  "adminnetworkpolicies.policy.networking.k8s.io": adminPolicy,
  "baselineadminnetworkpolicies.policy.networking.k8s.io": adminPolicy,
  "clusternetworkpolicies.policy.networking.k8s.io": adminPolicy,
  "ciliumnetworkpolicies.cilium.io": ciliumPolicy,
  "ciliumclusterwidenetworkpolicies.cilium.io": ciliumPolicy,
  "networkpolicies.crd.projectcalico.org": calicoPolicy,
  "globalnetworkpolicies.crd.projectcalico.org": calicoPolicy,
  "networkpolicies.projectcalico.org": calicoPolicy,
  "globalnetworkpolicies.projectcalico.org": calicoPolicy,
  "peerauthentications.security.istio.io": z.object({
    ...base,
    selector: selector.optional(),
    mode: optionalText,
    portModes: textMap.optional(),
  }),
  "servers.policy.linkerd.io": z.object({
    ...base,
    podSelector: selector.optional(),
    accessPolicy: optionalText,
    port: optionalText,
  }),
  "authorizationpolicies.policy.linkerd.io": z.object({
    ...base,
    target: z.object({ kind: text, name: text }),
    requires: z.array(z.object({ kind: text, name: text, namespace: optionalText })),
  }),
  "serverauthorizations.policy.linkerd.io": z.object({
    ...base,
    server: optionalText,
    selector: selector.optional(),
    anonymous: present,
  }),
  "networkauthentications.policy.linkerd.io": z.object(base),
} as const;
