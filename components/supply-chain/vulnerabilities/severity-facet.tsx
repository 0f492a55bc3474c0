import type { VulnerabilityList } from "#contracts/vulnerabilities.ts";
import { cn } from "../../ui/cn.ts";
import { SeverityGlyph, VerdictGlyph } from "../../ui/glyphs.tsx";
import { severityWord } from "./vulnerability-words.ts";

export const severityNames = ["critical", "high", "medium", "low", "information", "unknown"] as const;
export type SeverityChoice = (typeof severityNames)[number];

interface SeverityFacetProps {
  readonly counts: VulnerabilityList["counts"];
  readonly chosen: readonly SeverityChoice[];
  readonly onChange: (chosen: SeverityChoice[]) => void;
}

/** The severities with their counts; each narrows the list to itself and the others that are chosen. */
export function SeverityFacet({ counts, chosen, onChange }: SeverityFacetProps) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Severity</legend>
      {severityNames.map((severity) => {
        const count = counts[severity] ?? 0;
        const on = chosen.includes(severity);
        if (count === 0 && !on) return null;
        return (
          <button
            key={severity}
            type="button"
            aria-pressed={on}
            className={cn(
              "inline-flex h-8 items-center gap-1.5 rounded-control border px-2 text-12",
              on
                ? "border-accent-line bg-accent-soft text-accent-text"
                : "border-line-strong bg-panel text-ink-2 hover:border-tick",
            )}
            onClick={() => onChange(on ? chosen.filter((one) => one !== severity) : [...chosen, severity])}
          >
            <SeverityMark severity={severity} />
            {severityWord(severity)} <span className="tabular-nums">{count.toLocaleString("en")}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

/** The shape of a severity; that of what was not looked at where nobody says one. */
export function SeverityMark({ severity }: { severity: SeverityChoice }) {
  return severity === "unknown" ? <VerdictGlyph verdict="notAssessed" /> : <SeverityGlyph severity={severity} />;
}
