import { formatMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { members, unreadVersion, unseenComponent } from "./control-plane.ts";
import { defineUpgradeCheck } from "./define.ts";

export default defineUpgradeCheck({
  id: "upgrade/server-skew",
  title: "Versions of the API servers",
  seenBy: "static-pods",
  reads: ["pods"],
  facts: ["control-plane-removed-flags"],
  messages: {
    apart: {
      text: "{object} runs Kubernetes {oldest} while another of {servers} API servers runs {newest}: more than one minor apart",
      impact: "blocker",
    },
    rolling: {
      text: "{object} runs Kubernetes {oldest} while another of {servers} API servers runs {newest}: no kubelet may be newer than {oldest} until it is upgraded",
      impact: "info",
    },
  },
  docs: {
    why: "The API servers of one cluster may be one minor apart, and only while an upgrade goes on. Further apart they do not agree on what is stored and served, and the oldest of them decides how new a kubelet may be.",
    fix: "Bring every API server to the same minor before the next step, one at a time.",
    refs: ["https://kubernetes.io/releases/version-skew-policy/#kube-apiserver"],
  },
  unseen({ view }) {
    const servers = view(members).filter(({ component }) => component === "kube-apiserver");
    if (servers.length === 0) return [unseenComponent("kube-apiserver")];
    return servers.filter(({ minor }) => minor === undefined).map(unreadVersion);
  },
  *evaluate({ view }) {
    const servers = view(members).filter(({ component }) => component === "kube-apiserver");
    const minors = servers.flatMap(({ minor }) => minor ?? []);
    const [oldest, newest] = [Math.min(...minors), Math.max(...minors)];
    for (const { pod, minor } of servers) {
      if (minor === undefined || minor !== oldest || newest === oldest) continue;
      const data = { oldest: formatMinor(oldest), newest: formatMinor(newest), servers: servers.length };
      yield { at: refTo("pods", pod), message: newest - oldest > 1 ? "apart" : "rolling", data };
    }
  },
});
