"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { ScanDetail } from "#contracts/scans.ts";
import { counted } from "../access/subject-words.ts";
import { scanOptions } from "../scans/page-scan.ts";
import { nameOfVerdict, VerdictGlyph, type VerdictName } from "../ui/glyphs.tsx";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { ErrorState, Skeleton } from "../ui/states.tsx";
import { type BandOf, bandsOf, type Counts, shareOf } from "./bands.ts";

type Check = ScanDetail["checks"][number];

/** Every check by its layer of the four Cs, as the scan found it: a dot each. */
export function OverviewPage({ scanId }: { scanId: string }) {
  const scan = useQuery(scanOptions(scanId));
  const known = useQuery(api.checks.list.queryOptions({}));
  const failed = scan.error ?? known.error;
  if (failed !== null && (scan.data === undefined || known.data === undefined))
    return <ErrorState level={1} error={problemOf(failed)} retry={() => void scan.refetch()} className="px-0" />;
  if (scan.data === undefined || known.data === undefined) return <OverviewSkeleton />;
  const layers = new Map(known.data.items.map(({ id, layer }) => [id, layer]));
  const checks = scan.data.checks.filter(({ pillar }) => pillar !== "upgrade");
  const bands = bandsOf(checks, ({ checkId }) => layers.get(checkId));
  return (
    <>
      <Title checks={checks} scan={scan.data} />
      <div className="grid gap-4">
        {bands.map((band) => (
          <Band key={band.layer} band={band} scan={scan.data} />
        ))}
      </div>
    </>
  );
}

function Title({ checks, scan }: { checks: readonly Check[]; scan: ScanDetail }) {
  const { share, coverage, counts } = shareOf(checks);
  return (
    <Answer
      title={
        share === undefined
          ? "No check could look at this cluster."
          : `${counts.pass} of ${counted(counts.pass + counts.fail, "check")} that looked found nothing; ${counts.notAssessed} could not look.`
      }
    >
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span>Score {share === undefined ? "no number" : percent(share)}</span>
        <span className="inline-flex items-center gap-2">
          <CoverageBar share={coverage} /> assessed
        </span>
      </p>
      <p className="mt-1">
        The score is the share of checks that passed, of those that looked and apply. A check that could not look counts to
        neither side. Checks of upgrades stand under Upgrades; the{" "}
        <Link href={`/posture/checklist?cluster=${scan.clusterId}&scan=${scan.id}`} className="text-accent-text underline">
          security checklist
        </Link>{" "}
        says what they prove together.
      </p>
    </Answer>
  );
}

const about: Readonly<Record<BandOf<Check>["layer"], string>> = {
  cloud: "What the cluster stands on: machines, networks and storage of a provider or of one's own.",
  cluster: "The control plane, who may do what, and what namespaces allow.",
  container: "What runs, as whom, with which rights on its node, and from which images.",
  code: "What the applications themselves do with what they trust.",
};

function Band({ band, scan }: { band: BandOf<Check>; scan: ScanDetail }) {
  const { layer, checks } = band;
  const { share, coverage, counts } = shareOf(checks);
  return (
    <Panel
      title={`${layer[0]?.toUpperCase()}${layer.slice(1)}`}
      aside={
        <>
          <span className="font-label text-ink">{share === undefined ? "no number" : percent(share)}</span>
          <CoverageBar share={coverage} />
        </>
      }
    >
      <p className="px-4 pt-3 text-ink-2">{about[layer]}</p>
      {checks.length === 0 ? (
        <p className="px-4 pb-3 text-unseen">No check of this version looks at this layer: it is not assessed.</p>
      ) : (
        <ul aria-label={`Checks of the layer ${layer}`} className="flex flex-wrap px-3 py-2">
          {checks.map((check) => (
            <li key={check.checkId}>
              <Dot check={check} scan={scan} />
            </li>
          ))}
        </ul>
      )}
      <PanelFooter>{countWords(counts)}</PanelFooter>
    </Panel>
  );
}

function Dot({ check, scan }: { check: Check; scan: ScanDetail }) {
  const name = `${check.title}: ${nameOfVerdict(check.verdict).toLowerCase()}${check.findings > 0 ? `, ${counted(check.findings, "finding")}` : ""}`;
  const href =
    check.findings > 0
      ? `/findings?cluster=${scan.clusterId}&scan=${scan.id}&check=${encodeURIComponent(check.checkId)}`
      : `/scans/${scan.id}?verdict=${check.verdict}`;
  return (
    <Link
      href={href}
      title={name}
      aria-label={name}
      className="inline-grid size-7 place-items-center rounded-control hover:bg-sunk"
    >
      <VerdictGlyph verdict={check.verdict} className="size-4" />
    </Link>
  );
}

const order: readonly VerdictName[] = ["fail", "notAssessed", "pass", "notApplicable"];

function countWords(counts: Counts): string {
  const said = order.flatMap((verdict) =>
    counts[verdict] === 0 ? [] : [`${counts[verdict]} ${nameOfVerdict(verdict).toLowerCase()}`],
  );
  return said.length === 0 ? "Nothing looked." : `${said.join(", ")}.`;
}

/** The page before its scan is known. */
export function OverviewSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <h1 className="sr-only">Posture</h1>
      <Skeleton className="h-9 w-3/5" />
      {["cloud", "cluster", "container", "code"].map((layer) => (
        <Skeleton key={layer} className="h-28 w-full rounded-panel" />
      ))}
    </div>
  );
}
