import type { SimulationView } from "#contracts/access/simulation.ts";
import { ObjectName } from "../../ui/object-name.tsx";
import { Panel } from "../../ui/panel.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { SubjectIcon } from "../subject.tsx";
import { counted, subjectKey, subjectLabel } from "../subject-words.ts";

type Cells = SimulationView["cells"][number];

const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"] as const;
const short = ["g", "l", "w", "c", "u", "p", "d", "D"] as const;
const words: Readonly<Record<string, string>> = {
  "-": "no",
  n: "by name only",
  s: "in some namespaces",
  e: "everywhere",
  "?": "not known",
};

/** The cells of the matrix that differ, subject by subject: each verb before and after. */
export function ChangedCells({ cells }: { cells: readonly Cells[] }) {
  const changed = cells.filter(({ rows }) => rows.length > 0);
  if (changed.length === 0) return null;
  const count = changed.reduce((sum, { rows, moreRows }) => sum + rows.length + moreRows, 0);
  return (
    <Panel title="Cells of the matrix that change" aside={counted(count, "resource")}>
      <ul>
        {changed.map((one) => (
          <li key={subjectKey(one.subject)} className="border-line border-b last:border-b-0">
            <details>
              <summary className="flex min-h-9 cursor-pointer items-center gap-2 px-4 py-1">
                <SubjectIcon kind={one.subject.kind} />
                <ObjectName namespace={one.subject.namespace} name={one.subject.name} wrap />
                <span className="ml-auto text-12 text-ink-3">{counted(one.rows.length + one.moreRows, "resource")}</span>
              </summary>
              <Table one={one} />
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Table({ one }: { one: Cells }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard
    <section aria-label={`Cells of ${subjectLabel(one.subject)}`} tabIndex={0} className="overflow-x-auto border-line border-t">
      <table className="w-full text-12">
        <caption className="sr-only">Cells of {subjectLabel(one.subject)} that change</caption>
        <thead>
          <tr className="text-left text-ink-3">
            <th scope="col" className="px-4 py-1 font-normal">
              Resource
            </th>
            {verbs.map((verb, index) => (
              <th key={verb} scope="col" title={verb} className="w-12 px-1 py-1 text-center font-mono font-normal">
                <span aria-hidden>{short[index]}</span>
                <span className="sr-only">{verb}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {one.rows.map((row) => (
            <tr key={`${row.group}/${row.resource}`} className="border-line border-t">
              <th scope="row" className="px-4 py-1 text-left font-normal">
                <code className="text-ink">{visibleText(row.group === "" ? row.resource : `${row.resource}.${row.group}`)}</code>
              </th>
              {verbs.map((verb, index) => (
                <CellChange key={verb} verb={verb} before={row.before[index] ?? "?"} after={row.after[index] ?? "?"} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {one.moreRows > 0 ? (
        <p className="border-line border-t px-4 py-2 text-ink-3">and {counted(one.moreRows, "resource")} more</p>
      ) : null}
    </section>
  );
}

function CellChange({ verb, before, after }: { verb: string; before: string; after: string }) {
  const [was, is] = [words[before.toLowerCase()] ?? "not known", words[after.toLowerCase()] ?? "not known"];
  if (before === after)
    return (
      <td className="px-1 text-center text-ink-3">
        <span aria-hidden>·</span>
        <span className="sr-only">unchanged: {is}</span>
      </td>
    );
  const dangerous = after !== after.toLowerCase();
  return (
    <td
      title={`${verb}: ${was} → ${is}${dangerous ? ", dangerous" : ""}`}
      className="whitespace-nowrap px-1 text-center font-mono"
    >
      <span aria-hidden className={dangerous ? "font-semibold text-critical" : "text-ink"}>
        {before.toLowerCase()}→{after.toLowerCase()}
        {dangerous ? "!" : ""}
      </span>
      <span className="sr-only">
        {was} before, {is} after{dangerous ? ", dangerous" : ""}
      </span>
    </td>
  );
}
