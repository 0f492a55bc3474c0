import { outside } from "../../inventory/gap.ts";
import type { BackupItem, BackupScheduleItem } from "../../inventory/posture-items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { usedNamespaces } from "../isolation/namespaces.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources } from "../workload/workloads.ts";
import { otherBackupTools } from "./tools.ts";

type Message = "none" | "noSchedule" | "paused" | "invalid" | "never" | "failed" | "old" | "unavailable";
type Context = CheckContext<(typeof reads)[number]>;

const velero = ["backups.velero.io", "backupstoragelocations.velero.io", "schedules.velero.io"] as const;
const definitions = "customresourcedefinitions.apiextensions.k8s.io";
const reads = [...velero, definitions, "namespaces", ...workloadResources] as const;

const day = 86_400_000;
/** A backup that is older does not bring back what matters. */
const oldest = 7;
const good = "Completed";
const bad = new Set(["Failed", "PartiallyFailed", "FailedValidation", "FinalizingPartiallyFailed"]);

export default defineCheck({
  id: "operations/backups",
  major: 1,
  since: "0.1",
  title: "Backups of the cluster",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads,
  messages: {
    none: {
      text: "{object} has no backups that are known here, and {namespaces} namespaces in which something runs",
      severity: "medium",
    },
    noSchedule: {
      text: "{object} has Velero and no schedule: backups are made when somebody thinks of them",
      severity: "medium",
    },
    paused: { text: "{object} is paused, and makes no backups", severity: "medium" },
    invalid: { text: "{object} is refused by Velero ({phase}), and makes no backups", severity: "high" },
    never: { text: "{object} has made no backup that was completed", severity: "high" },
    failed: { text: "{object}: its last backup, {backup}, ended as {phase}; the last good one is of {date}", severity: "high" },
    old: { text: "{object}: its last good backup is of {date}, {days} days ago", severity: "medium" },
    unavailable: { text: "{object} cannot be written to or read: backups there are out of reach", severity: "high" },
  },
  docs: {
    why: "After ransomware, a wrong delete or a lost etcd the backup is all that is left. A schedule that fails does so in silence. Whether a backup can be restored is known only by doing it. Of other tools is only told that they are there.",
    fix: "Schedule backups of every namespace that matters at least daily, alert on velero_backup_failure_total, keep them where the cluster's own credentials cannot delete them, and restore one every quarter.",
    refs: [
      "https://velero.io/docs/main/",
      "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#backing-up-an-etcd-cluster",
    ],
  },
  unseen({ list, look }) {
    const others = otherBackupTools(list(definitions));
    const installed = look("schedules.velero.io").coverage.state !== "absent" && list("schedules.velero.io").length > 0;
    return others.length === 0 || installed
      ? []
      : others.map((tool) => outside(definitions, `${tool} is installed: its backups are not evaluated`));
  },
  applies: ({ view }) => (view(usedNamespaces).length === 0 ? "Nothing runs in a namespace of anybody's own." : undefined),
  *evaluate(context) {
    const { list } = context;
    const schedules = list("schedules.velero.io");
    if (schedules.length === 0) return yield* withoutSchedules(context);
    const made = Map.groupBy(list("backups.velero.io"), ({ meta, schedule }) => `${meta.namespace}/${schedule ?? ""}`);
    for (const schedule of schedules) {
      const { namespace = "", name } = schedule.meta;
      if (schedule.paused)
        yield { at: refTo("schedules.velero.io", schedule, "spec.paused"), message: "paused", locus: "schedule" };
      else yield* judge(context, schedule, made.get(`${namespace}/${name}`) ?? []);
    }
    for (const location of list("backupstoragelocations.velero.io"))
      if (location.phase === "Unavailable")
        yield {
          at: refTo("backupstoragelocations.velero.io", location, "status.phase"),
          message: "unavailable",
          locus: "location",
        };
  },
});

function* withoutSchedules({ list, look, view, complete }: Context): Iterable<Report<Message>> {
  if (!complete("schedules.velero.io") || !complete(definitions) || otherBackupTools(list(definitions)).length > 0) return;
  const namespaces = view(usedNamespaces).length;
  const at = { resource: "schedules.velero.io", kind: "Cluster", name: "kubernetes" };
  const installed =
    list(definitions).some(({ group }) => group === "velero.io") && look("schedules.velero.io").coverage.state !== "absent";
  if (installed) yield { at, message: "noSchedule", locus: "backups" };
  else if (namespaces > 0) yield { at, message: "none", data: { namespaces }, locus: "backups" };
}

function* judge(
  { now, complete }: Context,
  schedule: BackupScheduleItem,
  backups: readonly BackupItem[],
): Iterable<Report<Message>> {
  const at = refTo("schedules.velero.io", schedule);
  if (schedule.phase === "FailedValidation")
    return yield { at, message: "invalid", data: { phase: schedule.phase }, locus: "schedule" };
  const ended = backups.filter(({ completedAt }) => completedAt !== undefined).toSorted(byEnd);
  const lastGood = ended.findLast(({ phase }) => phase === good);
  const last = backups
    .filter(({ phase }) => phase === good || bad.has(phase ?? ""))
    .toSorted(byEnd)
    .at(-1);
  if (lastGood?.completedAt === undefined) {
    const made =
      schedule.meta.createdAt === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(schedule.meta.createdAt);
    if (complete("backups.velero.io", schedule.meta.namespace) && made > day) yield { at, message: "never", locus: "last" };
    return;
  }
  const date = lastGood.completedAt.slice(0, 10);
  const days = Math.floor((now.getTime() - Date.parse(lastGood.completedAt)) / day);
  if (last?.phase !== undefined && bad.has(last.phase))
    yield { at, message: "failed", data: { backup: last.meta.name, phase: last.phase, date }, locus: "last" };
  else if (days >= oldest && complete("backups.velero.io", schedule.meta.namespace))
    yield { at, message: "old", data: { date, days }, locus: "last" };
}

function byEnd(a: BackupItem, b: BackupItem): number {
  const [first, second] = [a, b].map(({ completedAt, meta }) => completedAt ?? meta.createdAt ?? "");
  return (first ?? "") < (second ?? "") ? -1 : 1;
}
