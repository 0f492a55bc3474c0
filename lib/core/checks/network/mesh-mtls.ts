import { outside } from "../../inventory/gap.ts";
import { meshedWorkloads, meshResources } from "../../network-policy/mesh.ts";
import { defineCheck, defineView } from "../define.ts";
import { reportNamespace } from "./network.ts";

const reads = meshResources;
const meshView = defineView({ name: "workloads of the mesh", reads, build: meshedWorkloads });

export default defineCheck({
  id: "network/mesh-mtls",
  major: 1,
  since: "0.1",
  title: "Mutual TLS in the service mesh",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:mesh"],
  reads,
  crossesNamespaces: true,
  messages: {
    permissive: {
      text: "{count} of {all} workloads of the mesh in {object} also take traffic without mutual TLS: {workloads}",
      severity: "medium",
    },
    off: {
      text: "{count} of {all} workloads of the mesh in {object} have mutual TLS switched off: {workloads}",
      severity: "high",
    },
    absent: {
      text: "{count} of {all} workloads of the mesh in {object} ask for a proxy and run without one: {workloads}",
      severity: "medium",
    },
  },
  docs: {
    why: "A mesh that is permissive encrypts what its own proxies send and takes everything else as it comes: whoever is on the network speaks to the workload with no name at all.",
    fix: "Istio: a PeerAuthentication with mtls.mode STRICT in the root namespace, after every client has a proxy. Linkerd: set the default inbound policy to all-authenticated or cluster-authenticated, and let AuthorizationPolicies ask for a MeshTLSAuthentication. A workload without the proxy that it asks for was started before, or while the injector did not answer: restart it.",
    refs: [
      "https://istio.io/latest/docs/reference/config/security/peer_authentication/",
      "https://linkerd.io/2/reference/authorization-policy/",
    ],
  },
  unseen: ({ view }) => {
    const { workloads } = view(meshView);
    const unread = workloads.filter(({ mode }) => mode === "unknown");
    const [first] = unread;
    return first === undefined ? [] : [outside("pods", first.doubt ?? "how the mesh authenticates is not known")];
  },
  applies: ({ view }) =>
    view(meshView).workloads.length === 0 ? "No workload has a proxy of Istio or Linkerd, or is in an ambient mesh." : undefined,
  *evaluate(context) {
    for (const [namespace, all] of Map.groupBy(context.view(meshView).workloads, ({ workload }) => workload.namespace))
      for (const [mode, message] of [
        ["permissive", "permissive"],
        ["off", "off"],
        ["absent", "absent"],
      ] as const) {
        const faulty = all.filter((one) => one.mode === mode).map(({ workload }) => workload.name);
        if (faulty.length > 0) yield reportNamespace(context, message, { namespace, faulty, all: all.length });
      }
  },
});
