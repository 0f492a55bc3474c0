import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "storage/reclaim-policy",
  major: 1,
  since: "0.1",
  title: "Reclaim policies of shared storage classes",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["persistentvolumes", "storageclasses.storage.k8s.io"],
  crossesNamespaces: true,
  messages: {
    kept: {
      text: "{object} keeps volumes with their data when the claim goes ({policy}), and serves {count} namespaces: {namespaces}",
      severity: "low",
    },
    recycled: { text: "{object} is wiped and given to the next claim (Recycle), which Kubernetes gave up", severity: "medium" },
  },
  docs: {
    why: "Where several teams share a class, a volume that outlives its claim still holds the last team's data, and an administrator who gives it to the next claim gives them that. With Delete it goes with the claim. What a class has no policy for is deleted.",
    fix: "Give each team a class of its own, or set reclaimPolicy: Delete on a class that teams share, and keep what must last in backups.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/#storage-isolation",
      "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming",
    ],
  },
  *evaluate({ list }) {
    const users = new Map<string, Set<string>>();
    for (const volume of list("persistentvolumes")) {
      const { storageClass, claim, reclaimPolicy } = volume;
      if (reclaimPolicy === "Recycle")
        yield { at: refTo("persistentvolumes", volume, "spec.persistentVolumeReclaimPolicy"), message: "recycled" };
      if (storageClass && claim) users.set(storageClass, (users.get(storageClass) ?? new Set()).add(claim.namespace));
    }
    for (const item of list("storageclasses.storage.k8s.io")) {
      const policy = item.reclaimPolicy ?? "Delete";
      const namespaces = [...(users.get(item.meta.name) ?? [])].sort();
      if (policy === "Delete" || namespaces.length < 2) continue;
      const data = { policy, count: namespaces.length, namespaces: namespaces.slice(0, 10) };
      yield { at: refTo("storageclasses.storage.k8s.io", item, "reclaimPolicy"), message: "kept", data, locus: "policy" };
    }
  },
});
