/** Answers to questions of several verbs, any of which will do: `read` is get, list or watch. */
import { compareGaps, type Gap } from "../../inventory/gap.ts";
import { type Attributes, isUrl } from "../attributes.ts";
import { type Answer, can } from "../can.ts";
import { canAnywhere } from "../can-anywhere.ts";
import type { Chain } from "../chain.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { accountUser, identityOf } from "../subject.ts";
import { type AllowedSubject, compareSubjects, type WhoCan, whoCan } from "../who-can.ts";
import type { AskedPlace, AskedSubject } from "./question.ts";
import { namespaceOfPlace, type ResolvedQuestion } from "./resolve.ts";

/** @returns the subjects that are allowed at least one of the requests, with the chains of all of them. */
export function whoCanAsked(index: RbacIndex, { alternatives, place }: ResolvedQuestion): WhoCan {
  const answers = alternatives.map((attributes) => whoCan(index, { attributes, namespace: namespaceOfPlace(place) }));
  const [only] = answers;
  if (only !== undefined && answers.length === 1) return only;
  const subjects = new Map<string, AllowedSubject>();
  for (const subject of answers.flatMap((answer) => answer.subjects)) {
    const identity = identityOf(subject);
    subjects.set(identity, widest(subjects.get(identity), subject));
  }
  return {
    subjects: [...subjects.values()].sort(compareSubjects),
    complete: answers.every(({ complete }) => complete),
    gaps: uniqueGaps(answers),
    chainsOf: (subject) => uniqueChains(answers.map((answer) => answer.chainsOf(subject))),
  };
}

function widest(known: AllowedSubject | undefined, other: AllowedSubject): AllowedSubject {
  if (known === undefined || other.scope === "cluster") return other;
  if (known.scope === "cluster") return known;
  return { ...known, scope: [...new Set([...known.scope, ...other.scope])].sort() };
}

function uniqueGaps(answers: readonly { readonly gaps: readonly Gap[] }[]): readonly Gap[] {
  return [...new Set(answers.flatMap(({ gaps }) => gaps))].sort(compareGaps);
}

/** One rule may give several verbs: it is one way in. */
function uniqueChains(lists: readonly (readonly Chain[])[]): readonly Chain[] {
  const found = new Map<string, Chain>();
  for (const chain of lists.flat()) {
    const { binding, rule, scope } = chain;
    found.set(JSON.stringify([binding?.kind, binding?.namespace, binding?.name, rule?.index, scope]), chain);
  }
  return [...found.values()];
}

export interface AskedAnswer extends Answer {
  /** For each verb that was asked about. */
  readonly verbs: readonly { readonly verb: string; readonly verdict: Answer["verdict"] }[];
}

/** A user that nothing is bound to: a member of a group and of nothing else. */
export const memberOnly = "drydock:any-member";

/** @returns the user and groups that a subject's requests carry. */
export function requesterOf(subject: AskedSubject): { readonly user: string; readonly groups?: readonly string[] } {
  if (subject.kind === "Group") return { user: memberOnly, groups: [subject.name] };
  if (subject.kind === "ServiceAccount") return { user: accountUser(subject.namespace, subject.name) };
  return { user: subject.name, ...(subject.groups && { groups: subject.groups }) };
}

/** @returns whether somebody is allowed at least one of the requests, as real requests are evaluated. */
export function canAsked(
  index: RbacIndex,
  asker: { readonly user: string; readonly groups?: readonly string[] },
  { alternatives, place }: Pick<ResolvedQuestion, "alternatives" | "place">,
): AskedAnswer {
  const answers = alternatives.map((attributes) => answerOne(index, { ...asker, attributes }, place));
  const verdicts = answers.map(({ verdict }) => verdict);
  const because = uniqueChains(answers.map((answer) => answer.because));
  return {
    verdict:
      verdicts.find((verdict) => verdict === "allowed") ?? verdicts.find((verdict) => verdict === "unknown") ?? "notAllowed",
    because,
    gaps: uniqueGaps(answers),
    verbs: answers.map(({ verdict }, at) => ({ verb: alternatives[at]?.verb ?? "", verdict })),
  };
}

function answerOne(
  index: RbacIndex,
  question: { readonly user: string; readonly groups?: readonly string[]; readonly attributes: Attributes },
  place: AskedPlace,
): Answer {
  if (place === "any" && !isUrl(question.attributes)) return canAnywhere(index, question);
  return can(index, { ...question, namespace: typeof place === "object" ? place.namespace : "" });
}
