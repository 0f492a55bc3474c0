import type { PodSecurityView } from "#contracts/pod-security.ts";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { comingWords, modeWords, saidWords } from "./pod-security-words.ts";

type Namespace = PodSecurityView["namespaces"][number];

interface TableProps {
  readonly rows: readonly Namespace[];
  /** The level that is tried. */
  readonly level: string;
  readonly onOpen: (namespace: string) => void;
}

/** Namespaces with what they enforce beside what they meet. */
export function NamespaceTable({ rows, level, onOpen }: TableProps) {
  return (
    <Table caption={`Namespaces under Pod Security, and what ${level} would refuse`}>
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Enforces</th>
          <th scope="col">Meets</th>
          <th scope="col">{`Refused by ${level}`}</th>
          <th scope="col">Because of</th>
          <th scope="col">After an upgrade</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.name} row={row} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row, onOpen }: { row: Namespace; onOpen: (namespace: string) => void }) {
  const coming = comingWords(row);
  return (
    <tr>
      <td data-label="Namespace">
        <button
          type="button"
          data-row
          onClick={() => onOpen(row.name)}
          className="inline-flex min-h-6 max-w-full items-center text-left hover:underline"
        >
          <code className="min-w-0 font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
            {visibleText(row.name)}
          </code>
        </button>
      </td>
      <td data-label="Enforces" className="py-1.5">
        <Enforced labels={row.labels} used={row.workloads > 0} />
      </td>
      <td data-label="Meets">
        <Meets level={row.meets} />
      </td>
      <td data-label="Refused" className="tabular-nums">
        {row.refused === 0 ? (
          <span className="inline-flex items-center gap-1.5 text-ink-3">
            {row.workloads === 0 ? null : <VerdictGlyph verdict="pass" />}
            {row.workloads === 0 ? "nothing runs" : `none of ${row.workloads}`}
          </span>
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <VerdictGlyph verdict="fail" />
            {row.refused} of {row.workloads}
          </span>
        )}
      </td>
      <td data-label="Because of" className="py-1.5">
        <span className="flex flex-wrap gap-1">
          {row.controls.slice(0, 3).map((control) => (
            <Badge key={control}>{control}</Badge>
          ))}
          {row.controls.length === 0 ? <span className="text-ink-3">nothing</span> : null}
          {row.controls.length > 3 ? <span className="text-12 text-ink-3">and {row.controls.length - 3} more</span> : null}
        </span>
      </td>
      <td data-label="After an upgrade" className="py-1.5">
        {coming.length === 0 ? (
          <span className="text-ink-3">{row.labels === undefined ? "not known" : "no change"}</span>
        ) : (
          coming.map((words) => (
            <span key={words} className="block">
              {words}
            </span>
          ))
        )}
      </td>
    </tr>
  );
}

/** What was not seen is hatched, as everywhere. Nothing is wrong with a namespace in which nothing runs. */
function Enforced({ labels, used }: { labels: Namespace["labels"]; used: boolean }) {
  if (labels === undefined)
    return (
      <span className="inline-flex items-center gap-1.5 text-unseen">
        <VerdictGlyph verdict="notAssessed" />
        labels not seen
      </span>
    );
  const said = saidWords(labels);
  return (
    <>
      <span className={labels.enforce.level !== "privileged" ? "text-ink" : used ? "text-critical" : "text-ink-3"}>
        {modeWords(labels.enforce)}
      </span>
      {said === "" ? null : <span className="block text-12 text-ink-3">{said}</span>}
      {labels.invalid.length === 0 ? null : (
        <span className="block text-12 text-critical [overflow-wrap:anywhere]">
          misspelt: {labels.invalid.map((label) => visibleText(label.slice(label.indexOf("/") + 1))).join(", ")}
        </span>
      )}
    </>
  );
}

function Meets({ level }: { level: Namespace["meets"] }) {
  if (level === undefined) return <span className="text-ink-3">nothing runs</span>;
  return (
    <span className={level === "privileged" ? "text-critical" : "text-ink"}>{level === "privileged" ? "no level" : level}</span>
  );
}
