/** What can be said of whether a policy is about something: a policy may choose by what is not kept or was not seen. */
export type Answer = "yes" | "no" | "unknown";

/** @returns whether all hold. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

/** @returns whether one of them holds; of none, none does. */
export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

export function not(answer: Answer): Answer {
  if (answer === "unknown") return "unknown";
  return answer === "yes" ? "no" : "yes";
}

export function whether(holds: boolean): Answer {
  return holds ? "yes" : "no";
}
