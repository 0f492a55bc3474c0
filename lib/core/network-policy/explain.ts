/** Why one end reaches the other, or does not: both ends with the policies that isolate them and the rules that let through. */

import { type AddressRange, rangeOf } from "./address.ts";
import { isGroup } from "./ends.ts";
import type { AppliedRule, Direction, Evaluation, IsolatingPolicy, Other, UnreadPolicy } from "./evaluate.ts";
import { commonPorts, isNoPort, overlap, type PortSet } from "./ports.ts";
import type { PodGroup } from "./world.ts";

export type Said = "yes" | "no" | "some" | "unknown";

export interface EndReasons {
  readonly direction: Direction;
  readonly verdict: Said;
  /** Why nothing else counts, or nothing can be told. */
  readonly because:
    | "hostNetwork"
    | "notIsolated"
    | "rules"
    | "noRule"
    | "policiesUnseen"
    | "pluginPolicies"
    | "pluginParts"
    | "node";
  readonly isolating: readonly IsolatingPolicy[];
  /** Policies of the network plugin that leave it open: those of which nothing is evaluated, without parts. */
  readonly plugin: readonly UnreadPolicy[];
  readonly rules: readonly AppliedRule[];
  readonly ports: PortSet;
}

export interface Explanation {
  readonly verdict: Said;
  readonly ends: readonly EndReasons[];
  /** What is let through for certain. */
  readonly ports: PortSet;
}

interface Asked {
  readonly from: PodGroup;
  readonly to: Other;
  readonly ports: PortSet;
}

/** @returns both ends of one connection; the far end of an address is not looked at. */
export function explain(evaluation: Evaluation, { from, to, ports }: Asked): Explanation {
  const out = endOf(evaluation, { group: from, direction: "egress", other: to, ports });
  const into = isGroup(to) ? [endOf(evaluation, { group: to, direction: "ingress", other: from, ports })] : [];
  const ends = [out, ...into];
  const least = ends.map((end) => end.ports).reduce(commonPorts, ports);
  return {
    verdict: joined(
      ends.map(({ verdict }) => verdict),
      !isNoPort(least),
    ),
    ends,
    ports: least,
  };
}

function joined(ends: readonly Said[], passes: boolean): Said {
  if (ends.includes("no")) return "no";
  if (passes) return ends.includes("some") ? "some" : "yes";
  return ends.includes("unknown") ? "unknown" : "no";
}

interface End {
  readonly group: PodGroup;
  readonly direction: Direction;
  readonly other: Other;
  readonly ports: PortSet;
}

function endOf(evaluation: Evaluation, { group, direction, other, ports }: End): EndReasons {
  const { least, most } = evaluation.passage(group, direction, other);
  const certain = commonPorts(least, ports);
  const verdict: Said = overlap(least, ports) ? "yes" : overlap(most, ports) ? "unknown" : "no";
  const isolating = evaluation.isolating(group, direction);
  const whole = evaluation.pluginPolicies(group).map((policy) => ({ policy, parts: [] }));
  const plugin = whole.length > 0 || verdict !== "unknown" ? whole : evaluation.partlyRead(group, direction);
  const rules = evaluation.rulesFor(group, direction, other).filter((rule) => overlap(rule.ports, ports));
  const because = (): EndReasons["because"] => {
    if (group.hostNetwork) return "hostNetwork";
    if (!evaluation.isKnown(group)) return "policiesUnseen";
    if (whole.length > 0) return "pluginPolicies";
    if (direction === "ingress" && isGroup(other) && other.hostNetwork && isolating.length > 0) return "node";
    if (plugin.length > 0) return "pluginParts";
    if (rules.length > 0) return "rules";
    return isolating.length === 0 ? "notIsolated" : "noRule";
  };
  return { direction, verdict, because: because(), isolating, plugin, rules, ports: certain };
}

/** @returns the addresses of a CIDR block or of one address; undefined where the text is neither. */
export function placeOf(text: string): readonly AddressRange[] | undefined {
  const range = rangeOf(text);
  return range && [range];
}
