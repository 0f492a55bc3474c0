import type { ReactNode } from "react";
import type { Cluster, Fleet } from "#contracts/clusters.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { count, openCounts } from "./words.ts";

interface FigureProps {
  href: string;
  name: string;
  figure: ReactNode;
  unit: string;
  picture?: ReactNode;
  children: ReactNode;
}

function Figure({ href, name, figure, unit, picture, children }: FigureProps) {
  return (
    <Link
      href={href}
      className="grid min-w-0 content-start gap-1 border-line px-4 py-3 hover:bg-sunk max-wide:odd:border-r max-wide:[&:nth-child(-n+2)]:border-b wide:border-r wide:last:border-r-0"
    >
      <span className="text-12 text-ink-3">{name}</span>
      <span className="flex min-h-10 flex-wrap items-center justify-between gap-x-4">
        <b className="whitespace-nowrap font-semibold text-28 tracking-[-.02em]">
          {figure}
          <small className="ml-1 font-normal text-13 text-ink-2 tracking-normal">{unit}</small>
        </b>
        {picture}
      </span>
      <span className="flex min-h-5 flex-wrap items-center gap-x-3 text-12 text-ink-2">{children}</span>
    </Link>
  );
}

function inClusters(clusters: readonly Cluster[], severity: "critical" | "high"): string {
  const affected = clusters.filter((cluster) => (openCounts(cluster.lastScan)?.[severity] ?? 0) > 0).length;
  return affected === 0 ? `in none of ${clusters.length}` : `in ${affected} of ${count(clusters.length, "cluster")}`;
}

/** The four numbers of the fleet; each opens what it counts. */
export function FleetFigures({ fleet }: { fleet: Fleet }) {
  const { coverage, waived } = fleet.totals;
  const counts = openCounts(fleet.totals) ?? fleet.totals.counts;
  const kept = Object.values(waived).reduce((sum, n) => sum + n, 0);
  const lesser = counts.medium + counts.low + counts.information;
  return (
    <section
      aria-label="The fleet in numbers"
      className="mb-4 grid grid-cols-2 rounded-panel border border-line bg-panel wide:grid-cols-[1fr_1fr_1fr_1.3fr]"
    >
      <Figure href="/findings?severity=critical" name="Act now" figure={counts.critical} unit="critical">
        <SeverityGlyph severity="critical" />
        {inClusters(fleet.clusters, "critical")}
      </Figure>
      <Figure href="/findings?severity=high" name="Act soon" figure={counts.high} unit="high">
        <SeverityGlyph severity="high" />
        {inClusters(fleet.clusters, "high")}
      </Figure>
      <Figure
        href="/findings"
        name="All findings"
        figure={(counts.critical + counts.high + lesser).toLocaleString("en-GB")}
        unit="open"
      >
        <span>{count(counts.medium, "medium", "medium")}</span>
        <span>{count(counts.low + counts.information, "lower", "lower")}</span>
        {kept > 0 ? <span>{count(kept, "waived", "waived")}</span> : null}
      </Figure>
      <Figure
        href="/scans"
        name="Assessed"
        figure={coverage.share === undefined ? "–" : percent(coverage.share)}
        unit={coverage.share === undefined ? "nothing yet" : "of the checks"}
        picture={<CoverageBar share={coverage.share} width={64} figure={false} className="narrow:hidden" />}
      >
        <span className="inline-flex items-center gap-1.5">
          <VerdictGlyph verdict="fail" />
          {coverage.failed} failed
        </span>
        <span className="inline-flex items-center gap-1.5">
          <VerdictGlyph verdict="pass" />
          {coverage.passed} passed
        </span>
        <span className="inline-flex items-center gap-1.5">
          <VerdictGlyph verdict="notAssessed" />
          {coverage.notAssessed} not assessed
        </span>
      </Figure>
    </section>
  );
}
