import { outside } from "../../inventory/gap.ts";
import type { WorkloadItem } from "../../inventory/items.ts";
import { formatMinor, parseMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { tagOf } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";

const widest = 3;

function isProxy({ meta, template }: WorkloadItem): boolean {
  return meta.namespace === "kube-system" && (template.labels?.["k8s-app"] === "kube-proxy" || meta.name === "kube-proxy");
}

function minorOf({ template }: WorkloadItem): number | undefined {
  const images = template.spec.containers.map(({ image }) => image).filter((image) => image.includes("kube-proxy"));
  return images.map((image) => parseMinor(tagOf(image))).find((minor) => minor !== undefined);
}

export default defineTargetCheck({
  id: "upgrade/proxy-skew",
  title: "Versions of kube-proxy",
  reads: ["daemonsets.apps", "nodes"],
  messages: {
    newer: { text: "{object} runs kube-proxy {proxy}, newer than the API server's {current}", impact: "blocker" },
    tooOld: {
      text: "{object} runs kube-proxy {proxy}, too old for an API server of {target}: at most three minors are supported",
      impact: "blocker",
    },
    apart: {
      text: "{object} runs kube-proxy {proxy} beside kubelets of {kubelets}: more than three minors apart",
      impact: "blocker",
    },
  },
  docs: {
    why: "A kube-proxy may not be newer than the API server, nor more than three minors older, nor more than three minors away from the kubelet beside it. The version is read from the image of the DaemonSet: what nodes report of it is deprecated and empty.",
    fix: "Bring the DaemonSet kube-proxy to the version of the control plane: kubeadm does it with the first control plane node, providers by an add-on that has its own upgrade.",
    refs: ["https://kubernetes.io/releases/version-skew-policy/#kube-proxy"],
  },
  unseen({ list }) {
    const proxies = list("daemonsets.apps").filter(isProxy);
    if (proxies.length === 0)
      return [outside("daemonsets.apps", "no DaemonSet of kube-proxy: another way to run it does not show its version")];
    const silent = proxies.filter((proxy) => minorOf(proxy) === undefined).map(({ meta }) => meta.name);
    if (silent.length === 0) return [];
    const words = "has no version as its tag: look which one it runs";
    return [outside("daemonsets.apps", `the image of kube-proxy in the DaemonSet ${silent.join(", ")} of kube-system ${words}`)];
  },
  *judge({ list, current, target }) {
    const kubelets = [...new Set(list("nodes").flatMap(({ info }) => parseMinor(info?.kubeletVersion) ?? []))].sort();
    for (const daemonSet of list("daemonsets.apps").filter(isProxy)) {
      const proxy = minorOf(daemonSet);
      if (proxy === undefined) continue;
      const at = refTo("daemonsets.apps", daemonSet, "spec.template.spec.containers[0].image");
      const far = kubelets.filter((kubelet) => Math.abs(kubelet - proxy) > widest);
      const data = { proxy: formatMinor(proxy), current: formatMinor(current) };
      if (proxy > current) yield { at, message: "newer", data };
      if (target - proxy > widest) yield { at, message: "tooOld", data };
      if (far.length > 0) yield { at, message: "apart", data: { ...data, kubelets: far.map(formatMinor) } };
    }
  },
});
