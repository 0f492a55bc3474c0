import type { NamespaceMatrix, NamespaceRow, ResourceRow } from "#contracts/access/pivots.ts";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import { cellText } from "./cell-reach.ts";
import { resourceLabel } from "./column-groups.ts";
import type { PlaceAddress } from "./pivot-query.ts";

const tall = "[&_tbody_th]:align-top [&_td]:whitespace-normal [&_td]:py-1.5 [&_td]:align-top";

/** The lines of resources, which a report shows too. */
export function ResourceLines({ rows }: { rows: readonly Omit<ResourceRow, "index" | "column">[] }) {
  return (
    <Table caption="Resources and who holds what on them" className={tall}>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col">Subjects</th>
          <th scope="col">Rights</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.group}/${row.resource}`}>
            <th scope="row" className="!whitespace-normal max-w-80 py-1.5">
              <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{resourceLabel(row)}</code>
            </th>
            <td data-label="Subjects">{`${row.subjects}${row.dangerous > 0 ? `, ${row.dangerous} of them dangerous` : ""}`}</td>
            <td data-label="Rights" className="all">
              <ul className="grid gap-1">
                {row.groups.map((group) => (
                  <li key={group.reach} className="text-12 text-ink-2">
                    {cellText(group)}:{" "}
                    <code className="text-ink [overflow-wrap:anywhere]">{group.first.map(subjectLabel).join(", ")}</code>
                    {group.count > group.first.length ? ` and ${counted(group.count - group.first.length, "more subject")}` : ""}
                  </li>
                ))}
                {row.more === 0 ? null : (
                  <li className="text-12 text-ink-2">
                    and {counted(row.more, "subject")} with less than that, in the file of this page
                  </li>
                )}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface NamespaceTableProps {
  readonly matrix: Pick<NamespaceMatrix, "capabilities" | "everywhere" | "rows">;
  readonly onOpen?: (place: PlaceAddress) => void;
}

/** Each namespace in words: how many may do what in it. */
export function NamespaceLines({ matrix, onOpen }: NamespaceTableProps) {
  return (
    <Table caption="Namespaces and how many may do what in them" className={tall}>
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Subjects</th>
          <th scope="col">What they may do</th>
        </tr>
      </thead>
      <tbody>
        {[matrix.everywhere, ...matrix.rows].map((row) => (
          <NamespaceLine key={row.namespace ?? ""} row={row} capabilities={matrix.capabilities} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

interface LineProps {
  readonly row: NamespaceRow;
  readonly capabilities: NamespaceMatrix["capabilities"];
  readonly onOpen: NamespaceTableProps["onOpen"];
}

function NamespaceLine({ row, capabilities, onOpen }: LineProps) {
  const held = row.cells.flatMap((cell, place) => {
    const capability = capabilities[place];
    return cell === null || capability === undefined || cell.full + cell.named === 0 ? [] : [{ capability, ...cell }];
  });
  return (
    <tr>
      <th scope="row" className="!whitespace-normal max-w-80 py-1.5">
        {row.namespace === undefined ? (
          "The whole cluster"
        ) : (
          <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{row.namespace}</code>
        )}
      </th>
      <td data-label="Subjects">
        {row.complete ? (
          row.subjects
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <VerdictGlyph verdict="notAssessed" />
            {row.subjects === 0 ? "not seen in full" : `at least ${row.subjects}`}
          </span>
        )}
      </td>
      <td data-label="What they may do" className="all">
        <ul className="grid gap-1">
          {held.map(({ capability, full, named }) => {
            const text = `${capability.may}: ${full}${named > 0 ? `, ${named} more by name only` : ""}`;
            return (
              <li key={capability.id} className="text-12">
                {onOpen === undefined ? (
                  text
                ) : (
                  <button
                    type="button"
                    className="min-h-6 text-left hover:underline"
                    onClick={() => onOpen({ capability: capability.id, namespace: row.namespace })}
                  >
                    {text}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      </td>
    </tr>
  );
}
