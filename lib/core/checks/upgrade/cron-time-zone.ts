import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/cron-time-zone",
  title: "Time zones inside schedules",
  reads: ["cronjobs.batch"],
  facts: ["cron-schedule"],
  from: 29,
  responsible: "application",
  messages: {
    zone: {
      text: "{object} has a time zone in its schedule ({schedule}): Kubernetes from 1.29 on refuses to create it",
      impact: "warning",
    },
  },
  docs: {
    why: "TZ= and CRON_TZ= in spec.schedule were never promised. From 1.29 on a CronJob that is created or changed with them is refused; one that is there goes on.",
    fix: "Put the zone into spec.timeZone, and take it out of the schedule.",
    refs: ["https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#unsupported-timezone-specification"],
  },
  *judge({ list }) {
    for (const job of list("cronjobs.batch"))
      if (/\b(CRON_)?TZ\s*=/.test(job.schedule ?? ""))
        yield { at: refTo("cronjobs.batch", job, "spec.schedule"), message: "zone", data: { schedule: job.schedule } };
  },
});
