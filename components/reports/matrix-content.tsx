import { Fragment } from "react";
import type { ContentOf } from "#contracts/reports.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { subjectLabel } from "../access/subject-words.ts";
import { NamespaceLines, ResourceLines } from "../matrix/pivot-lines.tsx";
import { rightGroups } from "../matrix/row-summary.ts";
import { Breakable } from "../ui/breakable.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { counted } from "./report-words.ts";

type Row = ContentOf<"matrix">["rows"][number];

/** More resources than these are counted. */
const named = 12;

/** Who may do what, in words: a matrix that can be read on paper. */
function MatrixContent({ content }: ContentProps<"matrix">) {
  return (
    <>
      <p className="mb-3 text-ink-2">
        By RBAC; what other authorizers allow is not in it.
        {content.hiddenDefaults > 0
          ? ` ${counted(content.hiddenDefaults, "subject")} with only what Kubernetes itself creates ${content.hiddenDefaults === 1 ? "is" : "are"} left out.`
          : ""}
      </p>
      <div className="rounded-panel border border-line bg-panel print:border-line-strong">
        {content.resources !== undefined ? (
          <ResourceLines rows={content.resources} />
        ) : content.namespaces !== undefined ? (
          <NamespaceLines matrix={content.namespaces} />
        ) : content.rows.length === 0 ? (
          <p className="px-4 py-6 text-ink-2">
            {content.complete
              ? "No subject holds a right here."
              : "No right of anybody could be seen. That is not the same as nobody having any."}
          </p>
        ) : (
          <Table
            caption="Subjects and their rights"
            className="[&_tbody_th]:align-top [&_td]:whitespace-normal [&_td]:py-1.5 [&_td]:align-top"
          >
            <thead>
              <tr>
                <th scope="col">Subject</th>
                <th scope="col">Dangerous rights</th>
                <th scope="col">Rights</th>
              </tr>
            </thead>
            <tbody>
              {content.rows.map((row) => (
                <Line key={JSON.stringify(row.subject)} row={row} columns={content.columns} />
              ))}
            </tbody>
          </Table>
        )}
      </div>
      {content.complete ? null : (
        <NotSeen gaps={content.gaps}>What is shown is proven. A subject may hold more than that.</NotSeen>
      )}
    </>
  );
}

function Line({ row, columns }: { row: Row; columns: ContentOf<"matrix">["columns"] }) {
  return (
    <tr className="break-inside-avoid">
      <th scope="row" className="!whitespace-normal max-w-64 py-1.5 sm:min-w-44">
        <span className="flex items-start gap-2">
          <SubjectIcon kind={row.subject.kind} className="mt-0.5" />
          <code className="min-w-0 text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(row.subject)}</code>
        </span>
      </th>
      <td data-label="Dangerous rights">
        {row.incomplete ? (
          <span className="inline-flex items-center gap-1.5">
            <VerdictGlyph verdict="notAssessed" />
            {row.dangerous === 0 ? "not seen in full" : `at least ${row.dangerous}`}
          </span>
        ) : (
          row.dangerous
        )}
      </td>
      <td data-label="Rights" className="all">
        <ul className="grid gap-1">
          {rightGroups(row.cells, columns).map((group) => (
            <li key={group.text} className="text-12 text-ink-2">
              {group.text}:{" "}
              <code className="text-ink [overflow-wrap:anywhere]">
                {group.resources.slice(0, named).map(({ label }, index) => (
                  <Fragment key={label}>
                    {index > 0 ? ", " : ""}
                    <Breakable text={label} />
                  </Fragment>
                ))}
              </code>
              {group.resources.length > named ? ` and ${counted(group.resources.length - named, "more resource")}` : ""}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

export const matrixFace: ReportFace<"matrix"> = {
  name: "Access matrix",
  lede({ secretReaders, complete }, total) {
    const readers = counted(secretReaders, "subject");
    const many =
      secretReaders > 0 ? `${complete ? "" : "At least "}${readers} can read all secrets of at least one namespace.` : "";
    const none = complete
      ? "No subject can read all secrets of a namespace."
      : "No subject is known to read all secrets of a namespace.";
    return `${counted(total, "subject")} shown. ${many || none}`;
  },
  Content: MatrixContent,
};
