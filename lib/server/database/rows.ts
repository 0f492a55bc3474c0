/** Plain rows, as repositories return them: no type of Prisma leaves this folder. */
import type { Pillar, Responsible } from "../../core/checks/define.ts";
import type { Datum, ObjectRef, Severity, VerdictKind } from "../../core/findings/verdict.ts";
import type { Gap } from "../../core/inventory/gap.ts";
import type { ResourceId } from "../../core/inventory/resources.ts";

export type ClusterKind = "live" | "inCluster" | "snapshot" | "sample";
export type ScanState = "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";
export type ScanPhase = "queued" | "connect" | "discover" | "collect" | "assess" | "store" | "done";
export type ScanTrigger = "manual" | "upload" | "sample" | "command" | "schedule";
/** Against the scan before; `firstLook`: there is none, so that nobody can say what is new. */
export type FindingState = "firstLook" | "new" | "unchanged" | "reopened" | "notComparable";

/** States in which a scan has results that can be read. */
export const resultStates = ["completed", "partial"] as const;
/** States in which a scan waits or runs; a cluster has at most one scan in them. */
export const activeStates = ["queued", "running"] as const;

export type SeverityCounts = Readonly<Record<Severity, number>>;

export interface ScanProgress {
  /** Rises with every event of the scan. */
  readonly seq: number;
  readonly state: ScanState;
  readonly phase: ScanPhase;
  readonly done: number;
  readonly total: number;
  /** Objects read so far, by resource. */
  readonly counts: Readonly<Record<string, number>>;
  readonly gaps: number;
  readonly attempt: number;
  readonly at: string;
}

export interface CoverageRow {
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
  readonly notAssessed: number;
  /** 0 to 1; absent when nothing was applicable or seen. */
  readonly share?: number;
}

export interface ScanRow {
  readonly id: string;
  readonly number: number;
  readonly clusterId: string;
  readonly cluster: string;
  readonly clusterKind: ClusterKind;
  readonly state: ScanState;
  readonly phase: ScanPhase;
  readonly trigger: ScanTrigger;
  readonly requestedBy?: string;
  readonly attempt: number;
  readonly cancelRequested: boolean;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  /** When the look ended. */
  readonly takenAt?: Date;
  readonly source?: string;
  readonly identity?: string;
  readonly version?: string;
  readonly objects?: number;
  readonly coverage?: CoverageRow;
  readonly counts?: SeverityCounts;
  /** Against the scan with results before it. A reader of some namespaces gets none: what was fixed is not theirs to count. */
  readonly change?: {
    readonly against: string;
    readonly new: number;
    readonly fixed: number;
    readonly unchanged: number;
    readonly notComparable: number;
  };
  readonly progress?: ScanProgress;
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
}

export interface LookRow {
  readonly resource: ResourceId;
  readonly apiVersion?: string;
  readonly state: "complete" | "partial" | "unseen" | "absent";
  /** Objects that the reader may see. */
  readonly items: number;
  readonly gaps: readonly Gap[];
}

export interface CheckRow {
  readonly checkId: string;
  readonly pillar: Pillar;
  readonly verdict: VerdictKind;
  readonly reason?: string;
  readonly gaps: readonly Gap[];
  readonly findings: number;
}

export interface FindingRow {
  readonly fingerprint: string;
  readonly scanId: string;
  readonly clusterId: string;
  readonly cluster: string;
  readonly checkId: string;
  readonly pillar: Pillar;
  readonly responsible: Responsible;
  readonly severity: Severity;
  readonly message: string;
  readonly title: string;
  readonly at: ObjectRef & { readonly path?: string };
  readonly state: FindingState;
  readonly firstSeenAt: Date;
}

export interface FindingDetailRow extends FindingRow {
  readonly data: Readonly<Record<string, Datum>>;
}

/** A cluster that an occurrence of a schedule did not scan. */
export interface ScheduleSkip {
  readonly clusterId: string;
  /** Its scan before was still under way; it is a snapshot; somebody removed it. */
  readonly reason: "scanActive" | "noLiveConnection" | "removed";
}

/** A text column that holds one of a closed set of words: the migration's CHECK or the one writer guarantees it. */
export function word<T extends string>(text: string): T {
  return text as T;
}

/** @returns undefined for a column without a value. */
export function present<T>(value: T | null): T | undefined {
  return value ?? undefined;
}
