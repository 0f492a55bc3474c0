import type { Fleet } from "#contracts/clusters.ts";
import { GapList } from "../scans/gap-list.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Panel } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { withoutResults } from "./words.ts";

type Change = Fleet["changes"][number];

function ChangeRow({ change }: { change: Change }) {
  const still = change.new === 0 && change.fixed === 0 && change.notComparable === 0;
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-4 border-line border-b px-4 py-1 last:border-b-0">
      <Link href={`/scans/${change.scanId}`} title={change.cluster} className="min-w-0 flex-1 basis-24 truncate hover:underline">
        <code className="font-label">{change.cluster}</code>
      </Link>
      <span className="flex gap-x-3 whitespace-nowrap text-12">
        {still ? <span className="text-ink-3">nothing changed</span> : null}
        {change.new > 0 ? <b className="font-label">+{change.new} new</b> : null}
        {change.fixed > 0 ? <span className="text-pass">−{change.fixed} fixed</span> : null}
        {change.notComparable > 0 ? (
          <span className="inline-flex items-center gap-1 text-ink-3">
            <Hatch className="size-2.5" />
            {change.notComparable} not comparable
          </span>
        ) : null}
      </span>
      <Time at={change.at} format="clock" className="whitespace-nowrap sm:w-24 text-right text-12 text-ink-3" />
    </li>
  );
}

/** What the newest scans changed, newest first. */
export function FleetChanges({ fleet }: { fleet: Fleet }) {
  return (
    <Panel
      title="What changed since the last scan"
      aside={
        <Link href="/digest" className="text-accent-text hover:underline">
          What changed since …
        </Link>
      }
    >
      {fleet.changes.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">Changes appear with the second scan of a cluster.</p>
      ) : (
        <ul>
          {fleet.changes.slice(0, 8).map((change) => (
            <ChangeRow key={change.scanId} change={change} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What the newest scans did not see, and why. */
export function FleetUnseen({ fleet }: { fleet: Fleet }) {
  const never = fleet.clusters.filter((cluster) => cluster.lastScan === undefined);
  const nothing = fleet.unseen.length === 0 && never.length === 0;
  return (
    <Panel title="What was not seen, and why" aside={nothing ? undefined : "neither passed nor failed"}>
      {nothing ? (
        <p className="px-4 py-6 text-ink-2">The last scans listed everything that the checks read.</p>
      ) : (
        <ul>
          {never.map((cluster) => (
            <li key={cluster.id} className="grid gap-1 border-line border-b px-4 py-2.5 last:border-b-0">
              <Link href={`/clusters/${cluster.id}`} className="truncate hover:underline">
                <code className="font-label">{cluster.name}</code>
              </Link>
              <p className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 text-12 text-ink-2">
                <Hatch className="mt-0.5 size-3" />
                Everything: {withoutResults(cluster)}.
              </p>
            </li>
          ))}
          {fleet.unseen.slice(0, 8).map((entry) => (
            <li key={entry.scanId} className="grid gap-1 border-line border-b px-4 py-2.5 last:border-b-0">
              <Link href={`/scans/${entry.scanId}?tab=seen`} className="truncate hover:underline" title={entry.cluster}>
                <code className="font-label">{entry.cluster}</code>
              </Link>
              <GapList gaps={entry.gaps} most={5} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
