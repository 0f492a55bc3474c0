import type { ScanDetail } from "#contracts/scans.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { Panel } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { reasonOf } from "./gap-words.ts";

type Look = ScanDetail["looks"][number];

const order: Record<Look["state"], number> = { unseen: 0, partial: 1, complete: 2, absent: 3 };

/** How well a kind was seen, by shape and word. */
export function LookState({ look }: { look: Pick<Look, "state"> }) {
  switch (look.state) {
    case "complete":
      return (
        <span className="inline-flex items-center gap-1.5">
          <VerdictGlyph verdict="pass" />
          complete
        </span>
      );
    case "partial":
      return (
        <span className="inline-flex items-center gap-1.5">
          <Hatch className="size-3" />
          partial
        </span>
      );
    case "unseen":
      return (
        <span className="inline-flex items-center gap-1.5 text-unseen">
          <VerdictGlyph verdict="notAssessed" />
          not seen
        </span>
      );
    case "absent":
      return (
        <span className="inline-flex items-center gap-1.5 text-ink-3">
          <VerdictGlyph verdict="notApplicable" />
          not served
        </span>
      );
  }
}

function Gaps({ look }: { look: Look }) {
  if (look.gaps.length === 0) return <span className="text-ink-3">{look.state === "absent" ? "the cluster has none" : "–"}</span>;
  return (
    <ul className="py-1 text-12">
      {look.gaps.map((gap) => (
        <li key={`${gap.reason} ${gap.namespace ?? ""}`} className="whitespace-normal">
          {gap.namespace === undefined ? null : (
            <>
              in <code>{gap.namespace}</code>:{" "}
            </>
          )}
          {reasonOf(gap)}
          {gap.detail === undefined ? null : <span className="block text-ink-3 [overflow-wrap:anywhere]">{gap.detail}</span>}
        </li>
      ))}
    </ul>
  );
}

/** How well every kind could be looked at; what was not seen comes first. */
export function LookTable({ scan }: { scan: ScanDetail }) {
  const looks = scan.looks.toSorted((a, b) => order[a.state] - order[b.state] || (a.resource < b.resource ? -1 : 1));
  return (
    <Panel aria-label="What was seen">
      <Table caption="Every kind and how well it was seen">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Seen</th>
            <th scope="col" className="num">
              Objects
            </th>
            <th scope="col" className="w-full">
              Why not
            </th>
          </tr>
        </thead>
        <tbody>
          {looks.map((look) => (
            <tr key={look.resource}>
              <th scope="row">
                <code className="text-ink">{look.resource}</code>
              </th>
              <td data-label="Seen">
                <LookState look={look} />
              </td>
              <td data-label="Objects" className="num">
                {look.state === "unseen" ? <span className="text-ink-3">?</span> : look.items.toLocaleString("en-GB")}
              </td>
              <td data-label="Why not" className="all">
                <Gaps look={look} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
