import type { ChecklistItemView, ChecklistScoreView } from "#contracts/checklist.ts";
import { counted } from "../access/subject-words.ts";

export type ItemState = ChecklistItemView["state"];

/** In the order in which somebody works through them. */
export const states: readonly ItemState[] = ["failed", "open", "attested", "met", "notApplicable"];

const names: Readonly<Record<ItemState, string>> = {
  failed: "Failed",
  open: "Open",
  attested: "Attested",
  met: "Met",
  notApplicable: "Not applicable",
};

/** @returns the word for a state, as it is shown. */
export function nameOfState(state: ItemState): string {
  return names[state];
}

/** @returns what the list says of a cluster first, as a sentence. */
export function scoreSentence({ counts, of, share }: ChecklistScoreView): string {
  if (share === undefined)
    return counts.notApplicable > 0
      ? `None of ${of} items is assessed; ${counts.notApplicable} have nothing to look at.`
      : `None of ${of} items is assessed yet.`;
  const good = counts.met + counts.attested;
  return `${good} of ${counted(good + counts.failed, "assessed item")} ${good === 1 ? "holds" : "hold"}, and ${counts.open} of ${of} ${counts.open === 1 ? "is" : "are"} open.`;
}

/** @returns what the list says of all clusters first, as a sentence. */
export function fleetSentence({ clusters, items }: { clusters: number; items: readonly FleetStates[] }): string {
  if (clusters === 0) return "No cluster has a scan with results yet.";
  const failing = items.filter(({ states: of }) => of.some(({ state }) => state === "failed")).length;
  const holding = items.filter(
    ({ states: of }) =>
      of.some(({ state }) => good.has(state)) && of.every(({ state }) => good.has(state) || state === "notApplicable"),
  ).length;
  const where = clusters === 1 ? "the one cluster" : `at least one of ${clusters} clusters`;
  const all = clusters === 1 ? "there" : "in all of them";
  return `${failing} of ${counted(items.length, "item")} ${failing === 1 ? "fails" : "fail"} in ${where}, and ${holding} ${holding === 1 ? "holds" : "hold"} ${all}.`;
}

interface FleetStates {
  readonly states: readonly { readonly state: ItemState }[];
}

/** What does not apply in one cluster does not keep an item from holding in all of them, and what applies in none holds nowhere. */
const good: ReadonlySet<ItemState> = new Set(["met", "attested"]);

const people: Readonly<Record<ChecklistItemView["responsible"], string>> = {
  platform: "platform team",
  application: "application teams",
  provider: "provider",
};

/** @returns the layer of the four Cs and who is responsible. */
export function placeWords({ layer, responsible }: ChecklistItemView): string {
  return `${layer[0]?.toUpperCase()}${layer.slice(1)}, ${people[responsible]}`;
}

const lists: Readonly<Record<string, string>> = { cis: "CIS", nsa: "NSA/CISA", pss: "PSS" };

/** @returns an id of another list as people write it: `CIS 5.1.3`. */
export function answerWords(answer: string): string {
  const [list = "", ...id] = answer.split(":");
  return `${lists[list] ?? list} ${id.join(":")}`;
}
