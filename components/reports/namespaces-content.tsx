import type { NamespaceRow } from "#contracts/access/namespaces.ts";
import { beyondWords, levelWords, withoutLocalWords } from "../namespaces/namespace-words.ts";
import { endLabel } from "../paths/path-words.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";

/** Each namespace: how many administer it from inside, how many from outside, and what that leads to. */
function NamespacesContent({ content }: ContentProps<"namespaces">) {
  return (
    <>
      <p className="mb-3 text-ink-2">{withoutLocalWords(content)} What bindings give counts, not what roles are called.</p>
      {content.rows.length === 0 ? (
        <Empty />
      ) : (
        <div className="rounded-panel border border-line bg-panel print:border-line-strong">
          <Table caption="Namespaces and who administers them" className="[&_td]:whitespace-normal">
            <thead>
              <tr>
                <th scope="col">Namespace</th>
                <th scope="col">Pod Security</th>
                {["Every right", "Administer", "Run workloads", "From outside"].map((name) => (
                  <th key={name} scope="col" className="num">
                    {name}
                  </th>
                ))}
                <th scope="col">Its administrators reach</th>
              </tr>
            </thead>
            <tbody>
              {content.rows.map((row) => (
                <Row key={row.namespace} row={row} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {content.complete ? null : (
        <NotSeen gaps={content.gaps}>What is shown is proven. There may be more administrators.</NotSeen>
      )}
    </>
  );
}

function Row({ row: { namespace, enforced, local, outside, beyond } }: { row: NamespaceRow }) {
  const reached = beyond.filter(({ verdict }) => verdict === "reached");
  const unsure = beyond.some(({ verdict }) => verdict === "notAssessed");
  return (
    <tr className="break-inside-avoid">
      <th scope="row" className="!whitespace-normal">
        <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(namespace)}</code>
      </th>
      <td data-label="Pod Security">
        {enforced === undefined ? <VerdictGlyph verdict="notAssessed" labelled /> : levelWords(enforced)}
      </td>
      <td data-label="Every right" className="num">
        {local.everything}
      </td>
      <td data-label="Administer" className="num">
        {local.administers}
      </td>
      <td data-label="Run workloads" className="num">
        {local.runs}
      </td>
      <td data-label="From outside" className="num">
        {outside}
      </td>
      <td data-label="Its administrators reach">
        {reached.map(({ sink }) => endLabel(sink)).join(", ") || (unsure ? "" : "nothing beyond it")}
        {unsure ? (
          <span className="inline-flex items-center gap-1.5 text-unseen">
            {reached.length > 0 ? "; " : ""}
            <VerdictGlyph verdict="notAssessed" /> not all assessed
          </span>
        ) : null}
      </td>
    </tr>
  );
}

export const namespacesFace: ReportFace<"namespaces"> = {
  name: "Namespace administration",
  lede: (content) => beyondWords(content),
  Content: NamespacesContent,
};
