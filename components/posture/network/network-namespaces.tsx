import type { NetworkView } from "#contracts/network.ts";
import { NamespaceButton } from "../../namespaces/namespace-button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Table } from "../../ui/table.tsx";

type Row = NetworkView["namespaces"][number];

/** Namespaces with what their policies leave open. */
export function NetworkNamespaces({ rows, onOpen }: { rows: readonly Row[]; onOpen?: (namespace: string) => void }) {
  return (
    <Table caption="Namespaces and what their policies leave open">
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Denies by default</th>
          <th scope="col">Open to incoming</th>
          <th scope="col">Open to outgoing</th>
          <th scope="col">Reach the metadata API</th>
          <th scope="col">Reach the internet</th>
          <th scope="col">Policies</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <td data-label="Namespace">
              <NamespaceButton name={row.name} onOpen={onOpen} />
            </td>
            <td data-label="Denies by default">{defaults(row)}</td>
            <td data-label="Open to incoming" className="tabular-nums">
              <Count row={row} count={row.openIngress} />
            </td>
            <td data-label="Open to outgoing" className="tabular-nums">
              <Count row={row} count={row.openEgress} />
            </td>
            <td data-label="Reach the metadata API" className="tabular-nums">
              <Count row={row} count={row.metadata} />
            </td>
            <td data-label="Reach the internet" className="tabular-nums text-ink-2">
              {row.workloads === 0 ? "" : `${row.internet} of ${row.workloads}`}
            </td>
            <td data-label="Policies" className="tabular-nums">
              {row.policies}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function defaults({ defaultIngress, defaultEgress }: Row): string {
  if (defaultIngress === undefined || defaultEgress === undefined) return "not seen";
  if (defaultIngress && defaultEgress) return "both directions";
  if (defaultIngress) return "incoming";
  return defaultEgress ? "outgoing" : "no";
}

/** A number that is bad, good, or not all that there is to know. */
function Count({ row, count }: { row: Row; count: number }) {
  const { workloads, unknown, complete } = row;
  if (workloads === 0 && complete) return <span className="text-ink-3">nothing runs</span>;
  const verdict = count > 0 ? "fail" : unknown > 0 || !complete ? "notAssessed" : "pass";
  return (
    <span
      className={verdict === "notAssessed" ? "inline-flex items-center gap-1.5 text-unseen" : "inline-flex items-center gap-1.5"}
    >
      <VerdictGlyph verdict={verdict} />
      {verdict === "notAssessed" ? "not known" : `${count} of ${workloads}`}
    </span>
  );
}
