import type { NetworkView } from "#contracts/network.ts";
import { Badge } from "../../ui/badge.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";

type Exposure = NetworkView["exposures"][number];

const reaches: Readonly<Record<Exposure["reach"], string>> = {
  everybody: "everybody",
  internal: "the cloud's own network",
  limited: "named sources",
};

/** What lets traffic in from outside of the cluster. */
export function ExposureTable({ rows }: { rows: readonly Exposure[] }) {
  return (
    <Table caption="What is open to the outside">
      <thead>
        <tr>
          <th scope="col">Object</th>
          <th scope="col">By</th>
          <th scope="col">At</th>
          <th scope="col">For</th>
          <th scope="col">TLS</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.kind}/${row.namespace}/${row.name}/${row.by}`}>
            <td data-label="Object">
              <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2">
                <span className="text-ink-3">{row.kind}</span>
                <ObjectName namespace={row.namespace} name={row.name} wrap />
              </span>
            </td>
            <td data-label="By" className="[overflow-wrap:anywhere]">
              {visibleText(row.by)}
            </td>
            <td data-label="At" className="py-1.5">
              <span className="flex flex-wrap gap-1">
                {row.at.slice(0, 4).map((place) => (
                  <Badge key={place}>{visibleText(place)}</Badge>
                ))}
                {row.at.length > 4 ? <span className="text-12 text-ink-3">and {row.at.length - 4} more</span> : null}
              </span>
            </td>
            <td data-label="For">{reaches[row.reach]}</td>
            <td data-label="TLS">
              <Tls tls={row.tls} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Tls({ tls }: { tls: Exposure["tls"] }) {
  if (tls === undefined) return <span className="text-ink-3">a Service does not say</span>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <VerdictGlyph verdict={tls === "all" ? "pass" : "fail"} />
      {tls === "all" ? "declared" : tls === "some" ? "for some" : "none declared"}
    </span>
  );
}
