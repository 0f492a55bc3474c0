import { outside } from "../../inventory/gap.ts";
import { parseMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/docker-runtime",
  title: "Docker Engine as the runtime of nodes",
  reads: ["nodes"],
  from: 24,
  messages: {
    docker: {
      text: "{object} runs {runtime} through the dockershim, which is gone from Kubernetes 1.24 on",
      impact: "blocker",
    },
    adapted: { text: "{object} runs {runtime} through an adapter, which has to be upgraded with it", impact: "info" },
  },
  docs: {
    why: "From 1.24 on the kubelet speaks to Docker Engine only through an adapter, cri-dockerd. A node without it does not start its kubelet, nor any pod.",
    fix: "Move these nodes to containerd or CRI-O, or install cri-dockerd before the kubelet is upgraded.",
    refs: ["https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/"],
  },
  unseen({ list }) {
    const silent = list("nodes").filter(({ info }) => !info?.containerRuntimeVersion);
    return silent.length === 0 ? [] : [outside("nodes", `${silent.length} nodes do not say which runtime they have`)];
  },
  *judge({ list, current }) {
    for (const node of list("nodes")) {
      const runtime = node.info?.containerRuntimeVersion ?? "";
      if (!runtime.startsWith("docker://")) continue;
      const at = refTo("nodes", node, "status.nodeInfo.containerRuntimeVersion");
      // A kubelet of 1.24 or later runs with Docker only where an adapter is installed.
      yield { at, message: current >= 24 && !isOlder(node.info?.kubeletVersion) ? "adapted" : "docker", data: { runtime } };
    }
  },
});

function isOlder(kubelet: string | undefined): boolean {
  const minor = parseMinor(kubelet);
  return minor !== undefined && minor < 24;
}
