import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const writtenByMany = new Set(["ReadWriteMany", "ReadWriteOnce"]);

export default defineCheck({
  id: "storage/shared-volumes",
  major: 1,
  since: "0.1",
  title: "Storage behind claims of several namespaces",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["persistentvolumes"],
  facts: ["volume-backing"],
  crossesNamespaces: true,
  messages: {
    written: { text: "{object} and {others} are the same storage, and {namespaces} may write to it", severity: "medium" },
    read: { text: "{object} and {others} are the same storage, which {namespaces} may read", severity: "low" },
  },
  docs: {
    why: "A namespace is a border for network, rights and quotas. Two volumes on one file system lead past it: what one team writes the other runs or reads, and whoever takes over the weaker of them has both.",
    fix: "Give each namespace storage of its own, or exchange data through a service that asks who is there. Where sharing is meant, mount it read only on one side.",
    refs: ["https://kubernetes.io/docs/concepts/security/multi-tenancy/#storage-isolation"],
  },
  *evaluate({ list }) {
    const claimed = list("persistentvolumes").filter(({ backing, claim }) => backing !== undefined && claim !== undefined);
    for (const volumes of Map.groupBy(claimed, ({ backing }) => backing).values()) {
      const namespaces = [...new Set(volumes.flatMap(({ claim }) => claim?.namespace ?? []))].sort();
      const [first, ...others] = volumes;
      if (first === undefined || namespaces.length < 2) continue;
      const written = volumes.some(({ accessModes = [] }) => accessModes.some((mode) => writtenByMany.has(mode)));
      const data = { others: others.map(({ meta }) => meta.name), namespaces };
      yield { at: refTo("persistentvolumes", first), message: written ? "written" : "read", data, locus: "backing" };
    }
  },
});
