import type { ScanSummary } from "#contracts/scans.ts";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";

/** The state of a scan by glyph and word. */
export function ScanState({ scan }: { scan: Pick<ScanSummary, "state"> }) {
  switch (scan.state) {
    case "completed":
      return (
        <span className="inline-flex items-center gap-1.5 text-ink-2">
          <VerdictGlyph verdict="pass" />
          completed
        </span>
      );
    case "partial":
      return (
        <span className="inline-flex items-center gap-1.5 text-ink-2">
          <VerdictGlyph verdict="notAssessed" />
          partial
        </span>
      );
    case "failed":
      return (
        <span className="inline-flex items-center gap-1.5 text-critical">
          <VerdictGlyph verdict="fail" />
          failed
        </span>
      );
    case "cancelled":
      return (
        <span className="inline-flex items-center gap-1.5 text-ink-3">
          <VerdictGlyph verdict="notApplicable" />
          cancelled
        </span>
      );
    default:
      return <Badge look="accent">{scan.state}</Badge>;
  }
}
