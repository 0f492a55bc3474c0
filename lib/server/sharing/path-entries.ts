/** Parts of escalation paths, as a report shows them. */
import type { BindingName, Hop, Position } from "../../contracts/access/paths.ts";
import { formatSubject, type SubjectRef, subjectKinds } from "../../core/rbac/subject.ts";
import { redactedChain, redactedName } from "./chain-entries.ts";
import type { Redactor } from "./redactor.ts";

/** @returns the subject that a position is, or undefined where it is something else. */
function subjectAt({ kind, name, namespace }: Position): SubjectRef | undefined {
  const known = subjectKinds.find((one) => one === kind);
  return known && { kind: known, name, ...(namespace !== undefined && { namespace }) };
}

export function redactedPosition(position: Position, redactor: Redactor): Position {
  const subject = subjectAt(position);
  if (subject !== undefined) return { ...redactor.subject(subject) };
  const { kind, name, namespace } = position;
  return { kind, name: redactor.text(name), ...(namespace !== undefined && { namespace: redactor.text(namespace) }) };
}

export function redactedBinding(binding: BindingName, redactor: Redactor): BindingName {
  return { kind: binding.kind, ...redactedName(binding, redactor) };
}

/** @returns the hop; what it rests on beside rights names objects of every kind, and is left out where subjects have other names. */
export function redactedHop(hop: Hop, redactor: Redactor): Hop {
  return {
    kind: hop.kind,
    from: redactedPosition(hop.from, redactor),
    to: redactedPosition(hop.to, redactor),
    does: sentence(hop, redactor),
    chains: hop.chains.map((chain) => redactedChain(chain, redactor)),
    facts: redactor.pseudonyms ? [] : hop.facts.map(redactor.text),
  };
}

/** A hop says to whom it leads: that name is known, however short it is. */
function sentence({ does, to }: Hop, redactor: Redactor): string {
  const subject = subjectAt(to);
  if (subject === undefined) return redactor.text(does);
  return does
    .split(formatSubject(subject))
    .map(redactor.text)
    .join(formatSubject(redactor.subject(subject)));
}
