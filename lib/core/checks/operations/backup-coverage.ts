import { defineCheck } from "../define.ts";
import { usedNamespaces } from "../isolation/namespaces.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources } from "../workload/workloads.ts";
import { covers } from "./velero.ts";

export default defineCheck({
  id: "operations/backup-coverage",
  major: 1,
  since: "0.1",
  title: "Namespaces in backups",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["namespaces", "schedules.velero.io", ...workloadResources],
  messages: {
    uncovered: {
      text: "{object} runs {workloads} workloads, and no schedule of Velero that is on covers it",
      severity: "medium",
    },
    selective: { text: "{object} is covered only by schedules that choose objects by labels: {schedules}", severity: "low" },
  },
  docs: {
    why: "A namespace that came after the schedule was written is in no backup, and nobody notices until it is needed. A selector of labels leaves out whatever somebody forgot to label.",
    fix: "Let one schedule cover all namespaces, and exclude by name what need not come back.",
    refs: ["https://velero.io/docs/main/resource-filtering/"],
  },
  applies: ({ list }) =>
    list("schedules.velero.io").length === 0 ? "Velero has no schedules: operations/backups tells of it." : undefined,
  *evaluate({ list, view, complete }) {
    const schedules = list("schedules.velero.io");
    if (schedules.length === 0 || !complete("schedules.velero.io")) return;
    for (const { item, workloads } of view(usedNamespaces)) {
      const covering = schedules.filter((schedule) => covers(schedule, item.meta.name));
      const at = refTo("namespaces", item);
      if (covering.length === 0) yield { at, message: "uncovered", data: { workloads: workloads.length }, locus: "backup" };
      else if (covering.every(({ selective }) => selective))
        yield { at, message: "selective", data: { schedules: covering.map(({ meta }) => meta.name).sort() }, locus: "backup" };
    }
  },
});
