import type { MatrixCell } from "#contracts/access.ts";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { PaneSection } from "../ui/pane.tsx";
import { sameSubject } from "./cell-address.ts";

type Removal = MatrixCell["removal"];
type Step = Removal["steps"][number];

/** More steps than these are counted. */
const mostShown = 12;

/** The smallest set of changes that empties the cell, and what else each of them takes away. */
export function TakeAway({ removal, subject }: { removal: Removal; subject: MatrixCell["subject"] }) {
  const { steps, loses, afterwards } = removal;
  if (steps.length === 0 && afterwards !== "allowed") return null;
  return (
    <PaneSection title="To take this away">
      {steps.length === 0 ? null : <p>{leadOf(steps)}</p>}
      <ol className="mt-2 grid gap-2">
        {steps.slice(0, mostShown).map((step) => (
          <StepLine key={`${step.kind} ${step.namespace ?? ""}/${step.name}`} step={step} subject={subject} />
        ))}
      </ol>
      {steps.length > mostShown ? (
        <p className="mt-2 text-12 text-ink-2">and {steps.length - mostShown} more, named in the chains below</p>
      ) : null}
      {steps.length > 1 ? <p className="mt-2 text-12 text-ink-2">Together: {lossWords(loses)}.</p> : null}
      {afterwards === "allowed" ? (
        <p className="mt-2 text-12 text-ink-2">
          Members of system:masters are let in before RBAC: no binding can be removed to end it. Give out no credential with this
          group, and replace those that are.
        </p>
      ) : null}
      {afterwards === "unknown" ? (
        <p className="mt-2 flex gap-2 text-12 text-ink-2">
          <VerdictGlyph verdict="notAssessed" labelled className="mt-0.5" />
          Not everything was seen: something else may still give it.
        </p>
      ) : null}
    </PaneSection>
  );
}

function leadOf(steps: readonly Step[]): string {
  return steps.length === 1 ? "One change is enough." : `All ${steps.length} changes are needed, and no more.`;
}

function StepLine({ step, subject }: { step: Step; subject: MatrixCell["subject"] }) {
  const { kind, namespace, name, others, subjects, loses } = step;
  const groups = subjects.filter((one) => !sameSubject(one.subject, subject));
  return (
    <li className="text-12 text-ink-2">
      <p className="text-ink [overflow-wrap:anywhere]">
        {others === 0 ? `Remove the ${kind} ` : `Remove ${placesWords(step)} from the ${kind} `}
        <ObjectName namespace={namespace} name={name} wrap copy />
      </p>
      <p>
        {others === 0
          ? "It has no other subject. "
          : `${counted(others, "other subject")} ${others === 1 ? "keeps" : "keep"} it. `}
        {groups.map(({ subject: group }) => `Everybody in ${subjectLabel(group)} loses it too. `)}
        Also: {lossWords(loses)}.
      </p>
    </li>
  );
}

function placesWords({ subjects }: Step): string {
  return subjects.map(({ index }) => `subjects[${index}]`).join(" and ");
}

function lossWords({ emptied, reduced }: Step["loses"]): string {
  if (emptied + reduced === 0) return "nothing else of this row changes";
  const parts = [
    emptied > 0 ? `${counted(emptied, "other cell")} of this row ${emptied === 1 ? "goes" : "go"} empty` : "",
    reduced > 0 ? `${counted(reduced, "cell")} ${reduced === 1 ? "shrinks" : "shrink"}` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
