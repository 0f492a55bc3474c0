import type { ReactNode } from "react";
import type { ReportGap } from "#contracts/reports.ts";
import { GapList } from "../scans/gap-list.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";

/** What a report does not know, and what that means for it. */
export function NotSeen({ gaps, children }: { gaps: readonly ReportGap[]; children: ReactNode }) {
  return (
    <section aria-labelledby="not-seen" className="hatch mt-8 overflow-hidden rounded-panel border border-unseen border-dashed">
      <div className="ml-4 border-unseen border-l border-dashed bg-panel px-4 py-3">
        <h2 id="not-seen" className="flex items-center gap-1.5 text-14">
          <VerdictGlyph verdict="notAssessed" />
          Not everything could be seen
        </h2>
        <p className="mb-2 text-ink-2">{children}</p>
        <GapList gaps={gaps} />
      </div>
    </section>
  );
}
