import { refTo } from "../object-ref.ts";
import { type Member, members, unreadVersion, unseenComponent } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";

/** @returns the minor of an etcd 3, by the tag of its image. */
function minorOf({ version = "" }: Member): number | undefined {
  const [, minor] = /^v?3\.(\d+)/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

export default defineTargetCheck({
  id: "upgrade/etcd-version",
  title: "Version of etcd in the cluster",
  seenBy: "static-pods",
  reads: ["pods"],
  facts: ["control-plane-removed-flags"],
  from: 37,
  messages: {
    older: { text: "{object} runs etcd {version}, older than 3.7, which Kubernetes 1.37 comes with", impact: "info" },
  },
  docs: {
    why: "Each minor is tested with the etcd that kubeadm brings: 3.7 for 1.37. An older one works for a while, and is upgraded one minor at a time, before the API servers.",
    fix: "Take a backup of etcd, and let kubeadm upgrade it, or do it by hand where it is yours.",
    refs: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/"],
  },
  unseen({ view }) {
    const seen = view(members).filter(({ component }) => component === "etcd");
    return seen.length === 0
      ? [unseenComponent("etcd")]
      : seen.filter((member) => minorOf(member) === undefined).map(unreadVersion);
  },
  *judge({ view }) {
    for (const member of view(members)) {
      const { pod, component, version } = member;
      const minor = minorOf(member);
      if (component === "etcd" && minor !== undefined && minor < 7)
        yield { at: refTo("pods", pod), message: "older", data: { version } };
    }
  },
});
