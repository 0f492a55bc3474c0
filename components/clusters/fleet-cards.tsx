import type { Cluster, Fleet } from "#contracts/clusters.ts";
import { Badge } from "../ui/badge.tsx";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { percent } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Time } from "../ui/time.tsx";
import { LabelTags } from "./labels.tsx";
import { allFindings, attentionOf, openCounts, standingOf, supplyWords, versionOf, withoutResults } from "./words.ts";

function Count({ found, severity }: { found: number | undefined; severity: "critical" | "high" }) {
  if (found === undefined) return <VerdictGlyph verdict="notAssessed" labelled />;
  return (
    <>
      {found > 0 ? <SeverityGlyph severity={severity} labelled /> : null}
      {found}
    </>
  );
}

interface CardProps {
  readonly cluster: Cluster;
  readonly supply: Fleet["supply"][number] | undefined;
  readonly why: string | undefined;
}

function Card({ cluster, supply, why }: CardProps) {
  const last = cluster.lastScan;
  const facts = [
    { name: "Critical", value: <Count found={openCounts(last)?.critical} severity="critical" /> },
    { name: "High", value: <Count found={openCounts(last)?.high} severity="high" /> },
    { name: "All", value: allFindings(last)?.toLocaleString("en-GB") ?? "–" },
    { name: "Supply", value: supply === undefined ? "not seen" : supplyWords(supply) },
    { name: "Assessed", value: last?.coverage?.share === undefined ? "not seen" : percent(last.coverage.share) },
  ];
  return (
    <li data-row className="border-line border-b last:border-b-0">
      <Link href={`/clusters/${cluster.id}`} className="block px-4 py-3 hover:bg-sunk">
        <span className="flex flex-wrap items-center gap-x-2">
          <code className="min-w-0 font-semibold text-13 [overflow-wrap:anywhere]">{cluster.name}</code>
          {cluster.kind === "sample" ? <Badge look="accent">sample</Badge> : null}
          {cluster.kind === "snapshot" ? <Badge>snapshot</Badge> : null}
          <span className="ml-auto whitespace-nowrap text-12 text-ink-3">
            {versionOf(cluster)}
            {versionOf(cluster) === "" ? "" : " · "}
            {last === undefined ? withoutResults(cluster) : <Time at={last.finishedAt ?? last.createdAt} format="clock" />}
          </span>
        </span>
        {why === undefined ? null : <span className="mt-0.5 block text-ink-2">{why}</span>}
        {Object.keys(cluster.labels).length === 0 ? null : (
          <div className="mt-1">
            <LabelTags labels={cluster.labels} />
          </div>
        )}
        <dl className="mt-2 grid grid-cols-5 gap-2 text-12">
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt className="text-ink-3">{fact.name}</dt>
              <dd className="flex items-center gap-1.5 text-13">{fact.value}</dd>
            </div>
          ))}
        </dl>
      </Link>
    </li>
  );
}

/** The fleet on a narrow window: one card a cluster, worst first. */
export function FleetCards({ clusters, supply }: { clusters: readonly Cluster[]; supply: readonly Fleet["supply"][number][] }) {
  return (
    <ul>
      {clusters.map((cluster) => (
        <Card
          key={cluster.id}
          cluster={cluster}
          supply={supply.find(({ clusterId }) => clusterId === cluster.id)}
          why={standingOf(cluster) === "calm" ? undefined : attentionOf(cluster)}
        />
      ))}
    </ul>
  );
}
