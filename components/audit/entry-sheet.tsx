"use client";
import { useQuery } from "@tanstack/react-query";
import type { AuditEntry } from "#contracts/audit.ts";
import { fleetOptions } from "../shell/scope.ts";
import { CopyButton } from "../ui/copy.tsx";
import { Sheet } from "../ui/overlay.tsx";
import { Facts } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { changesOf, fieldWords, valueWords, withNames } from "./entry-words.ts";

type Clusters = readonly { readonly id: string; readonly name: string }[];

function Changes({ entry, clusters }: { entry: AuditEntry; clusters: Clusters }) {
  const changes = changesOf(entry);
  if (changes.length === 0) return null;
  return (
    <section aria-label="What changed" className="border-line border-t">
      <h3 className="px-5 pt-3 pb-1 text-13">What changed</h3>
      <Table caption="Each field before and after" stack={false}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{fieldWords(field)}</th>
              <td className="!whitespace-normal text-ink-2 [overflow-wrap:anywhere]">
                {withNames(valueWords(before), clusters)}
              </td>
              <td className="!whitespace-normal [overflow-wrap:anywhere]">{withNames(valueWords(after), clusters)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** Everything that one entry says. */
export function EntrySheet({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { actor, cluster } = entry;
  const facts = Object.entries(entry.facts);
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${actor.name} ${entry.says}${entry.subject === undefined ? "" : ` ${entry.subject}`}`}
      description={<Time at={entry.at} />}
    >
      <Facts
        className="px-5 py-4"
        items={[
          { name: "Who", value: actor.id === undefined ? `${actor.name}, who is no user` : actor.name },
          ...(actor.token === undefined ? [] : [{ name: "By API token", value: <code>{actor.token}…</code> }]),
          { name: "Action", value: <code>{entry.action}</code> },
          ...(entry.subject === undefined ? [] : [{ name: "To what", value: <code>{entry.subject}</code> }]),
          ...(cluster === undefined
            ? []
            : [{ name: "Cluster", value: <code>{cluster.name ?? `${cluster.id}, removed by now`}</code> }]),
          ...facts.map(([field, value]) => ({ name: fieldWords(field), value: withNames(valueWords(value), clusters) })),
          { name: "Entry", value: <code>{entry.id}</code> },
        ]}
      />
      <Changes entry={entry} clusters={clusters} />
      <div className="border-line border-t px-3 py-3">
        <CopyButton text={JSON.stringify(entry, null, 2)} label="Copy as JSON" />
      </div>
    </Sheet>
  );
}
