/** What would carry out the decision to take rights away: commands for a person to run. Drydock runs none of them. */
import { formatSubject, isImplicitGroup, type SubjectRef } from "../subject.ts";
import { grantWords, type ReviewedGrant } from "./reviewed.ts";

export interface RemovalStep {
  /** What it takes away, or why no command can. */
  readonly what: string;
  readonly command?: string;
}

/** @returns the steps for the grants that count, those that a command can take first. */
export function removalSteps(subject: SubjectRef, grants: readonly ReviewedGrant[]): readonly RemovalStep[] {
  const counting = grants.filter(({ counts }) => counts);
  const own = counting.filter(({ through }) => through === undefined).map((grant) => ownStep(subject, grant));
  const groups = Map.groupBy(
    counting.filter(({ through }) => through !== undefined),
    ({ through }) => through as string,
  );
  return [...own, ...[...groups].map(([group, held]) => ({ what: groupWords(subject, group, held) }))];
}

function groupWords(subject: SubjectRef, group: string, held: readonly ReviewedGrant[]): string {
  const [first] = held;
  const what = held.length === 1 && first ? grantWords(first) : `${held.length} bindings`;
  const end = isImplicitGroup(group)
    ? "every such subject is in it, so that only the end of the group's binding takes it away, for all of them"
    : "it ends with the membership, which is kept where people sign in, or with the group's binding, for all members";
  return `${formatSubject(subject)} holds ${what} by the group ${group}: ${end}.`;
}

function ownStep(subject: SubjectRef, grant: ReviewedGrant): RemovalStep {
  const { binding, entries, subjects } = grant;
  const namespace = binding.namespace === undefined ? "" : ` --namespace ${shellWord(binding.namespace)}`;
  const object = shellWord(`${binding.kind.toLowerCase()}/${binding.name}`);
  if (entries.length === subjects)
    return { what: `Delete ${grantWords(grant)}: it names nobody else.`, command: `kubectl delete ${object}${namespace}` };
  // From the last entry on, so that those before keep their places; the test fails where the list has changed since.
  const patch = entries.toReversed().flatMap((entry) => [
    { op: "test", path: `/subjects/${entry.place}/name`, value: entry.name },
    { op: "remove", path: `/subjects/${entry.place}` },
  ]);
  const others = subjects - entries.length;
  return {
    what: `Take ${formatSubject(subject)} out of ${grantWords(grant)}: ${others === 1 ? "1 other subject stays" : `${others} other subjects stay`}.`,
    command: `kubectl patch ${object}${namespace} --type=json --patch ${shellWord(JSON.stringify(patch))}`,
  };
}

/** @returns a text as one word of a POSIX shell; what cannot be printed stands as bash's escapes. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+=-]+$/.test(text)) return text;
  if (/^[ -~]*$/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = [...text].map((character) => {
    if (character === "'" || character === "\\") return `\\${character}`;
    if (/[ -~]/.test(character)) return character;
    return [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  });
  return `$'${escaped.join("")}'`;
}
