import { CircleDashed } from "lucide-react";
import type { ScheduleRun } from "#contracts/schedules.ts";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { toneOf } from "./run-words.ts";

const glyphs = { good: "pass", bad: "fail", partial: "notAssessed", none: "notApplicable" } as const;

/** How a run went, as a glyph beside its words. */
export function RunMark({ run, className }: { run: ScheduleRun; className?: string }) {
  const tone = toneOf(run);
  if (tone === "busy") return <CircleDashed aria-hidden className={cn("size-3.5 flex-none text-accent-text", className)} />;
  return <VerdictGlyph verdict={glyphs[tone]} className={cn("flex-none", className)} />;
}
