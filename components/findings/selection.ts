import { useRef, useState } from "react";
import type { Finding } from "#contracts/findings.ts";

/** A finding that was chosen, as far as an action needs it. */
export interface Chosen {
  readonly scanId: string;
  readonly fingerprint: string;
  readonly clusterId: string;
  readonly checkId: string;
  readonly severity: Finding["severity"];
  readonly namespace?: string | undefined;
}

/** Findings that one action may take at most. */
export const mostChosen = 5_000;

export interface Selection {
  readonly chosen: ReadonlyMap<string, Chosen>;
  readonly has: (finding: Pick<Finding, "scanId" | "fingerprint">) => boolean;
  /** Takes one in or out; with `through`, everything between it and the one that was taken last. */
  readonly toggle: (place: number, through: boolean) => void;
  readonly replace: (findings: readonly Chosen[]) => void;
  readonly clear: () => void;
}

const keyOf = ({ scanId, fingerprint }: Pick<Finding, "scanId" | "fingerprint">) => `${scanId}~${fingerprint}`;

/** @returns what an action needs of a finding. */
export function chosenOf({ scanId, fingerprint, clusterId, checkId, severity, at }: Finding): Chosen {
  return { scanId, fingerprint, clusterId, checkId, severity, namespace: at.namespace };
}

/** @returns the places from one to another, in order. */
export function between(from: number, to: number): readonly number[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

/** Many findings chosen for one action; it lives as long as the list that they were chosen from. */
export function useSelection(findings: readonly Finding[]): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const last = useRef<number | undefined>(undefined);
  const toggle = (place: number, through: boolean) => {
    const finding = findings[place];
    if (finding === undefined) return;
    const next = new Map(chosen);
    const taking = !next.has(keyOf(finding));
    const places = through && last.current !== undefined ? between(last.current, place) : [place];
    for (const one of places.flatMap((index) => findings[index] ?? [])) {
      if (taking && next.size < mostChosen) next.set(keyOf(one), chosenOf(one));
      if (!taking) next.delete(keyOf(one));
    }
    last.current = place;
    setChosen(next);
  };
  return {
    chosen,
    toggle,
    has: (finding) => chosen.has(keyOf(finding)),
    replace: (list) => setChosen(new Map(list.map((one) => [keyOf(one), one]))),
    clear: () => {
      last.current = undefined;
      setChosen(new Map());
    },
  };
}

/** @returns the lists of a waiver for exactly these findings; the places keep it within the scope of who sees only some. */
export function matchOf(chosen: readonly Chosen[]) {
  const unique = (values: readonly string[]) => [...new Set(values)].sort();
  return {
    clusters: unique(chosen.map((one) => one.clusterId)),
    checks: unique(chosen.map((one) => one.checkId)),
    namespaces: unique(chosen.map((one) => one.namespace ?? "")),
    kinds: [],
    names: [],
    fingerprints: unique(chosen.map((one) => one.fingerprint)),
  };
}
