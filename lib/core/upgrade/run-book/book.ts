/** What a run book is made of, and what it is made from. */
import type { Minor } from "../minor.ts";
import type { UpgradePlan } from "../plan/plan.ts";
import type { ProviderCommands } from "./provider-commands.ts";

export interface RunBookItem {
  /** Names the item in its book, the same in every book that has it. */
  readonly id: string;
  readonly title: string;
  /** Plain sentences; may hold names from the cluster, which are hostile wherever they are shown. */
  readonly text: readonly string[];
  readonly commands: readonly string[];
  /** What has to be true before the next item. */
  readonly waitsFor?: string;
  /** Commands that show that it is. */
  readonly check?: readonly string[];
}

export interface RunBookSection {
  readonly title: string;
  readonly text?: string;
  readonly items: readonly RunBookItem[];
}

export interface RunBook {
  readonly cluster: string;
  readonly from: string;
  readonly target: string;
  readonly steps: readonly string[];
  /** What the reader has to know before anything else. */
  readonly opening: readonly string[];
  readonly variables: readonly string[];
  readonly sections: readonly RunBookSection[];
  readonly refs: readonly string[];
}

export interface RunBookSource {
  readonly plan: UpgradePlan;
  readonly cluster: string;
  readonly target: Minor;
  /** ISO date of the scan that it rests on. */
  readonly asOf: string;
}

/** A source whose cluster has a known minor, and a way to the target. */
export interface Way extends RunBookSource {
  readonly from: Minor;
  readonly commands: ProviderCommands;
  /** The minor of the oldest kubelet; undefined where none was seen. */
  readonly nodes: Minor | undefined;
}

/** An item names so many objects at the most. */
export const mostListed = 12;
