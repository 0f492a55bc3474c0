import type { PodSecurityView } from "#contracts/pod-security.ts";
import { NamespaceButton } from "../namespaces/namespace-button.tsx";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { comingWords, modeWords, saidWords } from "./pod-security-words.ts";

type Namespace = PodSecurityView["namespaces"][number];

interface TableProps {
  readonly found: Pick<PodSecurityView, "trial" | "minor" | "newest">;
  /** Those of the page. */
  readonly rows: readonly Namespace[];
  readonly onOpen?: ((namespace: string) => void) | undefined;
}

/** Namespaces with what they enforce beside what they meet. */
export function NamespaceTable({ found, rows, onOpen }: TableProps) {
  const { level } = found.trial;
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
          <Row key={row.name} row={row} coming={comingWords(row, found)} onOpen={onOpen} />
        ))}
      </tbody>
    </Table>
  );
}

interface RowProps {
  readonly row: Namespace;
  /** What upgrades change, in words. */
  readonly coming: readonly string[];
  readonly onOpen?: ((namespace: string) => void) | undefined;
}

function Row({ row, coming, onOpen }: RowProps) {
  return (
    <tr>
      <td data-label="Namespace">
        <NamespaceButton name={row.name} onOpen={onOpen} />
      </td>
      <td data-label="Enforces" className="py-1.5">
        <Enforced labels={row.labels} used={row.workloads > 0} />
      </td>
      <td data-label="Meets">
        <Meets row={row} />
      </td>
      <td data-label="Refused" className="tabular-nums">
        <Refused row={row} />
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
        {coming.map((words) => (
          <span key={words} className={row.coming.length > 0 ? "block" : "block text-ink-3"}>
            {words}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** What was not seen of a namespace may be refused, too. */
function Refused({ row: { refused, workloads, complete } }: { row: Namespace }) {
  if (refused > 0)
    return (
      <span className="inline-flex items-center gap-1.5">
        <VerdictGlyph verdict="fail" />
        {refused} of {workloads}
      </span>
    );
  if (!complete)
    return (
      <span className="inline-flex items-center gap-1.5 text-unseen">
        <VerdictGlyph verdict="notAssessed" />
        {workloads === 0 ? "not seen" : `none of ${workloads} that were seen`}
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5 text-ink-3">
      {workloads === 0 ? null : <VerdictGlyph verdict="pass" />}
      {workloads === 0 ? "nothing runs" : `none of ${workloads}`}
    </span>
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

function Meets({ row: { meets, complete } }: { row: Namespace }) {
  if (meets === undefined)
    return <span className={complete ? "text-ink-3" : "text-unseen"}>{complete ? "nothing runs" : "not seen"}</span>;
  if (meets === "privileged") return <span className="text-critical">no level</span>;
  return (
    <span className={complete ? "text-ink" : "text-unseen"}>
      {meets}
      {complete ? "" : ", of what was seen"}
    </span>
  );
}
