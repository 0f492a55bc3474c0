import type { OperatorView } from "#contracts/vulnerabilities.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { joinedSentence, notJoined, withoutOperator } from "./operator-words.ts";

/** What Trivy Operator reports in each cluster, how much of it is about what runs, and where nobody could look. */
export function OperatorReports({ operators }: { operators: readonly OperatorView[] }) {
  const listed = operators.filter(({ state }) => state !== "absent");
  const absent = withoutOperator(operators);
  if (operators.length === 0) return null;
  return (
    <section aria-label="Trivy Operator" className="border-line border-t">
      {listed.length === 0 ? null : (
        <Table caption="Reports of Trivy Operator">
          <thead>
            <tr>
              <th scope="col">Trivy Operator in</th>
              <th scope="col">Reports</th>
              <th scope="col">Joined with nothing</th>
              <th scope="col">Scanner</th>
              <th scope="col">Looked</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((one) => (
              <OperatorRow key={one.clusterId} operator={one} />
            ))}
          </tbody>
        </Table>
      )}
      {absent === undefined ? null : <p className="px-4 py-2 text-12 text-ink-3">{absent}</p>}
    </section>
  );
}

function OperatorRow({ operator }: { operator: OperatorView }) {
  const { cluster, state, detail, remedy, versions, oldest, newest } = operator;
  const left = notJoined(operator);
  return (
    <tr>
      <th scope="row" className="!whitespace-normal py-2 align-top [overflow-wrap:anywhere]">
        {visibleText(cluster)}
      </th>
      <td data-label="Reports" className="max-w-[320px] !whitespace-normal py-2 align-top text-12 leading-4">
        {state === "unseen" ? "not looked at" : joinedSentence(operator)}
        {detail === undefined ? null : (
          <span className="mt-1 flex gap-1.5 text-ink-2">
            <VerdictGlyph verdict="notAssessed" />
            <span className="[overflow-wrap:anywhere]">
              {detail} {remedy}
            </span>
          </span>
        )}
      </td>
      <td data-label="Joined with nothing" className="max-w-[240px] !whitespace-normal py-2 align-top text-12 leading-4">
        {left.length === 0
          ? ""
          : left.map((sentence) => (
              <span key={sentence} className="block">
                {sentence}
              </span>
            ))}
      </td>
      <td data-label="Scanner" className="py-2 align-top text-12 leading-4">
        {visibleText(versions.join(", "))}
      </td>
      <td data-label="Looked" className="py-2 align-top text-12 leading-4">
        {oldest === undefined ? null : <Time at={oldest} format="day" />}
        {newest === undefined || newest === oldest ? null : (
          <>
            {" "}
            to <Time at={newest} format="day" />
          </>
        )}
      </td>
    </tr>
  );
}
