/**
 * The order of an upgrade for one cluster and one target, by Kubernetes' version-skew policy: one minor a step, and in each
 * what has to be done before it, the control plane, the add-ons, the nodes, the clients; at the end what the target offers.
 */
import { formatMinor, type Minor, stepsTo } from "../minor.ts";
import type { UpgradePlan } from "../plan/plan.ts";
import type { RunBook, RunBookSource, Way } from "./book.ts";
import { after, clients } from "./closing.ts";
import { openingOf, prepare } from "./opening.ts";
import { commandsFor } from "./provider-commands.ts";
import { stepSections } from "./steps.ts";

const policy = "https://kubernetes.io/releases/version-skew-policy/";

/** @returns the book, or undefined where there is no way: the version is not known, or the target is not ahead. */
export function runBook(source: RunBookSource): RunBook | undefined {
  const { plan, cluster, target } = source;
  const path = plan.current === undefined ? undefined : stepsTo(plan.current, target);
  if (plan.current === undefined || path?.kind !== "steps") return undefined;
  const commands = commandsFor(plan.provider?.name);
  const way: Way = { ...source, from: plan.current, commands, nodes: oldestKubelet(plan) };
  return {
    cluster,
    from: formatMinor(plan.current),
    target: formatMinor(target),
    steps: path.steps.map(formatMinor),
    opening: openingOf(way, path.steps),
    variables: commands.variables,
    sections: [prepare(way, path.steps), ...stepSections(way, path.steps), clients(target), after(way)],
    refs: [policy, ...commands.refs],
  };
}

function oldestKubelet({ kubelets }: UpgradePlan): Minor | undefined {
  const minors = kubelets.flatMap(({ minor }) => minor ?? []);
  return minors.length === 0 ? undefined : Math.min(...minors);
}
