import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from "nuqs";

export const ways = ["kubeconfig", "token", "inCluster", "snapshot", "command"] as const;
export type Way = (typeof ways)[number];
export const steps = ["way", "grant", "connect", "name", "scan"] as const;
export type Step = (typeof steps)[number];

/** The steps of each way, in their order. */
export const stepsOf: Record<Way, readonly Step[]> = {
  kubeconfig: ["way", "grant", "connect", "name", "scan"],
  token: ["way", "grant", "connect", "name", "scan"],
  inCluster: ["way", "grant", "connect", "name", "scan"],
  snapshot: ["way", "connect", "scan"],
  command: ["way", "connect", "scan"],
};

/** @returns the name of a step, as its way calls it. */
export function nameOfStep(step: Step, way: Way): string {
  if (step === "connect" && way === "snapshot") return "Upload";
  if (step === "connect" && way === "command") return "Run the command";
  return { way: "Choose a way", grant: "Grant read access", connect: "Connect and test", name: "Name it", scan: "First scan" }[
    step
  ];
}

/** @returns the step behind another one; the last step is behind itself. */
export function after(step: Step, way: Way): Step {
  const own = stepsOf[way];
  return own[own.indexOf(step) + 1] ?? step;
}

/** @returns the step before another one, or undefined for the first. */
export function before(step: Step, way: Way): Step | undefined {
  const own = stepsOf[way];
  return own[own.indexOf(step) - 1];
}

/** @returns a name for a cluster that the contract accepts, made from a context's name; empty where nothing is left of it. */
export function nameFrom(context: string): string {
  const last = context.split(/[/:@]/).filter(Boolean).at(-1) ?? "";
  return last
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "")
    .slice(0, 63)
    .replace(/[^A-Za-z0-9]+$/, "");
}

/** @returns the wizard's part of the address. Nothing that is pasted is ever in it. */
export function useWizard() {
  return useQueryStates(
    {
      way: parseAsStringLiteral(ways).withDefault("kubeconfig"),
      step: parseAsStringLiteral(steps).withDefault("way"),
      secrets: parseAsBoolean.withDefault(false),
    },
    { history: "push" },
  );
}
