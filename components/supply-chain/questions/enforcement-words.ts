import type { EnforcementView } from "#contracts/supply-questions.ts";
import { counted } from "../../access/subject-words.ts";

type Engine = EnforcementView["engines"][number];

/** @returns what an engine's rules about images do, in few words. */
export function ruleWords({ rules, mode, ratify }: Pick<Engine, "rules" | "mode" | "ratify">): string {
  if (rules === undefined) {
    if (mode === undefined) return "its policies are not read";
    return `its policies are not read; it ${mode === "refuses" ? "refuses" : "only reports"}`;
  }
  if (ratify?.served === false) return "its verifiers are not read";
  if (ratify?.verifiers.length === 0)
    return ratify.complete ? "no verifier: it verifies nothing" : "no verifier was seen, and not all could be read";
  const { enforcing, reporting } = rules;
  if (enforcing + reporting === 0) return "no rule about images";
  const parts = [
    ...(enforcing > 0 ? [`${counted(enforcing, "rule")} refuse`] : []),
    ...(reporting > 0 ? [`${reporting} only ${reporting === 1 ? "reports" : "report"}`] : []),
  ];
  return parts.join(", ").replace(/^1 rule refuse/, "1 rule refuses");
}

/** @returns with what Ratify verifies, as one sentence. */
export function ratifyWords({ verifiers, stores, policies, served, complete }: NonNullable<Engine["ratify"]>): string {
  if (!served)
    return "Ratify's verifiers are in no kind that is read: it may have them in a file or, from version 2 on, in an Executor (config.ratify.dev), and neither is evaluated.";
  const names = verifiers.map(
    ({ name, type, namespace }) => `${namespace === undefined ? "" : `${namespace}/`}${name} (${type})`,
  );
  const with_ = names.length === 0 ? "no verifier" : listed(names);
  const beside = `${counted(stores, "store")} and ${counted(policies, "policy", "policies")}`;
  return `Ratify has ${with_}, with ${beside}.${complete ? "" : " Not all of these could be read."}`;
}

/** @returns which kinds of constraints nobody evaluates; empty where there are none. */
export function notEvaluatedWords(kinds: readonly string[]): string {
  return kinds.length === 0 ? "" : `Not evaluated, and may look at images, too: ${listed(kinds)}.`;
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${first} and ${names.length - 5} more` : first;
}

type Constraint = NonNullable<Engine["constraints"]>[number];

export const asksWords: Readonly<Record<Constraint["asks"], string>> = {
  allowedNames: "only images from a list",
  forbiddenNames: "no images from a list",
  forbiddenTags: "no tags of a list",
  digests: "images by digest",
  signatures: "what Ratify verifies",
};

export const actionWords: Readonly<Record<Constraint["action"], string>> = {
  enforce: "refuses",
  warn: "only warns",
  audit: "only reports",
};

/** @returns the namespaces that a constraint is not about. */
export function leftOutWords({ leftOut, doubtful }: Pick<Constraint, "leftOut" | "doubtful">): string {
  return skippedWords({ skipped: leftOut, doubtful });
}

/** @returns what Gatekeeper's last audit found of a constraint; that it never looked is not that it found nothing. */
export function auditWords({ auditedAt, violations }: Pick<Constraint, "auditedAt" | "violations">): string {
  if (auditedAt === undefined) return "never, as far as is known";
  return `${violations === undefined ? "not told" : counted(violations, "violation")}, ${auditedAt.slice(0, 10)}`;
}

const answers: Readonly<Record<Engine["answer"], string>> = {
  must: "must answer",
  needNot: "need not answer: pods pass",
  itself: "the API server evaluates it",
  notAsked: "no webhook asks it",
  unknown: "not known: webhooks were not seen",
};

export function answerWords({ answer }: Pick<Engine, "answer">): string {
  return answers[answer];
}

/** @returns whether something is behind the engine's webhooks. */
export const healthWords: Readonly<Record<Engine["health"], string>> = {
  answers: "has endpoints",
  silent: "has no endpoint that is ready",
  unknown: "not known",
  itself: "the API server",
};

/** @returns the namespaces that an engine is not asked about. */
export function skippedWords({ skipped, doubtful }: Pick<Engine, "skipped" | "doubtful">): string {
  const doubt = doubtful === 0 ? "" : `; of ${doubtful} nobody can tell`;
  if (skipped.length === 0) return doubtful === 0 ? "none" : `none for certain${doubt}`;
  const names = skipped.slice(0, 3).join(", ");
  return `${skipped.length > 3 ? `${names} and ${skipped.length - 3} more` : names}${doubt}`;
}

const states: readonly (readonly [keyof EnforcementView["containers"], string])[] = [
  ["verified", "judged by a rule that refuses"],
  ["failOpen", "judged by one that need not answer"],
  ["older", "older than the policy"],
  ["reported", "only reported"],
  ["skipped", "in namespaces that nobody asks about"],
  ["unmatched", "of no policy"],
  ["unknown", "not known"],
];

/** @returns what became of the containers that run, as one sentence. */
export function containersSentence(containers: EnforcementView["containers"]): string {
  const all = Object.values(containers).reduce((sum, count) => sum + count, 0);
  if (all === 0) return "Nothing runs that could have been judged.";
  const parts = states.flatMap(([state, words]) => (containers[state] === 0 ? [] : [`${containers[state]} ${words}`]));
  return `Of ${counted(all, "container")} that ${all === 1 ? "runs" : "run"}, by signature: ${parts.join(", ")}.`;
}
