import type { ScanProgress } from "#contracts/scans.ts";

type PhaseId = ScanProgress["phase"];

export interface Phase {
  id: PhaseId;
  name: string;
  /** What is counted in it. */
  unit: string;
  detail: string;
  /** Its part of the whole, in hundredths, as it usually is. */
  weight: number;
}

/** The phases of a scan, in their order. */
export const phases: readonly Phase[] = [
  { id: "queued", name: "Wait for a worker", unit: "", detail: "", weight: 2 },
  { id: "connect", name: "Connect", unit: "", detail: "address, certificate, credential", weight: 4 },
  { id: "discover", name: "Discover", unit: "groups", detail: "what the API server serves", weight: 6 },
  { id: "collect", name: "Collect", unit: "kinds", detail: "page by page, read only", weight: 68 },
  { id: "assess", name: "Assess", unit: "checks", detail: "every check, on what was seen", weight: 14 },
  { id: "store", name: "Store", unit: "", detail: "in one commit", weight: 6 },
];

/** @returns whether a phase lies behind, is the present one, or is to come. */
export function stateOf(phase: PhaseId, now: PhaseId): "done" | "now" | "later" {
  if (now === "done") return "done";
  const at = phases.findIndex((candidate) => candidate.id === phase);
  const present = phases.findIndex((candidate) => candidate.id === now);
  return at < present ? "done" : at === present ? "now" : "later";
}

/** @returns 0 to 1: how far a scan is, as its phases usually weigh. It never falls while the phases go forward. */
export function doneShare(progress: Pick<ScanProgress, "phase" | "done" | "total">): number {
  if (progress.phase === "done") return 1;
  const present = phases.findIndex((candidate) => candidate.id === progress.phase);
  const behind = phases.slice(0, present).reduce((sum, phase) => sum + phase.weight, 0);
  const within = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return (behind + within * (phases[present]?.weight ?? 0)) / 100;
}
