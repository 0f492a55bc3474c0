import type { Coverage } from "#contracts/common.ts";
import type { ScanSummary } from "#contracts/scans.ts";
import { nameOfVerdict, VerdictGlyph, type VerdictName } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";

const shown: readonly { verdict: VerdictName; of: (coverage: Coverage) => number }[] = [
  { verdict: "fail", of: (c) => c.failed },
  { verdict: "pass", of: (c) => c.passed },
  { verdict: "notAssessed", of: (c) => c.notAssessed },
  { verdict: "notApplicable", of: (c) => c.notApplicable },
];

/** How many checks failed, passed, could not be assessed, and do not apply; each opens its checks. */
export function VerdictCounts({ scan, coverage }: { scan: ScanSummary; coverage: Coverage }) {
  return (
    <ul
      aria-label="Verdicts of the checks"
      className="mb-4 grid grid-cols-2 rounded-panel border border-line bg-panel sm:grid-cols-4"
    >
      {shown.map(({ verdict, of }) => (
        <li
          key={verdict}
          className="border-line max-sm:odd:border-r max-sm:[&:nth-child(-n+2)]:border-b sm:border-r sm:last:border-r-0"
        >
          <Link href={`/scans/${scan.id}?tab=checks&verdict=${verdict}`} className="block px-4 py-3 hover:bg-sunk">
            <b className="flex items-center gap-2 font-semibold text-20">
              <VerdictGlyph verdict={verdict} className="size-3.5" />
              {of(coverage)}
            </b>
            <span className="text-12 text-ink-2">{nameOfVerdict(verdict).toLowerCase()}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
