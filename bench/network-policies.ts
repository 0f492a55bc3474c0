/** Network policies of the forms that people write: defaults, one app from another, a namespace by its label, the world but its insides. */

/** @returns the spec of a policy of Cilium of one of the forms, for the pods with a label `app`. */
export function ciliumSpec(turn: number, app: string): Readonly<Record<string, unknown>> {
  const endpointSelector = { matchLabels: { app } };
  const toPorts = [{ ports: [{ port: "80", protocol: "TCP" }, { port: "dns" }] }];
  const team = { matchLabels: { "k8s:io.cilium.k8s.namespace.labels.team": "a" } };
  switch (turn % 5) {
    case 0:
      return { endpointSelector: {}, ingress: [{}], egress: [{}] };
    case 1:
      return { endpointSelector, ingress: [{ fromEndpoints: [{ matchLabels: { app: "app-1" } }], toPorts }] };
    case 2:
      return { endpointSelector, ingress: [{ fromEndpoints: [team] }], ingressDeny: [{ fromEntities: ["world"] }] };
    case 3:
      return { endpointSelector, egress: [{ toCIDRSet: [{ cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] }] }] };
    default:
      return { endpointSelector, egress: [{ toEntities: ["cluster"], toPorts }, { toFQDNs: [{ matchPattern: "*.example" }] }] };
  }
}

/** @returns the spec of one of the forms, for the pods with a label `app`. */
export function policySpec(turn: number, app: string): Readonly<Record<string, unknown>> {
  const podSelector = { matchLabels: { app } };
  const ports = [{ port: 80 }, { protocol: "UDP", port: "dns" }];
  switch (turn % 5) {
    case 0:
      return { policyTypes: ["Ingress", "Egress"] };
    case 1:
      return { podSelector, ingress: [{ from: [{ podSelector: { matchLabels: { app: "app-1" } } }], ports }] };
    case 2:
      return { podSelector, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "a" } } }] }] };
    case 3:
      return {
        podSelector,
        policyTypes: ["Egress"],
        egress: [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32", "10.0.0.0/8"] } }], ports: [{ port: 443 }] },
        ],
      };
    default:
      return { podSelector, policyTypes: ["Egress"], egress: [{ to: [{ namespaceSelector: {}, podSelector }], ports }, {}] };
  }
}
