import Link from "next/link";
import type { ReactNode } from "react";
import type { AskedCluster } from "#contracts/access/ask.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { CoverageBar } from "../ui/hatch.tsx";
import { Panel } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";

/** One line a cluster: what it answered, and how much of it the answer rests on. */
export function FleetClusters({
  clusters,
  answer,
}: {
  clusters: readonly AskedCluster[];
  answer: (found: AskedCluster) => ReactNode;
}) {
  return (
    <Panel
      title="Cluster by cluster"
      aside={`${clusters.filter(({ state }) => state === "answered").length} of ${clusters.length} answered`}
    >
      <ul>
        {clusters.map((found) => (
          <li
            key={found.cluster.id}
            className="grid min-h-10 grid-cols-[minmax(120px,200px)_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2 last:border-b-0 narrow:grid-cols-1"
          >
            <Link href={`/access?cluster=${found.cluster.id}`} className="truncate font-label hover:underline">
              <code className="[unicode-bidi:isolate]">{found.cluster.name}</code>
            </Link>
            <div className="min-w-0 text-13">
              {found.state === "answered" ? (
                answer(found)
              ) : (
                <span className="flex items-center gap-2 text-unseen">
                  <VerdictGlyph verdict="notAssessed" />
                  Not assessed. {found.reason}
                </span>
              )}
            </div>
            {found.scan === undefined ? <span /> : <Basis scan={found.scan} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Basis({ scan }: { scan: NonNullable<AskedCluster["scan"]> }) {
  return (
    <span className="flex items-center gap-3 whitespace-nowrap text-12 text-ink-3">
      <Link href={`/scans/${scan.id}`} className="hover:underline">
        scan {scan.number}
      </Link>
      <Time at={scan.at} />
      <CoverageBar share={scan.share} />
    </span>
  );
}
