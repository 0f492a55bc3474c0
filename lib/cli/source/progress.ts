/** How far a look at a cluster is, on one line of a terminal; nothing where nobody watches. */

import { clean } from "#core/text/clean.ts";
import type { CollectProgress } from "#server/cluster/collect/collect.ts";
import type { Io } from "../io.ts";

const wipe = "\r\u001b[2K";
const phases = { connect: "Connecting", discover: "Asking what the cluster serves", collect: "Reading" } as const;

export interface ProgressLine {
  report(progress: CollectProgress): void;
  clear(): void;
}

/** @returns a line that overwrites itself on stderr. */
export function showProgress({ stderr }: Pick<Io, "stderr">): ProgressLine {
  if (stderr.isTTY !== true) return { report: () => undefined, clear: () => undefined };
  return {
    report: (progress) => stderr.write(wipe + clean(sentence(progress))),
    clear: () => stderr.write(wipe),
  };
}

function sentence({ phase, done, total, counts }: CollectProgress): string {
  if (phase !== "collect") return `${phases[phase]} …`;
  const objects = Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0);
  return `${phases[phase]} … ${done} of ${total} kinds, ${objects} objects`;
}
