import type { Risks } from "#contracts/access/risks.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { findingsOfChecks } from "./risk-words.ts";

/** Every known way, whether it was found, not found, or not looked for. */
export function RiskCatalogue({ scanId, rows }: { scanId: string; rows: Risks["rows"] }) {
  return (
    <Panel title="What was looked for" aside={`${rows.length} ways`}>
      <ol>
        {rows.map((row) => (
          <li
            key={row.row}
            className="grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-2.5 border-line border-b px-4 py-1.5 text-12 last:border-b-0"
          >
            <VerdictGlyph verdict={row.verdict} labelled className="mt-1" />
            <span className="min-w-0">
              <span className="text-ink">{row.right}</span>
              <span className="block text-ink-3">{row.consequence}</span>
            </span>
            {row.findings === 0 ? null : (
              <Link
                href={findingsOfChecks(scanId, row.checks)}
                aria-label={`${row.right}: ${row.findings} findings`}
                className="inline-flex min-h-6 min-w-6 items-center justify-end text-accent-text underline tabular-nums"
              >
                {row.findings.toLocaleString("en")}
              </Link>
            )}
          </li>
        ))}
      </ol>
      <PanelFooter>
        Deleted users and groups that others could be created as are not seen: Kubernetes keeps no list of them.
      </PanelFooter>
    </Panel>
  );
}
