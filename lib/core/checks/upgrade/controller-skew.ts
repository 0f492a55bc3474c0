import { formatMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { members, supporter, unreadVersion, unseenComponent } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";

const needed = ["kube-controller-manager", "kube-scheduler"] as const;
const components: readonly string[] = [...needed, "cloud-controller-manager"];

export default defineTargetCheck({
  id: "upgrade/controller-skew",
  title: "Versions of controller managers and schedulers",
  seenBy: "static-pods",
  reads: ["configmaps", "nodes", "pods"],
  facts: ["control-plane-removed-flags"],
  messages: {
    newer: { text: "{object} runs {component} {version}, newer than the API server's {server}", impact: "blocker" },
    older: {
      text: "{object} runs {component} {version}, more than one minor older than the API server's {server}",
      impact: "blocker",
    },
  },
  docs: {
    why: "Controller managers and schedulers may not be newer than the API servers that they talk to, and at most one minor older. That is why API servers are upgraded first.",
    fix: "Upgrade them after every API server, and before the next minor.",
    refs: [
      "https://kubernetes.io/releases/version-skew-policy/#kube-controller-manager-kube-scheduler-and-cloud-controller-manager",
    ],
  },
  applies: ({ view }) =>
    view(supporter) === "upstream" ? undefined : "A provider runs the control plane, and keeps its parts in step.",
  unseen({ view }) {
    if (view(supporter) !== "upstream") return [];
    const seen = view(members).filter(({ component }) => components.includes(component));
    const missing = needed.filter((name) => !seen.some(({ component }) => component === name));
    return [...missing.map(unseenComponent), ...seen.filter(({ minor }) => minor === undefined).map(unreadVersion)];
  },
  *judge({ view, current }) {
    const servers = view(members).flatMap(({ component, minor }) => (component === "kube-apiserver" ? (minor ?? []) : []));
    const [oldest, newest] = servers.length === 0 ? [current, current] : [Math.min(...servers), Math.max(...servers)];
    for (const { pod, component, minor } of view(members)) {
      if (minor === undefined || !components.includes(component)) continue;
      const data = { component, version: formatMinor(minor), server: formatMinor(minor > oldest ? oldest : newest) };
      if (minor > oldest) yield { at: refTo("pods", pod), message: "newer", data };
      else if (newest - minor > 1) yield { at: refTo("pods", pod), message: "older", data };
    }
  },
});
