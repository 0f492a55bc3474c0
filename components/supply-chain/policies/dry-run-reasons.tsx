"use client";
import type { DryRun, DryRunReason } from "#contracts/supply-chain/dry-run.ts";
import { counted } from "../../access/subject-words.ts";
import { cn } from "../../ui/cn.ts";
import { VerdictGlyph, type VerdictName } from "../../ui/glyphs.tsx";
import { Sentence } from "../../ui/sentence.tsx";

type Verdict = DryRun["reasons"][number]["verdict"];

const glyphs: Readonly<Record<Verdict, VerdictName>> = {
  refused: "fail",
  notAssessed: "notAssessed",
  notNamed: "notApplicable",
  allowed: "pass",
};
export const verdictWords: Readonly<Record<Verdict, string>> = {
  refused: "Refused",
  notAssessed: "Not assessed",
  notNamed: "No policy names it",
  allowed: "Allowed",
};

/** The glyph of a verdict, with its word for readers or beside it. */
export function DryRunGlyph({ verdict, alone = false }: { verdict: Verdict; alone?: boolean }) {
  return <VerdictGlyph verdict={glyphs[verdict]} className="flex-none" {...(alone && { label: verdictWords[verdict] })} />;
}

interface ReasonsProps {
  readonly run: Pick<DryRun, "reasons">;
  /** Narrows the list below to a reason; absent: they are only told. */
  readonly chosen?: DryRunReason | null;
  readonly onReason?: (reason: DryRunReason | null) => void;
}

/** Why pods would be refused, and why of others it cannot be said: each with how much it is about. */
export function DryRunReasons({ run: { reasons }, chosen, onReason }: ReasonsProps) {
  if (reasons.length === 0) return <p className="text-12 text-ink-2">Everything that runs would be allowed.</p>;
  return (
    <ul aria-label="Reasons" className="rounded-control border border-line bg-panel">
      {reasons.map(({ verdict, reason, title, remedy, pods, workloads, clusters }) => {
        const inside = (
          <>
            <span className="mt-1">
              <DryRunGlyph verdict={verdict} alone />
            </span>
            <span className="min-w-0 flex-1 basis-64">
              <span className="block font-label">{title}</span>
              {remedy === "" ? null : (
                <span className="block text-12 text-ink-2">
                  <Sentence text={remedy} />
                </span>
              )}
            </span>
            <span className="text-12 text-ink-2">
              <b className="font-label text-ink">{counted(pods, "pod")}</b> of {counted(workloads, "workload")} in{" "}
              {counted(clusters, "cluster")}
            </span>
          </>
        );
        const look = "flex w-full flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2 text-left";
        return (
          <li
            key={`${verdict} ${reason}`}
            className={cn("border-line border-b last:border-b-0", verdict === "notAssessed" && "bg-sunk")}
          >
            {onReason === undefined ? (
              <div className={look}>{inside}</div>
            ) : (
              <button
                type="button"
                aria-pressed={chosen === reason}
                className={cn(look, "hover:bg-sunk aria-pressed:bg-accent-soft")}
                onClick={() => onReason(chosen === reason ? null : reason)}
              >
                {inside}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
