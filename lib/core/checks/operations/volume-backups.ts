import { type Gap, outside } from "../../inventory/gap.ts";
import type { PersistentVolumeItem } from "../../inventory/items.ts";
import type { BackupScheduleItem } from "../../inventory/posture-items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { backsUpClaims, covers } from "./velero.ts";

type Message = "uncovered" | "unsaved" | "noAgent";
/** `unknown`: what no object shows decides it. */
type Saved = "saved" | "unknown" | "unsaved" | "uncovered";

const schedules = "schedules.velero.io";
const reads = ["persistentvolumes", schedules, ...workloadResources] as const;
type Context = CheckContext<(typeof reads)[number]>;

/** Volumes of these kinds Velero can ask a driver or a cloud to copy. */
const withSnapshots = new Set(["csi", "awsElasticBlockStore", "gcePersistentDisk", "azureDisk", "vsphereVolume", "cinder"]);
const left = "velero.io/exclude-from-backup";
const shown = 5;

interface Claim {
  readonly volume: PersistentVolumeItem;
  readonly namespace: string;
  readonly name: string;
}

interface Judged extends Claim {
  readonly saved: Saved;
}

/** The claims that pods name to Velero, or keep from it, by annotations: `namespace/claim`. */
interface Said {
  readonly asked: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
}

export default defineCheck({
  id: "operations/volume-backups",
  major: 1,
  since: "0.1",
  title: "Volumes in backups",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads,
  facts: ["backup-volumes"],
  messages: {
    uncovered: {
      text: "No schedule of Velero that is on backs up {count} claimed volumes of the namespace {namespace}: {claims}",
      severity: "medium",
    },
    unsaved: {
      text: "Schedules of Velero back up {count} claims of the namespace {namespace}, and nothing of what is in their volumes: {claims}",
      severity: "high",
    },
    noAgent: {
      text: "{object} asks for copies of the files in volumes, and no node agent of Velero runs that could make them",
      severity: "high",
    },
  },
  docs: {
    why: "A backup of objects brings back empty volumes. Velero saves what is in a volume only by a snapshot of its driver or by its node agent, and leaves it out in silence where neither applies: a path of the node, a network share without a driver, a schedule with snapshots switched off. Whether a snapshot worked, the phase of the backup says.",
    fix: "Set defaultVolumesToFsBackup on the schedule and run the node agent, or use volumes of a CSI driver with snapshots. Label with velero.io/exclude-from-backup what need not come back, so that the rest stands out, and restore one volume every quarter.",
    refs: [
      "https://velero.io/docs/main/file-system-backup/",
      "https://velero.io/docs/main/csi/",
      "https://velero.io/docs/main/resource-filtering/",
    ],
  },
  unseen: (context) => unknownOf(judge(context)),
  applies({ list }) {
    if (list(schedules).length === 0) return "Velero has no schedules: operations/backups tells of it.";
    return claimsOf(list("persistentvolumes")).length === 0 ? "No volume is claimed." : undefined;
  },
  *evaluate(context) {
    const { list, complete } = context;
    if (list(schedules).length === 0 || !complete(schedules)) return;
    if (agentRuns(context) === false)
      for (const schedule of list(schedules))
        if (schedule.files === true && !schedule.paused)
          yield { at: refTo(schedules, schedule, "spec.template.defaultVolumesToFsBackup"), message: "noAgent", locus: "agent" };
    for (const [namespace, claims] of Map.groupBy(judge(context), (claim) => claim.namespace))
      for (const saved of ["uncovered", "unsaved"] as const) yield* reportOf(namespace, saved, claims);
  },
});

function* reportOf(namespace: string, saved: Message & Saved, claims: readonly Judged[]): Iterable<Report<Message>> {
  const found = claims.filter((claim) => claim.saved === saved).map(({ name }) => name);
  if (found.length === 0) return;
  const data = { namespace, count: found.length, claims: found.sort() };
  yield { at: { resource: "namespaces", kind: "Namespace", name: namespace }, message: saved, data, locus: saved };
}

function unknownOf(judged: readonly Judged[]): readonly Gap[] {
  const unknown = judged.filter(({ saved }) => saved === "unknown");
  return [...Map.groupBy(unknown, ({ namespace }) => namespace)].map(([namespace, claims]) => {
    const some = claims.map(({ name }) => name).sort();
    const detail = `settings of Velero that no object shows, labels of claims or a policy of volumes decide whether what is in ${claims.length} volumes is backed up, such as ${some.slice(0, shown).join(", ")}`;
    return { ...outside("persistentvolumes", detail), namespace };
  });
}

/** Without a phase it is not known whether the claim is there; a released volume belongs to nobody. */
function claimsOf(volumes: readonly PersistentVolumeItem[]): readonly Claim[] {
  return volumes.flatMap((volume) => {
    const { claim, phase, meta } = volume;
    if (claim === undefined || (phase !== undefined && phase !== "Bound") || meta.labels?.[left] === "true") return [];
    return [{ volume, ...claim }];
  });
}

function judge(context: Context): readonly Judged[] {
  const { list, complete } = context;
  if (!complete(schedules)) return [];
  const said = saidByPods(context);
  const agent = agentRuns(context);
  return claimsOf(list("persistentvolumes")).map((claim) => {
    const covering = list(schedules).filter((schedule) => covers(schedule, claim.namespace) && backsUpClaims(schedule));
    const ways = covering.map((schedule) => savedBy(schedule, claim, { said, agent }));
    const best = (["saved", "unknown", "unsaved"] as const).find((way) => ways.includes(way));
    return { ...claim, saved: best ?? "uncovered" };
  });
}

interface Means {
  readonly said: Said;
  readonly agent: boolean | undefined;
}

function savedBy(schedule: BackupScheduleItem, { volume, namespace, name }: Claim, { said, agent }: Means): Saved {
  if (schedule.selective || schedule.volumePolicy) return "unknown";
  if (schedule.snapshots !== false && withSnapshots.has(volume.type)) return "saved";
  const key = `${namespace}/${name}`;
  if (volume.type === "hostPath" || said.kept.has(key)) return "unsaved";
  if (schedule.files === true || said.asked.has(key)) return agent === undefined ? "unknown" : agent ? "saved" : "unsaved";
  return schedule.files === undefined && agent !== false ? "unknown" : "unsaved";
}

/** @returns whether Velero's node agent runs; undefined where not all DaemonSets were seen. */
function agentRuns({ list, complete }: Context): boolean | undefined {
  const runs = list("daemonsets.apps").some(
    ({ meta, template }) =>
      /node-agent|restic/.test(meta.name) && template.spec.containers.some(({ image }) => /(^|\/)velero(:|@|$)/.test(image)),
  );
  return runs || (complete("daemonsets.apps") ? false : undefined);
}

function saidByPods({ view }: Context): Said {
  const [asked, kept] = [new Set<string>(), new Set<string>()];
  for (const { namespace, template, spec } of view(workloads))
    for (const [annotation, claims] of [
      ["backup.velero.io/backup-volumes", asked],
      ["backup.velero.io/backup-volumes-excludes", kept],
    ] as const) {
      const named = new Set((template.annotations?.[annotation] ?? "").split(",").map((volume) => volume.trim()));
      for (const { name, type, ref } of spec.volumes ?? [])
        if (type === "persistentVolumeClaim" && ref !== undefined && named.has(name)) claims.add(`${namespace}/${ref}`);
    }
  return { asked, kept };
}
