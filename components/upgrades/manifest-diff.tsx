import type { JudgedManifest } from "#contracts/upgrade.ts";
import { Badge } from "../ui/badge.tsx";
import { cn } from "../ui/cn.ts";
import { useNarrow } from "../ui/use-narrow.ts";
import { visibleText } from "../ui/visible-text.ts";

type Conversion = NonNullable<JudgedManifest["conversion"]>;
type Line = NonNullable<Conversion["lines"]>[number];
interface Row {
  readonly old?: Line;
  readonly fresh?: Line;
}

interface DiffProps {
  /** Which manifest it is. */
  readonly label: string;
  readonly lines: readonly Line[];
  readonly notes: Conversion["notes"];
}

/** A manifest as it is beside what to write instead, and under it what changed its meaning. */
export function ManifestDiff({ label, lines, notes }: DiffProps) {
  const narrow = useNarrow();
  return (
    <>
      <section aria-label={`${label}, before and after`} className="border-line border-t">
        <table className="w-full table-fixed border-collapse font-mono text-12 leading-5">
          <caption className="sr-only">The manifest before and after</caption>
          {narrow ? <OneColumn lines={lines} /> : <TwoColumns lines={lines} />}
        </table>
      </section>
      {notes.length === 0 ? null : (
        <ul aria-label="What changed its meaning" className="grid gap-1 border-line border-t px-4 py-3 text-12">
          {notes.map(({ path, message, decide }) => (
            <li key={`${path} ${message}`} className="[overflow-wrap:anywhere]">
              {decide ? <Badge look="accent">decide</Badge> : null} <code>{visibleText(path)}</code> {visibleText(message)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What went above what came, for a screen that has no room beside. */
function OneColumn({ lines }: Pick<DiffProps, "lines">) {
  return (
    <tbody>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, and stay where they are
        <tr key={index}>
          <Side line={line} />
        </tr>
      ))}
    </tbody>
  );
}

function TwoColumns({ lines }: Pick<DiffProps, "lines">) {
  return (
    <>
      <thead className="sr-only">
        <tr>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(lines).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, and stay where they are
          <tr key={index}>
            <Side line={row.old} />
            <Side line={row.fresh} />
          </tr>
        ))}
      </tbody>
    </>
  );
}

function Side({ line }: { line: Line | undefined }) {
  const changed = line !== undefined && line.kind !== "same";
  const sign = line === undefined || line.kind === "same" ? " " : line.kind === "removed" ? "-" : "+";
  return (
    <td
      className={cn("whitespace-pre-wrap px-4 align-top [overflow-wrap:anywhere]", changed ? "bg-raise text-ink" : "text-ink-2")}
    >
      {line === undefined ? "" : `${sign} ${visibleText(line.text)}`}
    </td>
  );
}

/** What went stands beside what came in its place. */
function rowsOf(lines: readonly Line[]): readonly Row[] {
  const rows: Row[] = [];
  let open = 0;
  for (const line of lines) {
    if (line.kind === "same") rows.push({ old: line, fresh: line });
    else if (line.kind === "removed") rows.push({ old: line });
    const free = line.kind === "added" ? rows.findIndex((row, index) => index >= open && row.fresh === undefined) : -1;
    if (line.kind === "same") open = rows.length;
    else if (line.kind === "added" && free >= 0) rows[free] = { ...rows[free], fresh: line };
    else if (line.kind === "added") rows.push({ fresh: line });
  }
  return rows;
}
