import type { EnforcementView } from "#contracts/supply-questions.ts";
import { counted } from "../../access/subject-words.ts";

type Engine = EnforcementView["engines"][number];

/** @returns what an engine's rules about images do, in few words. */
export function ruleWords({ rules }: Pick<Engine, "rules">): string {
  if (rules === undefined) return "its policies are not read";
  const { enforcing, reporting } = rules;
  if (enforcing + reporting === 0) return "no rule about images";
  const parts = [
    ...(enforcing > 0 ? [`${counted(enforcing, "rule")} refuse`] : []),
    ...(reporting > 0 ? [`${reporting} only ${reporting === 1 ? "reports" : "report"}`] : []),
  ];
  return parts.join(", ").replace(/^1 rule refuse/, "1 rule refuses");
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
