import type { DigestCluster } from "#contracts/digest.ts";
import { SeverityGlyph, type SeverityName } from "../ui/glyphs.tsx";
import { Hatch, percent } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { counted } from "../waivers/waiver-words.ts";
import { standsOut, sumOf } from "./digest-words.ts";

const severities: readonly SeverityName[] = ["critical", "high", "medium", "low", "information"];

/** What changed in one cluster, or why that is not known. */
export function DigestClusterPanel({ cluster }: { cluster: DigestCluster }) {
  const unknown = standsOut(cluster);
  return (
    <Panel
      title={
        <Link href={`/clusters/${cluster.clusterId}`} className="hover:underline">
          <code>{cluster.cluster}</code>
        </Link>
      }
      aside={unknown === undefined ? <Compared cluster={cluster} /> : undefined}
    >
      <div className="px-4 py-3">
        {unknown === undefined ? (
          <Changes cluster={cluster} />
        ) : (
          <p className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 text-ink-2">
            <Hatch className="mt-1 size-3" />
            {unknown}
          </p>
        )}
        {cluster.skipped > 0 ? (
          <p className="mt-2 text-12 text-ink-2">{counted(cluster.skipped, "scheduled scan")} did not start.</p>
        ) : null}
      </div>
    </Panel>
  );
}

function Compared({ cluster: { before, after, beforeIsLater } }: { cluster: DigestCluster }) {
  if (before === undefined || after === undefined) return null;
  return (
    <Link href={`/scans/${after.scanId}/compare?with=${before.scanId}`} className="text-accent-text hover:underline">
      scan {after.number} against {before.number}
      {beforeIsLater ? ", the first kept" : ""}
    </Link>
  );
}

function Changes({ cluster }: { cluster: DigestCluster }) {
  const { version, share, unseen, seenAgain, failed, scans, after, waived, notComparable } = cluster;
  const facts = [
    { name: "New", value: <Counts counts={cluster.new} none="nothing" /> },
    ...(sumOf(cluster.reopened) > 0 ? [{ name: "Came back", value: <Counts counts={cluster.reopened} none="" /> }] : []),
    { name: "Fixed", value: <Counts counts={cluster.fixed} none="nothing" /> },
    ...(waived > 0 ? [{ name: "Waived", value: `${counted(waived, "of the new ones", "of the new ones")}` }] : []),
    ...(notComparable > 0
      ? [
          {
            name: "Not comparable",
            value: (
              <span className="inline-flex items-center gap-1.5">
                <Hatch className="size-2.5" />
                {counted(notComparable, "finding")}: one of the two looks saw or asked less
              </span>
            ),
          },
        ]
      : []),
    ...(version ? [{ name: "Version", value: `${version.from} to ${version.to}` }] : []),
    ...(share ? [{ name: "Assessed", value: `${shareWords(share.from)} to ${shareWords(share.to)}` }] : []),
    ...(unseen.length > 0
      ? [
          {
            name: "No longer seen",
            value: (
              <span className="grid gap-0.5">
                {unseen.slice(0, 5).map(({ checkId, title }) => (
                  <span key={checkId} className="inline-flex items-start gap-1.5">
                    <Hatch className="mt-1 size-2.5 flex-none" />
                    {title}
                  </span>
                ))}
                {unseen.length > 5 ? <span>and {unseen.length - 5} more checks</span> : null}
              </span>
            ),
          },
        ]
      : []),
    ...(seenAgain > 0 ? [{ name: "Seen again", value: counted(seenAgain, "check") }] : []),
    {
      name: "Scans",
      value: (
        <>
          {scans}
          {failed > 0 ? `, ${failed} failed` : ""}
          {after === undefined ? null : (
            <span className="text-ink-3">
              , the last <Time at={after.at} format="clock" />
            </span>
          )}
        </>
      ),
    },
  ];
  return <Facts items={facts} />;
}

function shareWords(share: number | undefined): string {
  return share === undefined ? "nothing" : percent(share);
}

function Counts({ counts, none }: { counts: DigestCluster["new"]; none: string }) {
  if (sumOf(counts) === 0) return <span className="text-ink-3">{none}</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {severities.map((severity) =>
        counts[severity] === 0 ? null : (
          <span key={severity} className="inline-flex items-center gap-1">
            <SeverityGlyph severity={severity} labelled />
            {counts[severity].toLocaleString("en-GB")}
          </span>
        ),
      )}
    </span>
  );
}
