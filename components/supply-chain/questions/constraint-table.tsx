import type { EnforcementView } from "#contracts/supply-questions.ts";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { actionWords, asksWords, auditWords, leftOutWords } from "./enforcement-words.ts";

type Constraint = NonNullable<EnforcementView["engines"][number]["constraints"]>[number];

/** The constraints of Gatekeeper that look at images, by the kinds of its library. */
export function ConstraintTable({ constraints }: { constraints: readonly Constraint[] }) {
  return (
    <Table caption="Constraints of Gatekeeper that look at images, with what each asks, where, and what its audit found">
      <thead>
        <tr>
          <th scope="col">Constraint</th>
          <th scope="col">Asks for</th>
          <th scope="col">Does</th>
          <th scope="col">Namespaces left out</th>
          <th scope="col">Last audit</th>
        </tr>
      </thead>
      <tbody>
        {constraints.map((one) => (
          <tr key={`${one.kind} ${one.name}`}>
            <td data-label="Constraint" className="whitespace-normal [overflow-wrap:anywhere]">
              {visibleText(one.name)} <span className="text-ink-3">{visibleText(one.kind)}</span>
            </td>
            <td data-label="Asks for">{asksWords[one.asks]}</td>
            <td data-label="Does">{actionWords[one.action]}</td>
            <td data-label="Namespaces left out" className="whitespace-normal [overflow-wrap:anywhere]">
              {visibleText(leftOutWords(one))}
            </td>
            <td data-label="Last audit">{auditWords(one)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
